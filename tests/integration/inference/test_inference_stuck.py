"""A model that hangs or crashes, in a process of its own: it is gone in time, and one camera never takes all along."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from backend.adapters.inference.frame_store import FrameReader, FrameWriter, directory
from backend.adapters.inference.link import InferenceClient
from backend.adapters.inference.queue import InferenceQueue
from backend.adapters.redis.connection import RedisClient, connect
from backend.core.errors import Unavailable
from backend.core.inference.lane import Lane
from backend.core.ppe.inference_tasks import PPE
from backend.workers.inference.scheduling import RequestScheduler
from backend.workers.watchdog import STUCK
from tests.fakes.task_model import REGISTRY, SIDE
from tests.support.installations.identity import INSTALLATION, be_the_tests
from tests.support.installations.processes import OwnProcess
from tests.support.installations.servers import wait_until

GOOD, POISON = np.zeros((SIDE, SIDE, 3), np.uint8), np.full((SIDE, SIDE, 3), 255, np.uint8)
Start = Callable[..., OwnProcess]


@pytest.fixture
def start(redis_url: str, tmp_path: Path) -> Iterator[Start]:
    """Starts a server whose model misbehaves over a white picture."""
    processes: list[OwnProcess] = []

    def begin(how: str, *, call: float = 60.0, locked: float = 60.0, **settings: str) -> OwnProcess:
        environ = {"DATA_DIR": str(be_the_tests(tmp_path)), "REDIS_URL": redis_url, **settings}
        arguments = ["-m", "tests.support.installations.stuck_server", how, str(call), str(locked)]
        process = OwnProcess(arguments, log=tmp_path / "inference.log", environ=environ)
        process.start()
        processes.append(process)
        return process

    yield begin
    for process in processes:
        process.kill()
    shutil.rmtree(directory(tmp_path, INSTALLATION), ignore_errors=True)


def camera(redis: RedisClient, number: int, folder: Path) -> InferenceClient:
    return InferenceClient(redis, number, "n", FrameWriter(directory(folder, INSTALLATION), number, SIDE))


def answered(client: InferenceClient, picture: np.ndarray, seconds: float = 0.3) -> bool:
    try:
        client.detect(picture, SIDE, SIDE, seconds)
    except Unavailable:
        return False
    return True


@pytest.mark.parametrize(
    ("how", "limits", "code", "message"),
    [
        ("waits", {"call": 1.5}, STUCK, "a call of the model has stood still"),
        ("holds", {"call": 1.0, "locked": 2.5}, 1, "Timeout (0:00:02.5"),
    ],
)
def test_a_call_that_does_not_return_ends_the_process_in_time(
    redis: RedisClient, tmp_path: Path, start: Start, how: str, limits: dict[str, float], code: int, message: str
) -> None:
    client = camera(redis, 1, tmp_path)
    process = start(how, **limits)
    wait_until(lambda: answered(client, GOOD), "the server to answer", seconds=30)
    began = time.monotonic()
    answered(client, POISON)
    assert process.ends(seconds=20) == code
    assert time.monotonic() - began < sum(limits.values()) + 3.0
    assert message in process.log.read_text()


def test_a_quiet_server_is_not_stuck(redis: RedisClient, tmp_path: Path, start: Start) -> None:
    client = camera(redis, 1, tmp_path)
    process = start("waits", call=1.5, locked=2.5)
    wait_until(lambda: answered(client, GOOD), "the server to answer", seconds=30)
    with pytest.raises(Exception, match="timed out"):
        process.ends(seconds=4.0)
    assert answered(client, GOOD)


def test_another_model_that_is_loaded_beside_it_may_hold_everything_up(
    redis: RedisClient, tmp_path: Path, start: Start
) -> None:
    client = camera(redis, 1, tmp_path)
    process = start("loads", call=1.0, locked=1.5)
    wait_until(lambda: "loaded" in process.log.read_text(), "another model to be loaded", seconds=30)
    wait_until(lambda: answered(client, GOOD), "the server to answer")
    assert process.is_running


def test_a_picture_that_ended_the_process_does_not_come_back(redis: RedisClient, tmp_path: Path, start: Start) -> None:
    poisoned, good = camera(redis, 1, tmp_path), camera(redis, 2, tmp_path)
    process = start("crashes")
    wait_until(lambda: answered(good, GOOD), "the server to answer", seconds=30)
    answered(poisoned, POISON)
    assert process.ends(seconds=20) == 139
    process.start()
    wait_until(lambda: answered(good, GOOD), "the successor to answer", seconds=30)
    assert process.is_running
    assert answered(poisoned, GOOD), "one death is no reason to leave the camera out"


def test_a_camera_that_ends_the_process_again_and_again_rests_and_the_others_go_on(
    redis: RedisClient, tmp_path: Path, start: Start
) -> None:
    poisoned, good = camera(redis, 1, tmp_path), camera(redis, 2, tmp_path)
    process = start("crashes")
    for _ in range(2):
        wait_until(lambda: answered(good, GOOD), "the server to answer", seconds=30)
        answered(poisoned, POISON)
        assert process.ends(seconds=20) == 139
        process.start()
    wait_until(lambda: answered(good, GOOD), "the server to answer", seconds=30)
    assert not answered(poisoned, POISON)
    assert answered(good, GOOD)
    assert process.is_running
    lines = [json.loads(line)["message"] for line in process.log.read_text().splitlines()]
    assert "the process before died with a picture of camera 1 (task ppe); it rests for 60 s" in lines


def test_after_its_rest_the_camera_is_tried_again(redis: RedisClient, tmp_path: Path) -> None:
    queue, now = InferenceQueue(redis, FrameReader(tmp_path)), [1000.0]
    for _ in range(2):
        answered(InferenceClient(redis, 1, "n", None), GOOD, 0.01)
        assert queue.claim([Lane(1)])  # and the process dies
        scheduler = RequestScheduler(REGISTRY, {PPE.name: None}, queue, wall_clock=lambda: now[0])
        answered(InferenceClient(redis, 2, "n", None), GOOD, 0.01)
        scheduler.step()
    assert scheduler.resting(PPE.name) == (1,)
    now[0] += 61.0
    assert scheduler.resting(PPE.name) == ()


def test_with_batches_the_guilty_camera_is_found_and_no_other_rests(
    redis: RedisClient, redis_url: str, tmp_path: Path, start: Start
) -> None:
    """Camera 1 kills; camera 2 asks at the same moments and is in its first batch."""
    batches = {"INFERENCE_BATCH": "4", "INFERENCE_BATCH_WAIT_MS": "200"}
    clients = {number: camera(connect(redis_url, INSTALLATION), number, tmp_path) for number in (1, 2)}
    process = start("crashes", **batches)
    for _ in range(3):
        wait_until(lambda: answered(clients[2], GOOD, 1.0), "the server to answer", seconds=30)
        asking = [
            threading.Thread(target=answered, args=(clients[number], picture, 2.0))
            for number, picture in ((1, POISON), (2, GOOD))
        ]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
        if process.is_running:
            break
        process.start()
    wait_until(lambda: answered(clients[2], GOOD, 1.0), "the server to answer", seconds=30)
    assert not answered(clients[1], GOOD, 1.0), "camera 1 rests"
    assert answered(clients[2], GOOD, 1.0)
