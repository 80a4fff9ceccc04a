"""A copy of `backend/` that a test extends, and a script that runs there."""

from __future__ import annotations

import filecmp
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.installations.processes import ROOT


def copied_backend(folder: Path) -> Path:
    """`folder/backend`, as here."""
    copy = folder / "backend"
    shutil.copytree(ROOT / "backend", copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def changed_files(copy: Path) -> list[str]:
    """Files of the copy that are new or differ from those here, below `backend/`."""
    return sorted(_changed(ROOT / "backend", copy))


def run_there(folder: Path, script: str, *arguments: str) -> Any:
    """Run a script with the copy as `backend` (and `tests` from here); what it prints last, read as JSON."""
    found = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout.splitlines()[-1])


def _changed(before: Path, after: Path) -> list[str]:
    found = filecmp.dircmp(before, after, ignore=["__pycache__"])
    names = [*found.left_only, *found.right_only, *found.diff_files]
    for name in found.common_dirs:
        names += [f"{name}/{below}" for below in _changed(before / name, after / name)]
    return names
