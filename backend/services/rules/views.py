"""What services answer about zones, rules, their versions, and facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from backend.core.rules.applicability import Inactive
from backend.core.rules.rule import Rule
from backend.core.zones.polygon import Corner
from backend.core.zones.zone import ZoneKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """Something that a user should know. `values`: what it is about, such as names of items."""

    code: str
    message: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableView:
    """A stored zone or rule that cannot be read: it does not apply, and can be deleted."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneView:
    """A zone, and whether it still fits the picture."""

    id: int
    camera_id: int
    name: str
    kind: ZoneKind
    colour: str
    corners: tuple[Corner, ...]
    picture: tuple[int, int] | None
    """Width and height of the picture over which it was drawn."""
    shape_changed: bool | None
    """Whether the picture has another shape now; None when one of the two is not known."""
    view_changed: bool
    """Whether the camera reported another view after the zone was saved."""
    applied: bool
    notes: tuple[NoteView, ...]
    rule_ids: tuple[int, ...]
    version: int
    drawn_at: datetime
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ZonesView:
    """The zones of a camera."""

    items: list[ZoneView]
    unreadable: list[UnreadableView]


@dataclass(frozen=True, slots=True, kw_only=True)
class BypassView:
    """Until when a rule is bypassed, by whom and why. `by_name` is empty for a deleted user."""

    until: datetime
    by_name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """A rule, and whether it applies now."""

    camera_id: int
    rule: Rule
    zone_id: int | None
    schedule_id: int | None
    bypass: BypassView | None
    inactive: Inactive | None
    """Why it does not apply now; None while it does."""
    warnings: tuple[NoteView, ...]
    effective_from: datetime
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesView:
    """The rules of a camera."""

    items: list[RuleView]
    unreadable: list[UnreadableView]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleVersionView:
    """A rule as it was."""

    camera_id: int
    rule: Rule
    """With its zone and schedule as they were."""
    schedule_id: int | None
    schedule_name: str
    """Empty without a schedule."""
    effective_from: datetime
    effective_to: datetime | None
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    """A fact of conditions."""

    name: str
    site_id: int | None
    value: bool
    until: datetime | None
    value_now: bool
    """The opposite of `value` once `until` has passed."""
    updated_at: datetime
    by_name: str
