"""A relay in front of libav that logs in to RTSP cameras whose challenges libav cannot answer (SHA-256).

libav connects to the relay without credentials; the relay adds them to each request and repeats one that the camera
challenges. Media pass through untouched. It listens on 127.0.0.1 only, for one client that knows a secret path.
"""

from __future__ import annotations

import logging
import secrets
import selectors
import socket
import ssl
import threading
import time
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from backend.adapters.protocols.connection import connect
from backend.adapters.protocols.failures import login_failure, status_failure
from backend.core.errors import SourceError
from backend.core.video.login import CameraLogin, LoginStep
from backend.core.video.refusal import RefusedRequest, suggests_other_transport
from backend.core.video.rtsp_message import RtspMessage, RtspReader

log = logging.getLogger(__name__)
LOOPBACK = "127.0.0.1"
READ_BYTES = 64 * 1024
MOST_PENDING = 16
"""Requests whose answers are waited for. A client sends one or two; older ones are forgotten."""
_STAGES = {"SETUP": RefusedRequest.SETUP, "PLAY": RefusedRequest.PLAY}


@dataclass(frozen=True, slots=True)
class _Pending:
    """A request on its way, as it is to be repeated, and its number at the client."""

    request: RtspMessage
    client_number: str


class RtspRelay:
    """One camera, one client, one thread. `url` is what the client opens."""

    def __init__(self, url: str, *, open_seconds: float, read_seconds: float) -> None:
        """Connect to the camera and listen. SourceError when the camera cannot be reached."""
        parts = urlsplit(url)
        self._login = CameraLogin(
            unquote(parts.username or ""), unquote(parts.password or ""), new_cnonce=lambda: secrets.token_hex(16)
        )
        self._camera = connect(url, timeout_seconds=open_seconds)
        self._camera.settimeout(read_seconds)
        self._read_seconds = read_seconds
        self._listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._listener.bind((LOOPBACK, 0))
        self._listener.listen(1)
        self._listener.settimeout(open_seconds)
        self._client: socket.socket | None = None
        self._local = f"rtsp://{LOOPBACK}:{self._listener.getsockname()[1]}/{secrets.token_urlsafe(16)}"
        self._remote = parts._replace(netloc=parts.netloc.rpartition("@")[2], path="", query="", fragment="").geturl()
        self.url = self._local + (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self.failure: SourceError | None = None
        """Why the camera refused the last request that it refused."""
        self.suggests_other_transport = False
        self._pending: OrderedDict[str, _Pending] = OrderedDict()
        self._number = 0
        self._closed = threading.Event()
        threading.Thread(target=self._run, name="rtsp-relay", daemon=True).start()

    def close(self) -> None:
        """End it; its thread ends at once."""
        self._closed.set()
        for connection in (self._camera, self._listener, self._client):
            if connection is not None:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
                connection.close()

    def _run(self) -> None:
        """The relay's thread. 1. Wait for the client. 2. Carry both ways until either hangs up."""
        try:
            client, reader, first = self._accept()
            self._client = client
            self._listener.close()
            self._forward(first)
            self._carry(client, reader)
        except (OSError, ValueError) as error:
            self._note_end(error)
        finally:
            self.close()

    def _carry(self, client: socket.socket, from_client: RtspReader) -> None:
        """Until a side hangs up, or the camera sends nothing for too long (TimeoutError).

        One thread for both ways: a TLS connection must not be read and written at once.
        """
        from_camera = RtspReader()
        with selectors.DefaultSelector() as selector:
            selector.register(client, selectors.EVENT_READ)
            selector.register(self._camera, selectors.EVENT_READ)
            heard_at = time.monotonic()
            while True:
                ready = {key.fileobj for key, _ in selector.select(self._waits(heard_at))}
                if client in ready:
                    if not (data := client.recv(READ_BYTES)):
                        return
                    for item in from_client.feed(data):
                        self._forward(item)
                if self._camera in ready or self._holds_data():
                    if not (data := self._camera.recv(READ_BYTES)):
                        return
                    heard_at = time.monotonic()
                    self._pass_on(client, from_camera, data)

    def _waits(self, heard_at: float) -> float:
        """Seconds to wait for either side; TimeoutError when the camera has been silent for too long."""
        if self._holds_data():
            return 0.0
        left = heard_at + self._read_seconds - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _holds_data(self) -> bool:
        """Has TLS decrypted more than was read? The socket does not show that."""
        return isinstance(self._camera, ssl.SSLSocket) and self._camera.pending() > 0

    def _pass_on(self, client: socket.socket, reader: RtspReader, data: bytes) -> None:
        """From the camera to the client."""
        for item in reader.feed(data):
            if isinstance(item, bytes):
                client.sendall(item)
            elif (passed := self._answered(item)) is not None:
                client.sendall(passed.encode())

    def _accept(self) -> tuple[socket.socket, RtspReader, RtspMessage]:
        """The client and its first request. A client without the secret path is refused."""
        while True:
            client, _ = self._listener.accept()
            client.settimeout(self._listener.gettimeout())
            reader = RtspReader()
            try:
                first = next(iter(reader.feed(client.recv(READ_BYTES))), None)
            except (OSError, ValueError):
                first = None
            if isinstance(first, RtspMessage) and _target(first).startswith(self._local):
                client.settimeout(None)
                return client, reader, first
            client.close()

    def _forward(self, item: RtspMessage | bytes) -> None:
        """From the client to the camera."""
        if isinstance(item, bytes):
            self._camera.sendall(item)
        elif item.status is not None:
            self._camera.sendall(item.encode())
        else:
            method, target, version = [*item.start.split(" ", 2), "", ""][:3]
            if target.startswith(self._local):
                target = self._remote + target[len(self._local) :]
            request = RtspMessage(start=f"{method} {target} {version}", headers=item.headers, body=item.body)
            self._send(_Pending(request, item.get("CSeq")))

    def _send(self, pending: _Pending) -> None:
        method, target = pending.request.start.split(" ", 2)[:2]
        self._number += 1
        number = str(self._number)
        self._pending[number] = pending
        while len(self._pending) > MOST_PENDING:
            self._pending.popitem(last=False)
        authorization = self._login.authorization(method, target)
        self._camera.sendall(pending.request.with_headers(CSeq=number, Authorization=authorization).encode())

    def _answered(self, message: RtspMessage) -> RtspMessage | None:
        """What the client gets of a message from the camera; None for a challenge that was answered."""
        if message.status is None:
            return message
        pending = self._pending.pop(message.get("CSeq"), None)
        step = None
        if message.status == 401:
            step = self._login.challenged(message.all("WWW-Authenticate"))
        elif message.status < 300:
            self._login.accepted()
        if pending is None:
            return message
        if step is LoginStep.ANSWER:
            self._send(pending)
            return None
        if message.status >= 300:
            self._note_refusal(message, message.status, pending, step)
        return message.with_headers(CSeq=pending.client_number)

    def _note_refusal(self, message: RtspMessage, status: int, pending: _Pending, step: LoginStep | None) -> None:
        stage = _STAGES.get(pending.request.start.partition(" ")[0], RefusedRequest.DESCRIBE)
        self.suggests_other_transport = suggests_other_transport(status, stage)
        if step is not None:
            self.failure = login_failure(step)
        else:
            self.failure = status_failure(status, stage, location=message.get("Location"))

    def _note_end(self, error: Exception) -> None:
        """An end that nobody asked for; errors of sockets hold addresses, so only their kind is logged."""
        if not self._closed.is_set():
            log.info("the relay to the camera ends: %s", type(error).__name__)


def _target(request: RtspMessage) -> str:
    return [*request.start.split(" ", 2), ""][1]
