"""What cameras do, and what works with each: a matrix, made by opening scripted cameras.

    make bench NAME=cameras [ARGS="--write docs/cameras.md"]

Each row is a camera with one habit, most of them of `shared/cases/oddcam/oddcam.py`. Each is tested as by the button
"Test connection", then opened as a worker does in mode stream (with a viewer who can play video) and in mode detect.
Prints the table and, as the last line, one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from backend.adapters.pictures import jpeg
from backend.adapters.video.capture import VideoCapture
from backend.adapters.video.frame import VideoFrame
from backend.adapters.video.opening.source_options import CaptureOptions
from backend.adapters.video.packet_tap import PacketTap
from backend.core.cameras.source import parse
from backend.core.errors import SourceError
from backend.workers.confined.source_probe import probe
from bench.scenes.camera_habits import HABITS, Habit, need_cases, served

PICTURES = 5
SECONDS = 20.0
"""For each opening. Longer than any reconnection here takes; shorter calls slow cameras broken."""
AT_ONCE = 2
OPTIONS = CaptureOptions(open_timeout_seconds=5.0, read_timeout_seconds=5.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What works with one camera: `yes`, or the code of the reason."""

    habit: str
    test: str
    stream: str
    detect: str
    live: str
    """`video`, or `pictures` where browsers cannot show the stream as it is."""
    evidence: str
    """The size of a full picture."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Open every camera; exit status 1 when one behaves otherwise than expected."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, help="write the matrix into this file")
    parser.add_argument("--only", default="", help="rows whose name contains this")
    chosen = parser.parse_args(arguments)
    need_cases()
    habits = [habit for habit in HABITS if chosen.only in habit.name]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        rows = list(pool.map(lambda habit: measured(habit, Path(folder)), habits))
    text = table(rows)
    print(text)
    if chosen.write is not None:
        chosen.write.write_text(DOCUMENT.format(table=text))
    odd = [row.habit for row, habit in zip(rows, habits, strict=True) if row.detect != habit.expected]
    print(json.dumps({"rows": len(rows), "unexpected": odd}))
    return 1 if odd else 0


def measured(habit: Habit, folder: Path) -> Row:
    """One row."""
    with served(habit, folder) as url:
        tested = probe(url, demo_dir=folder)
        time.sleep(habit.pause_seconds)
        streamed, live, _ = opened(url, detects=False)
        time.sleep(habit.pause_seconds)
        detected, _, frame = opened(url, detects=True)
    return Row(
        habit=habit.name,
        test="yes" if tested["ok"] else str(tested["code"]),
        stream=streamed,
        detect=detected,
        live=live,
        evidence=_evidence(frame),
    )


def opened(url: str, *, detects: bool) -> tuple[str, str, VideoFrame | None]:
    """Whether pictures come, in what form viewers get them, and the last picture."""
    tap = PacketTap()
    tap.decode_every = detects
    tap.want_video(not detects)
    found: list[VideoFrame] = []
    try:
        capture = VideoCapture(
            parse(url),
            demo_dir=Path("demo"),
            clock=lambda: datetime.now(UTC),
            monotonic=time.monotonic,
            options=replace(OPTIONS, snapshot_seconds=0.2),
            tap=tap,
        )
        limit = threading.Timer(SECONDS, capture.close)
        limit.daemon = True
        limit.start()
        try:
            for frame in capture.frames():
                found += [frame] if frame is not None else []
                if len(found) == (PICTURES if detects else 2):
                    break
        finally:
            limit.cancel()
            capture.close()
    except SourceError as error:
        return ("yes" if len(found) >= 2 else error.code), "–", (found[-1] if found else None)
    if not found:
        return "no picture", "–", None
    kinds = [piece.kind for piece in tap.take(0)]
    return "yes", ("pictures" if "none" in kinds else "video" if "init" in kinds else "pictures"), found[-1]


def _evidence(frame: VideoFrame | None) -> str:
    if frame is None:
        return "–"
    picture = frame.to_bgr()
    jpeg.encode(picture, jpeg.EVIDENCE_QUALITY)
    return f"{picture.shape[1]} × {picture.shape[0]}"


def table(rows: Sequence[Row]) -> str:
    """As Markdown."""
    lines = ["| the camera … | test | mode stream | mode detect | live view | evidence |", "|---|---|---|---|---|---|"]
    for row in rows:
        cells = (_cell(row.test), _cell(row.stream), _cell(row.detect), row.live, row.evidence)
        lines.append(f"| {row.habit} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(value: str) -> str:
    return value if value in ("yes", "no picture") else f"`{value}`"


DOCUMENT = """# Cameras

What cameras do and what works with each, made by `make bench NAME=cameras ARGS="--write docs/cameras.md"` from
scripted cameras: *test* is the button "Test connection", *live view* is what a viewer gets in mode stream who can play
video, and *evidence* the size of a full picture. A code is the reason that the camera shows; what to do about it stands
beside it in the dashboard, and how often it is tried again in
[operations](operations.md#when-a-camera-is-tried-again).

{table}
"""

if __name__ == "__main__":
    sys.exit(main())
