"""What a perfect detector would see in the demonstration clip, from its exact truth."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from backend.core.vision.detections import Detections
from tests.support.detection_classes import HELMET, NO_HELMET, NO_VEST, PERSON, VEST

TRUTH: dict[str, Any] = json.loads((Path(__file__).parents[3] / "demo" / "warehouse.truth.json").read_text())
FRAMES: list[dict[str, Any]] = TRUTH["frames"]
SIZE: tuple[int, int] = (TRUTH["width"], TRUTH["height"])
LOOP_SECONDS = len(FRAMES) / TRUTH["fps"]
Box = tuple[float, float, float, float]


@dataclass
class PerfectDetector:
    """Sees everything that is there, with a mild jitter in places and scores."""

    random: np.random.Generator
    jitter_pixels: float = 1.5

    def detect(self, frame: int) -> Detections:
        """What is in this frame (of any loop)."""
        rows: list[list[float]] = []
        for person in FRAMES[frame % len(FRAMES)]["people"]:
            if person["visible_fraction"] >= 0.15:
                rows += self._seen(person)
        found = np.array(rows, dtype=np.float32).reshape(-1, 6)
        found[:, :4] += self.random.normal(0, self.jitter_pixels, (len(found), 4))
        found[:, :4] = np.clip(found[:, :4], 0, np.tile(SIZE, 2))
        return Detections(found[:, :4], found[:, 4], found[:, 5].astype(np.int64))

    def _seen(self, person: dict[str, Any]) -> list[list[float]]:
        whole = min(1.0, 0.35 + person["visible_fraction"])  # half hidden is less sure
        rows = [self._row(person["visible_box_xyxy"], 0.8 * whole, PERSON)]
        if person["helmet_xyxy"]:  # worn or carried: the detector does not know
            rows.append(self._row(person["helmet_xyxy"], 0.8, HELMET))
        if person["helmet_state"] != "worn" and person["head_xyxy"]:
            rows.append(self._row(person["head_xyxy"], 0.5, NO_HELMET))
        if person["vest_xyxy"]:
            rows.append(self._row(person["vest_xyxy"], 0.8, VEST))
        else:
            x1, y1, x2, y2 = person["visible_box_xyxy"]
            rows.append(self._row((x1, y1 + 0.15 * (y2 - y1), x2, y1 + 0.5 * (y2 - y1)), 0.6, NO_VEST))
        return rows

    def _row(self, box: Box, score: float, cls: int) -> list[float]:
        return [*box, float(np.clip(score + self.random.normal(0, 0.05), 0.05, 0.99)), cls]


def who_is_at(frame: int, box: Box) -> str:
    """The person of the truth whose feet and head are nearest to this box."""
    people = FRAMES[frame % len(FRAMES)]["people"]
    return str(min(people, key=lambda p: np.abs(np.array(p["box_xyxy"]) - box).sum())["id"])
