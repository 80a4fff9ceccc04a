"""When a rule applies: enabled, not bypassed, within its schedule, under its condition.

A condition of which nothing was ever reported does not switch a rule off: unknown is not off.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from backend.core.rules.rule import Fact, Rule, RuleKind, Stage
from backend.core.schedules.camera_mode import CameraMode
from backend.core.schedules.scheduler import Scheduler


class Inactive(StrEnum):
    """Why a rule does not apply; the first reason in this order."""

    DISABLED = "disabled"
    BYPASSED = "bypassed"
    CONDITION = "condition"
    SCHEDULE = "schedule"


class Applicability:
    """When one rule applies. Keeps its schedule between questions; belongs to one thread."""

    def __init__(self, rule: Rule, scheduler: Scheduler | None, facts: Mapping[str, Fact]) -> None:
        """`scheduler`: of the rule's schedule, None when it has none. `facts`: what is known from outside, by name."""
        self.rule = rule
        self._scheduler = scheduler
        self._facts = facts

    def inactive(self, at: datetime) -> Inactive | None:
        """Why the rule does not apply at `at`; None while it does."""
        rule = self.rule
        if not rule.enabled:
            return Inactive.DISABLED
        if rule.bypassed_until is not None and at < rule.bypassed_until:
            return Inactive.BYPASSED
        if rule.condition is not None:
            fact = self._facts.get(rule.condition.name)
            if fact is not None and fact.at(at) is not rule.condition.value:
                return Inactive.CONDITION
        if not self.is_scheduled(at) and not (rule.kind is RuleKind.STAYS and rule.after_hours_stages):
            return Inactive.SCHEDULE
        return None

    def is_scheduled(self, at: datetime) -> bool:
        """Whether `at` lies within the rule's schedule."""
        return self._scheduler is None or self._scheduler.mode_at(at).mode is CameraMode.DETECT

    def stages(self, at: datetime) -> tuple[Stage, ...]:
        """The stages of a rule about staying at `at`."""
        return self.rule.stages if self.is_scheduled(at) else self.rule.after_hours_stages
