"""Which jobs come round again, and how often."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A job that comes round again. `every_seconds` shorter: more CPU. Longer: limits are overstepped for longer."""

    name: str
    function: str
    every_seconds: int
    timeout_seconds: int


DUTIES = (
    Duty(
        name="evidence_retention",
        function="backend.jobs.evidence_retention.run",
        every_seconds=300,
        timeout_seconds=900,
    ),
    Duty(
        name="evidence_sweep",
        function="backend.jobs.evidence_sweep.run",
        every_seconds=24 * 3600,
        timeout_seconds=3600,
    ),
    Duty(
        name="company_erasure",
        function="backend.jobs.company_erasure.run",
        every_seconds=60,
        timeout_seconds=3600,
    ),
    Duty(
        name="audit_retention",
        function="backend.jobs.audit_retention.run",
        every_seconds=24 * 3600,
        timeout_seconds=3600,
    ),
    Duty(
        name="observation_retention",
        function="backend.jobs.observation_retention.run",
        every_seconds=3600,
        timeout_seconds=3600,
    ),
    Duty(
        name="crowd_videos",
        function="backend.jobs.crowd_video.remove_old",
        every_seconds=600,
        timeout_seconds=300,
    ),
)
MAKE_ROOM = Duty(
    name="make_room", function="backend.jobs.evidence_retention.run", every_seconds=60, timeout_seconds=900
)
"""Retention sooner than it would come round, while less of the disk is free than is wanted."""
