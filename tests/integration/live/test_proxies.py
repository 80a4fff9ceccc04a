"""The dashboard behind real proxies: as the documents configure them, with a path, without WebSockets."""

from __future__ import annotations

import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
import requests
import simplejpeg
from engineio.payload import Payload

from backend.adapters.database.schema_upgrade import upgrade
from backend.adapters.events.stream import append
from backend.adapters.live.frames import LiveFrame, publish
from backend.core.video.frame_flow import ACKNOWLEDGE_SECONDS
from tests.builders import PASSWORD, opened, report_live
from tests.integration.live.test_live_server import Browser, Plant
from tests.support.installations import proxies
from tests.support.installations.processes import ROOT
from tests.support.installations.proxies import MuteWebSockets
from tests.support.installations.servers import RedisServer, free_port, wait_until
from tests.support.installations.socket_client import SocketClient

FRAMES_PER_SECOND = 10
PLAIN = "server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://127.0.0.1:{target}; }} }}"
"""What most people begin with: HTTP/1.0 to the dashboard, no upgrade, answers buffered."""


@dataclass(frozen=True)
class Proxy:
    """A way to the dashboard. `base` ends with a slash."""

    name: str
    base: str
    transport: str


def jpeg(number: int) -> bytes:
    """A picture that differs from the one before it."""
    picture = np.full((360, 640, 3), number * 37 % 256, dtype=np.uint8)
    return simplejpeg.encode_jpeg(picture, quality=80)


@contextmanager
def working_camera(plant: Plant) -> Iterator[None]:
    """The worker of a healthy camera."""
    ours, enough = plant.world.ours, threading.Event()

    def work() -> None:
        number = 0
        while not enough.wait(1 / FRAMES_PER_SECOND):
            number += 1
            if number % FRAMES_PER_SECOND == 1:
                report_live(plant.redis, ours.camera_id, stream_fps=float(FRAMES_PER_SECOND))
            frame = LiveFrame(
                camera_id=ours.camera_id,
                seq=number,
                at="2026-11-21T02:19:03.123Z",
                width=640,
                height=360,
                people=(),
                judged=True,
                mode="detect",
                jpeg=jpeg(number),
            )
            publish(plant.redis, frame)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        yield
    finally:
        enough.set()
        worker.join()


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plant]:
    """A running backend with a camera that works and a violation."""
    folder = tmp_path_factory.mktemp("plant")
    redis, url = RedisServer(folder), f"sqlite:///{folder}/mandor.db"
    redis.start()
    upgrade(url)
    found = Plant(folder, redis, url)
    event = opened(found.world.ours, crop=jpeg(1), wide=jpeg(2))
    append(found.redis, event)
    wait_until(lambda: found.stored() == {event.id}, "the violation to be stored")
    with working_camera(found):
        yield found
    found.close()
    redis.kill()


@pytest.fixture(scope="module")
def dashboard(plant: Plant) -> Iterator[int]:
    """The port of the dashboard's server."""
    with proxies.dashboard(plant.server.port) as port:
        yield port


@contextmanager
def every_proxy(folder: Path, dashboard: int) -> Iterator[list[Proxy]]:
    """All proxies at once, each at a port of its own."""
    plain, tls, below, site, path = (free_port() for _ in range(5))
    whole, location = (text.replace("127.0.0.1:3000", f"127.0.0.1:{dashboard}") for text in documented("nginx"))
    at_root, at_path = (text.replace("127.0.0.1:3000", f"127.0.0.1:{dashboard}") for text in documented("caddy"))
    connection = re.findall(r"^map .*?^}\n", whole, re.MULTILINE | re.DOTALL)[0]
    with ExitStack() as running:
        made, key = running.enter_context(proxies.certificate(folder))
        whole = whole.replace("listen 443", f"listen 127.0.0.1:{tls}").replace("/etc/ssl/mandor/key.pem", str(key))
        whole = whole.replace("/etc/ssl/mandor/certificate.pem", str(made))
        location = f"{connection}server {{ listen 127.0.0.1:{below}; {location} }}"
        running.enter_context(proxies.nginx(folder / "plain", PLAIN.format(port=plain, target=dashboard), plain))
        running.enter_context(proxies.nginx(folder / "tls", whole, tls))
        running.enter_context(proxies.nginx(folder / "below", location, below))
        caddyfile = at_root.replace("mandor.example", f"http://127.0.0.1:{site}")
        caddyfile += at_path.replace("plant.example", f"http://127.0.0.1:{path}")
        running.enter_context(proxies.caddy(folder / "caddy", caddyfile, path))
        mute = running.enter_context(closing(MuteWebSockets(dashboard)))
        yield [
            Proxy("nginx without WebSockets", f"http://127.0.0.1:{plain}/", "polling"),
            Proxy("a proxy whose WebSockets stay silent", f"http://127.0.0.1:{mute.port}/", "polling"),
            Proxy("nginx as documented", f"https://127.0.0.1:{tls}/", "websocket"),
            Proxy("nginx below a path", f"http://127.0.0.1:{below}/mandor/", "websocket"),
            Proxy("Caddy as documented", f"http://127.0.0.1:{site}/", "websocket"),
            Proxy("Caddy below a path", f"http://127.0.0.1:{path}/mandor/", "websocket"),
        ]


def documented(language: str) -> tuple[str, str]:
    """The configurations of the operations page: a whole site, and below a path."""
    whole, path = proxies.shown("operations.md", language)
    return whole, path


@pytest.mark.browser
def test_a_browser_sees_live_pictures_through_each_kind_of_proxy(plant: Plant, dashboard: int, tmp_path: Path) -> None:
    with every_proxy(tmp_path, dashboard) as found:
        by_nginx = [one for one in found if "Caddy" not in one.name]
        given = {
            "PROXIES": json.dumps(
                [{"name": one.name, "url": one.base, "transport": one.transport} for one in by_nginx]
            ),
            "CAMERA_NAME": "gate of ours",
            "ADMIN_EMAIL": "viewer@ours.example",
            "ADMIN_PASSWORD": PASSWORD,
            "RTSP_URL": "none",
            "CHROMIUM": proxies.program("chromium"),
        }
        done = subprocess.run(
            [proxies.program("node"), "--test", "--test-reporter=spec", "e2e/proxies/proxies.spec.mjs"],
            cwd=ROOT / "frontend",
            env={**os.environ, **given},
            capture_output=True,
            text=True,
            timeout=280,
        )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_the_interface_works_below_a_path_and_over_http_2(plant: Plant, dashboard: int, tmp_path: Path) -> None:
    ours = plant.world.ours
    with every_proxy(tmp_path, dashboard) as found:
        for proxy in found:
            base = proxy.base.rstrip("/")
            with requests.Session() as session:
                session.trust_env = False  # a bundle named in the environment would go before
                session.verify = str(tmp_path / "certificate.pem")
                session.headers.update(ours.headers())
                document = session.get(f"{base}/api/openapi.json", timeout=9)
                server = document.json()["servers"][0]["url"]
                assert requests.compat.urljoin(document.url, server) == proxy.base
                assert "href='openapi.json'" in session.get(f"{base}/api/docs", timeout=9).text
                paths = session.post(f"{base}/api/cameras/{ours.camera_id}/stream-token", timeout=9).json()
                picture = session.get(base + paths["snapshot"], timeout=9)
                assert picture.content.startswith(b"\xff\xd8\xff")
                assert not session.cookies, "no cookie, so none that would have to be secure"
                assert pictures_of(session, base + paths["mjpg"]) >= 3
            if "Caddy" in proxy.name:
                connect(proxy, ours.tokens["viewer"])
            if base.startswith("https"):
                command = [proxies.program("curl"), "-sk", "--http2", "-o", os.devnull, "-w", "%{http_version}"]
                shown = subprocess.run([*command, f"{base}/health"], capture_output=True, text=True, check=True)
                assert shown.stdout == "2"


def connect(proxy: Proxy, token: str) -> None:
    """A client connects to the live events by the proxy's transport."""
    client, path = SocketClient(reconnection=False), f"{urlsplit(proxy.base).path}socket.io"
    client.connect(
        proxy.base, auth={"token": token}, namespaces=["/live"], transports=[proxy.transport], socketio_path=path
    )
    assert client.transport() == proxy.transport
    client.disconnect()


def pictures_of(session: requests.Session, url: str) -> int:
    """How many pictures of a motion JPEG arrive while it goes on."""
    seen = b""
    with session.get(url, stream=True, timeout=9) as stream:
        for chunk in stream.iter_content(256):
            seen += chunk
            if seen.count(b"Content-Type: image/jpeg") >= 3:
                break
    return seen.count(b"Content-Type: image/jpeg")


def test_a_wall_of_many_cameras_is_watched_over_polling(
    plant: Plant, dashboard: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A browser sends all its requests at once when it connects: none of them may be lost."""
    monkeypatch.setattr(Payload, "max_decode_packets", 1_000)  # of the client here, as a browser has no such limit
    browser = Browser(f"http://127.0.0.1:{dashboard}", plant.world.ours.tokens["viewer"], transport="polling")
    answers: list[object] = []
    try:
        for _ in range(64):
            browser.client.emit(
                "watch", {"camera_id": plant.world.ours.camera_id}, namespace="/live", callback=answers.append
            )
        wait_until(lambda: len(answers) == 64, "an answer to each request", seconds=ACKNOWLEDGE_SECONDS * 3)
        assert answers == [{"ok": True}] * 64
        assert browser.next("frame")["jpeg"].startswith(b"\xff\xd8\xff")
    finally:
        browser.close()


def test_what_is_no_request_is_refused_in_the_form_of_every_error(plant: Plant, dashboard: int) -> None:
    backend = plant.server.port
    many = {f"X-Header-{number}": "1" for number in range(120)}
    for port, path, headers, status, code in (
        (backend, "/api/violations?cursor=" + "x" * 9_000, {}, 414, "address_too_long"),
        (dashboard, "/api/violations?cursor=" + "x" * 9_000, {}, 414, "address_too_long"),
        (dashboard, "/api/violations?cursor=" + "x" * 20_000, {}, 431, "headers_too_large"),
        (backend, "/api/violations", {"Cookie": "x" * 70_000}, 431, "headers_too_large"),
        (dashboard, "/api/violations", {"Cookie": "x" * 70_000}, 431, "headers_too_large"),
        (backend, "/api/violations", many, 431, "headers_too_large"),
        (backend, "/api/violations", {"Content-Length": "-1"}, 400, "invalid_input"),
        (dashboard, "/api/violations", {"Content-Length": "-1"}, 400, "invalid_input"),
    ):
        answer = requests.get(f"http://127.0.0.1:{port}{path}", headers=headers, timeout=9)
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
        problem = answer.json()
        assert (problem["code"], problem["status"]) == (code, status)
        assert problem["detail"] and problem["hint"] and problem["errors"] == []
    assert "Traceback" not in plant.server.log.read_text()
