"""What every confined program does: drop its rights, then work on an untrusted file, then answer once.

Nothing heavier than the standard library is imported before the rights are dropped, since a thread keeps those that it
started with.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from backend.adapters.processes.confined_process import ANSWER
from backend.adapters.processes.confinement import ResourceLimits, drop_capabilities, limit, lock_away
from backend.core.errors import MandorError

GB = 1 << 30
_ROOT = Path(__file__).resolve().parents[3]
_SYSTEM = ("/lib", "/lib64", "/bin", "/usr/lib", "/usr/lib64", "/usr/bin", "/usr/local/lib", "/usr/share/zoneinfo")
_FACTS = ("/etc/ld.so.cache", "/etc/localtime", "/sys/devices")
_PROCESS = ("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/sys/vm")
"""Of other processes nothing: their environment holds secrets."""
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
Work = Callable[[dict[str, Any], Path], dict[str, Any]]
"""The request and the folder to write in → the answer. A MandorError is answered with its message."""


def serve(work: Work, limits: ResourceLimits, *, readable: Iterable[str] = ()) -> None:
    """Read the request, drop the rights, work, answer. `readable` names the request's fields that are paths."""
    request: dict[str, Any] = json.loads(sys.stdin.buffer.read())
    folder = Path(request["folder"])
    locked = False
    if not request.get("needs_gpu"):  # drivers map more than any memory, and talk to files that we do not know
        limit(limits)
        drop_capabilities()
        own = [Path(request[name]) for name in readable if request.get(name)]
        locked = lock_away([*_code(), *own], [folder, *map(Path, _DEVICES)])
    try:
        answer = {"ok": True, **work(request, folder)}
    except MandorError as error:
        answer = {"ok": False, "message": error.message, "hint": error.hint}
    (folder / ANSWER).write_text(json.dumps({**answer, "locked_away": locked}))


def _code() -> list[Path]:
    """Where programs and libraries are. Not more: what Mandor keeps may lie beside them, below /opt or /usr/local."""
    python = [Path(sys.prefix), *(Path(sys.base_prefix) / name for name in ("lib", "lib64", "bin"))]
    packages = [Path(path) for path in sys.path if path and Path(path) != _ROOT]
    return [_ROOT / "backend", *python, *packages, *map(Path, (*_SYSTEM, *_FACTS, *_PROCESS))]
