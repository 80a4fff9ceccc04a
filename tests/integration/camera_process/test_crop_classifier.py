"""The crop classifier: from an undecided person, over Redis, to the answer that decides."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from backend.adapters.events.journal import EventJournal
from backend.adapters.inference.frame_store import FrameGone, FrameReader
from backend.adapters.inference.link import InferenceClient
from backend.adapters.inference.queue import InferenceQueue
from backend.adapters.inference.request import Request
from backend.adapters.redis.connection import connect
from backend.core.cameras.camera import CameraConfig
from backend.core.errors import Unavailable
from backend.core.events.envelope import Event
from backend.core.events.event_id import uuid7
from backend.core.events.violation import ViolationOpened
from backend.core.inference.inputs import CropsInput
from backend.core.inference.lane import Lane
from backend.core.ppe.inference_tasks import CROPS
from backend.core.ppe.items import CropKind
from backend.core.ppe.refinement import ANSWERS, MISSING, WORN
from backend.services.camera_process.analysis.detection import CROPS_PER_PICTURE
from backend.services.camera_process.analysis.frame_processor import FrameProcessor
from backend.workers.inference.scheduling import RequestScheduler
from tests.builders import START
from tests.fakes.detector import FakeDetector
from tests.fakes.frame import FakeFrame
from tests.fakes.task_model import REGISTRY, FakeCropClassifier
from tests.integration.inference.test_inference_link import take
from tests.support.detection_classes import PERSON, VEST
from tests.support.installations.identity import INSTALLATION

CONFIG = CameraConfig(camera_id=7, company_id=1, site_id=2, name="gate", source="demo://warehouse.mp4")
STANDING = (100.0, 60.0, 180.0, 300.0)
PAINT = (30, 30, 160)
SIDE, CROP = 320, 96


class ScriptedCropClassifier:
    """Answers `head` for every head crop, and that every torso wears its vest."""

    def __init__(self, head: int) -> None:
        self.head = head
        self.away = False
        self.asked: list[tuple[np.ndarray, np.ndarray]] = []

    def __call__(self, crops: np.ndarray, kinds: np.ndarray) -> np.ndarray:
        if self.away:
            raise Unavailable("The detector did not answer in time.", code="inference_timeout")
        self.asked.append((crops, kinds))
        answers = np.zeros((len(kinds), ANSWERS), np.float32)
        answers[np.arange(len(kinds)), np.where(kinds == CropKind.HEAD, self.head, WORN)] = 1.0
        return answers


def watch(tmp_path: Path, classifier: ScriptedCropClassifier, events: list[Event], seconds: float) -> FrameProcessor:
    """A camera with a person of whom the detector finds no head."""
    detector = FakeDetector()
    x1, y1, x2, y2 = STANDING
    detector.rows = [(x1, y1, x2, y2, 0.85, PERSON), (x1 + 5, y1 + 50, x2 - 5, y1 + 120, 0.8, VEST)]
    journal = EventJournal(tmp_path, events.append)
    camera = FrameProcessor(
        CONFIG,
        detect=detector,
        publish=journal.add,
        save_episodes=lambda _: None,
        new_id=lambda at: uuid7(at, bytes(10)),
        classify_crops=classifier,
    )
    for i in range(round(seconds * 5)):
        frame = FakeFrame(START + timedelta(seconds=i / 5), {PAINT: STANDING})
        camera.process(frame, SIDE, "ppe@0123", CROP)
        journal.flush()
    return camera


def test_a_bare_head_that_only_the_crop_classifier_sees_is_accused(tmp_path: Path) -> None:
    events: list[Event] = []
    classifier = ScriptedCropClassifier(MISSING)
    watch(tmp_path, classifier, events, 2.5)
    opened = [e for e in events if isinstance(e, ViolationOpened)]
    assert [e.item for e in opened] == ["helmet"]
    crops, kinds = classifier.asked[0]
    head = crops[kinds.tolist().index(CropKind.HEAD)]
    assert (np.abs(head[48, 48].astype(int) - PAINT) < 12).all(), "the crop shows the person's head"
    assert (np.abs(head[4, 4].astype(int) - 90) < 12).all(), "and a little of what is around it"


def test_a_helmet_that_only_the_crop_classifier_sees_is_worn(tmp_path: Path) -> None:
    events: list[Event] = []
    watch(tmp_path, ScriptedCropClassifier(WORN), events, 6)
    assert not [e for e in events if isinstance(e, ViolationOpened)]


def test_a_person_whose_items_are_decided_is_not_classified_any_more(tmp_path: Path) -> None:
    classifier = ScriptedCropClassifier(WORN)
    camera = watch(tmp_path, classifier, [], 6)
    assert len(classifier.asked) < 12, "30 pictures were judged, but the items were soon decided"
    assert camera.counters.looked_again <= len(classifier.asked) * CROPS_PER_PICTURE


def test_without_an_answer_the_detections_stand(tmp_path: Path) -> None:
    classifier = ScriptedCropClassifier(MISSING)
    classifier.away = True
    camera = watch(tmp_path, classifier, [], 2)
    assert camera.counters.judged > 0 and camera.counters.dropped == 0


def crops_of(queue: InferenceQueue, request: Request) -> np.ndarray:
    given = queue.pixels(Lane(request.camera_id), CROPS, request)
    assert isinstance(given, CropsInput)
    return given.crops


@contextmanager
def answering(url: str, frames: Path) -> Iterator[None]:
    """An inference server whose answers are the crops' brightness."""
    stop = threading.Event()
    queue = InferenceQueue(connect(url, INSTALLATION), FrameReader(frames))

    def serve() -> None:
        while not stop.is_set():
            for request in take(queue, 0.1):
                crops = crops_of(queue, request)
                answers = np.zeros((len(crops), ANSWERS), np.float32)
                answers[:, 0] = crops.max((1, 2, 3)) / 255
                answers[:, 1] = request.kinds
                queue.answer(request, CROPS.encode(answers))

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_crops_travel_over_redis_and_their_answers_come_back_in_order(redis_url: str, tmp_path: Path) -> None:
    client = InferenceClient(connect(redis_url, INSTALLATION), 3, "abc", None)
    crops = np.stack([np.full((CROP, CROP, 3), level, np.uint8) for level in (51, 255, 102)])
    with answering(redis_url, tmp_path):
        answers = client.classify_crops(crops, np.array([0, 1, 0]), 5.0)
    np.testing.assert_allclose(answers[:, 0], [0.2, 1.0, 0.4], atol=1e-6)
    assert answers[:, 1].tolist() == [0, 1, 0]


def test_no_answer_in_time_is_unavailable(redis_url: str) -> None:
    client = InferenceClient(connect(redis_url, INSTALLATION), 3, "abc", None)
    with pytest.raises(Unavailable):
        client.classify_crops(np.zeros((1, CROP, CROP, 3), np.uint8), np.array([0]), 0.2)


def test_crops_that_were_replaced_are_gone(redis_url: str, tmp_path: Path) -> None:
    redis = connect(redis_url, INSTALLATION)
    client = InferenceClient(redis, 3, "abc", None)
    queue = InferenceQueue(redis, FrameReader(tmp_path))
    for count in (1, 2):
        with pytest.raises(Unavailable):
            client.classify_crops(np.zeros((count, CROP, CROP, 3), np.uint8), np.zeros(count, np.int64), 0.05)
        if count == 1:
            (first,) = take(queue, 1.0)
    with pytest.raises(FrameGone):
        crops_of(queue, first)


@pytest.mark.parametrize("successor", [None, FakeCropClassifier(2.0, CROP)])
def test_while_models_change_a_worker_that_does_not_know_it_yet_is_answered(
    redis_url: str, tmp_path: Path, successor: FakeCropClassifier | None
) -> None:
    """An own model has no crop classifier; the worker asks for one until it reads so, a second later."""
    queue = InferenceQueue(connect(redis_url, INSTALLATION), FrameReader(tmp_path))
    server = RequestScheduler(REGISTRY, {CROPS.name: FakeCropClassifier(1.0, CROP)}, queue)
    server.serve({CROPS.name: successor})
    client = InferenceClient(connect(redis_url, INSTALLATION), 3, "abc", None)
    stepping = threading.Thread(target=server.step)
    stepping.start()
    answers = client.classify_crops(np.zeros((1, CROP, CROP, 3), np.uint8), np.array([0]), 2.0)
    stepping.join()
    assert answers[0, 0] == (1.0 if successor is None else 2.0)
