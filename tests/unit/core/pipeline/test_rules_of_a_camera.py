"""Zones, times and bypasses on the demonstration's exact truth: W2 stands at 10 to 16 s, bareheaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import numpy as np
import pytest

from backend.core.analysers.registry import DEFAULT_ANALYSERS, AnalyserContext, create_analysers
from backend.core.pipeline.camera_pipeline import CameraPipeline
from backend.core.rules.camera_rules import CameraRules, always
from backend.core.rules.rule import EVERYWHERE, Rule, Severity, default_rules
from backend.core.violations.decisions import Closed, Opened
from backend.core.vision.detections import Detections
from backend.core.zones.zone import Zone, ZoneKind
from tests.support.pipelines import numbered_ids
from tests.support.video.demo_truth import FRAMES, SIZE, TRUTH, PerfectDetector, who_is_at

START = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
WHOLE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
EVERYTHING = Zone(id=1, name="Bay", kind=ZoneKind.RULE, corners=WHOLE)
BOTH = ("helmet", "vest")
STORY = [("W2", ("helmet",)), ("W3", ("helmet",)), ("W4", ("vest",))]


@cache
def seen(frame: int) -> Detections:
    return PerfectDetector(np.random.default_rng(frame)).detect(frame)


def at(frame: float) -> datetime:
    return START + timedelta(seconds=frame / TRUTH["fps"])


def stands(frame: int, person: str) -> tuple[float, float]:
    """Where a person's feet are in this frame, in fractions."""
    (x1, _, x2, y2) = next(p["box_xyxy"] for p in FRAMES[frame]["people"] if p["id"] == person)
    return (x1 + x2) / 2 / SIZE[0], min(y2 / SIZE[1], 0.999)


def around(x: float, y: float, side: float = 0.06) -> tuple[tuple[float, float], ...]:
    left, right, top, bottom = max(0.0, x - side), min(1.0, x + side), max(0.0, y - side), min(1.0, y + side)
    return (left, top), (right, top), (right, bottom), (left, bottom)


class Camera:
    """The demonstration's frames, five a second."""

    def __init__(self, rules: CameraRules) -> None:
        context = AnalyserContext(rules=rules, new_id=numbered_ids())
        self.pipeline = CameraPipeline(create_analysers(DEFAULT_ANALYSERS, context), zones=rules.zones)
        self.opened: list[tuple[str, tuple[str, ...]]] = []
        self.rules: list[str] = []
        self.closed: list[tuple[str, str]] = []
        self.drawn: set[str] = set()

    def watch(self, frames: Iterable[int], each: Callable[[int], None] = lambda frame: None) -> Camera:
        for frame in frames:
            each(frame)
            outcome = self.pipeline.observe(seen(frame), at(frame), size=SIZE, scale=640 / SIZE[0])
            self.drawn |= {who_is_at(frame, one.box) for one in outcome.people}
            for decision in outcome.decisions:
                if isinstance(decision, Opened):
                    self.opened.append((who_is_at(frame, decision.episode.box), decision.episode.items))
                    self.rules.append(decision.episode.rule.id)
                elif isinstance(decision, Closed):
                    self.closed.append((decision.episode.violation_id, decision.reason))
        return self


WHOLE_CLIP = range(0, len(FRAMES), 2)


def test_a_zone_over_the_whole_picture_is_the_same_as_everywhere() -> None:
    rule = Rule(id="5", zone=EVERYTHING, items=BOTH, severity=Severity.CRITICAL)
    camera = Camera(replace(always([rule]), zones=(EVERYTHING,))).watch(WHOLE_CLIP)
    assert (camera.opened, set(camera.rules)) == (STORY, {"5"})


def test_where_a_zone_asks_for_the_same_its_rule_opens_the_only_violation() -> None:
    rules = always([*default_rules(BOTH), Rule(id="5", zone=EVERYTHING, items=BOTH)])
    camera = Camera(rules).watch(WHOLE_CLIP)
    assert (camera.opened, set(camera.rules)) == (STORY, {"5"})


def test_a_zone_asks_only_of_who_is_in_it() -> None:
    zone = replace(EVERYTHING, corners=around(*stands(130, "W2")))
    camera = Camera(always([Rule(id="5", zone=zone, items=("helmet",))])).watch(range(0, 260, 2))
    assert camera.opened[0] == ("W2", ("helmet",))
    assert camera.closed[0] == ("v1", "left")


def test_evidence_from_before_the_zone_counts_in_it() -> None:
    """W2 is bareheaded from frame 31 on and walks over the line in frame 90; he is accused after the minimum time."""
    zone = replace(EVERYTHING, corners=((0.0, 0.6), (1.0, 0.6), (1.0, 1.0), (0.0, 1.0)))
    camera = Camera(always([Rule(id="5", zone=zone, items=("helmet",))])).watch(range(0, 104, 2))
    assert camera.opened == []
    camera.watch(range(104, 110, 2))
    assert camera.opened == [("W2", ("helmet",))]
    (episode,) = camera.pipeline.open_episodes
    assert at(93).timestamp() < episode.opened_at < at(98).timestamp(), "with the inertia at the border"


def test_people_in_a_zone_to_ignore_are_neither_assessed_nor_drawn() -> None:
    poster = replace(EVERYTHING, kind=ZoneKind.IGNORE)
    camera = Camera(replace(always(default_rules(BOTH)), zones=(poster,))).watch(WHOLE_CLIP)
    assert (camera.opened, camera.drawn) == ([], set())


def test_of_who_comes_out_of_a_zone_to_ignore_nothing_is_known_from_inside() -> None:
    side = Zone(id=9, name="Poster", kind=ZoneKind.IGNORE, corners=around(*stands(130, "W2"), side=0.1))
    camera = Camera(replace(always(default_rules(BOTH)), zones=(side,))).watch(range(100, 166, 2))
    assert [who for who, _ in camera.opened if who == "W2"] == []


def test_a_bypass_is_over_by_itself_and_the_violation_began_then() -> None:
    (rule,) = default_rules(BOTH)
    bypassed = replace(rule, bypassed_until=at(110))
    camera = Camera(always([bypassed])).watch(range(0, 108, 2))
    assert camera.opened == []
    camera.watch(range(108, 140, 2))
    assert camera.opened == [("W2", ("helmet",))]
    (episode,) = camera.pipeline.open_episodes
    assert episode.opened_at == at(110).timestamp()


def test_a_rule_that_is_bypassed_ends_what_is_open() -> None:
    (rule,) = default_rules(BOTH)
    camera = Camera(always([rule])).watch(range(0, 120, 2))
    assert camera.opened == [("W2", ("helmet",))]
    bypassed = replace(rule, bypassed_until=at(4000))
    assert camera.pipeline.follow_rules(always([bypassed]), at(120)) == ()
    camera.watch(range(120, 124, 2))
    assert camera.closed == [("v1", "rule_ended")]


def test_nothing_moves_when_a_rule_ends() -> None:
    (rule,) = default_rules(BOTH)
    camera = Camera(always([rule])).watch(range(0, 120, 2))
    camera.pipeline.follow_rules(always([replace(rule, bypassed_until=at(4000))]), at(120))
    outcome = camera.pipeline.hold(at(122))
    assert [one.reason for one in outcome.decisions if isinstance(one, Closed)] == ["rule_ended"]


@pytest.mark.parametrize("enabled", [None, False])
def test_a_rule_that_is_removed_or_disabled_ends_its_violations_as_stopped(enabled: bool | None) -> None:
    rule = Rule(id="5", zone=EVERYTHING, items=("helmet",))
    camera = Camera(always([rule])).watch(range(0, 120, 2))
    after = always([] if enabled is None else [replace(rule, enabled=enabled)])
    assert [one.reason for one in camera.pipeline.follow_rules(after, at(120))] == ["stopped"]
    assert camera.pipeline.open_episodes == []


def test_violations_of_a_changed_rule_go_on_under_their_version_and_open_no_second_one() -> None:
    old = Rule(id="5", zone=EVERYTHING, items=("helmet",), name="Helmets")
    new = replace(old, version=2, name="Hard hats", severity=Severity.CRITICAL)
    camera = Camera(always([old])).watch(range(0, 120, 2))
    after = CameraRules(current=always([new]).current, former=always([old]).current)
    assert camera.pipeline.follow_rules(after, at(120)) == ()
    camera.watch(range(120, 166, 2))
    assert (camera.opened, camera.closed) == ([("W2", ("helmet",))], [])
    (episode,) = camera.pipeline.open_episodes
    assert (episode.rule.version, episode.rule.name, episode.is_suspended) == (1, "Helmets", False)


def test_a_new_item_is_asked_for_at_once_and_what_is_known_of_people_stays() -> None:
    camera = Camera(always(default_rules(("vest",)))).watch(range(0, 100, 2))
    assert camera.opened == []
    assert camera.pipeline.follow_rules(always(default_rules(BOTH)), at(100)) == ()
    camera.watch(range(100, 130, 2))
    assert (camera.opened, camera.rules) == ([("W2", ("helmet",))], [EVERYWHERE])
