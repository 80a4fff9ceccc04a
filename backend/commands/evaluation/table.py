"""An evaluation as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backend.core.evaluation.average_precision import mean
from backend.core.evaluation.bootstrap import Interval
from backend.core.evaluation.item_confusion import NOTHING
from backend.core.ppe.items import CLASSES
from backend.services.evaluation.evaluation import Calibrated, Evaluation

WIDTH = 12
Cell = str | float | int | None


def lines(found: Evaluation) -> list[str]:
    """One block per question, with an empty line after each."""
    blocks = (_classes, _conditions, _sizes, _confusion, _calibration)
    return [line for block in blocks for line in (*block(found), "")]


def _classes(found: Evaluation) -> list[str]:
    native = found.native
    rows = [_row("", ["AP50", "95 %", "AP50-95", "precision", "recall", "threshold", "boxes"])]
    rows.append(_row("mean", [native.map50, _interval(found.interval), native.map50_95]))
    rows += [
        _row(
            name,
            [
                native.ap50[name],
                _interval(found.intervals[name]),
                native.ap50_95[name],
                native.precision[name],
                native.recall[name],
                f"{found.thresholds[name]:g}",
                native.truths[name],
            ],
        )
        for name in CLASSES
    ]
    return [*rows, "precision and recall: at the threshold, IoU 0.5"]


def _conditions(found: Evaluation) -> list[str]:
    rows = [_row("AP50", ["mean", *CLASSES])]
    return rows + [_row(name, [one.map50, *_in_order(one.ap50)]) for name, one in found.by_condition.items()]


def _sizes(found: Evaluation) -> list[str]:
    rows = [_row("recall", ["mean", *CLASSES, "boxes"])]
    for name, one in found.by_size.items():
        rows.append(_row(name, [mean(_in_order(one.recall)), *_in_order(one.recall), sum(one.truths.values())]))
    return [*rows, "small: under 32 x 32 pixels of the picture; medium: under 96 x 96"]


def _confusion(found: Evaluation) -> list[str]:
    said = [name for name in found.confusion if name != NOTHING]
    rows = [_row("there \\ said", [*said, NOTHING])]
    for name, counts in found.confusion.items():
        rows.append(_row(name, [counts.get(one, "") for one in (*said, NOTHING)]))
    return rows


def _calibration(found: Evaluation) -> list[str]:
    rows = [_row("score", ["detections", "mean score", "right"])]
    rows += [
        _row(f"{row.low:.1f}-{row.high:.1f}", [row.count, row.mean_score, row.share_right])
        for row in found.calibration.bins
    ]
    rows.append(_row("", ["error", "temperature", "error then"]))
    every: Mapping[str, Calibrated] = {"all": found.calibration, **found.calibration_by_class}
    return rows + [_row(name, [one.error, one.temperature, one.error_after]) for name, one in every.items()]


def _in_order(values: Mapping[str, float | None]) -> list[float | None]:
    return [values[name] for name in CLASSES]


def _interval(found: Interval | None) -> str:
    return "" if found is None else f"{found[0]:.3f}-{found[1]:.3f}"


def _row(name: str, cells: Sequence[Cell]) -> str:
    return f"{name:<14}" + "".join(f"{_shown(cell):>{WIDTH}}" for cell in cells)


def _shown(cell: Cell) -> str:
    if cell is None:
        return "-"
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)
