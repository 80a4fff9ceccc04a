"""Decisions are performed by their type."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from backend.core.analysis.decision import Decision, EventDecision
from backend.core.cameras.camera import CameraConfig
from backend.core.events.camera import CameraChanged
from backend.core.events.envelope import Event
from backend.core.events.event_id import uuid7
from backend.core.rules.rule import Rule, RuleKind, Severity
from backend.core.violations.decisions import Closed, CloseReason, ItemsAdded, Opened, Reopened
from backend.core.zones.zone import Zone, ZoneKind
from backend.services.camera_process.analysis.best_pictures import BestPictures
from backend.services.camera_process.analysis.performers import DecisionPerformer
from backend.services.violations.reports import ViolationReports
from tests.builders import START
from tests.fakes.frame import FakeFrame
from tests.support.episodes import open_episode

CONFIG = CameraConfig(camera_id=7, company_id=1, site_id=2, name="gate", source="", site_name="plant")
DOCK = Zone(id=3, name="Dock", kind=ZoneKind.RULE, corners=((0.0, 0.0), (0.5, 0.0), (0.5, 1.0)))
AT_DOCK = Rule(id="5", version=2, name="Helmets", zone=DOCK, items=("helmet", "vest"), severity=Severity.CRITICAL)


def performer(published: list[Event]) -> DecisionPerformer:
    reports = ViolationReports(CONFIG, lambda at: uuid7(at, bytes(10)))
    return DecisionPerformer(reports, BestPictures(), published.append)


def test_an_event_decision_is_published_with_the_cameras_head() -> None:
    published: list[Any] = []
    decision = EventDecision(event=CameraChanged, fields={"state": "live", "reason": "why"})
    performer(published).perform([decision], FakeFrame(START), "ppe@0")
    (event,) = published
    assert (event.camera_id, event.company_id, event.site_id, event.at, event.model) == (7, 1, 2, START, "ppe@0")
    assert (event.state, event.reason) == ("live", "why")


def test_a_violation_is_published_with_its_rule_its_person_and_the_names_of_the_time() -> None:
    published: list[Any] = []
    episode = open_episode("helmet", "vest", rule=AT_DOCK, track_id=41, at=START.timestamp() - 1.5)
    performer(published).perform([Opened(episode)], FakeFrame(START), "ppe@0")
    (event,) = published
    assert (event.id, event.item, event.items) == ("v1", "helmet", ("helmet", "vest"))
    assert (event.rule_id, event.rule_version, event.rule_name, event.rule_kind) == ("5", 2, "Helmets", "ppe")
    assert (event.zone_id, event.zone_name, event.severity, event.track_id) == (3, "Dock", "critical", 41)
    assert (event.camera_name, event.site_name) == ("gate", "plant")
    assert event.opened_at == START - timedelta(seconds=1.5)
    assert event.crop and event.wide, "a picture of this very frame when there is no better one"
    event.check()


def test_a_violation_of_a_rule_without_items_is_published_the_same_way() -> None:
    published: list[Any] = []
    episode = open_episode(rule=Rule(id="6", kind=RuleKind.AT_MOST, zone=DOCK), track_id=None)
    performer(published).perform([Opened(replace(episode, items=()))], FakeFrame(START), "ppe@0")
    (event,) = published
    assert (event.item, event.items, event.rule_kind, event.track_id) == (None, (), "at_most", None)
    event.check()


def test_further_items_an_end_and_a_reopening_are_published_of_the_same_violation() -> None:
    published: list[Any] = []
    episode = open_episode("helmet", "vest", rule=AT_DOCK)
    again = replace(episode, opening=2)
    decisions = [
        ItemsAdded(episode, ("vest",), 1000.0),
        Closed(episode, CloseReason.LEFT, 1001.0),
        Reopened(again),
        Closed(again, CloseReason.RULE_ENDED, 1002.0),
    ]
    performer(published).perform(decisions, FakeFrame(START), "ppe@0")
    added, left, reopened, ended = published
    assert {one.violation_id for one in published} == {"v1"}
    assert (added.kind, added.items) == ("violation.updated", ("helmet", "vest"))
    assert (left.reason, left.opening, reopened.kind, reopened.opening) == ("left", 1, "violation.reopened", 2)
    assert (ended.reason, ended.opening) == ("rule_ended", 2)


def test_a_camera_that_was_renamed_has_its_new_name_in_the_next_violation() -> None:
    published: list[Any] = []
    found = performer(published)
    found.follow(ViolationReports(replace(CONFIG, name="dock"), lambda at: uuid7(at, bytes(10))))
    found.perform([Opened(open_episode())], FakeFrame(START), "ppe@0")
    assert published[0].camera_name == "dock"


@dataclass(frozen=True, slots=True)
class UnknownDecision(Decision):
    """One that nobody registered."""


def test_a_decision_of_an_unknown_type_raises() -> None:
    with pytest.raises(KeyError):
        performer([]).perform([UnknownDecision()], FakeFrame(START), "ppe@0")
