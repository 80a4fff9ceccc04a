"""The dashboard's server and real proxies in front of it, with the configurations that the documents show."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from tests.support.installations.processes import ROOT
from tests.support.installations.servers import free_port, wait_until

NGINX = """user root; daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off;
{places}{http}
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def program(name: str) -> str:
    """Where a program is. Without it the test is skipped, or fails where everything is required."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None and os.environ.get("MANDOR_REQUIRE_ALL") == "1":
        pytest.fail(f"{name} is missing")
    if found is None:
        pytest.skip(f"{name} is missing")
    return found


def shown(document: str, language: str) -> list[str]:
    """The configurations of that language that a document shows."""
    text = (ROOT / "docs" / document).read_text()
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@contextmanager
def dashboard(backend_port: int) -> Iterator[int]:
    """The dashboard's server, which trusts proxies of this machine; its port."""
    assert (ROOT / "frontend/dist/index.html").exists(), "the dashboard is not built: make install"
    port = free_port()
    given = {"PORT": str(port), "HOST": "127.0.0.1", "BACKEND_PORT": str(backend_port), "TRUSTED_PROXIES": "127.0.0.1"}
    command = [program("node"), "frontend/server.mjs"]
    with _running(command, port, environ={**os.environ, **given}):
        yield port


@contextmanager
def nginx(folder: Path, http: str, port: int) -> Iterator[None]:
    """nginx with these directives inside `http {}`, one of which listens on `port`."""
    folder.mkdir()
    places = "".join(f"  {name}_temp_path {folder}/{name};\n" for name in TEMPORARY)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, places=places, http=http))
    with _running([program("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")], port):
        yield


@contextmanager
def caddy(folder: Path, caddyfile: str, port: int) -> Iterator[None]:
    """Caddy with this configuration, which listens on `port`."""
    folder.mkdir()
    (folder / "Caddyfile").write_text("{\n  admin off\n}\n" + caddyfile)
    places = {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}
    command = [program("caddy"), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    with _running(command, port, environ={**os.environ, **places}):
        yield


@contextmanager
def certificate(folder: Path) -> Iterator[tuple[Path, Path]]:
    """A certificate that nobody has signed, and its key."""
    made, key = folder / "certificate.pem", folder / "key.pem"
    request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", str(key), "-out", str(made)]
    command = [program("openssl"), *request, "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(command, check=True, capture_output=True)
    yield made, key


class MuteWebSockets:
    """A proxy that accepts each WebSocket and then passes nothing on, either way. Everything else passes."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Accept nothing more."""
        self._listener.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._pass, args=(client,), daemon=True).start()

    def _pass(self, client: socket.socket) -> None:
        with closing(client), closing(socket.create_connection(("127.0.0.1", self._target))) as server:
            head = client.recv(65536)
            server.sendall(head)
            if b"upgrade: websocket" in head.lower():
                client.sendall(server.recv(65536))
                with suppress(OSError):
                    while client.recv(65536):  # until the browser gives up
                        pass
                return
            back = threading.Thread(target=_copy, args=(server, client), daemon=True)
            back.start()
            _copy(client, server)
            back.join()


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


@contextmanager
def _running(command: list[str], port: int, environ: dict[str, str] | None = None) -> Iterator[None]:
    """A server that runs until the block ends."""
    with TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log)

        def listens() -> bool:
            log.seek(0)
            assert process.poll() is None, log.read().decode(errors="replace")[-2000:]
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", port)) == 0

        try:
            wait_until(listens, f"{command[0]} to listen", seconds=20)
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)
