"""Runs one of our programs on a stranger's file: apart, with an environment without secrets, limits, and an end.

The program gets its request on stdin, answers in a file of its own folder, and takes its own rights away before it
opens anything (`workers/confined/program`). What it answers is as little to be trusted as the file that it looked at.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from backend.core.errors import ModelError

ANSWER = "answer.json"
OUTPUT = "output.txt"
LARGEST_ANSWER = 2_000_000
PRIORITY = 10
_KEPT = ("PATH", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES", "LANG", "TZ")
_ROOT = Path(__file__).resolve().parents[3]


def run(module: str, request: dict[str, Any], folder: Path, *, seconds: float) -> dict[str, Any]:
    """The answer of `python -m module`, whose only place to write is `folder`. ModelError says why there is none.

    An answer with `ok` false is raised as a ModelError with its words.
    """
    with (folder / OUTPUT).open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=folder,
            env=environment(folder),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        stand_back(process.pid)
        try:
            process.communicate(json.dumps({**request, "folder": str(folder)}).encode(), timeout=seconds)
        except subprocess.TimeoutExpired:
            raise ModelError(
                f"Looking at the file took longer than {seconds:.0f} s.", hint="No detector takes so long."
            ) from None
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # and whatever it has started
            process.wait()
    return _answer(folder, process.returncode)


def stand_back(pid: int) -> None:
    """Let a process of ours run below everything that watches cameras."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, pid, max(PRIORITY, os.getpriority(os.PRIO_PROCESS, 0)))


def environment(folder: Path) -> dict[str, str]:
    """The environment of such a process: where programs are, and its own folder as its home. No setting of ours."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    own = dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME", "YOLO_CONFIG_DIR", "MPLCONFIGDIR"), str(folder))
    return {
        **kept,
        **own,
        "PYTHONPATH": str(_ROOT),
        "PYTHONSAFEPATH": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
        "YOLO_AUTOINSTALL": "false",
        "YOLO_OFFLINE": "true",
        "YOLO_VERBOSE": "false",
    }


def _answer(folder: Path, code: int) -> dict[str, Any]:
    answer = None
    with suppress(OSError, ValueError, RecursionError):
        handle = os.open(folder / ANSWER, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            answer = json.loads(file.read(LARGEST_ANSWER))
    if not isinstance(answer, dict):
        raise ModelError(f"The file cannot be looked at: {_reason(folder, code)}.", hint="It is broken, or hostile.")
    if answer.get("ok") is not True:
        words = (str(answer.get(name) or "")[:1000] for name in ("message", "hint"))
        message, hint = ("".join(c if c.isprintable() else " " for c in text) for text in words)
        raise ModelError(message or "The file cannot be used.", hint=hint)
    return answer


def _reason(folder: Path, code: int) -> str:
    if code == -signal.SIGXCPU:
        return "it computes without end"
    if code in (-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, -signal.SIGILL):
        return "the library that opens it crashed"
    output = (folder / OUTPUT).read_bytes()[-2000:].decode(errors="replace")
    if "MemoryError" in output or "bad_alloc" in output or "Cannot allocate" in output or "not enough memory" in output:
        return "it needs more memory than any detector"
    last = next((line for line in reversed(output.splitlines()) if line.strip()), "")
    return f"its process ended with {code}" + (
        f" ({''.join(c for c in last if c.isprintable())[:200]})" if last else ""
    )
