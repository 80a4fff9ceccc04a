"""Reports against the truth of a simulated scene."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

import numpy as np

from backend.core.vision.boxes import Box, iou
from bench.simulation.detector import Moment
from bench.simulation.people import Scenario

LONG_ENOUGH = 3.0
"""Seconds for which an item must be missing in clear view, so that its report is asked for. Shorter spells may be
reported and need not be."""
AFTERWARDS = 2.0
"""Seconds after the end of a spell for which a report of it still counts: the decision was made on it."""
AWAY = 10.0
"""Seconds out of view after which a person who returns is another violation."""
SAME = 0.3
"""IoU from which on a report is about a person."""


class Report(NamedTuple):
    """Somebody is reported without an item."""

    item: str
    at: float
    box: Box


@dataclass(slots=True)
class Score:
    """Counts of one side over scenes; they add up."""

    true: int = 0
    """Reports of somebody who misses the item."""
    false: int = 0
    asked: int = 0
    """Spells that must be reported."""
    found: int = 0
    """Of these."""
    spells: int = 0
    """Distinct spells that were reported, asked for or not."""
    delays: list[float] = field(default_factory=list)
    """Of the first report of each asked spell, seconds after its first clear moment."""

    def add(self, other: Score) -> None:
        """Add another scene's counts."""
        self.true, self.false = self.true + other.true, self.false + other.false
        self.asked, self.found, self.spells = (
            self.asked + other.asked,
            self.found + other.found,
            self.spells + other.spells,
        )
        self.delays += other.delays

    def figures(self) -> dict[str, float | None]:
        """Precision, recall, reports per violation, median delay."""
        reports = self.true + self.false
        return {
            "precision": round(self.true / reports, 4) if reports else None,
            "recall": round(self.found / self.asked, 4) if self.asked else None,
            "reports_per_violation": round(self.true / self.spells, 3) if self.spells else None,
            "delay_seconds_median": round(median(self.delays), 2) if self.delays else None,
        }


def score(scenario: Scenario, seen: Sequence[Moment], reports: Sequence[Report], fps: float) -> Score:
    """Match reports with people by place, and with spells by time."""
    spells = _spells(scenario, seen, fps)
    first: dict[tuple[int, str, int], float] = {}
    result = Score(asked=sum(spell.is_asked for spell in spells.values()))
    by_time = {round(moment.at * fps): moment for moment in seen}
    per_spell: Counter[tuple[int, str, int]] = Counter()
    for report in reports:
        moment = by_time[round(report.at * fps)]
        key = _spell_of(moment, report, spells)
        if key is None:
            result.false += 1
            continue
        result.true += 1
        per_spell[key] += 1
        first.setdefault(key, report.at)
    result.spells = len(per_spell)
    for key, at in first.items():
        if spells[key].is_asked:
            result.found += 1
            result.delays.append(max(0.0, at - spells[key].clear_from))
    return result


@dataclass(slots=True)
class _Spell:
    begin: float
    end: float
    clear_from: float
    clear: float = 0.0
    """Seconds in clear view."""

    @property
    def is_asked(self) -> bool:
        return self.clear >= LONG_ENOUGH


def _spells(scenario: Scenario, seen: Sequence[Moment], fps: float) -> dict[tuple[int, str, int], _Spell]:
    """Times in which somebody who is there misses an item, by person, item and number."""
    spells: dict[tuple[int, str, int], _Spell] = {}
    people = {person.id: person for person in scenario.people}
    current: dict[tuple[int, str], int] = {}
    before: dict[tuple[int, str], float] = {}
    for moment in seen:
        for track, clear in zip(moment.ids.tolist(), moment.clear.tolist(), strict=True):
            for item in scenario.subjects:
                if not scenario.is_broken(people[track], item, moment.at):
                    continue
                pair = (track, item)
                if moment.at - before.get(pair, -1e9) > AWAY:
                    current[pair] = current.get(pair, -1) + 1
                before[pair] = moment.at
                key = (*pair, current[pair])
                spell = spells.setdefault(key, _Spell(moment.at, moment.at, float("inf")))
                spell.end = moment.at
                if clear:
                    spell.clear_from = min(spell.clear_from, moment.at)
                    spell.clear += 1 / fps
    return spells


def _spell_of(
    moment: Moment, report: Report, spells: dict[tuple[int, str, int], _Spell]
) -> tuple[int, str, int] | None:
    overlaps = iou(np.array([report.box]), moment.boxes)[0] if len(moment.boxes) else np.zeros(0)
    near = [(float(overlap), int(who)) for overlap, who in zip(overlaps, moment.ids, strict=True) if overlap >= SAME]
    for _, who in sorted(near, reverse=True):
        for key, spell in spells.items():
            if key[:2] == (who, report.item) and spell.begin <= report.at <= spell.end + AFTERWARDS:
                return key
        return None
    return None
