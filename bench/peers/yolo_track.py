"""One camera the usual way: `YOLO.track` on its pictures, and a JPEG of each for the viewer.

    python yolo_track.py SOURCE --fps 5 --size 640

Every picture is taken from the source, as many a second as asked are looked at. Prints one JSON object per line: first
`model`, then `judged` and `grabbed` (both count from the start) after each picture that was looked at. Needs
ultralytics and lap; imports nothing of Mandor.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torchvision_cpu
from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("yolo11n.pt")
ARCHITECTURE = "yolo11n.yaml"


def report(**values: object) -> None:
    """One line for the measuring process."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def model(size: int) -> Any:
    """The nano model: the weights beside this file, else the same network with random ones.

    One picture goes through it first: only then does ultralytics fuse the layers and set its number of threads, which
    is set to one again: with one process per camera more threads only take cores from each other.
    """
    import torch
    from ultralytics import YOLO

    found = YOLO(str(WEIGHTS) if WEIGHTS.exists() else ARCHITECTURE, task="detect")
    found.predict(np.zeros((size, size, 3), np.uint8), imgsz=size, device="cpu", verbose=False)
    torch.set_num_threads(1)
    return found


def due_pictures(source: str, fps: float) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """Grab all, retrieve at the rate: how many were grabbed so far, and the picture. Ends when the source does."""
    capture = cv2.VideoCapture(source, cv2.CAP_FFMPEG, [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, 10_000])
    interval, due, grabbed = 1 / fps, 0.0, 0
    try:
        while capture.grab():
            grabbed += 1
            now = time.monotonic()
            if now < due:
                continue
            due = max(due, now - interval / 2) + interval
            is_there, picture = capture.retrieve()
            if is_there:
                yield grabbed, np.asarray(picture, np.uint8)
    finally:
        capture.release()


def main() -> None:
    """Run until ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    parser.add_argument("--fps", type=float, default=5.0)
    parser.add_argument("--size", type=int, default=640)
    arguments = parser.parse_args()
    kept = torchvision_cpu.make_importable()
    yolo = model(arguments.size)
    report(model=WEIGHTS.name if WEIGHTS.exists() else f"{ARCHITECTURE}, untrained", own_nms=kept is not None)
    for judged, (grabbed, picture) in enumerate(due_pictures(arguments.source, arguments.fps), start=1):
        (result,) = yolo.track(picture, persist=True, imgsz=arguments.size, device="cpu", verbose=False)
        cv2.imencode(".jpg", result.plot())
        report(judged=judged, grabbed=grabbed)
    sys.exit("the source ended")


if __name__ == "__main__":
    main()
