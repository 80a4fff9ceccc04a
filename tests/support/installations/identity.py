"""The installation that tests are, in a Redis of theirs."""

from __future__ import annotations

from pathlib import Path

from backend.settings.installation import FILE

INSTALLATION = "tests"


def be_the_tests(data_dir: Path) -> Path:
    """Let processes with this data folder use the names that the tests use."""
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / FILE).write_text(INSTALLATION)
    return data_dir
