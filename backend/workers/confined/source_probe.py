"""Tests a camera source and answers one picture of it: `python -m backend.workers.confined.source_probe < source.txt`.

A process of its own, because libav can hang where no time limit reaches, and because what it opens is
untrusted input. The source comes on stdin, so that no list of processes shows its password. The answer is one line
of JSON on stdout, and the exit status is 0, whether the source works or not.
"""

from __future__ import annotations

import base64
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import cv2

from backend.adapters.video.capture import VideoCapture
from backend.adapters.video.capture_errors import failure
from backend.adapters.video.frame import VideoFrame
from backend.adapters.video.opening.source_options import CaptureOptions
from backend.core.cameras.source import parse
from backend.core.errors import InvalidInput, SourceError
from backend.settings import ROOT

LIMIT_SECONDS = 13.0
"""The process ends by itself after this, whatever libav does: sooner than its caller gives up (14 s)."""
OPTIONS = CaptureOptions(open_timeout_seconds=5.0, read_timeout_seconds=5.0, picture_timeout_seconds=8.0)
SNAPSHOT_WIDTH = 960
JPEG_QUALITY = 80
LONGEST_TEXT = 10_000


def probe(text: str, *, demo_dir: Path, options: CaptureOptions = OPTIONS) -> dict[str, Any]:
    """The source's facts with a picture, or why it cannot be used. Raises nothing for a bad source."""
    try:
        source = parse(text)
        capture = VideoCapture(
            source, demo_dir=demo_dir, clock=lambda: datetime.now(UTC), monotonic=time.monotonic, options=options
        )
        try:
            frame = next(capture.frames(), None)
            if frame is None:
                raise failure("not_video")
            return _answer(capture, frame)
        finally:
            capture.close()
    except (InvalidInput, SourceError) as error:
        return refusal(error)


def refusal(error: InvalidInput | SourceError) -> dict[str, Any]:
    """The answer for a source that cannot be used."""
    return {"ok": False, "code": error.code, "message": error.message, "hint": error.hint}


def main() -> None:
    """Read, test, answer; answer `timeout` when the test takes too long."""
    answer_once = _answering_once()
    watchdog = threading.Timer(LIMIT_SECONDS, lambda: _end(answer_once, refusal(failure("timeout"))))
    watchdog.daemon = True
    watchdog.start()
    text = sys.stdin.buffer.read(LONGEST_TEXT).decode(errors="replace")
    _end(answer_once, probe(text, demo_dir=ROOT / "demo"))


def _answer(capture: VideoCapture, frame: VideoFrame) -> dict[str, Any]:
    picture = frame.to_bgr(width=min(SNAPSHOT_WIDTH, frame.width))
    _, jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    info = capture.info
    return {
        "ok": True,
        "width": info.width,
        "height": info.height,
        "fps": round(info.fps, 2),
        "codec": info.codec,
        "snapshot": base64.b64encode(jpeg.tobytes()).decode(),
    }


def _answering_once() -> Callable[[dict[str, Any]], None]:
    """A function that writes one answer; a second call waits for ever, since the first is about to end the process."""
    lock = threading.Lock()

    def answer_once(answer: dict[str, Any]) -> None:
        lock.acquire()
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()

    return answer_once


def _end(answer_once: Callable[[dict[str, Any]], None], answer: dict[str, Any]) -> None:
    answer_once(answer)
    os._exit(0)  # a thread inside libav must not hold up the end


if __name__ == "__main__":
    main()
