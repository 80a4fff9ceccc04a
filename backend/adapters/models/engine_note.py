"""The header that ultralytics writes before a TensorRT engine: its length, then JSON with names and sizes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

LONGEST = 1 << 20


def read(path: Path) -> dict[str, str]:
    """The note's entries as texts; empty when there is none."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(4), "little")
        if not 0 < length <= LONGEST:
            return {}
        try:
            note: Any = json.loads(file.read(length))
            names = note.get("names")
            if isinstance(names, dict):
                note["names"] = repr({int(number): str(name) for number, name in names.items()})
        except (ValueError, RecursionError, AttributeError):
            return {}
    return {str(name): str(value)[:20_000] for name, value in note.items()}
