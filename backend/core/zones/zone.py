"""A zone: a named polygon over one camera's picture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from backend.core.zones.polygon import Corner


class ZoneKind(StrEnum):
    """What a zone is for."""

    RULE = "rule"
    """Rules apply in it."""
    IGNORE = "ignore"
    """A poster, a mirror, the street: people there are not assessed."""
    PRIVACY = "privacy"
    """Its pixels are neither stored nor shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A zone that was checked (`polygon.fault_of`)."""

    id: int
    name: str
    kind: ZoneKind
    corners: tuple[Corner, ...]
    """In fractions of the picture."""
