"""Scheduling over a real Redis: the newest picture, nothing that has expired, equal shares, batches of one task."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from backend.adapters.inference.frame_store import FrameReader
from backend.adapters.inference.link import InferenceClient
from backend.adapters.inference.queue import InferenceQueue
from backend.adapters.redis.connection import RedisClient, connect
from backend.core.errors import Unavailable
from backend.core.inference.batching import Batching
from backend.core.ppe.inference_tasks import PPE
from backend.workers.inference.scheduling import RequestScheduler
from tests.fakes.task_model import REGISTRY, SIDE, FakePpeModel
from tests.support.installations.identity import INSTALLATION


def picture(level: int) -> np.ndarray:
    return np.full((SIDE, SIDE, 3), level, np.uint8)


@pytest.fixture
def model() -> FakePpeModel:
    return FakePpeModel()


def scheduler_of(redis: RedisClient, frames: Path, model: FakePpeModel, **options: object) -> RequestScheduler:
    queue = InferenceQueue(redis, FrameReader(frames))
    return RequestScheduler(REGISTRY, {PPE.name: model}, queue, **options)  # type: ignore[arg-type]


@pytest.fixture
def scheduler(redis: RedisClient, tmp_path: Path, model: FakePpeModel) -> RequestScheduler:
    return scheduler_of(redis, tmp_path, model)


def ask(redis: RedisClient, camera: int, level: int, patience: float = 0.01, nonce: str = "n") -> InferenceClient:
    client = InferenceClient(redis, camera, nonce, None)
    with pytest.raises(Unavailable):
        client.detect(picture(level), SIDE, SIDE, patience)
    return client


def patient(redis: RedisClient, camera: int, level: int, nonce: str = "n") -> None:
    """As `ask` asks, but as if the worker went on waiting."""
    ask(redis, camera, level, nonce=nonce)
    body = json.loads(redis.hget(redis.names.inference_pending, str(camera)) or b"")
    redis.hset(redis.names.inference_pending, str(camera), json.dumps({**body, "patience_seconds": 60.0}))


def test_a_newer_request_replaces_the_one_that_waits(
    redis: RedisClient, scheduler: RequestScheduler, model: FakePpeModel
) -> None:
    patient(redis, 1, 10)
    patient(redis, 2, 20)
    scheduler.step()
    patient(redis, 2, 21)
    scheduler.step()
    assert model.seen == [10, 21]


def test_a_request_whose_worker_has_stopped_waiting_is_skipped(
    redis: RedisClient, scheduler: RequestScheduler, model: FakePpeModel
) -> None:
    ask(redis, 1, 10)
    patient(redis, 2, 20)
    for _ in range(2):
        assert scheduler.step()
    assert model.seen == [20]
    assert scheduler.load(time.monotonic()).stale == 1


def test_requests_of_another_machine_never_count_as_stale(
    redis: RedisClient, scheduler: RequestScheduler, model: FakePpeModel
) -> None:
    ask(redis, 1, 10)
    body = json.loads(redis.hget(redis.names.inference_pending, "1") or b"")
    redis.hset(redis.names.inference_pending, "1", json.dumps({**body, "boot": "elsewhere", "asked_at": 1.0}))
    scheduler.step()
    assert model.seen == [10]


@pytest.mark.parametrize("body", [b"no json", b"[]", b'{"camera_id": 3}', b'{"camera_id": 3, "kinds": 7}'])
def test_a_request_that_cannot_be_read_is_dropped(
    redis: RedisClient, scheduler: RequestScheduler, model: FakePpeModel, body: bytes
) -> None:
    redis.hset(redis.names.inference_pending, "3", body)
    patient(redis, 4, 40)
    scheduler.step()
    assert model.seen == [40]
    assert redis.hlen(redis.names.inference_pending) == 0


def test_nothing_is_recorded_as_in_progress_after_a_step(redis: RedisClient, scheduler: RequestScheduler) -> None:
    ask(redis, 1, 10)
    patient(redis, 2, 20)
    for _ in range(2):
        scheduler.step()
        assert redis.get(redis.names.inference_in_progress) is None


def test_under_overload_every_camera_has_the_same_share(redis_url: str, tmp_path: Path) -> None:
    """Three cameras ask all the time, one four times a second; 50 requests a second are possible."""
    stop, answered = threading.Event(), Counter[int]()
    scheduler = scheduler_of(connect(redis_url, INSTALLATION), tmp_path, FakePpeModel(0.02))

    def serve() -> None:
        while not stop.is_set():
            scheduler.step()

    def work(camera: int, pause: float) -> None:
        client = InferenceClient(connect(redis_url, INSTALLATION), camera, "n", None)
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
    load = scheduler.load(time.monotonic())
    assert load.cameras == 4
    assert load.busy > 0.2, "Redis writes to disk at every command here"
    assert load.waiting_ms_mean is not None


def test_a_request_that_names_no_task_is_read_by_the_old_rule(
    redis: RedisClient, scheduler: RequestScheduler, model: FakePpeModel
) -> None:
    """Of a worker of the version before tasks, during an upgrade."""
    patient(redis, 1, 10)
    body = json.loads(redis.hget(redis.names.inference_pending, "1") or b"")
    assert body.pop("task") == "ppe"
    redis.hset(redis.names.inference_pending, "1", json.dumps(body))
    scheduler.step()
    assert model.seen == [10]


def test_a_request_of_an_unknown_task_is_dropped(
    redis: RedisClient, scheduler: RequestScheduler, model: FakePpeModel, caplog: pytest.LogCaptureFixture
) -> None:
    patient(redis, 1, 10)
    body = json.loads(redis.hget(redis.names.inference_pending, "1") or b"")
    redis.hset(redis.names.inference_pending, "1:faces", json.dumps({**body, "task": "faces"}))
    scheduler.step()
    assert model.seen == [10]
    assert redis.hlen(redis.names.inference_pending) == 0
    assert "unknown task faces" in caplog.text


def test_a_batch_takes_the_newest_requests_of_the_cameras_served_longest_ago(
    redis: RedisClient, tmp_path: Path, model: FakePpeModel
) -> None:
    scheduler = scheduler_of(redis, tmp_path, model, batching=Batching(size=2))
    for round_ in range(3):
        for camera in (1, 2, 3):
            patient(redis, camera, camera * 10, nonce=f"n{round_}")
        scheduler.step()
    assert model.batches == [[10, 20], [30, 10], [20, 30]]
    load = scheduler.task_load(PPE.name, time.monotonic())
    assert load.batch_mean == 2.0
    assert redis.get(redis.names.inference_in_progress) is None


def test_in_a_batch_stale_requests_are_skipped_and_the_others_answered(
    redis: RedisClient, tmp_path: Path, model: FakePpeModel
) -> None:
    scheduler = scheduler_of(redis, tmp_path, model, batching=Batching(size=4))
    ask(redis, 1, 10)
    patient(redis, 2, 20)
    patient(redis, 3, 30)
    redis.delete(redis.names.inference_pixels("frame", 3, "n"))  # its pixels have gone
    scheduler.step()
    assert model.batches == [[20]]
    assert redis.llen(redis.names.inference_reply(2, "n")) == 1
    assert redis.llen(redis.names.inference_reply(3, "n")) == 0
    assert scheduler.load(time.monotonic()).stale == 1
    assert redis.get(redis.names.inference_in_progress) is None


@pytest.mark.parametrize(("wait_seconds", "batches"), [(0.0, [[1], [2]]), (3.0, [[1, 2]])])
def test_a_batch_that_is_not_full_waits_for_more_requests_if_it_is_to(
    redis: RedisClient,
    redis_url: str,
    tmp_path: Path,
    model: FakePpeModel,
    wait_seconds: float,
    batches: list[list[int]],
) -> None:
    scheduler = scheduler_of(redis, tmp_path, model, batching=Batching(size=2, wait_seconds=wait_seconds))
    answered: list[int] = []

    def work(camera: int) -> None:
        client = InferenceClient(connect(redis_url, INSTALLATION), camera, "n", None)
        time.sleep(0.2 * (camera - 1))
        client.detect(picture(camera), SIDE, SIDE, 5.0)
        answered.append(camera)

    workers = [threading.Thread(target=work, args=(camera,)) for camera in (1, 2)]
    began = time.monotonic()
    for worker in workers:
        worker.start()
    while any(worker.is_alive() for worker in workers) and time.monotonic() - began < 10:
        scheduler.step()
    assert sorted(answered) == [1, 2]
    assert sorted(model.batches) == batches


def test_a_lane_with_a_mark_is_served_alone(redis: RedisClient, tmp_path: Path, model: FakePpeModel) -> None:
    """Else a camera whose pictures kill would take the cameras of its batches along, two deaths later."""
    for camera in (1, 2, 3):
        patient(redis, camera, camera * 10)
    redis.set(redis.names.inference_in_progress, "1,2")  # the predecessor died with a batch of these
    scheduler = scheduler_of(redis, tmp_path, model, batching=Batching(size=3))
    for _ in range(3):
        scheduler.step()
    assert sorted(model.batches) == [[10], [20], [30]]
    assert scheduler.resting(PPE.name) == ()
