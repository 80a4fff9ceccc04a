"""Mandor's judgement beside three common rules, over all simulated scenes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from backend.core.analysers.registry import DEFAULT_ANALYSERS, AnalyserContext, create_analysers
from backend.core.pipeline.camera_pipeline import CameraPipeline
from backend.core.ppe.belief import Wear
from backend.core.rules.camera_rules import always
from backend.core.rules.rule import Rule, RuleKind
from backend.core.violations.decisions import ItemsAdded, Opened
from backend.core.zones.zone import Zone, ZoneKind
from bench.simulation.detector import SCALE, Moment, moments
from bench.simulation.people import HEIGHT, ITEMS, RESTRICTED, WIDTH, Scenario
from bench.simulation.rivals import RIVALS
from bench.simulation.rivals import Rule as RivalRule
from bench.simulation.scenarios import scenarios
from bench.simulation.scoring import Report, Score, score

FPS = 5.0
SEEDS = 6
OURS = "mandor"


class Mandor:
    """The pipeline of one camera, with the rule of a scene."""

    def __init__(self, scenario: Scenario) -> None:
        numbers = count(1)
        context = AnalyserContext(rules=always((_rule(scenario),)), new_id=lambda _at: str(next(numbers)))
        self._pipeline = CameraPipeline(create_analysers(DEFAULT_ANALYSERS, context))
        self._start = datetime(2026, 1, 1, tzinfo=UTC)
        self.states: Counter[str] = Counter()
        """Of visible people's items, in all observations."""

    def __call__(self, moment: Moment) -> Iterable[Report]:
        """What is reported at this observation."""
        at = self._start + timedelta(seconds=moment.at)
        outcome = self._pipeline.observe(moment.found, at, size=(WIDTH, HEIGHT), scale=SCALE)
        self.states.update(state for person in outcome.people for state in person.states.values())
        for decision in outcome.decisions:
            if isinstance(decision, Opened | ItemsAdded):
                for subject in decision.items or (RESTRICTED,):
                    yield Report(subject, moment.at, decision.episode.box)


def compare() -> dict[str, Any]:
    """The figures of all sides, and a printed table by scene."""
    totals = {name: Score() for name in (OURS, *RIVALS)}
    by_scene: dict[str, dict[str, Score]] = {}
    states: Counter[str] = Counter()
    for seed in range(SEEDS):
        for scenario in scenarios(seed):
            seen = list(moments(scenario, seed, FPS))
            ours = Mandor(scenario)
            sides: dict[str, RivalRule] = {OURS: ours}
            if not scenario.restricted:  # the others know no areas
                sides |= {name: make() for name, make in RIVALS.items()}
            for name, rule in sides.items():
                counted = score(scenario, seen, _reports(rule, seen), FPS)
                by_scene.setdefault(scenario.name, {}).setdefault(name, Score()).add(counted)
                totals[name].add(counted)
            states.update(ours.states)
    for scene, scores in by_scene.items():
        for name, counted in scores.items():
            print(f"  {scene:20} {name:26} asked {counted.asked:4}  {counted.figures()}")
    untold = states[Wear.NOT_ASSESSABLE] / states.total()
    return {
        **totals[OURS].figures(),
        "not_assessable": round(untold, 4),
        "rivals": {name: totals[name].figures() for name in RIVALS},
    }


def _reports(rule: RivalRule, seen: Sequence[Moment]) -> list[Report]:
    return [report for moment in seen for report in rule(moment)]


def _rule(scenario: Scenario) -> Rule:
    zone = None
    if scenario.zone is not None:
        left, right = (x / WIDTH for x in scenario.zone)
        corners = ((left, 0.0), (right, 0.0), (right, 1.0), (left, 1.0))
        zone = Zone(id=1, name="asked", kind=ZoneKind.RULE, corners=corners)
    if scenario.restricted:
        return Rule(id="1", kind=RuleKind.RESTRICTED, zone=zone)
    return Rule(id="1", items=ITEMS, zone=zone)
