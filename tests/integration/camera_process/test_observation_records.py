"""A camera's process records exposure and tracks of what it analysed, and sends what is left when it ends."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

from backend.adapters.machine.clock import new_id
from backend.core.cameras.camera import CameraConfig
from backend.core.events.exposure import ExposureMinute
from backend.core.events.track import TrackSummary
from backend.core.pipeline.camera_pipeline import Outcome, PersonView, PictureView
from backend.core.ppe.belief import Wear
from backend.core.rules.camera_rules import always
from backend.core.track_history.samples import StoredPart, samples_of
from backend.services.camera_process.analysis.observation_records import ObservationRecords

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
CONFIG = CameraConfig(camera_id=7, company_id=1, site_id=2, name="gate", source="demo:warehouse")
VIEW = PictureView(size=(1280, 720), scale=0.5, colour=True)
WORKER = PersonView(
    track_id=4, box=(600, 200, 680, 500), states={"helmet": Wear.WORN, "vest": Wear.MISSING}, violation=True
)


def recorded(seconds: int) -> list[Any]:
    """What is published of somebody who is in view for so long, five pictures a second."""
    published: list[Any] = []
    rules = always(CONFIG.all_rules)
    records = ObservationRecords(CONFIG, rules, CONFIG.required_items, published.append, new_id, NOON)
    for n in range(seconds * 5 + 1):
        records.add(Outcome(people=(WORKER,), view=VIEW), NOON + timedelta(seconds=n / 5), "ppe-nano@0123")
    records.finish()
    return published


def test_exposure_is_published_for_each_item_of_each_rule() -> None:
    minutes = [event for event in recorded(70) if isinstance(event, ExposureMinute)]
    newest = {(one.minute, one.item): one for one in minutes}
    first, second = NOON, NOON + timedelta(minutes=1)
    assert {key: (one.worn_seconds, one.missing_seconds) for key, one in newest.items()} == {
        (first, "helmet"): (60, 0),
        (first, "vest"): (0, 60),
        (second, "helmet"): (10, 0),
        (second, "vest"): (0, 10),
    }
    assert len({one.run for one in minutes}) == 1
    assert {(one.rule_id, one.zone_id, one.camera_id, one.model) for one in minutes} == {
        ("anywhere", None, 7, "ppe-nano@0123")
    }


def test_each_set_of_records_counts_in_a_run_of_its_own() -> None:
    runs = {event.run for _ in range(2) for event in recorded(5) if isinstance(event, ExposureMinute)}
    assert len(runs) == 2


def test_tracks_are_published_with_the_picture_as_the_model_saw_it() -> None:
    parts = [event for event in recorded(70) if isinstance(event, TrackSummary)]
    assert [(one.track_id, one.width, one.height, one.items) for one in parts] == [
        (4, 640, 360, ["helmet", "vest"])
    ] * 2
    stored = [
        StoredPart(
            track_id=one.track_id,
            since=one.since.timestamp(),
            items=tuple(one.items),
            width=one.width,
            height=one.height,
            packed=base64.b64decode(one.samples),
        )
        for one in parts
    ]
    samples = samples_of(stored)
    assert (len(samples), set(samples.person.tolist())) == (71, {0})
    assert round(float(samples.person_height[0])) == 150


def test_a_picture_that_was_never_analysed_records_nothing() -> None:
    published: list[Any] = []
    records = ObservationRecords(CONFIG, always(CONFIG.all_rules), (), published.append, new_id, NOON)
    records.add(Outcome(), NOON, "")
    records.finish()
    assert published == []
