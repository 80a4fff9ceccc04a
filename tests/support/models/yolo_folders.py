"""Labelled pictures in a folder, as the YOLO tools lay them out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import cv2
import numpy as np

from tests.support.detection_classes import HELMET, NO_HELMET, NO_VEST, PERSON, VEST
from tests.support.installations.processes import ROOT
from tests.support.video.demo_truth import FRAMES, SIZE

Box = tuple[float, float, float, float]


def add_picture(
    folder: Path, name: str, label: str | None = "", *, split: str = "", size: tuple[int, int] = (64, 48)
) -> Path:
    """A grey picture of `size` (width, height), and its label file unless that is None."""
    images, labels = folder / "images" / split, folder / "labels" / split
    images.mkdir(parents=True, exist_ok=True)
    labels.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(images / name), np.full((size[1], size[0], 3), 128, np.uint8))
    if label is not None:
        (labels / name).with_suffix(".txt").write_text(label)
    return images / name


def demo_pictures(frames: tuple[int, ...]) -> Iterator[tuple[int, np.ndarray]]:
    """Pictures of the demonstration clip, BGR, with their numbers."""
    with av.open(str(ROOT / "demo" / "warehouse.mp4")) as clip:
        for number, frame in enumerate(clip.decode(video=0)):
            if number in frames:
                yield number, frame.to_ndarray(format="bgr24")
            if number >= max(frames):
                break


def demo_dataset(folder: Path, frames: tuple[int, ...] = (60, 130, 170, 240, 290)) -> Path:
    """Moments of the demonstration clip with what is really there."""
    for number, picture in demo_pictures(frames):
        cv2.imwrite(str(add_picture(folder, f"{number:04}.png", _truth(number))), picture)
    return folder


def _truth(frame: int) -> str:
    lines = []
    for person in FRAMES[frame]["people"]:
        lines.append(_line(PERSON, person["visible_box_xyxy"]))
        if person["helmet_xyxy"]:
            lines.append(_line(HELMET, person["helmet_xyxy"]))
        elif person["head_xyxy"]:
            lines.append(_line(NO_HELMET, person["head_xyxy"]))
        if person["vest_xyxy"]:
            lines.append(_line(VEST, person["vest_xyxy"]))
        else:
            x1, y1, x2, y2 = person["box_xyxy"]
            lines.append(_line(NO_VEST, (x1, y1 + 0.15 * (y2 - y1), x2, y1 + 0.5 * (y2 - y1))))
    return "\n".join(lines)


def _line(cls: int, box: Box) -> str:
    width, height = SIZE
    x1, y1, x2, y2 = box
    middle = (x1 + x2) / 2 / width, (y1 + y2) / 2 / height
    return f"{cls} {middle[0]:.5f} {middle[1]:.5f} {(x2 - x1) / width:.5f} {(y2 - y1) / height:.5f}"
