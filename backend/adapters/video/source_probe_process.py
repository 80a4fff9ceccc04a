"""Tests a source in a process of its own, so that a codec that crashes or hangs takes nothing with it.

The source goes in on stdin: arguments are visible to every user of the machine.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from backend.core.cameras.source import redact

log = logging.getLogger(__name__)
COMMAND = (sys.executable, "-m", "backend.workers.confined.source_probe")
LIMIT_SECONDS = 14.8
MAX_AT_ONCE = 3


class SourceProbe:
    """Probes sources, a few at a time."""

    def __init__(self, command: Sequence[str] = COMMAND, *, limit_seconds: float = LIMIT_SECONDS) -> None:
        self._command = list(command)
        self._limit_seconds = limit_seconds
        self._running = 0

    def probe(self, source: str) -> dict[str, Any]:
        """`{"ok": True, "width", "height", "fps", "codec", "snapshot"}` or `{"ok": False, "code", "message", "hint"}`.

        Answers within the limit: a process that takes longer is killed.
        """
        if self._running >= MAX_AT_ONCE:
            return _failed("timeout", "Other sources are being tested.", "Try again in a moment.")
        self._running += 1
        try:
            return self._run(source)
        finally:
            self._running -= 1

    def _run(self, source: str) -> dict[str, Any]:
        process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            out, err = process.communicate(source.encode(), timeout=self._limit_seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return _failed("timeout")
        except BaseException:
            process.kill()
            process.wait()
            raise
        answer = _parsed(out)
        if answer is None:
            text = redact(err.decode(errors="replace")[-500:], source)
            log.error("the source probe ended with %s and no answer: %s", process.returncode, text)
            return _failed("not_video")
        if not answer["ok"]:
            words = {name: redact(str(answer.get(name) or ""), source) for name in ("message", "hint")}
            return _failed(str(answer["code"]), words["message"], words["hint"])
        return answer


def _parsed(out: bytes) -> dict[str, Any] | None:
    lines = out.strip().splitlines()
    try:
        answer = json.loads(lines[-1]) if lines else None
    except ValueError:
        return None
    if not isinstance(answer, dict) or not isinstance(answer.get("ok"), bool):
        return None
    needed = ("width", "height", "fps", "codec", "snapshot") if answer["ok"] else ("code",)
    return answer if all(name in answer for name in needed) else None


def _failed(code: str, message: str = "", hint: str = "") -> dict[str, Any]:
    return {"ok": False, "code": code, "message": message, "hint": hint}
