"""Which violations are true, which are false and which are missed, by what is known of a clip or a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from backend.core.ppe.refinement import expected_regions
from backend.core.vision.boxes import Boxes, iou
from bench.corpora import Clip, Truth, judged
from bench.scenes.violation_replay import Violation
from training.data.class_ids import HELMET, NO_HELMET

AT_HEAD = 0.1
"""Least overlap of a labelled head with the place where an accused person's head ought to be. Lower: the neighbour's
head decides. Higher: bowed heads belong to nobody and count as unknown."""
LEAST_HEAD = 24 / 640
"""Longer side of a bare head, shares of the picture's longer side, from which on it counts as missed: three times the
finest stride of the detector."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Violations of one corpus."""

    true: int = 0
    false: int = 0
    again: int = 0
    """A second violation of a person and item that had one."""
    missed: int = 0
    unknown: int = 0
    seconds: float = 0.0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            true=self.true + other.true,
            false=self.false + other.false,
            again=self.again + other.again,
            missed=self.missed + other.missed,
            unknown=self.unknown + other.unknown,
            seconds=self.seconds + other.seconds,
        )

    @property
    def false_per_hour(self) -> float:
        """False violations in an hour of such video."""
        return self.false * 3600 / self.seconds if self.seconds else 0.0


def of_clip(clip: Clip, opened: Sequence[Violation], seconds: float) -> Counts:
    """By the truth that was written down for a clip. What no truth covers is false."""
    per_truth: Counter[Truth] = Counter()
    false = unknown = again = 0
    for violation in opened:
        truth = judged(clip, violation.item, violation.at, violation.box)
        if truth is None or truth.state in ("worn", "empty"):
            false += 1
        elif truth.state == "unknown":
            unknown += 1
        else:
            again += truth.expected and truth.area == (0.0, 0.0, 1.0, 1.0) and per_truth[truth] > 0
            per_truth[truth] += 1
    missed = sum(truth.expected and not per_truth[truth] for truth in clip.truth)
    true = per_truth.total() - again
    return Counts(true=true, false=false, again=again, missed=missed, unknown=unknown, seconds=seconds)


def of_picture(labels: str, opened: Sequence[Violation], seconds: float) -> Counts:
    """By the labelled heads of a picture (YOLO lines): a violation of helmets belongs to the head where the accused
    person's ought to be. Violations of vests are left out, since hardly any picture labels vests."""
    rows = np.array([line.split()[:5] for line in labels.splitlines() if line.strip()], np.float64).reshape(-1, 5)
    rows = rows[np.isin(rows[:, 0], (HELMET, NO_HELMET))]
    heads = np.concatenate((rows[:, 1:3] - rows[:, 3:] / 2, rows[:, 1:3] + rows[:, 3:] / 2), 1)
    accused: set[int] = set()
    counts: Counter[str] = Counter()
    for violation in opened:
        if violation.item != "helmet":
            continue
        head = _head_of(np.array([violation.box]), heads)
        if head is None:
            counts["unknown"] += 1
        elif rows[head, 0] == HELMET:
            counts["false"] += 1
        else:
            counts["again" if head in accused else "true"] += 1
            accused.add(head)
    large = (rows[:, 0] == NO_HELMET) & (rows[:, 3:].max(1, initial=0) >= LEAST_HEAD)
    missed = sum(bool(one) and index not in accused for index, one in enumerate(large))
    return Counts(**{key: counts[key] for key in ("true", "false", "again", "unknown")}, missed=missed, seconds=seconds)


def of_truth(truth: dict[str, Any], opened: Sequence[Violation]) -> Counts:
    """By the exact truth of the rendered clips: one violation for each missing item of each person."""
    wanted = {(each["person"], each["item"]) for each in truth["violations"]}
    size = np.array([truth["width"], truth["height"]] * 2, float)
    found: Counter[tuple[str, str]] = Counter()
    for violation in opened:
        frame = min(round(violation.at * truth["fps"]), len(truth["frames"]) - 1)
        people = truth["frames"][frame]["people"]
        box = np.array(violation.box) * size
        nearest = min(people, key=lambda p: np.abs(np.array(p["box_xyxy"]) - box).sum(), default=None)
        found[(nearest["id"] if nearest else "", violation.item)] += 1
    return Counts(
        true=sum(key in wanted for key in found),
        false=sum(number for key, number in found.items() if key not in wanted),
        again=sum(number - 1 for key, number in found.items() if key in wanted),
        missed=len(wanted - found.keys()),
        seconds=len(truth["frames"]) / truth["fps"],
    )


def _head_of(person: Boxes, heads: Boxes) -> int | None:
    """The labelled head where the person's head ought to be."""
    place = expected_regions(person, np.ones(1)).boxes[:1]
    overlaps = iou(heads, place)[:, 0] if len(heads) else np.zeros(0)
    return int(overlaps.argmax()) if overlaps.max(initial=0.0) >= AT_HEAD else None
