"""HTTP cameras as cheap firmware makes them: one server, each path with its own faults."""

from __future__ import annotations

import base64
import hashlib
import http.server
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Writer = Callable[[bytes], None]


@dataclass
class HttpCamera:
    """A server that is up, and what it was asked."""

    port: int
    requests: list[tuple[str, str, int]] = field(default_factory=list)
    """Path, `Authorization`, and the client's port: the same one means a kept connection."""

    def url(self, path: str, *, login: str = "") -> str:
        """An address of it."""
        return f"http://{login + '@' if login else ''}127.0.0.1:{self.port}/{path}"


MULTIPART = "multipart/x-mixed-replace; boundary=frame"
STREAMS: dict[str, tuple[str, bytes, bytes]] = {
    # content type, what is written before each picture, and after it; {n} is the picture's length
    "proper": (MULTIPART, b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {n}\r\n\r\n", b"\r\n"),
    "no-first-boundary": (MULTIPART, b"Content-Type: image/jpeg\r\nContent-Length: {n}\r\n\r\n", b"\r\n--frame\r\n"),
    "dashes-in-the-type": ("multipart/x-mixed-replace; boundary=--frame", b"--frame\r\n\r\n", b"\r\n"),
    "doubled-dashes": (MULTIPART, b"----frame\r\nContent-Type: image/jpeg\r\n\r\n", b"\r\n"),
    "no-dashes": (MULTIPART, b"frame\r\nContent-Type: image/jpeg\r\n\r\n", b"\r\n"),
    "no-length": (MULTIPART, b"--frame\r\nContent-Type: image/jpeg\r\n\r\n", b"\r\n"),
    "short-length": (MULTIPART, b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: 7\r\n\r\n", b"\r\n"),
    "long-length": (MULTIPART, b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: 9999999\r\n\r\n", b"\r\n"),
    "bare-line-feeds": (MULTIPART, b"--frame\nContent-Type: image/jpeg\nContent-Length: {n}\n\n", b"\n"),
    "no-boundary-in-the-type": ("multipart/x-mixed-replace", b"--x\r\nContent-Type: image/jpeg\r\n\r\n", b"\r\n"),
    "other-boundary": (MULTIPART, b"--other\r\nContent-Type: image/jpeg\r\n\r\n", b"\r\n"),
    "no-headers-of-parts": (MULTIPART, b"--frame\r\n\r\n", b""),
    "bare-pictures": ("image/jpeg", b"", b""),
    "bare-pictures-as-video": ("video/x-motion-jpeg", b"", b"\r\n"),
    "unnamed-type": ("application/octet-stream", b"", b""),
    "no-type": ("", b"--frame\r\n\r\n", b"\r\n"),
}
"""Streams of JPEG pictures by path."""


@contextmanager
def http_camera(  # noqa: C901 - one server with all its habits
    pictures: list[bytes], *, password: str = "", algorithm: str = "MD5", interval: float = 0.02, keep: bool = True
) -> Iterator[HttpCamera]:
    """Serve `pictures` in a loop: as each stream of `STREAMS`, and one by one at `/snap.jpg`.

    With a password every request needs Digest by this algorithm, for the user `admin`.
    """
    camera = HttpCamera(0)
    over = threading.Event()
    count = iter(range(10**9))

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1" if keep else "HTTP/1.0"

        def do_GET(self) -> None:
            name = self.path.strip("/").partition("?")[0]
            header = self.headers.get("Authorization") or ""
            camera.requests.append((self.path, header, self.client_address[1]))
            if password and not _is_right(header, self.path, password, algorithm):
                self.send_response(401)
                self.send_header(
                    "WWW-Authenticate", f'Digest realm="cam", nonce="n0nce", algorithm={algorithm}, qop="auth"'
                )
                self.send_header("Content-Length", "0")
                self.end_headers()
            elif name == "snap.jpg":
                self._snapshot()
            elif name in STREAMS:
                self._stream(*STREAMS[name])
            else:
                self.send_error(404)

        def _snapshot(self) -> None:
            picture = pictures[next(count) % len(pictures)]
            self.send_response(200)
            self.send_header("Content-Type", "image/jpeg")
            self.send_header("Content-Length", str(len(picture)))
            self.end_headers()
            self.wfile.write(picture)

        def _stream(self, kind: str, before: bytes, after: bytes) -> None:
            self.close_connection = True
            self.send_response(200)
            if kind:
                self.send_header("Content-Type", kind)
            self.end_headers()
            while not over.wait(interval):
                picture = pictures[next(count) % len(pictures)]
                try:
                    self.wfile.write(before.replace(b"{n}", b"%d" % len(picture)) + picture + after)
                except OSError:
                    return

        def log_message(self, *_: object) -> None:
            """Nothing."""

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

    server = Server(("127.0.0.1", 0), Handler)
    camera.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield camera
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


def _is_right(header: str, uri: str, password: str, algorithm: str) -> bool:
    if header.startswith("Basic "):
        return base64.b64decode(header[6:]) == f"admin:{password}".encode()
    sent = dict(re.findall(r'(\w+)="?([^",]*)"?', header))
    hashed = hashlib.new("sha256" if algorithm.startswith("SHA-256") else "md5")

    def h(text: str) -> str:
        one = hashed.copy()
        one.update(text.encode())
        return one.hexdigest()

    secret = h(f"admin:cam:{password}")
    if algorithm.endswith("-sess"):
        secret = h(f"{secret}:n0nce:{sent.get('cnonce')}")
    middle = f"n0nce:{sent.get('nc')}:{sent.get('cnonce')}:auth"
    return sent.get("response") == h(f"{secret}:{middle}:{h('GET:' + uri)}")
