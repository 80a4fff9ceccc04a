"""Zones, rules with every version of them, and facts of conditions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.adapters.database.tables.base import NAME_LENGTH, Base, UtcTime
from backend.adapters.database.tables.owned import OfCamera, Owned

REASON_LENGTH = 200
_LIVE: dict[str, Any] = {"sqlite_where": text("deleted_at IS NULL"), "postgresql_where": text("deleted_at IS NULL")}
_COMPANY_WIDE: dict[str, Any] = {"sqlite_where": text("site_id IS NULL"), "postgresql_where": text("site_id IS NULL")}


class StoredZone(OfCamera, Base):
    """A zone of a camera. A deleted one keeps its row (`deleted_at`), so that it can be restored."""

    __tablename__ = "zones"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    kind: Mapped[str] = mapped_column(String(16))
    """Of `core.zones.zone.ZoneKind`."""
    colour: Mapped[str] = mapped_column(String(7))
    """`#rrggbb`."""
    corners: Mapped[list[list[float]]] = mapped_column(JSON)
    """In fractions of the picture."""
    picture_width: Mapped[int | None]
    picture_height: Mapped[int | None]
    """Of the picture over which it was drawn, pixels; None when it was not known."""
    drawn_at: Mapped[datetime] = mapped_column(UtcTime)
    """When its corners were last saved."""
    version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    updated_at: Mapped[datetime] = mapped_column(UtcTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    __table_args__ = (
        Index("uq_zones_live_name", "camera_id", "name", unique=True, **_LIVE),
        {"sqlite_autoincrement": True},
    )


class StoredRule(OfCamera, Base):
    """A rule of a camera as it is now; `RuleVersion` has it as it was. A deleted one keeps its row."""

    __tablename__ = "rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    zone_id: Mapped[int | None] = mapped_column(ForeignKey("zones.id"), index=True)
    """None: the whole picture."""
    schedule_id: Mapped[int | None] = mapped_column(ForeignKey("schedules.id"), index=True)
    """None: at any time."""
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    kind: Mapped[str] = mapped_column(String(16))
    """Of `core.rules.rule.RuleKind`."""
    severity: Mapped[str] = mapped_column(String(16))
    definition: Mapped[dict[str, Any]] = mapped_column(JSON)
    """As in `adapters.rules.definition.to_json`."""
    enabled: Mapped[bool]
    bypassed_until: Mapped[datetime | None] = mapped_column(UtcTime)
    bypassed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    bypass_reason: Mapped[str | None] = mapped_column(String(REASON_LENGTH))
    version: Mapped[int]
    effective_from: Mapped[datetime] = mapped_column(UtcTime)
    """Of this version."""
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    __table_args__ = (
        Index("uq_rules_live_name", "camera_id", "name", unique=True, **_LIVE),
        {"sqlite_autoincrement": True},
    )


class RuleVersion(OfCamera, Base):
    """A rule as it was in a period, with its zone and schedule as they were. Only `effective_to` is ever set later."""

    __tablename__ = "rule_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("rules.id"))
    version: Mapped[int]
    effective_from: Mapped[datetime] = mapped_column(UtcTime)
    effective_to: Mapped[datetime | None] = mapped_column(UtcTime)
    """None: it is the present one."""
    definition: Mapped[dict[str, Any]] = mapped_column(JSON)
    """As in `adapters.rules.definition.version_to_json`, with the names of schedule and zone."""
    by_name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    """Who made it."""
    __table_args__ = (
        Index("uq_rule_versions_version", "rule_id", "version", unique=True),
        {"sqlite_autoincrement": True},
    )


class StoredFact(Owned, Base):
    """What is known from outside, for conditions of rules: at one site, or in the whole company."""

    __tablename__ = "facts"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("sites.id", ondelete="CASCADE"))
    """None: the whole company. That of a site holds before it."""
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    value: Mapped[bool]
    until: Mapped[datetime | None] = mapped_column(UtcTime)
    """From then on the opposite holds; None: until further notice."""
    updated_at: Mapped[datetime] = mapped_column(UtcTime)
    updated_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    __table_args__ = (
        Index("uq_facts_site", "site_id", "name", unique=True),
        Index("uq_facts_company", "company_id", "name", unique=True, **_COMPANY_WIDE),
        {"sqlite_autoincrement": True},
    )
