"""Turns over a real Redis: the newest picture at its turn, nothing that nobody waits for, everybody a fair share."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from redis import Redis

from backend.adapters.inference.frame_store import FrameReader
from backend.adapters.inference.link import InferenceClient
from backend.adapters.inference.queue import InferenceQueue
from backend.adapters.redis import keys as redis_keys
from backend.adapters.redis.connection import connect
from backend.core.errors import Unavailable
from backend.core.vision.detections import SERVING, Detections, Selection
from backend.workers.inference.turns import InferenceTurns, Served

SIDE = 64


class Slow:
    """A model that takes its time and remembers what it saw."""

    engine = device = "fake"
    entry = None
    input_size = rows = SIDE

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.seen: list[int] = []

    def detect(self, pictures: np.ndarray, selection: Selection = SERVING) -> list[Detections]:
        self.seen.append(int(pictures[0, 0, 0, 0]))
        time.sleep(self.seconds)
        return [Detections.from_bytes(b"")]


def picture(level: int) -> np.ndarray:
    return np.full((SIDE, SIDE, 3), level, np.uint8)


@pytest.fixture
def model() -> Slow:
    return Slow()


@pytest.fixture
def turns(redis: Redis, tmp_path: Path, model: Slow) -> InferenceTurns:
    return InferenceTurns(Served((model,), SIDE), InferenceQueue(redis, FrameReader(tmp_path)))  # type: ignore[arg-type]


def ask(redis: Redis, camera: int, level: int, patience: float = 0.01) -> InferenceClient:
    client = InferenceClient(redis, camera, "n", None)
    with pytest.raises(Unavailable):
        client.detect(picture(level), SIDE, SIDE, patience)
    return client


def patient(redis: Redis, camera: int, level: int) -> None:
    """As `ask` asks, but as if the worker went on waiting."""
    ask(redis, camera, level)
    body = json.loads(redis.hget(redis_keys.INFERENCE_PENDING, str(camera)) or b"")
    redis.hset(redis_keys.INFERENCE_PENDING, str(camera), json.dumps({**body, "patience_seconds": 60.0}))


def test_what_comes_while_another_is_looked_at_takes_the_place_of_what_waited(
    redis: Redis, turns: InferenceTurns, model: Slow
) -> None:
    patient(redis, 1, 10)
    patient(redis, 2, 20)
    turns.step()
    patient(redis, 2, 21)
    turns.step()
    assert model.seen == [10, 21]


def test_what_nobody_waits_for_any_more_is_passed_over(redis: Redis, turns: InferenceTurns, model: Slow) -> None:
    ask(redis, 1, 10)
    patient(redis, 2, 20)
    for _ in range(2):
        assert turns.step()
    assert model.seen == [20]
    assert turns.load(time.monotonic()).stale == 1


def test_another_machines_clock_says_nothing(redis: Redis, turns: InferenceTurns, model: Slow) -> None:
    ask(redis, 1, 10)
    body = json.loads(redis.hget(redis_keys.INFERENCE_PENDING, "1") or b"")
    redis.hset(redis_keys.INFERENCE_PENDING, "1", json.dumps({**body, "boot": "elsewhere", "asked_at": 1.0}))
    turns.step()
    assert model.seen == [10]


@pytest.mark.parametrize("body", [b"no json", b"[]", b'{"camera_id": 3}', b'{"camera_id": 3, "kinds": 7}'])
def test_a_request_that_cannot_be_read_is_thrown_away(
    redis: Redis, turns: InferenceTurns, model: Slow, body: bytes
) -> None:
    redis.hset(redis_keys.INFERENCE_PENDING, "3", body)
    patient(redis, 4, 40)
    turns.step()
    assert model.seen == [40]
    assert redis.hlen(redis_keys.INFERENCE_PENDING) == 0


def test_nothing_is_noted_as_in_hand_after_a_turn(redis: Redis, turns: InferenceTurns) -> None:
    ask(redis, 1, 10)
    patient(redis, 2, 20)
    for _ in range(2):
        turns.step()
        assert redis.get(redis_keys.INFERENCE_LOOKING) is None


def test_with_more_asked_than_can_be_done_everybody_has_the_same_share(redis_url: str, tmp_path: Path) -> None:
    """Three cameras ask all the time, one four times a second; 50 looks a second are possible."""
    stop, answered = threading.Event(), Counter[int]()
    turns = InferenceTurns(
        Served((Slow(0.02),), SIDE),  # type: ignore[arg-type]
        InferenceQueue(connect(redis_url), FrameReader(tmp_path)),
    )

    def serve() -> None:
        while not stop.is_set():
            turns.step()

    def work(camera: int, pause: float) -> None:
        client = InferenceClient(connect(redis_url), camera, "n", None)
        while not stop.wait(pause):
            with suppress(Unavailable):  # when the server has stopped first
                client.detect(picture(camera), SIDE, SIDE, 2.0)
                answered[camera] += 1

    threads = [threading.Thread(target=serve)]
    threads += [threading.Thread(target=work, args=(camera, pause)) for camera, pause in enumerate((0, 0, 0, 0.25))]
    for thread in threads:
        thread.start()
    time.sleep(3.0)  # the measurement
    stop.set()
    for thread in threads:
        thread.join(timeout=10)
    greedy = [answered[camera] for camera in range(3)]
    assert min(greedy) > 0.8 * max(greedy)
    assert answered[3] >= 6, "of 10 that it could ask for"
    load = turns.load(time.monotonic())
    assert load.cameras == 4
    assert load.busy > 0.2, "Redis writes to disk at every word here"
    assert load.waiting_ms_mean is not None
