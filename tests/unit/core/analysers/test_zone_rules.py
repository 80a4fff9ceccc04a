"""Rules about zones become violations: with their person, severity and end, over restarts and changed rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from backend.core.analysers.registry import DEFAULT_ANALYSERS, DEMO_SECONDS_BETWEEN, AnalyserContext, create_analysers
from backend.core.analysers.zone_rules import ZoneRuleAnalyser
from backend.core.analysis.decision import Decision
from backend.core.pipeline.camera_pipeline import CameraPipeline, Outcome
from backend.core.rules.camera_rules import CameraRules, always
from backend.core.rules.rule import Rule, RuleKind, Severity, Stage
from backend.core.violations.decisions import Closed, CloseReason, Opened
from backend.core.violations.episode import Episode
from backend.core.violations.severity_raised import SeverityRaised
from backend.core.vision.detections import Detections
from backend.core.zones.zone import Zone, ZoneKind
from tests.support.detection_classes import PERSON
from tests.support.pipelines import numbered_ids

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
SIZE = (640, 360)
LEFT = Zone(id=3, name="Left", kind=ZoneKind.RULE, corners=((0, 0), (0.5, 0), (0.5, 1), (0, 1)))
POSTER = Zone(id=4, name="Poster", kind=ZoneKind.IGNORE, corners=LEFT.corners)
IN, OUT = 100.0, 400.0
FENCE = Rule(id="5", name="Fence", kind=RuleKind.RESTRICTED, zone=LEFT, severity=Severity.CRITICAL)
WAITING = Rule(
    id="6",
    kind=RuleKind.STAYS,
    zone=LEFT,
    stages=(Stage(seconds=5, severity=Severity.NOTICE), Stage(seconds=10, severity=Severity.WARNING)),
)
CROWD = Rule(id="7", kind=RuleKind.AT_MOST, zone=LEFT, most_people=1)


class Camera:
    """A camera under rules, whose pictures a test gives."""

    def __init__(self, *rules: Rule, zones: tuple[Zone, ...] = (), is_demo: bool = False) -> None:
        self.rules = replace(always(rules), zones=zones)
        context = AnalyserContext(rules=self.rules, new_id=numbered_ids(), is_demo=is_demo)
        self.pipeline = CameraPipeline(create_analysers(DEFAULT_ANALYSERS, context), zones=zones)
        self.at = NOON
        self.last: Outcome | None = None

    def watch(self, seconds: float, *places: float, still: bool = False) -> list[Decision]:
        """Five pictures a second show people at these places from left to right."""
        boxes = np.array([[x, 100, x + 60, 280] for x in places], np.float32).reshape(-1, 4)
        count = len(places)
        found = Detections(boxes, np.full(count, 0.9, np.float32), np.full(count, PERSON, np.int64))
        decisions: list[Decision] = []
        for _ in range(round(seconds * 5)):
            self.at += timedelta(seconds=0.2)
            if still:
                self.last = self.pipeline.hold(self.at)
            else:
                self.last = self.pipeline.observe(found, self.at, size=SIZE, scale=1.0)
            decisions += self.last.decisions
        return decisions

    def follow(self, *rules: Rule) -> list[Decision]:
        self.rules = always(rules)
        return list(self.pipeline.follow_rules(self.rules, self.at))


def names(decisions: list[Decision]) -> list[str]:
    return [type(decision).__name__ for decision in decisions]


def test_who_enters_a_restricted_area_opens_a_violation_of_the_rule() -> None:
    camera = Camera(FENCE)
    (opened,) = camera.watch(3, IN, OUT)
    assert isinstance(opened, Opened)
    episode = opened.episode
    assert (episode.rule, episode.items, episode.item, episode.track_id) == (FENCE, (), None, 1)
    assert episode.box == pytest.approx((100, 100, 160, 280))
    assert camera.last is not None
    assert [(person.track_id, person.violation) for person in camera.last.people] == [(1, True), (2, False)]
    assert [(one.track_id, one.subject) for one in camera.last.candidates] == [(1, "5")]


def test_a_demonstration_opens_a_violation_of_each_rule_now_and_then() -> None:
    camera = Camera(FENCE, WAITING, is_demo=True)
    assert names(camera.watch(12, IN)) == ["Opened", "Opened", "SeverityRaised"]
    assert names(camera.watch(12)) == ["Closed", "Closed"]
    assert names(camera.watch(12, IN)) == []
    assert names(camera.watch(12)) == []
    camera.at += timedelta(seconds=DEMO_SECONDS_BETWEEN)
    assert names(camera.watch(3, IN)) == ["Opened"]


def test_who_leaves_the_area_ends_it() -> None:
    camera = Camera(FENCE)
    camera.watch(3, IN)
    (closed,) = camera.watch(4, OUT - 120, OUT) or camera.watch(12)
    assert isinstance(closed, Closed)
    assert closed.reason is CloseReason.LEFT
    assert camera.pipeline.open_episodes == []


def test_a_stay_begins_as_a_notice_and_rises() -> None:
    camera = Camera(WAITING)
    decisions = camera.watch(12, IN)
    assert names(decisions) == ["Opened", "SeverityRaised"]
    assert isinstance(decisions[0], Opened) and isinstance(decisions[1], SeverityRaised)
    assert decisions[0].episode.violation_id == decisions[1].episode.violation_id
    assert [one.episode.rule.severity for one in (decisions[0], decisions[1])] == [Severity.NOTICE, Severity.WARNING]


def test_who_stands_still_before_a_quiet_camera_stays_all_the_same() -> None:
    camera = Camera(WAITING)
    camera.watch(1, IN)
    assert names(camera.watch(11, still=True)) == ["Opened", "SeverityRaised"]


def test_a_crowd_is_one_violation_with_all_of_them_in_its_picture() -> None:
    camera = Camera(CROWD)
    (opened,) = camera.watch(3, 20, 200)
    assert isinstance(opened, Opened)
    assert opened.episode.box == pytest.approx((20, 100, 260, 280))


def test_people_in_a_zone_to_be_ignored_break_nothing() -> None:
    assert Camera(FENCE, zones=(LEFT, POSTER)).watch(5, IN) == []


def test_a_bypass_ends_a_violation_and_the_rule_begins_anew_after_it() -> None:
    camera = Camera(FENCE)
    camera.watch(3, IN)
    until = camera.at + timedelta(seconds=2.1)
    assert camera.follow(replace(FENCE, bypassed_until=until)) == []
    decisions = camera.watch(5, IN)
    assert names(decisions) == ["Closed", "Opened"]
    assert isinstance(decisions[0], Closed)
    assert decisions[0].reason is CloseReason.RULE_ENDED


@pytest.mark.parametrize("rules", [(), (replace(FENCE, enabled=False),)])
def test_a_rule_that_is_removed_or_disabled_ends_its_violations(rules: tuple[Rule, ...]) -> None:
    camera = Camera(FENCE)
    camera.watch(3, IN)
    (closed,) = camera.follow(*rules)
    assert isinstance(closed, Closed)
    assert closed.reason is CloseReason.STOPPED
    assert camera.watch(3, IN) == []


def test_a_changed_rule_keeps_what_is_open() -> None:
    camera = Camera(FENCE)
    camera.watch(3, IN)
    assert camera.follow(replace(FENCE, version=2, name="New fence")) == []
    assert camera.watch(3, IN) == []
    (episode,) = camera.pipeline.open_episodes
    assert (episode.rule.version, episode.track_id) == (1, 1)


@pytest.mark.parametrize("rule", [FENCE, WAITING, CROWD])
def test_a_restarted_worker_goes_on_with_what_was_open(rule: Rule) -> None:
    camera = Camera(rule)
    camera.watch(6, 20, 200)
    saved = camera.pipeline.open_episodes
    later = Camera(rule)
    later.at = camera.at + timedelta(seconds=5)
    assert later.pipeline.restore(saved) == []
    assert [one for one in later.watch(3, 20, 200) if isinstance(one, Opened)] == []
    assert {one.violation_id for one in later.pipeline.open_episodes} == {one.violation_id for one in saved}


def test_an_analyser_owns_the_violations_of_its_rules_only() -> None:
    camera = Camera(FENCE)
    camera.watch(3, IN)
    (episode,) = camera.pipeline.open_episodes
    analyser = ZoneRuleAnalyser(CameraRules(), numbered_ids())
    assert not analyser.owns(episode)
    assert Camera(replace(FENCE, kind=RuleKind.AT_MOST)).pipeline.restore([episode]) == [episode]
    helmet: Episode = replace(episode, rule=Rule(id="5", items=("helmet",)), items=("helmet",))
    assert Camera(FENCE).pipeline.restore([helmet]) == [helmet]


def test_a_time_without_observation_ends_nothing_and_opens_nothing() -> None:
    camera = Camera(WAITING)
    camera.watch(4, IN)
    camera.at += timedelta(seconds=600)
    camera.pipeline.restore(camera.pipeline.open_episodes)
    assert camera.watch(0.8, IN) == []
