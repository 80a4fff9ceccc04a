"""The ways in which detectors are exported: how a model wants its pixels, and how its output becomes detections.

    layout              one picture's output   columns                                   who exports so
    boxes-then-scores   (N, 4 + C)             x1 y1 x2 y2, a score per class            ours
    yolo-v8             (4 + C, N)             middle x y, width, height, scores         YOLOv8, v9, 11, 12
    yolo-v5             (N, 5 + C)             the same, objectness, scores              YOLOv5 to v7, YOLOX decoded
    end-to-end          (N, 6)                 x1 y1 x2 y2, score, class                 YOLOv10, 26, NMS inside

All in input pixels. `pixels` is the order of the colours and the value of white: `bgr-255`, `rgb-1` and so on.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backend.core.vision.detections import SERVING, Detections, Selection, from_raw

OURS = "boxes-then-scores"
YOLO_V8 = "yolo-v8"
YOLO_V5 = "yolo-v5"
END_TO_END = "end-to-end"
LAYOUTS = (OURS, YOLO_V8, YOLO_V5, END_TO_END)
RAW_PIXELS = "bgr-255"
PIXELS = (RAW_PIXELS, "rgb-255", "bgr-1", "rgb-1")
MOST_FINISHED_ROWS = 1000
"""A model that has suppressed by itself answers at most a few hundred boxes; thousands are candidates."""


def detections(
    raw: NDArray[np.floating], layout: str, class_map: tuple[int, ...], selection: Selection = SERVING
) -> Detections:
    """The detections in one picture's output. Boxes that are not finite are left out, whatever their score."""
    rows = np.asarray(raw, dtype=np.float32)
    if layout == YOLO_V8:
        rows = rows.T
    numbers = np.isfinite(rows[:, :4]).all(axis=1)
    found = from_raw(_as_ours(rows if numbers.all() else rows[numbers], layout, len(class_map)), class_map, selection)
    sane = np.isfinite(found.scores)
    return found if sane.all() else Detections(found.boxes[sane], found.scores[sane], found.classes[sane])


def expected_shape(layout: str, classes: int) -> tuple[int | None, int | None]:
    """The last two sizes of the output; None where any number does."""
    return {
        OURS: (None, 4 + classes),
        YOLO_V8: (4 + classes, None),
        YOLO_V5: (None, 5 + classes),
        END_TO_END: (None, 6),
    }[layout]


def likely_layout(shape: tuple[int, ...], classes: int) -> str | None:
    """The layout of an output of this shape, (1, ?, ?), or None when it is none that we know.

    With two classes, candidates of ours and finished boxes both have six columns: their number tells them apart.
    """
    if len(shape) != 3 or shape[0] != 1:
        return None
    rows, columns = shape[1:]
    if columns == 6 and rows <= MOST_FINISHED_ROWS:
        return END_TO_END
    fitting = [
        layout
        for layout in (YOLO_V8, OURS, YOLO_V5)
        if all(want in (None, have) for want, have in zip(expected_shape(layout, classes), shape[1:], strict=True))
    ]
    return fitting[0] if fitting else None


def _as_ours(rows: NDArray[np.float32], layout: str, classes: int) -> NDArray[np.float32]:
    """(N, 4 + classes): x1 y1 x2 y2 and a score per class."""
    if layout == OURS:
        return rows
    if layout == END_TO_END:
        return _spread(rows, classes)
    with np.errstate(invalid="ignore"):
        scores = rows[:, 5:] * rows[:, 4:5] if layout == YOLO_V5 else rows[:, 4:]
    middle, half = rows[:, :2], rows[:, 2:4] / 2
    return np.concatenate([middle - half, middle + half, scores], axis=1)


def _spread(raw: NDArray[np.float32], classes: int) -> NDArray[np.float32]:
    """One score column per class from rows that name theirs; rows of no class of the model are left out."""
    named = raw[:, 5]
    real = np.isfinite(named) & (named >= 0) & (named < classes)
    boxes = raw[real]
    spread = np.zeros((len(boxes), 4 + classes), dtype=np.float32)
    spread[:, :4] = boxes[:, :4]
    spread[np.arange(len(boxes)), 4 + boxes[:, 5].astype(np.int64)] = boxes[:, 4]
    return spread
