"""Settings of the crowd interface, by the names that its callers know from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from backend.core.crowd.alerts import AlertLevel, AlertRule
from backend.core.crowd.configuration import CrowdConfiguration
from backend.core.crowd.levels import LevelLimits
from backend.core.crowd.options import LEAST_CONFIDENCE, CrowdOptions

MB = 1_000_000
T = TypeVar("T")


class SettingsReader(Protocol):
    """Reads one value after the other and collects what is wrong with them."""

    faults: list[str]

    def text(self, name: str, default: str = "") -> str:
        """The value, or the default when it is empty."""
        ...

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number within limits."""
        ...


def read_crowd(read: SettingsReader) -> CrowdConfiguration:
    """The configuration; faults are added to the reader's."""
    confidence = _share(read, "CONFIDENCE_THRESHOLD", 0.5)
    threshold = read.number("CROWD_THRESHOLD", 10, 1, 10_000)
    return CrowdConfiguration(
        options=CrowdOptions(
            body_confidence=confidence,
            face_confidence=_share(read, "FACE_CONFIDENCE_THRESHOLD", confidence),
            body_crowd_threshold=threshold,
            face_crowd_threshold=read.number("FACE_CROWD_THRESHOLD", threshold, 1, 10_000),
            levels=_parsed(read, "CROWD_LEVELS", "2,5,10", _levels, "three growing numbers such as 2,5,10"),
            alert_rules=_parsed(
                read,
                "CROWD_ALERT_LEVELS",
                "1:warning,2:critical",
                _rules,
                f"factor:level with commas, such as 1:warning,2:critical; levels are {', '.join(AlertLevel)}",
            ),
        ),
        frame_side=read.number("MAX_FRAME_SIZE", 1280, 160, 4096),
        connections=read.number("MAX_CONCURRENT_CONNECTIONS", 50, 1, 1000),
        frames_per_second=float(read.number("CROWD_FRAMES_PER_SECOND", 10, 1, 1000)),
        video_bytes=read.number("CROWD_VIDEO_MB", 200, 1, 10_000) * MB,
    )


def _share(read: SettingsReader, name: str, default: float) -> float:
    def parsed(raw: str) -> float:
        value = float(raw)
        if not LEAST_CONFIDENCE <= value <= 1:
            raise ValueError(name)
        return value

    return _parsed(read, name, str(default), parsed, f"a number from {LEAST_CONFIDENCE} to 1")


def _levels(raw: str) -> LevelLimits:
    low, medium, high = (int(part) for part in raw.split(","))
    return LevelLimits(low=low, medium=medium, high=high)


def _rules(raw: str) -> tuple[AlertRule, ...]:
    rules = []
    for part in raw.split(","):
        factor, _, level = part.partition(":")
        rule = AlertRule(factor=float(factor), level=AlertLevel(level.strip().lower()))
        if not 0 < rule.factor <= 1000:
            raise ValueError(part)
        rules.append(rule)
    return tuple(rules)


def _parsed(read: SettingsReader, name: str, default: str, parse: Callable[[str], T], wanted: str) -> T:
    raw = read.text(name, default)
    try:
        return parse(raw)
    except ValueError:
        read.faults.append(f"{name}={raw!r} cannot be used: {wanted}.")
        return parse(default)
