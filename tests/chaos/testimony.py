"""What real workers decided, from their logs: the line is written before the journal is asked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from backend.core.events import ViolationClosed, ViolationOpened

BEGINS = '{"at": '
"""How a line begins: what a killed process left half written may stand before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One opening or end."""

    kind: str
    violation_id: str
    pid: int
    at: float
    """When it was logged, seconds since the epoch."""


def read(paths: Iterable[Path]) -> list[Decision]:
    """Every decision in these logs."""
    return [decision for path in paths if path.exists() for decision in _of(path.read_text(errors="replace"))]


def _of(text: str) -> Iterator[Decision]:
    for line in text.splitlines():
        try:
            said: dict[str, Any] = json.loads(line[line.rfind(BEGINS) :])
        except ValueError:
            continue
        kind, _, rest = str(said.get("message", "")).partition(": ")
        if "event_id" not in said or kind not in (ViolationOpened.kind, ViolationClosed.kind):
            continue
        yield Decision(
            kind=kind,
            violation_id=said["event_id"] if kind == ViolationOpened.kind else rest.partition(" ")[0],
            pid=said["pid"],
            at=datetime.fromisoformat(said["at"]).timestamp(),
        )
