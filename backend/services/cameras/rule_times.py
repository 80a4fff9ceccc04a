"""When each rule of a camera applies, from its configuration.

A schedule that cannot be read is reported, and the rule applies at any time: unknown is not off.
"""

from __future__ import annotations

import logging

from backend.adapters.machine.time_zones import time_zone
from backend.adapters.schedules.definition import from_text
from backend.core.cameras.camera import CameraConfig
from backend.core.errors import InvalidInput
from backend.core.rules.applicability import Applicability
from backend.core.rules.rule import Rule
from backend.core.schedules.scheduler import Scheduler

log = logging.getLogger(__name__)


def applicabilities(config: CameraConfig) -> tuple[Applicability, ...]:
    """Of each rule of the camera."""
    facts = {fact.name: fact for fact in config.facts}
    return tuple(Applicability(rule, scheduler_of(rule, config.time_zone), facts) for rule in config.all_rules)


def scheduler_of(rule: Rule, zone_name: str) -> Scheduler | None:
    """Of the rule's schedule; None when it has none, or none that can be read."""
    if not rule.schedule:
        return None
    try:
        return Scheduler(from_text(rule.schedule), time_zone(zone_name))
    except InvalidInput as error:
        log.error("the schedule of rule %s cannot be read, so that it applies at any time: %s", rule.id, error)
        return None
