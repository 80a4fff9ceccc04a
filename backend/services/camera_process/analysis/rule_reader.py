"""A camera's rules as its analysers follow them, from its configuration."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from dataclasses import replace

from backend.adapters.machine.time_zones import time_zone
from backend.adapters.schedules.definition import from_text
from backend.core.cameras.camera import CameraConfig
from backend.core.errors import InvalidInput
from backend.core.rules.applicability import Applicability
from backend.core.rules.camera_rules import CameraRules
from backend.core.rules.rule import Rule, RuleKind
from backend.core.schedules.scheduler import Scheduler
from backend.core.violations.episode import Episode

log = logging.getLogger(__name__)


class RuleReader:
    """One camera's. Keeps the schedulers of its rules, and so their answers."""

    def __init__(self) -> None:
        self._schedulers: dict[tuple[str, str], Scheduler | None] = {}

    def rules_of(
        self, config: CameraConfig, items: Collection[str] | None = None, episodes: Iterable[Episode] = ()
    ) -> CameraRules:
        """The rules of this configuration, and former versions of those that `episodes` are open of.

        `items`: those that the model has classes for; None while that is not known. A rule about none of them is left
        out.
        """
        current = [rule for one in config.all_rules if (rule := _assessable(one, items)) is not None]
        followed = {rule.key for rule in current}
        ids = {rule.id: rule for rule in current}
        former: dict[tuple[str, int], Rule] = {}
        for episode in episodes:
            now = ids.get(episode.rule.id)
            if now is not None and episode.rule.key not in followed:
                rule = replace(episode.rule, enabled=now.enabled, bypassed_until=now.bypassed_until)
                assessed = _assessable(rule, items)
                if assessed is not None:
                    former[rule.key] = assessed
        return CameraRules(
            current=tuple(self._applicability(rule, config) for rule in current),
            former=tuple(self._applicability(rule, config) for rule in former.values()),
            zones=config.zones,
        )

    def _applicability(self, rule: Rule, config: CameraConfig) -> Applicability:
        facts = {fact.name: fact for fact in config.facts}
        scheduler = self._scheduler(rule, config) if rule.schedule else None
        return Applicability(rule, scheduler, facts)

    def _scheduler(self, rule: Rule, config: CameraConfig) -> Scheduler | None:
        """The scheduler of its schedule. A schedule that cannot be read switches no rule off."""
        key = (rule.schedule, config.time_zone)
        if key not in self._schedulers:
            try:
                self._schedulers[key] = Scheduler(from_text(rule.schedule), time_zone(config.time_zone))
            except InvalidInput as error:
                log.error("rule %s of camera %d applies at any time: %s", rule.id, config.camera_id, error)
                self._schedulers[key] = None
        return self._schedulers[key]


def items_of(config: CameraConfig) -> tuple[str, ...]:
    """All items that the camera's rules ask for, each once."""
    asked = (one for one in config.all_rules if one.kind is RuleKind.PPE and one.enabled)
    return tuple(dict.fromkeys(item for one in asked for item in one.items))


def _assessable(rule: Rule, items: Collection[str] | None) -> Rule | None:
    if rule.kind is not RuleKind.PPE or items is None:
        return rule
    known = tuple(item for item in rule.items if item in items)
    return replace(rule, items=known) if known else None
