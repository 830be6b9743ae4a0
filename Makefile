# Each target sets up what it needs: Python 3.11 or newer, make, and access to a package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EVAL ?=
CORPUS ?=
SECONDS ?= 300
SEEDS ?=

.PHONY: demo test check golden quality bench torture fuzz clean help

help:  ## say what there is to make
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "nwtool needs Python 3.11 or newer: make PYTHON=python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install -q -e .
	@touch $@

$(VENV)/.developing: $(VENV)/.installed
	$(BIN)/python -m pip install -q --group dev
	@touch $@

demo: $(VENV)/.installed  ## set up, and run the pipe on a sample article
	@echo; echo '$$ head -c 600 samples/summit.txt'; head -c 600 samples/summit.txt; echo ' …'
	@echo; echo '$$ nwtool run samples/summit.txt -o summit.jsonl'
	@mkdir -p .build; $(BIN)/nwtool run samples/summit.txt -o .build/summit.jsonl
	@for stage in dedupe-captions sections quotes entities; do \
	  echo; echo "\$$ nwtool $$stage --rows --format table summit.jsonl"; \
	  COLUMNS=140 $(BIN)/nwtool $$stage --rows --format table .build/summit.jsonl; \
	done
	@echo; echo 'nwtool is installed: $(BIN)/nwtool --help'

test: $(VENV)/.developing  ## run the tests
	$(BIN)/python -m pytest -n auto

check: $(VENV)/.developing  ## lint, formatting, types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

golden: $(VENV)/.developing  ## rewrite the golden outputs; review the diff
	$(BIN)/python tests/test_golden.py --write

quality: $(VENV)/.installed  ## score the commands: make quality EVAL=folder [SEEDS=folder]
	@test -n '$(EVAL)' || { echo 'make quality EVAL=folder: the folder with gold files and scorers'; exit 2; }
	$(BIN)/python quality/quality.py '$(EVAL)' $(if $(SEEDS),--seeds '$(SEEDS)')

bench: $(VENV)/.installed  ## measure speed and memory: make bench [CORPUS=file.jsonl]; writes docs/performance.md
	$(BIN)/python bench/bench.py $(if $(CORPUS),--corpus '$(CORPUS)')

torture: $(VENV)/.developing  ## try faults and hostile texts, and write docs/reliability.md
	$(BIN)/python torture/torture.py

fuzz: $(VENV)/.developing  ## look for inputs that break a promise: make fuzz [SECONDS=300]
	-$(BIN)/python -m pip install -q --group fuzz
	$(BIN)/python torture/fuzz.py --seconds $(SECONDS)

clean:  ## remove what was built
	rm -rf $(VENV) .build .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
