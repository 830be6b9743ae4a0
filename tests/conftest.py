"""Settings of the tests that hold for all of them: how hard hypothesis looks."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Laws are checked on few examples at each change, and on many at night: HYPOTHESIS_PROFILE=nightly pytest tests.
# Speed is measured elsewhere; a slow machine must not fail a law.
LENIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow], "print_blob": True}
settings.register_profile("default", max_examples=100, **LENIENT)
settings.register_profile("nightly", max_examples=3000, **LENIENT)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture(scope="session")
def samples() -> list[Path]:
    """The sample articles, in order."""
    return sorted(SAMPLES.glob("*.txt"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with nothing above it that could be taken for settings."""
    (tmp_path / "nwtool.toml").write_text("")
    return tmp_path
