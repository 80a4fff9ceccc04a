"""Queries and answers of `/api/violations`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, WithJsonSchema

from backend.core.ppe.items import ITEM_TABLE
from backend.core.rules.rule import RuleKind, Severity
from backend.core.violations.decisions import CloseReason
from backend.routes.fields import Answered, Asked, Cursor, Id, Time, Utc


def _known_item(name: str) -> str:
    if name not in ITEM_TABLE.names:
        raise ValueError(f"it is none of {', '.join(ITEM_TABLE.names)}")
    return name


Item = Annotated[str, AfterValidator(_known_item), WithJsonSchema({"type": "string", "enum": list(ITEM_TABLE.names)})]


class ViolationList(Asked):
    """Which violations. `since` is included, `until` is not."""

    camera_id: Id | None = None
    item: Item | None = None
    """Among those that were missing."""
    rule_id: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    zone_id: Id | None = None
    severity: Literal["notice", "warning", "critical"] | None = None
    since: Time | None = None
    until: Time | None = None
    demo: bool | None = None
    """False leaves out those of demonstration cameras, true all others."""
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class EvidenceToken(Asked):
    """How a picture is asked for without a header. `v` only tells versions of a picture apart."""

    token: Annotated[str, Field(max_length=2000)] | None = None
    v: Annotated[str, Field(max_length=64)] | None = None


class EvidenceAnswer(Answered):
    """Paths of the pictures, with a token that lasts about an hour. `removed_at`: since when there are none."""

    crop: str
    wide: str
    removed_at: Utc | None


class ViolationAnswer(Answered):
    """A violation. `box` is the person in the wide picture: x1, y1, x2, y2 as fractions of its size."""

    id: str
    camera_id: int
    camera_name: str
    site_id: int
    site_name: str | None
    """At the time, as all names but the camera's, which is the present one."""
    track_id: int | None
    """The person's number in the worker at the time."""
    item: Item | None
    """The first of `items`; null for rules that ask for no items."""
    items: list[Item]
    rule_kind: RuleKind
    rule_id: str | None
    """`anywhere` is the rule of the camera's required items."""
    rule_version: int | None
    rule_name: str | None
    zone_id: int | None
    zone_name: str | None
    severity: Severity | None
    opened_at: Utc
    """When the rule began to be broken."""
    decided_at: Utc | None
    """When that was reported."""
    delay_seconds: float | None
    """From the one to the other."""
    closed_at: Utc | None
    close_reason: CloseReason | None
    confidence: float
    box: tuple[float, float, float, float]
    model: str
    demo: bool
    evidence: EvidenceAnswer


class ViolationsAnswer(Answered):
    """A part of the list, newest first."""

    items: list[ViolationAnswer]
    next_cursor: str | None
