"""The detections of one picture, and how raw model output becomes detections."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.vision.boxes import Boxes, iou


@dataclass(frozen=True, slots=True)
class Detections:
    """N detections in one picture."""

    boxes: Boxes
    """(N, 4) float32, x1 y1 x2 y2, pixels."""
    scores: NDArray[np.float32]
    """(N,), 0 to 1."""
    classes: NDArray[np.int64]
    """(N,) class ids, see `core.ppe.items`."""

    def __len__(self) -> int:
        return len(self.scores)

    def of(self, cls: int, *, at_least: float = 0.0) -> Detections:
        """Those of one class with at least this score."""
        keep = (self.classes == cls) & (self.scores >= at_least)
        return Detections(self.boxes[keep], self.scores[keep], self.classes[keep])

    def to_bytes(self) -> bytes:
        """(N, 6) float32 rows: x1 y1 x2 y2 score class."""
        rows = np.concatenate([self.boxes, self.scores[:, None], self.classes[:, None]], axis=1)
        return rows.astype(np.float32).tobytes()

    @staticmethod
    def from_bytes(data: bytes) -> Detections:
        """The inverse of `to_bytes`. ValueError when the length does not fit."""
        rows = np.frombuffer(data, dtype=np.float32).reshape(-1, 6)
        return Detections(rows[:, :4], rows[:, 4], rows[:, 5].astype(np.int64))

    @staticmethod
    def none() -> Detections:
        """No detections."""
        return Detections.from_bytes(b"")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which of a model's raw boxes become detections. The defaults are those that cameras are served with."""

    score_floor: float = 0.05
    """Scores up to this are left out. Low on purpose: weak boxes keep tracks alive and weak scores are evidence; rules
    that accuse require more. Higher loses people who are half hidden, lower costs time and brings noise."""
    overlap: float = 0.6
    """See `suppress`."""
    candidates: int = 1000
    """Boxes, the best of all classes, that suppression looks at. Fewer lose weak boxes in a crowd, more cost time."""
    most: int = 300
    """Detections of one picture at most."""


SERVING = Selection()
EVERYTHING = Selection(score_floor=0.001, overlap=0.65, candidates=2000)
"""For measuring: average precision needs the weakest scores as well. The values usual for COCO."""


def suppress(boxes: Boxes, scores: NDArray[np.float32], overlap: float) -> NDArray[np.int64]:
    """Greedy non-maximum suppression: indices of the boxes to keep, best score first.

    `overlap` is the IoU above which the weaker box of a pair is dropped. Lower it and people who stand close
    lose their box; raise it and one person has two.
    """
    order = np.argsort(-scores, kind="stable")
    overlaps = iou(boxes[order], boxes[order]) > overlap
    alive = np.ones(len(order), dtype=bool)
    for i in range(len(order)):
        if alive[i]:
            alive[i + 1 :] &= ~overlaps[i, i + 1 :]
    return np.asarray(order[alive], dtype=np.int64)


def suppress_each(
    boxes: Boxes, scores: NDArray[np.float32], classes: NDArray[np.int64], overlap: float
) -> NDArray[np.int64]:
    """`suppress` for each class by itself: indices of the boxes to keep, best score of all first."""
    own = [np.flatnonzero(classes == cls) for cls in np.unique(classes)]
    kept = [those[suppress(boxes[those], scores[those], overlap)] for those in own]
    chosen = np.concatenate(kept) if kept else np.zeros(0, dtype=np.int64)
    return np.asarray(chosen[np.argsort(-scores[chosen], kind="stable")], dtype=np.int64)


def from_raw(
    raw: NDArray[np.float32],
    class_map: tuple[int, ...] | None = None,
    selection: Selection = SERVING,
) -> Detections:
    """Detections from one picture's model output, (N, 4 + classes): x1 y1 x2 y2 and a score per class.

    `class_map[i]` is the class id of the model's class i, or -1 to leave it out; None: they are the same. A box is a
    detection of every class whose score is over the floor.
    """
    rows, columns = np.nonzero(raw[:, 4:] > selection.score_floor)
    scores = raw[rows, 4 + columns]
    classes = columns if class_map is None else np.asarray(class_map, dtype=np.int64)[columns]
    known = classes >= 0
    best = np.argsort(-scores[known], kind="stable")[: selection.candidates]
    rows, scores, classes = rows[known][best], scores[known][best], classes[known][best]
    boxes = raw[rows, :4]
    chosen = suppress_each(boxes, scores, classes, selection.overlap)[: selection.most]
    return Detections(boxes[chosen], scores[chosen], classes[chosen])
