"""A Redis with TLS from an authority of the plant's own, and a user who may do no more than is documented."""

from __future__ import annotations

import re
import shlex
import ssl
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from redis.exceptions import ConnectionError, NoPermissionError

from backend.adapters.cameras import config as camera_config
from backend.adapters.events.consumer import EventConsumer
from backend.adapters.events.stream import append
from backend.adapters.jobs.queue import JobQueue
from backend.adapters.live import frames as live_frames
from backend.adapters.live.subscription import LiveSubscription, Shown
from backend.adapters.machine.place import place_of
from backend.adapters.processes import heartbeat
from backend.adapters.processes.heartbeat import Heartbeat
from backend.adapters.redis import figures, ownership
from backend.adapters.redis.connection import RedisClient, connect, try_to_write
from backend.adapters.redis.takeover import Takeover
from backend.core.cameras.camera import CameraConfig
from tests.integration.events.test_event_stream import EVENT
from tests.integration.redis.test_two_installations import frame
from tests.support.installations.identity import INSTALLATION, be_the_tests
from tests.support.installations.processes import ROOT, OwnProcess
from tests.support.installations.redis_line import RedisLine
from tests.support.installations.servers import RedisServer, wait_until

CONFIG = CameraConfig(camera_id=1, company_id=1, site_id=1, name="gate", source="demo:warehouse")


def documented_rule() -> list[str]:
    """The line of the documents that makes the user."""
    (line,) = re.findall(r"^ {4}ACL SETUSER (.+)$", (ROOT / "docs" / "configuration.md").read_text(), re.MULTILINE)
    return shlex.split(line)


@pytest.fixture
def limited_url(mortal_redis: RedisServer) -> Iterator[str]:
    """As the documented user, over TCP."""
    with connect(mortal_redis.url, INSTALLATION) as admin:
        admin.execute_command("ACL", "SETUSER", *documented_rule())
    with RedisLine(mortal_redis.socket) as line:
        yield f"redis://mandor:password@127.0.0.1:{line.port}"


@pytest.fixture
def limited(limited_url: str, tmp_path: Path) -> Iterator[RedisClient]:
    (tmp_path / "data").mkdir()
    with connect(limited_url, INSTALLATION, place_of(tmp_path / "data")) as client:
        yield client


def test_the_documented_user_may_do_what_the_product_does(limited: RedisClient, limited_url: str) -> None:
    try_to_write(limited)
    append(limited, EVENT)
    consumer = EventConsumer(limited)
    consumer.next()
    entry = consumer.next()
    assert entry is not None
    consumer.done(entry)
    camera_config.publish(limited, CONFIG)
    assert camera_config.known(limited) == {1}
    Heartbeat(limited, "backend").beat()
    assert set(heartbeat.read(limited, at=datetime.now(UTC))) == {"backend"}
    assert figures.read_queue(limited).backlog == 0
    assert figures.read_server(limited, at=datetime.now(UTC)).version
    assert [mark.installation for mark in ownership.marks(limited)] == [INSTALLATION]
    assert Takeover(limited).step() == 0
    shown: list[Shown] = []
    subscription = LiveSubscription(limited_url, INSTALLATION)
    subscription.watch(1, "viewer", shown.append, video=True)
    wait_until(lambda: live_frames.watched(limited, 1)[1], "the viewer")
    live_frames.publish(limited, frame(1))
    wait_until(lambda: shown == [frame(1)], "the picture")
    subscription.close()


def test_the_documented_user_may_do_no_more(limited: RedisClient) -> None:
    with pytest.raises(NoPermissionError):
        limited.get("others:key")
    with pytest.raises(NoPermissionError):
        limited.flushall()
    with pytest.raises(NoPermissionError):
        limited.publish("others", "x")


def test_jobs_run_as_the_documented_user(
    limited: RedisClient, limited_url: str, sqlite_url: str, tmp_path: Path
) -> None:
    data = be_the_tests(tmp_path / "data")
    environ = {"REDIS_URL": limited_url, "DATABASE_URL": sqlite_url, "DATA_DIR": str(data)}
    process = OwnProcess(
        ["-m", "backend.workers.jobs"],
        log=tmp_path / "jobs.log",
        environ={**environ, "EVIDENCE_DIR": str(tmp_path / "evidence")},
    )
    process.start()
    try:
        queue = JobQueue(limited)
        wait_until(lambda: queue._status("evidence_retention") == "finished", "retention to run", seconds=40)
        assert queue.workers() == 1
        assert queue.failed() == []
    finally:
        process.kill()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an authority's certificate (`ca.pem`) and one of 127.0.0.1 that it signed (`server.pem`)."""
    folder = tmp_path_factory.mktemp("tls")
    (folder / "names").write_text("subjectAltName=IP:127.0.0.1\n")
    key = "-newkey rsa:2048 -nodes"
    for command in (
        f"req -x509 {key} -keyout ca.key -out ca.pem -days 2 -subj /CN=plant",
        f"req {key} -keyout server.key -out server.csr -subj /CN=redis",
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out server.pem -days 2 -extfile names",
    ):
        subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def tls_line(shared_redis: RedisServer, redis: RedisClient, authority: Path) -> Iterator[RedisLine]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority / "server.pem", authority / "server.key")
    with RedisLine(shared_redis.socket, tls=context) as line:
        yield line


def test_live_pictures_come_over_tls_with_an_authority_of_ones_own(
    tls_line: RedisLine, redis: RedisClient, authority: Path
) -> None:
    url = f"rediss://127.0.0.1:{tls_line.port}/0?ssl_ca_certs={authority}/ca.pem"
    with connect(url, INSTALLATION) as client:
        append(client, EVENT)
    assert redis.xlen(redis.names.events) == 1
    shown: list[Shown] = []
    subscription = LiveSubscription(url, INSTALLATION)
    subscription.watch(1, "viewer", shown.append)
    wait_until(lambda: live_frames.watched(redis, 1)[0], "the viewer")
    live_frames.publish(redis, frame(1))
    wait_until(lambda: shown == [frame(1)], "the picture")
    subscription.close()


def test_a_certificate_that_no_authority_signed_is_refused(tls_line: RedisLine) -> None:
    with connect(f"rediss://127.0.0.1:{tls_line.port}", INSTALLATION) as client, pytest.raises(ConnectionError):
        client.ping()
