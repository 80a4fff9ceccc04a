"""The backend as it runs in a plant: gunicorn, websockets, outages. Through real sockets only."""

from __future__ import annotations

import http.client
import itertools
import queue
import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
import socketio

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import violations
from backend.adapters.database.repositories.violations import ViolationQuery
from backend.adapters.database.tables import User
from backend.adapters.events.stream import append
from backend.adapters.live import video as live_video
from backend.adapters.live.frames import LiveFrame, LivePerson, publish, watched
from backend.adapters.live.video import LiveVideo
from backend.adapters.redis.connection import connect
from backend.core.accounts.scope import Scope
from tests.builders import CROP, SECRET_KEY, World, build_world, closed, opened, report_live
from tests.support.installations.identity import INSTALLATION, be_the_tests
from tests.support.installations.servers import GunicornServer, RedisServer, wait_until
from tests.support.installations.socket_client import SocketClient


class Plant:
    """A running backend with its Redis and database."""

    def __init__(self, folder: Path, redis: RedisServer, sqlite_url: str, **more: str) -> None:
        self.redis_server = redis
        self.redis = connect(redis.url, INSTALLATION)
        self.database = Database(sqlite_url)
        self.database_file = folder / "mandor.db"
        self.world: World = build_world(self.database)
        environ = {
            "DATA_DIR": str(be_the_tests(folder)),
            "EVIDENCE_DIR": str(folder / "evidence"),
            "DATABASE_URL": sqlite_url,
            "REDIS_URL": redis.url,
            "SECRET_KEY": SECRET_KEY,
            **more,
        }
        self.server = GunicornServer(folder, environ)
        self.server.start()

    def close(self) -> None:
        self.server.stop()
        self.redis.close()
        self.database.close()

    def get(self, path: str, **options: Any) -> requests.Response:
        return requests.get(self.server.url + path, headers=self.world.ours.headers(), timeout=20, **options)

    def stored(self) -> set[str]:
        with self.database.reading(Scope.installation()) as session:
            found = violations.listed(session, self.world.ours.company_id, ViolationQuery(limit=1000))
        return {one.row.id for one in found}

    def publish_frame(self, seq: int, mode: str = "detect") -> None:
        person = LivePerson(id=1, box=(0.1, 0.2, 0.3, 0.4), items={"helmet": "missing"}, violation=True)
        frame = LiveFrame(
            camera_id=self.world.ours.camera_id,
            seq=seq,
            at="2026-11-21T02:19:03.123Z",
            width=640,
            height=360,
            people=(person,),
            judged=True,
            mode=mode,
            jpeg=b"\xff\xd8 jpeg %d \xff\xd9" % seq,
        )
        publish(self.redis, frame)

    @contextmanager
    def frames_coming(self) -> Iterator[None]:
        """A worker that shows twenty pictures a second meanwhile."""
        enough = threading.Event()

        def work() -> None:
            for seq in itertools.count(1):
                if enough.wait(0.05):
                    return
                self.publish_frame(seq)

        worker = threading.Thread(target=work)
        worker.start()
        try:
            yield
        finally:
            enough.set()
            worker.join()


class Browser:
    """A Socket.IO client that keeps what it is sent. It acknowledges frames only while `draws`."""

    def __init__(self, url: str, token: str, transport: str = "websocket") -> None:
        self.received: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.draws = True
        self.client = SocketClient(reconnection=False)
        for event in ("camera", "camera_removed", "violation", "alive"):
            self.client.on(event, lambda data, e=event: self.received.put((e, data)), namespace="/live")
        self.client.on("frame", self._frame, namespace="/live")
        self.client.on("video", self._video, namespace="/live")
        self.client.connect(url, auth={"token": token}, namespaces=["/live"], transports=[transport])

    def _frame(self, data: Any) -> str:
        self.received.put(("frame", data))
        while not self.draws:
            time.sleep(0.01)
        return "drawn"

    def _video(self, data: Any) -> str:
        self.received.put(("video", data))
        return "taken"

    def ask(self, event: str, camera_id: Any, **more: Any) -> Any:
        return self.client.call(event, {"camera_id": camera_id, **more}, namespace="/live", timeout=10)

    def next(self, event: str, *, seconds: float = 10.0) -> Any:
        deadline = time.monotonic() + seconds
        while True:
            found, data = self.received.get(timeout=max(0.01, deadline - time.monotonic()))
            if found == event:
                return data

    def close(self) -> None:
        self.draws = True
        self.client.disconnect()


@pytest.fixture
def plant(tmp_path: Path, mortal_redis: RedisServer, sqlite_url: str) -> Iterator[Plant]:
    found = Plant(tmp_path, mortal_redis, sqlite_url)
    yield found
    found.close()


@pytest.fixture
def browser(plant: Plant) -> Iterator[Browser]:
    found = Browser(plant.server.url, plant.world.ours.tokens["viewer"])
    yield found
    found.close()


def test_a_browser_sees_what_happens_in_its_company_and_nothing_else(plant: Plant, browser: Browser) -> None:
    ours, theirs = plant.world.ours, plant.world.theirs
    assert browser.client.transport() == "websocket"
    assert browser.ask("watch", ours.camera_id) == {"ok": True}
    assert browser.ask("watch", theirs.camera_id) == {"ok": False, "code": "not_found"}
    assert browser.ask("watch", "1; DROP TABLE")["code"] == "invalid_input"
    report_live(plant.redis, ours.camera_id, people=2)
    wait_until(lambda: browser.next("camera")["people"] == 2, "the camera's numbers")
    wait_until(lambda: watched(plant.redis, ours.camera_id)[0], "the worker to notice a viewer")
    plant.publish_frame(1)
    frame = browser.next("frame")
    assert (frame["camera_id"], frame["seq"], frame["jpeg"]) == (ours.camera_id, 1, b"\xff\xd8 jpeg 1 \xff\xd9")
    assert frame["people"][0]["items"] == {"helmet": "missing"}
    append(plant.redis, opened(theirs))
    event = opened(ours)
    append(plant.redis, event)
    append(plant.redis, closed(ours, event.id, at=event.at))
    first, second = browser.next("violation"), browser.next("violation")
    assert (first["kind"], first["violation"]["id"], second["kind"]) == ("opened", event.id, "closed")
    assert requests.get(plant.server.url + first["violation"]["evidence"]["crop"], timeout=9).content == CROP
    one = f"{plant.server.url}/api/cameras/{ours.camera_id}"
    assert requests.delete(one, headers=ours.headers(), timeout=9).status_code == 204
    assert browser.next("camera_removed") == {"id": ours.camera_id}
    assert all(data.get("id") != theirs.camera_id for _, data in list(browser.received.queue))


def test_a_browser_is_sent_signs_of_life(browser: Browser) -> None:
    first, second, third = (datetime.fromisoformat(browser.next("alive")["at"]) for _ in range(3))
    assert first < second < third


def test_a_slow_browser_gets_the_newest_frame_and_no_backlog(plant: Plant, browser: Browser) -> None:
    browser.ask("watch", plant.world.ours.camera_id)
    wait_until(lambda: watched(plant.redis, plant.world.ours.camera_id)[0], "the reader")
    browser.draws = False
    for seq in range(1, 31):
        plant.publish_frame(seq)
        time.sleep(0.02)
    assert browser.next("frame")["seq"] == 1
    browser.draws = True
    assert browser.next("frame")["seq"] == 30
    assert browser.received.empty()
    assert browser.ask("unwatch", plant.world.ours.camera_id) == {"ok": True}
    wait_until(
        lambda: plant.redis.pubsub_numsub(plant.redis.names.live_channel(plant.world.ours.camera_id))[0][1] == 0,
        "the reader to end",
    )


def test_a_browser_that_plays_video_gets_it_from_a_key_frame_on_and_a_later_viewer_too(
    plant: Plant, browser: Browser
) -> None:
    camera_id = plant.world.ours.camera_id
    piece = LiveVideo(
        camera_id=camera_id, kind="init", run="r", number=0, at="2026-11-21T02:19:03.123Z", mime="video/mp4"
    )

    def send(**change: Any) -> None:
        live_video.publish(plant.redis, replace(piece, **change))

    assert browser.ask("watch", camera_id, video=True) == {"ok": True}
    wait_until(lambda: watched(plant.redis, camera_id) == (False, True), "the worker to notice a viewer")
    send(data=b"init")
    for number, key in enumerate((True, False, True, False)):
        send(kind="part", number=number, key=key, data=b"part %d" % number)
    plant.publish_frame(1, mode="stream")  # for others, who cannot play it
    assert [browser.next("video")["data"] for _ in range(5)] == [b"init", b"part 0", b"part 1", b"part 2", b"part 3"]
    for number in range(4, 40):
        send(kind="part", number=number, key=False, data=b"part %d" % number)
        assert browser.next("video")["number"] == number
    late = Browser(plant.server.url, plant.world.ours.tokens["viewer"])
    late.ask("watch", camera_id, video=True)
    assert late.next("video")["data"] == b"init"
    assert late.next("video")["data"] == b"".join(b"part %d" % number for number in range(2, 40)), "the group in one"
    send(kind="part", number=40, key=False, data=b"part 40")
    send(kind="part", number=42, key=False, data=b"after a hole")
    send(kind="part", number=43, key=True, data=b"part 43")
    assert [late.next("video")["data"] for _ in range(2)] == [b"part 40", b"part 43"]
    assert all(event != "frame" for event, _ in list(browser.received.queue))
    late.close()
    plant.publish_frame(2)
    assert browser.next("frame")["seq"] == 2


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_a_connection_without_a_valid_token_is_refused(plant: Plant, transport: str) -> None:
    for token in ("", "garbage"):
        refusals: list[Any] = []
        client = SocketClient(reconnection=False)
        client.on("connect_error", refusals.append, namespace="/live")
        with pytest.raises(socketio.exceptions.ConnectionError):
            client.connect(plant.server.url, auth={"token": token}, namespaces=["/live"], transports=[transport])
        assert refusals[0] in ("not_authenticated", {"message": "not_authenticated"})


def test_pictures_and_events_go_on_after_redis_died(plant: Plant, browser: Browser) -> None:
    ours = plant.world.ours
    browser.ask("watch", ours.camera_id)
    wait_until(lambda: watched(plant.redis, ours.camera_id)[0], "the reader")
    plant.redis_server.kill()
    answer = plant.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (503, "unhealthy")
    camera = plant.get(f"/api/cameras/{ours.camera_id}").json()
    assert (camera["state"], camera["reason"]["code"]) == ("unknown", "redis_away")
    wait_until(lambda: browser.next("camera")["state"] == "unknown", "the browser to receive it")
    plant.redis_server.start()
    event = opened(ours)
    append(plant.redis, event)
    assert browser.next("violation", seconds=15)["violation"]["id"] == event.id

    def a_frame_comes() -> bool:
        plant.publish_frame(int(time.monotonic() * 1000))
        return any(found == "frame" for found, _ in list(browser.received.queue))

    wait_until(a_frame_comes, "frames to come again")


def test_killed_in_the_middle_the_backend_loses_and_doubles_nothing(plant: Plant) -> None:
    events = [opened(plant.world.ours) for _ in range(120)]
    for event in events[:60]:
        append(plant.redis, event)
    wait_until(lambda: len(plant.stored()) >= 5, "the first violations")
    plant.server.kill()
    for event in events[60:]:
        append(plant.redis, event)
    plant.server.start()
    wait_until(lambda: plant.redis.xlen(plant.redis.names.events) == 0, "all to be stored", seconds=30)
    assert plant.stored() == {event.id for event in events}


def test_a_locked_database_holds_events_back_and_answers_clearly(plant: Plant) -> None:
    other = sqlite3.connect(plant.database_file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    event = opened(plant.world.ours)
    append(plant.redis, event)
    started_at = time.monotonic()
    body = {"name": "new name"}
    one = f"{plant.server.url}/api/cameras/{plant.world.ours.camera_id}"
    refused = requests.patch(one, json=body, headers=plant.world.ours.headers(), timeout=20)
    assert (refused.status_code, refused.json()["code"]) == (503, "database_unavailable")
    assert time.monotonic() - started_at < 8
    assert plant.get("/api/cameras").status_code == 200
    other.execute("ROLLBACK")
    other.close()
    wait_until(lambda: plant.stored() == {event.id}, "the event to be stored")


def test_a_body_of_100_mb_is_refused_cleanly(plant: Plant) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", plant.server.port, timeout=20)
    connection.request(
        "POST",
        "/api/auth/login",
        body=(b"x" * 1_000_000 for _ in range(100)),
        headers={"Content-Type": "application/json", "Content-Length": str(100_000_000)},
    )
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Content-Type"]) == (413, "application/problem+json")
    assert b"body_too_large" in answer.read()
    connection.close()


def test_motion_jpeg_shows_new_pictures_only_and_no_token_is_logged(plant: Plant) -> None:
    ours = plant.world.ours
    answer = requests.post(
        f"{plant.server.url}/api/cameras/{ours.camera_id}/stream-token", headers=ours.headers(), timeout=9
    ).json()
    snapshot, mjpg = plant.server.url + answer["snapshot"], plant.server.url + answer["mjpg"]
    silent = requests.get(snapshot, timeout=9)
    assert (silent.status_code, silent.json()["code"]) == (503, "no_picture")
    with plant.frames_coming():
        assert requests.get(snapshot, timeout=9).content.startswith(b"\xff\xd8 jpeg ")
        seen = b""
        with requests.get(mjpg, stream=True, timeout=9) as stream:
            assert stream.headers["Content-Type"].startswith("multipart/x-mixed-replace")
            for chunk in stream.iter_content(256):
                seen += chunk
                if seen.count(b" jpeg ") >= 12:
                    break
    numbers = [int(number) for number in re.findall(rb" jpeg (\d+)", seen)][:-1]
    assert numbers == sorted(set(numbers))
    log = plant.server.log.read_text()
    assert "token" not in log
    assert answer["token"] not in log


def test_a_disabled_user_gets_nothing_more(plant: Plant) -> None:
    with plant.database.writing(Scope.installation()) as session:
        found = session.get(User, plant.world.ours.user_ids["admin"])
        assert found is not None
        found.disabled_at = datetime.now(UTC)
    assert plant.get("/api/cameras").status_code == 401


def test_a_loop_that_dies_takes_the_process_with_it(plant: Plant) -> None:
    plant.redis.set(plant.redis.names.events, "not a stream")
    assert plant.server.wait(seconds=20) != 0
    assert "ingest died of an unexpected error" in plant.server.log.read_text()
