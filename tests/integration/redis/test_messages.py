"""A large message in pieces neither ends a reader nor costs what follows; a line that fell silent is noticed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Event

import pytest
from redis.exceptions import ConnectionError

from backend.adapters.cameras import control as camera_control
from backend.adapters.cameras.control import CameraControl
from backend.adapters.live import frames as live_frames
from backend.adapters.live.frames import LiveFrame
from backend.adapters.live.subscription import LiveSubscription, Shown
from backend.adapters.redis import messages
from backend.adapters.redis.connection import RedisClient, connect
from backend.adapters.redis.control_channel import ControlChannel
from backend.adapters.redis.messages import MessageReader
from tests.support.installations.identity import INSTALLATION
from tests.support.installations.redis_line import RedisLine
from tests.support.installations.servers import RedisServer, wait_until

LARGE = 3_000_000


@pytest.fixture
def slow(shared_redis: RedisServer, redis: RedisClient) -> Iterator[RedisLine]:
    """3 MB take about 0.8 s on it."""
    with RedisLine(shared_redis.socket, pause_seconds=0.05) as line:
        yield line


def read_all(reader: MessageReader, count: int, *, timeout: float) -> list[bytes]:
    found: list[bytes] = []

    def is_complete() -> bool:
        if (message := reader.read(timeout)) is not None:
            found.append(message.data)
        return len(found) == count

    wait_until(is_complete, f"{count} messages")
    return found


@pytest.mark.parametrize("timeout", [0.0, 0.01])
def test_a_message_in_pieces_and_what_follows_it_are_read(
    slow: RedisLine, redis: RedisClient, *, timeout: float
) -> None:
    large, small = b"x" * LARGE, b"y"
    with connect(slow.url, INSTALLATION) as client, MessageReader(client, "a", "b") as reader:
        wait_until(lambda: redis.publish("a", "first") == 1, "the subscription")
        assert read_all(reader, 1, timeout=0.1) == [b"first"]
        for data in (small, large, small, large, small):
            redis.publish("a", data)
        assert read_all(reader, 5, timeout=timeout) == [small, large, small, large, small]
    assert slow.connections == 1, "the subscription was never interrupted"


def frame(seq: int, size: int) -> LiveFrame:
    return LiveFrame(
        camera_id=7, seq=seq, at="", width=1, height=1, people=(), judged=False, jpeg=seq.to_bytes(4, "big") * size
    )


def test_a_viewer_on_a_slow_line_gets_every_picture(shared_redis: RedisServer, redis: RedisClient) -> None:
    """Each picture takes longer than one read of the subscription waits."""
    shown: list[Shown] = []
    with RedisLine(shared_redis.socket, pause_seconds=1.2) as line:
        subscription = LiveSubscription(line.url, INSTALLATION)
        subscription.watch(7, "viewer", shown.append)
        wait_until(lambda: live_frames.watched(redis, 7)[0], "the viewer")
        for seq in (1, 2, 3):
            live_frames.publish(redis, frame(seq, 60_000))
        wait_until(lambda: len(shown) == 3, "all pictures", seconds=30)
        subscription.close()
    assert shown == [frame(seq, 60_000) for seq in (1, 2, 3)]


def test_what_is_announced_in_pieces_still_ends_a_pause(slow: RedisLine, redis: RedisClient) -> None:
    with connect(slow.url, INSTALLATION) as client:
        channel = ControlChannel(client, Event())
        channel.rest(0.1)
        redis.publish(redis.names.control, b"x" * LARGE)
        began = time.monotonic()
        channel.rest(20.0)
        assert time.monotonic() - began < 10.0, "it ended before its time"
    assert slow.connections == 1


def test_a_worker_is_notified_behind_a_large_message(slow: RedisLine, redis: RedisClient) -> None:
    with connect(slow.url, INSTALLATION) as client:
        control, stop = CameraControl(client, 7), Event()
        control.wait(0.1, stop)
        redis.publish(redis.names.camera_control(7), b"x" * LARGE)
        camera_control.notify(redis, 7, camera_control.RETRY)
        heard: list[str] = []
        wait_until(lambda: camera_control.RETRY in (heard.append(control.wait(0.05, stop)) or heard), "the message")
    assert slow.connections == 1


def test_a_rest_that_never_comes_is_a_fault(
    slow: RedisLine, redis: RedisClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "PARTIAL_SECONDS", 0.2)
    with connect(slow.url, INSTALLATION) as client, MessageReader(client, "a") as reader:
        wait_until(lambda: redis.publish("a", b"x" * LARGE) == 1, "the subscription")
        wait_until(lambda: reader.read(0.01) is None and reader._partial_since is not None, "a part of it")
        slow.fall_silent()
        with pytest.raises(ConnectionError, match="rest of a message"):
            read_all(reader, 1, timeout=0.05)


def test_a_line_that_fell_silent_is_noticed(
    slow: RedisLine, redis: RedisClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "SILENT_SECONDS", 0.2)
    with connect(slow.url, INSTALLATION) as client:
        client.connection_pool.connection_kwargs["health_check_interval"] = 0.2
        with MessageReader(client, "a") as reader:
            wait_until(lambda: redis.publish("a", "first") == 1, "the subscription")
            assert read_all(reader, 1, timeout=0.1) == [b"first"]
            slow.fall_silent()
            with pytest.raises(ConnectionError, match="does not answer"):
                read_all(reader, 1, timeout=0.05)


def test_a_proxy_that_cuts_idle_connections_costs_nothing(slow: RedisLine, redis: RedisClient) -> None:
    with connect(slow.url, INSTALLATION) as client:
        client.set("kept", "1")
        slow.cut()
        assert client.get("kept") == b"1"
