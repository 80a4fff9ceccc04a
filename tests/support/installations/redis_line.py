"""What stands between a process and its Redis: a TCP line that passes bytes on in pieces, or drops them silently."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

PIECE_BYTES = 200_000


class RedisLine:
    """`url` leads through it to the Redis at a socket's path. Used as a context manager."""

    def __init__(self, redis: Path, *, pause_seconds: float = 0.0, tls: ssl.SSLContext | None = None) -> None:
        """`pause_seconds`: after each piece that the server sends, of 200 kB at most. `tls`: ends TLS here."""
        self._redis = redis
        self._pause = pause_seconds
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._silent: set[int] = set()
        self._threads: list[threading.Thread] = []
        self.connections = 0
        self.port = self._listener.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}"
        self.is_ended = False

    def __enter__(self) -> RedisLine:
        self._run(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self.is_ended = True
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._threads[0].join()  # from here on no connection is added
        self.cut()
        for thread in self._threads:
            thread.join()
        for one in [self._listener, *self._open]:
            one.close()

    def fall_silent(self) -> None:
        """From now on the connections that are there carry nothing and stay open, as behind a firewall that forgot."""
        self._silent = {id(one) for one in self._open}

    def cut(self) -> None:
        """Close the connections that are there, as a proxy does with idle ones."""
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _run(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self.is_ended:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            if self._tls is not None:
                try:
                    client = self._tls.wrap_socket(client, server_side=True)
                except OSError:
                    client.close()
                    continue
            server = socket.socket(socket.AF_UNIX)
            server.connect(str(self._redis))
            self._open += [client, server]
            self._run(self._pass, client, server, 0.0)
            self._run(self._pass, server, client, self._pause)

    def _pass(self, one: socket.socket, other: socket.socket, pause: float) -> None:
        with suppress(OSError):
            while data := one.recv(PIECE_BYTES):
                if id(one) in self._silent:
                    continue
                other.sendall(data)
                if pause and len(data) > 1000:
                    time.sleep(pause)
            other.shutdown(socket.SHUT_WR)
