"""What real workers decided, from their logs: a line before the journal has it, and another after."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.core.events.violation import ViolationClosed, ViolationOpened, ViolationReopened

JOURNALED = "the journal was told"
BEGINS = '{"at": '
"""How a line begins: what a killed process left half written may stand before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One opening, end or reopening."""

    kind: str
    violation_id: str
    pid: int
    journaled: bool
    """Whether the journal has it: from then on it must not be lost."""


def read(paths: Iterable[Path]) -> list[Decision]:
    """Every decision in these logs."""
    return [decision for path in paths if path.exists() for decision in _of(path.read_text(errors="replace"))]


def _of(text: str) -> list[Decision]:
    lines = [body for body in map(_body, text.splitlines()) if "event_id" in body]
    journaled = {body["event_id"] for body in lines if body["message"] == JOURNALED}
    found: list[Decision] = []
    for body in lines:
        kind, _, rest = body["message"].partition(": ")
        if kind in (ViolationOpened.kind, ViolationClosed.kind, ViolationReopened.kind):
            violation_id = body["event_id"] if kind == ViolationOpened.kind else rest.partition(" ")[0]
            found.append(
                Decision(kind=kind, violation_id=violation_id, pid=body["pid"], journaled=body["event_id"] in journaled)
            )
    return found


def _body(line: str) -> dict[str, Any]:
    try:
        body: Any = json.loads(line[line.rfind(BEGINS) :])
    except ValueError:  # half a line of a process that was killed, or not ours
        return {}
    return body if isinstance(body, dict) else {}
