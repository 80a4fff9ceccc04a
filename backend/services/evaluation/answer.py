"""An evaluation as one JSON object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from backend.core.evaluation.detection_figures import Figures
from backend.services.evaluation.evaluation import Calibrated, Evaluation


def answer(found: Evaluation) -> dict[str, Any]:
    """The figures, shares from 0 to 1, each to four places; None where there is no figure."""
    interval = {"map50": found.interval, "ap50": found.intervals}
    rounded: dict[str, Any] = _rounded(
        {
            **_figures(found.native),
            "interval": interval,
            "thresholds": found.thresholds,
            "pictures": found.pictures,
            "left_out": list(found.faults),
            "by_condition": {name: _figures(figures) for name, figures in found.by_condition.items()},
            "by_size": {name: _figures(figures) for name, figures in found.by_size.items()},
            "calibration": {
                **_calibrated(found.calibration),
                "by_class": {name: _calibrated(one) for name, one in found.calibration_by_class.items()},
            },
            "confusion": found.confusion,
        }
    )
    return rounded


def _figures(found: Figures) -> dict[str, Any]:
    return {
        "map50": found.map50,
        "map50_95": found.map50_95,
        "ap50": found.ap50,
        "ap50_95": found.ap50_95,
        "recall": found.recall,
        "precision": found.precision,
        "truths": found.truths,
    }


def _calibrated(found: Calibrated) -> dict[str, Any]:
    return {
        "bins": [asdict(row) for row in found.bins],
        "expected_error": found.error,
        "temperature": found.temperature,
        "expected_error_after": found.error_after,
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Mapping):
        return {key: _rounded(one) for key, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, (list, tuple)) else value
