"""Installations that share a Redis, or a server by different database numbers, never see each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from backend.adapters.cameras import config as camera_config
from backend.adapters.jobs.queue import JobQueue
from backend.adapters.live import frames as live_frames
from backend.adapters.live import video as live_video
from backend.adapters.live.frames import LiveFrame
from backend.adapters.live.subscription import LiveSubscription, Shown
from backend.adapters.live.video import LiveVideo
from backend.adapters.processes import heartbeat
from backend.adapters.processes.heartbeat import Heartbeat
from backend.adapters.redis.connection import RedisClient, connect
from backend.core.cameras.camera import CameraConfig
from backend.workers.jobs import JobsWorker
from tests.support.installations.servers import RedisServer, wait_until

CONFIG = CameraConfig(camera_id=1, company_id=1, site_id=1, name="gate", source="demo:warehouse")


@pytest.fixture(params=["one database", "two databases"])
def two(shared_redis: RedisServer, redis_url: str, request: pytest.FixtureRequest) -> Iterator[list[RedisClient]]:
    number = 0 if request.param == "one database" else 1
    clients = [connect(shared_redis.url, "aaaa"), connect(f"{shared_redis.url}?db={number}", "bbbb")]
    yield clients
    for client in clients:
        client.close()


def frame(width: int) -> LiveFrame:
    return LiveFrame(camera_id=1, seq=1, at="", width=width, height=1, people=(), judged=False, jpeg=b"jpeg")


def video(run: str) -> LiveVideo:
    return LiveVideo(camera_id=1, kind="init", run=run, number=0, at="")


def test_a_viewer_gets_pictures_and_video_of_their_own_installation_only(
    two: list[RedisClient], shared_redis: RedisServer
) -> None:
    ours, theirs = two
    shown: list[Shown] = []
    subscription = LiveSubscription(shared_redis.url, "aaaa")
    subscription.watch(1, "viewer", shown.append, video=True)
    wait_until(lambda: live_frames.watched(ours, 1)[1], "the viewer")
    assert live_frames.watched(theirs, 1) == (False, False), "their worker is not asked for pictures"
    live_frames.publish(theirs, frame(640))
    live_video.publish(theirs, video("theirs"))
    live_frames.publish(ours, frame(960))
    live_video.publish(ours, video("ours"))
    wait_until(lambda: len(shown) >= 2, "ours")
    subscription.close()
    assert shown == [frame(960), video("ours")]


def test_configurations_and_processes_are_apart(two: list[RedisClient]) -> None:
    ours, theirs = two
    camera_config.publish(ours, CONFIG)
    Heartbeat(ours, "orchestrator").beat()
    assert camera_config.known(ours) == {1}
    assert camera_config.known(theirs) == set()
    assert camera_config.read(theirs, 1) is None
    assert heartbeat.read(theirs, at=datetime.now(UTC)) == {}
    camera_config.remove(theirs, 1)
    assert camera_config.read(ours, 1) == CONFIG


def test_jobs_go_to_the_workers_of_their_own_installation(two: list[RedisClient]) -> None:
    ours, theirs = JobQueue(two[0]), JobQueue(two[1])
    for queue in (ours, theirs):
        assert queue.enqueue_when_due("sweep", "tests.fakes.jobs.nothing", every_seconds=60, timeout_seconds=5)
    JobsWorker(two[0], full_disk=None).register_birth()  # type: ignore[arg-type]
    assert (ours.workers(), theirs.workers()) == (1, 0)
    queued = [client.lrange(f"rq:queue:{client.names.jobs_queue}", 0, -1) for client in two]
    assert queued == [[b"mandor-aaaa-sweep"], [b"mandor-bbbb-sweep"]]
