"""Open violations and assessed people, with sensible values where a test does not care."""

from __future__ import annotations

from typing import Any

from backend.core.ppe.belief import Wear
from backend.core.rules.rule import EVERYWHERE, Rule
from backend.core.violations.episode import AssessedItem, Episode
from backend.core.vision.boxes import Box

ANYWHERE = Rule(id=EVERYWHERE, items=("helmet", "vest"))


def open_episode(*items: str, at: float = 1000.0, box: Box = (260.0, 200.0, 340.0, 400.0), **changes: Any) -> Episode:
    """A suspended violation of these items (a helmet), last seen at this time."""
    values: dict[str, Any] = {
        "violation_id": "v1",
        "rule": ANYWHERE,
        "items": items or ("helmet",),
        "opened_at": at,
        "last_seen": at,
        "last_missing": at,
        "last_assessed": at,
        "box": box,
        "track_id": None,
        "wait_seconds": 10.0,
        "confidence": 0.9,
    }
    return Episode(**{**values, **changes})


def assessed_item(state: Wear = Wear.MISSING, *, since: float | None = 1000.0, **changes: Any) -> AssessedItem:
    """An item that is missing since that time, or as this observation shows it."""
    values: dict[str, Any] = {
        "state": state,
        "shows_missing": state is Wear.MISSING,
        "is_assessed": state is not Wear.NOT_ASSESSABLE,
        "missing_since": since if state is not Wear.WORN else None,
        "was_worn": False,
        "confidence": 0.9,
    }
    return AssessedItem(**{**values, **changes})
