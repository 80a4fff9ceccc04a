"""What is decided about violations. The camera process publishes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from backend.core.analysis.decision import Decision
from backend.core.violations.episode import Episode


class CloseReason(StrEnum):
    """Why a violation ended."""

    WORN = "worn"
    """The person put everything on."""
    LEFT = "left"
    """The person left the picture, or the zone."""
    NOT_ASSESSABLE = "not_assessable"
    """The person left, and before that could not be assessed for long: whether they put it on is not known."""
    RULE_ENDED = "rule_ended"
    """The rule applies no more: by its schedule, its condition or a bypass."""
    STOPPED = "stopped"
    """The camera no longer assesses it."""


@dataclass(frozen=True, slots=True)
class Opened(Decision):
    """A violation begins."""

    episode: Episode

    @property
    def items(self) -> tuple[str, ...]:
        """The items that are missing, since `since`."""
        return self.episode.items

    @property
    def since(self) -> float:
        """Seconds."""
        return self.episode.opened_at


@dataclass(frozen=True, slots=True)
class ItemsAdded(Decision):
    """Further items are missing in an open violation, since `since`, seconds."""

    episode: Episode
    items: tuple[str, ...]
    since: float


@dataclass(frozen=True, slots=True)
class Reopened(Decision):
    """A violation that had ended goes on: later evidence shows that its person is still there."""

    episode: Episode


@dataclass(frozen=True, slots=True)
class Closed(Decision):
    """A violation ends at `at`, seconds."""

    episode: Episode
    reason: CloseReason
    at: float
