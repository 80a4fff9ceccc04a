"""Decisions are performed by their type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from backend.core.analysis.decision import Decision, EventDecision
from backend.core.cameras.camera import CameraConfig
from backend.core.events.camera import CameraChanged
from backend.core.events.envelope import Event
from backend.core.events.event_id import uuid7
from backend.services.camera_process.analysis.best_pictures import BestPictures
from backend.services.camera_process.analysis.performers import DecisionPerformer
from backend.services.violations.reports import ViolationReports
from tests.builders import START
from tests.fakes.frame import FakeFrame

CONFIG = CameraConfig(camera_id=7, company_id=1, site_id=2, name="gate", source="")


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


@dataclass(frozen=True, slots=True)
class UnknownDecision(Decision):
    """One that nobody registered."""


def test_a_decision_of_an_unknown_type_raises() -> None:
    with pytest.raises(KeyError):
        performer([]).perform([UnknownDecision()], FakeFrame(START), "ppe@0")
