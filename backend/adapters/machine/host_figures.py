"""Figures of this machine and what is installed on it."""

from __future__ import annotations

import json
import platform
from pathlib import Path


def python_version() -> str:
    """Of this process."""
    return platform.python_version()


def pm2_version(root: Path) -> str | None:
    """The PM2 that is installed with Mandor, None when it is the system's own or cannot be read."""
    try:
        found = json.loads((root / "node_modules" / "pm2" / "package.json").read_text())["version"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return str(found)
