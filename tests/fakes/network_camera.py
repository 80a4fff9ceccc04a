"""Cameras made of bare sockets: each connection is given to a function that misbehaves as it likes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Behaviour = Callable[[socket.socket, threading.Event], None]
BOUNDARY = "picture"


@dataclass
class NetworkCamera:
    """Something that listens. `over` is set when the test ends."""

    port: int
    over: threading.Event = field(default_factory=threading.Event)
    connections: int = 0

    def url(self, scheme: str = "http", *, login: str = "", path: str = "video") -> str:
        """Its address."""
        return f"{scheme}://{login + '@' if login else ''}127.0.0.1:{self.port}/{path}"


@contextmanager
def network_camera(behave: Behaviour) -> Iterator[NetworkCamera]:
    """Listen on a free port of this machine; every connection gets a thread that runs `behave`."""
    listener = socket.create_server(("127.0.0.1", 0))
    camera = NetworkCamera(listener.getsockname()[1])
    threads: list[threading.Thread] = []

    def serve(connection: socket.socket) -> None:
        with connection:
            try:
                behave(connection, camera.over)
            except OSError:
                return  # the other side went away, as it may

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            camera.connections += 1
            threads.append(threading.Thread(target=serve, args=(connection,)))
            threads[-1].start()

    acceptor = threading.Thread(target=accept)
    acceptor.start()
    try:
        yield camera
    finally:
        camera.over.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for thread in [acceptor, *threads]:
            thread.join(10)


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def silent(connection: socket.socket, over: threading.Event) -> None:
    """Accept and say nothing."""
    over.wait(60)


def hang_up(connection: socket.socket, over: threading.Event) -> None:
    """Accept and close."""


def garbage(connection: socket.socket, over: threading.Event) -> None:
    """Speak another language: SSH's."""
    connection.recv(4096)
    connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n\r\n" * 40)


def answering(status: str, *, kind: str = "text/html", body: bytes = b"<html>hello</html>") -> Behaviour:
    """An HTTP server with one answer."""

    def behave(connection: socket.socket, over: threading.Event) -> None:
        connection.recv(4096)
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode() + body)

    return behave


def rtsp_answering(status: str) -> Behaviour:
    """An RTSP server with one answer to everything."""

    def behave(connection: socket.socket, over: threading.Event) -> None:
        while request := connection.recv(4096).decode():
            sequence = next(line for line in request.split("\r\n") if line.lower().startswith("cseq"))
            connection.sendall(f"RTSP/1.0 {status}\r\n{sequence}\r\n\r\n".encode())

    return behave


def mjpeg(
    pictures: list[bytes], *, interval: float = 0.02, then: Behaviour = silent, cut_last: bool = False
) -> Behaviour:
    """A camera that sends JPEGs, the last one only in part when `cut_last`, and then does what `then` does."""

    def behave(connection: socket.socket, over: threading.Event) -> None:
        connection.recv(4096)
        connection.sendall(
            f"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary={BOUNDARY}\r\n\r\n".encode()
        )
        for n, picture in enumerate(pictures):
            is_cut = cut_last and n == len(pictures) - 1
            head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
            connection.sendall(head.encode() + (picture[: len(picture) // 2] if is_cut else picture + b"\r\n"))
            if over.wait(interval):
                return
        then(connection, over)

    return behave
