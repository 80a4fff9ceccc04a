"""Alerts about a crowd, about an error, and about too many connections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class AlertLevel(StrEnum):
    """How urgent an alert is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    CRITICAL = "critical"


class AlertType(StrEnum):
    """What an alert is about."""

    CROWD_WARNING = "crowd_warning"
    PROCESSING_ERROR = "processing_error"
    CONNECTION_LIMIT = "connection_limit"


ALIASES = {"crowd_alert": AlertType.CROWD_WARNING}
"""Other names that clients subscribe by; alerts are sent by the name that was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrowdAlert:
    """An alert, with a sentence for people."""

    type: AlertType
    message: str
    level: AlertLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRule:
    """From `factor` times the crowd threshold on, the alert has this level."""

    factor: float
    level: AlertLevel


DEFAULT_RULES = (
    AlertRule(factor=1.0, level=AlertLevel.WARNING),
    AlertRule(factor=2.0, level=AlertLevel.CRITICAL),
)


def crowd_alerts(
    *, faces: int | None, bodies: int, face_threshold: int, body_threshold: int, rules: Sequence[AlertRule]
) -> tuple[CrowdAlert, ...]:
    """One alert, of the highest rule that faces or bodies reach, or none. `faces` is None when not counted."""
    counts = [(bodies, body_threshold, "people"), *([(faces, face_threshold, "faces")] if faces is not None else [])]
    count, threshold, what = max(counts, key=lambda one: one[0] / one[1])
    reached = [rule for rule in rules if count >= rule.factor * threshold]
    if not reached:
        return ()
    level = max(reached, key=lambda rule: rule.factor).level
    message = f"{count} {what} are in the picture; the threshold is {threshold}."
    return (CrowdAlert(type=AlertType.CROWD_WARNING, message=message, level=level),)
