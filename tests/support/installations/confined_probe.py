"""Tries what a stranger's code would try; run by `confined_process` as our own programs are."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from backend.adapters.processes.confinement import ResourceLimits
from backend.workers.confined import program as confined


def tries(request: dict[str, Any], folder: Path) -> dict[str, Any]:
    """What it got, by what it tried."""
    outside = Path(request["outside"])
    attempts: dict[str, Callable[[], object]] = {
        "read a secret": (outside / "secret").read_text,
        "list a folder": lambda: os.listdir(outside),  # noqa: PTH208
        "write outside": lambda: (outside / "new").write_text("x"),
        "read another's environment": lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
        "connect": lambda: socket.create_connection(("127.0.0.1", request["port"]), timeout=2).close(),
        "end the parent": lambda: os.kill(os.getppid(), 0),
        "take memory": lambda: bytearray(request["memory"]),
        "write much": lambda: (folder / "much").write_bytes(b"\0" * 4_000_000),
        "leave a link": lambda: (folder / "link").symlink_to(outside / "secret"),
        "write in its folder": lambda: (folder / "mine").write_text("x"),
        "read what it was given": Path(request["given"]).read_text,
        "use numpy": lambda: __import__("numpy").ones(3).sum(),
    }
    got: dict[str, Any] = {"environ": sorted(os.environ)}
    for name, attempt in attempts.items():
        try:
            attempt()
            got[name] = True
        except (OSError, MemoryError):
            got[name] = False
    return got


if __name__ == "__main__":
    confined.serve(
        tries, ResourceLimits(memory_bytes=2 << 30, cpu_seconds=60, file_bytes=1_000_000), readable=("given",)
    )
