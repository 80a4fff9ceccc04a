"""Between workers and the inference server: the newest frame there, its own answer back, in time or not at all."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from backend.adapters.inference import announcement
from backend.adapters.inference.announcement import InferenceInfo, ModelSwitch, SwitchState, TaskInfo
from backend.adapters.inference.frame_store import FrameGone, FrameReader, FrameWriter
from backend.adapters.inference.link import InferenceClient
from backend.adapters.inference.queue import InferenceQueue
from backend.adapters.inference.request import Request
from backend.adapters.redis.connection import RedisClient, connect
from backend.core.errors import Unavailable
from backend.core.inference.inputs import FrameInput
from backend.core.inference.lane import Lane
from backend.core.inference.load_window import Load, TaskLoad
from backend.core.models.figures import ModelFigures
from backend.core.ppe.inference_tasks import PPE
from backend.core.vision.boxes import Letterbox
from backend.core.vision.detections import Detections
from tests.support.detection_classes import PERSON, VEST
from tests.support.installations.identity import INSTALLATION
from tests.support.installations.servers import wait_until

SIDE = 64
INFO = InferenceInfo(
    name="ppe",
    sha256="0123456789abcdef",
    engine="onnxruntime",
    device="cpu",
    input_size=SIDE,
    classes=("Hardhat", "Person", "cone"),
    mapping={"Hardhat": "helmet", "Person": "person"},
    licence="Apache-2.0",
    milliseconds={"onnxruntime": 12.5},
    pid=7,
    tasks=(
        TaskInfo(
            task="ppe",
            input="frame",
            name="ppe",
            sha256="0123456789abcdef",
            engine="onnxruntime",
            device="cpu",
            licence="Apache-2.0",
            input_size=SIDE,
        ),
    ),
)


def found(*rows: tuple[float, float, float, float, float, int]) -> Detections:
    return Detections.from_bytes(np.array(rows, dtype=np.float32).reshape(-1, 6).tobytes())


def brightest(picture: np.ndarray) -> Detections:
    """A detector whose answer shows which picture it saw: the score is its brightness."""
    return found((8, 4, 24, 32, picture.max() / 255, PERSON), (10, 12, 20, 40, 0.5, VEST))


def take(queue: InferenceQueue, timeout_seconds: float) -> list[Request]:
    """Everything that waits, out of its places."""
    lanes = list(queue.waiting(timeout_seconds))
    return list(queue.claim(lanes).values()) if lanes else []


def frame(queue: InferenceQueue, request: Request) -> np.ndarray:
    """The request's picture."""
    given = queue.pixels(Lane(request.camera_id), PPE, request)
    assert isinstance(given, FrameInput)
    return given.picture


def answer(queue: InferenceQueue, request: Request, found: Detections) -> None:
    """Send what was found in the model's pixels, in the pixels of the original, as the server does."""
    box = Letterbox(request.width, request.height, request.side)
    queue.answer(request, PPE.encode(Detections(box.to_picture(found.boxes), found.scores, found.classes)))


@contextmanager
def serving(
    url: str, frames: Path, detect: Callable[[np.ndarray], Detections] = brightest, *, delay: float = 0.0
) -> Iterator[list[Request]]:
    """An inference server in a thread; gives the requests that it took."""
    taken: list[Request] = []
    stop, redis = threading.Event(), connect(url, INSTALLATION)
    queue = InferenceQueue(redis, FrameReader(frames))

    def serve() -> None:
        while not stop.is_set():
            for request in take(queue, 0.1):
                taken.append(request)
                picture = frame(queue, request)
                stop.wait(delay)
                answer(queue, request, detect(picture))

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield taken
    finally:
        stop.set()
        thread.join(timeout=10)
        redis.close()


@pytest.fixture
def frames(tmp_path: Path) -> Path:
    return tmp_path / "frames"


def picture(brightness: int) -> np.ndarray:
    return np.full((SIDE, SIDE, 3), brightness, np.uint8)


@pytest.mark.parametrize(
    ("width", "height", "box"),
    [
        (64, 64, [8, 4, 24, 32]),  # the picture is as large as the model's input
        (640, 640, [80, 40, 240, 320]),
        (1280, 720, [160, 80, 480, 640]),
        (480, 640, [80, 40, 240, 320]),
        (128, 32, [16, 8, 48, 32]),  # what lies below the picture is cut off
    ],
)
def test_both_ways_give_the_same_detections_in_the_pixels_of_the_original(
    redis: RedisClient, redis_url: str, frames: Path, width: int, height: int, box: list[float]
) -> None:
    with serving(redis_url, frames) as taken:
        shared = InferenceClient(redis, 1, "a", FrameWriter(frames, 1, SIDE))
        through_redis = InferenceClient(redis, 2, "b", None)
        answers = [client.detect(picture(204), width, height, 5.0) for client in (shared, through_redis)]
    assert [request.in_redis for request in taken] == [False, True]
    for answer in answers:
        assert answer.boxes[0].tolist() == pytest.approx(box)
        assert answer.scores.tolist() == pytest.approx([0.8, 0.5])
        assert answer.classes.tolist() == [PERSON, VEST]
    np.testing.assert_array_equal(answers[0].boxes, answers[1].boxes)


def test_an_answer_belongs_to_the_picture_that_was_asked_about(
    redis: RedisClient, redis_url: str, frames: Path
) -> None:
    with serving(redis_url, frames):
        client = InferenceClient(redis, 1, "a", FrameWriter(frames, 1, SIDE))
        seen = [client.detect(picture(i), SIDE, SIDE, 5.0).scores[0] * 255 for i in range(1, 40)]
    assert seen == pytest.approx(range(1, 40))


def ask(redis: RedisClient, client: InferenceClient, brightness: int) -> None:
    """Ask while nobody answers."""
    with pytest.raises(Unavailable) as caught:
        client.detect(picture(brightness), SIDE, SIDE, 0.01)
    assert caught.value.code == "inference_timeout"


def test_of_a_cameras_requests_only_the_newest_waits(redis: RedisClient, frames: Path) -> None:
    clients = {camera: InferenceClient(redis, camera, "n", FrameWriter(frames, camera, SIDE)) for camera in (1, 2)}
    for brightness in (10, 20, 30):
        for client in clients.values():
            ask(redis, client, brightness)
    queue = InferenceQueue(redis, FrameReader(frames))
    waiting = take(queue, 1.0)
    assert sorted((r.camera_id, r.sequence) for r in waiting) == [(1, 3), (2, 3)]
    assert all((frame(queue, request) == 30).all() for request in waiting)
    assert take(queue, 0.05) == []


@pytest.mark.parametrize("through_redis", [True, False])
def test_a_frame_that_a_newer_one_replaced_is_gone(redis: RedisClient, frames: Path, through_redis: bool) -> None:
    client = InferenceClient(redis, 1, "n", None if through_redis else FrameWriter(frames, 1, SIDE))
    ask(redis, client, 10)
    queue = InferenceQueue(redis, FrameReader(frames))
    (old,) = take(queue, 1.0)
    for brightness in (20, 30, 40):
        ask(redis, client, brightness)
    with pytest.raises(FrameGone):
        frame(queue, old)


@pytest.mark.parametrize("through_redis", [True, False])
def test_an_answer_that_was_meant_for_the_predecessor_is_never_taken(
    redis: RedisClient, redis_url: str, frames: Path, through_redis: bool
) -> None:
    """The old process asked and died; the answer comes when its successor has asked its own first question."""
    with pytest.raises(Unavailable):
        predecessor = InferenceClient(redis, 1, "old", None if through_redis else FrameWriter(frames, 1, SIDE))
        predecessor.detect(picture(250), SIDE, SIDE, 0.01)
    queue = InferenceQueue(redis, FrameReader(frames))
    (of_the_dead,) = take(queue, 1.0)
    answer(queue, of_the_dead, found((0, 0, 9, 9, 0.99, PERSON)))
    successor = InferenceClient(redis, 1, "new", None if through_redis else FrameWriter(frames, 1, SIDE))
    with serving(redis_url, frames):
        assert successor.detect(picture(51), SIDE, SIDE, 5.0).scores[0] == pytest.approx(0.2)


def test_an_answer_that_came_too_late_is_never_taken_for_the_next(
    redis: RedisClient, redis_url: str, frames: Path
) -> None:
    client = InferenceClient(redis, 1, "n", FrameWriter(frames, 1, SIDE))
    ask(redis, client, 250)
    queue = InferenceQueue(redis, FrameReader(frames))
    (late,) = take(queue, 1.0)
    answer(queue, late, found((0, 0, 9, 9, 0.99, PERSON)))
    with serving(redis_url, frames):
        assert client.detect(picture(51), SIDE, SIDE, 5.0).scores[0] == pytest.approx(0.2)


def test_a_server_that_is_too_slow_is_unavailable_in_time(redis: RedisClient, redis_url: str, frames: Path) -> None:
    client = InferenceClient(redis, 1, "n", FrameWriter(frames, 1, SIDE))
    with serving(redis_url, frames, delay=0.8):
        began = time.monotonic()
        ask(redis, client, 10)
        assert time.monotonic() - began < 0.7


def test_pixels_and_answers_without_a_reader_expire(redis: RedisClient, frames: Path) -> None:
    for camera in range(1, 4):
        ask(redis, InferenceClient(redis, camera, "dead", None), 10)
    (request, *_) = take(InferenceQueue(redis, FrameReader(frames)), 1.0)
    answer(InferenceQueue(redis, FrameReader(frames)), request, found())
    for camera in range(1, 4):
        assert 0 < redis.ttl(redis.names.inference_pixels("frame", camera, "dead")) <= 5
    assert 0 < redis.ttl(redis.names.inference_reply(request.camera_id, "dead")) <= 5


def test_the_server_is_known_while_it_announces_itself(redis: RedisClient) -> None:
    assert announcement.read_info(redis) is None
    announcement.announce(redis, INFO)
    assert announcement.read_info(redis) == INFO
    assert INFO.label == "ppe@0123456789ab"
    assert INFO.judges == ("helmet",)
    more = replace(
        INFO,
        measured=ModelFigures(data="site", map50=0.8, map50_interval=(0.7, 0.9), ap50={"helmet": 0.8}),
        switch=ModelSwitch(state=SwitchState.FAILED, name="other", reason="it is broken", hint="restore it"),
        previous="before",
        pinned=True,
        load=Load(pictures_per_second=9.5, busy=0.2, cameras=2),
        resting=(3, 4),
        crop_side=96,
        tasks=(
            *INFO.tasks,
            TaskInfo(
                task="faces",
                input="frame",
                switch=ModelSwitch(state=SwitchState.FAILED, name="f"),
                load=TaskLoad(requests_per_second=2.0),
                resting=(3,),
            ),
        ),
    )
    announcement.announce(redis, more)
    assert announcement.read_info(redis) == more
    failed = ModelSwitch(state=SwitchState.FAILED, name="other")
    body = {**json.loads(redis.get(redis.names.inference_info) or b""), "switch": {"state": "failed", "name": "other"}}
    assert announcement.decode_info(json.dumps(body).encode()).switch == failed
    body["switch"]["of_a_later_version"] = 1
    assert announcement.decode_info(json.dumps(body).encode()).switch == failed
    redis.pexpire(redis.names.inference_info, 1)
    wait_until(lambda: announcement.read_info(redis) is None, "the announcement to expire")


def test_a_server_of_an_earlier_version_is_understood() -> None:
    """It announces no tasks, and PPE's facts only."""
    body = json.loads(announcement.encode_info(replace(INFO, crop_side=96, load=Load(refinements_per_second=1.5))))
    assert (body["second_look_side"], body["load"]["second_looks_per_second"]) == (96, 1.5), "the names it knows"
    del body["tasks"]
    info = announcement.decode_info(json.dumps(body).encode())
    assert info.crop_side == 96
    assert info.task("ppe") == INFO.tasks[0]
    crops = info.task("crops")
    assert crops is not None
    assert (crops.refines, crops.input_size) == ("ppe", 96)
    assert info.task("faces") is None
