"""A worker's way to the detector: makes its shared memory, does without when it must, and says when it is away."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from backend.adapters.inference.client import AWAY_SECONDS, DETECT_TIMEOUT_SECONDS, REDIS_SECONDS, Detector
from backend.adapters.inference.frame_store import FrameReader
from backend.adapters.inference.queue import InferenceQueue
from backend.adapters.redis.connection import RedisClient, connect
from backend.core.errors import Unavailable
from backend.core.motion.motion_gate import MotionOptions
from tests.integration.inference.test_inference_link import INFO, SIDE, picture, serving, take
from tests.support.installations.identity import INSTALLATION
from tests.support.installations.servers import RedisServer, wait_until


@pytest.fixture
def frames(tmp_path: Path) -> Path:
    return tmp_path / "frames"


@pytest.fixture
def detector(redis: RedisClient, frames: Path) -> Iterator[Detector]:
    found = Detector(redis, 1, frames)
    yield found
    found.close()


def test_it_answers_through_shared_memory_and_gives_it_back(detector: Detector, redis_url: str, frames: Path) -> None:
    with serving(redis_url, frames) as taken:
        assert detector.detect(picture(51), SIDE, SIDE).scores[0] == pytest.approx(0.2)
    assert [request.in_redis for request in taken] == [False]
    detector.close()
    assert list(frames.iterdir()) == []


def test_without_shared_memory_it_answers_all_the_same(redis: RedisClient, redis_url: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    nowhere = tmp_path / "file" / "frames"
    detector = Detector(redis, 1, nowhere)
    with serving(redis_url, nowhere) as taken:
        assert detector.detect(picture(51), SIDE, SIDE).scores[0] == pytest.approx(0.2)
    assert [request.in_redis for request in taken] == [True]


def test_another_models_size_makes_another_memory(detector: Detector, redis_url: str, frames: Path) -> None:
    with serving(redis_url, frames) as taken:
        for side in (SIDE, SIDE * 2, SIDE):
            shown = np.full((side, side, 3), 102, np.uint8)
            assert detector.detect(shown, SIDE, SIDE).scores[0] == pytest.approx(0.4)
    assert [request.side for request in taken] == [SIDE, SIDE * 2, SIDE]
    assert len(list(frames.iterdir())) == 1


def test_redis_away_is_unavailable(tmp_path: Path, frames: Path) -> None:
    detector = Detector(connect(f"unix://{tmp_path}/nobody.sock", INSTALLATION, timeout_seconds=0.5), 1, frames)
    with pytest.raises(Unavailable) as caught:
        detector.detect(picture(1), SIDE, SIDE)
    assert caught.value.code == "redis_unavailable"


def test_it_is_away_without_an_announced_server_and_when_no_answer_came_for_a_while(detector: Detector) -> None:
    assert (detector.side, detector.away) == (0, True)
    detector.info = INFO
    assert (detector.side, detector.away) == (SIDE, False)
    detector.answered_at -= MotionOptions().forced_seconds + DETECT_TIMEOUT_SECONDS  # a quiet scene is asked so rarely
    assert not detector.away
    detector.answered_at -= AWAY_SECONDS
    assert detector.away


def test_requests_get_rarer_without_answers_and_frequent_at_once_with_a_new_server(
    detector: Detector, redis_url: str, frames: Path
) -> None:
    detector.ask_at_most(5.0)
    detector.info = INFO
    assert detector.may_ask()
    with pytest.raises(Unavailable):
        detector.detect(picture(1), SIDE, SIDE)
    with serving(redis_url, frames):
        wait_until(detector.may_ask, "the time to ask again")
        detector.detect(picture(1), SIDE, SIDE)
        assert not detector.may_ask(), "one answer does not bring the full rate back"
        detector.info = replace(INFO, pid=INFO.pid + 1)
        assert detector.may_ask()


def test_a_server_that_leaves_this_camera_out_is_not_asked(detector: Detector) -> None:
    detector.info = replace(INFO, resting=(1, 2))
    assert (detector.refuses, detector.side) == (True, 0)
    detector.info = replace(INFO, resting=(2,))
    assert (detector.refuses, detector.side) == (False, SIDE)


def test_a_redis_that_hangs_holds_the_worker_for_a_bounded_time(mortal_redis: RedisServer, frames: Path) -> None:
    detector = Detector(connect(mortal_redis.url, INSTALLATION, timeout_seconds=REDIS_SECONDS), 1, frames)
    with pytest.raises(Unavailable):
        detector.detect(picture(1), SIDE, SIDE)
    mortal_redis.pause()
    began = time.monotonic()
    with pytest.raises(Unavailable) as caught:
        detector.detect(picture(1), SIDE, SIDE)
    assert time.monotonic() - began < REDIS_SECONDS + 0.5
    assert caught.value.code == "redis_unavailable"
    assert not detector.may_ask(), "the next picture does not wait for it"


def test_a_request_without_an_answer_is_unavailable_and_leaves_no_queue(
    detector: Detector, redis: RedisClient, frames: Path
) -> None:
    for _ in range(2):
        with pytest.raises(Unavailable):
            detector.detect(picture(1), SIDE, SIDE)
    assert len(take(InferenceQueue(redis, FrameReader(frames)), 0.5)) == 1
