"""Options of an analysis as they are handed to a job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from backend.core.crowd.alerts import AlertLevel, AlertRule
from backend.core.crowd.levels import LevelLimits
from backend.core.crowd.options import CrowdOptions


def options_to_record(options: CrowdOptions) -> dict[str, Any]:
    """As JSON values."""
    return asdict(options)


def options_from_record(record: Mapping[str, Any]) -> CrowdOptions:
    """The inverse."""
    rules = tuple(AlertRule(factor=one["factor"], level=AlertLevel(one["level"])) for one in record["alert_rules"])
    return CrowdOptions(**{**record, "levels": LevelLimits(**record["levels"]), "alert_rules": rules})
