"""A violation that a rule would have raised."""

from __future__ import annotations

from dataclasses import dataclass

from backend.core.rules.rule import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class WouldRaise:
    """When, for whom, and how severe in the end."""

    at: float
    """Seconds."""
    person: int
    """Of a crowd one of them."""
    severity: Severity
    people: int = 1
    """How many were in the zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What a replay found."""

    raised: tuple[WouldRaise, ...]
    """By time."""
    since: float | None = None
    """Only what is later was replayed: there was too much. None: all of it."""
