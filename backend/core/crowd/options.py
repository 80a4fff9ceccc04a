"""What a caller can set for the analysis of a picture."""

from __future__ import annotations

from dataclasses import dataclass, field

from backend.core.crowd.alerts import DEFAULT_RULES, AlertRule
from backend.core.crowd.levels import LevelLimits

LEAST_CONFIDENCE = 0.05
"""Models leave weaker detections out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrowdOptions:
    """Thresholds of one analysis."""

    face_confidence: float = 0.5
    body_confidence: float = 0.5
    """The least score, 0 to 1, of what counts. Lower: more people who are far or hidden, and more that are none."""
    face_crowd_threshold: int = 10
    body_crowd_threshold: int = 10
    """From so many on there is an alert. Lower: alerts for an ordinary day; higher: none before it is too full."""
    levels: LevelLimits = field(default_factory=LevelLimits)
    alert_rules: tuple[AlertRule, ...] = DEFAULT_RULES
