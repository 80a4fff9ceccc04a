"""What was measured of a model: `measured` of its manifest entry, and what `make evaluate` answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFigures:
    """Shares from 0 to 1; None and left out where nothing was measured."""

    data: str = ""
    """On what pictures."""
    pictures: int | None = None
    map50: float | None = None
    map50_95: float | None = None
    map50_interval: Interval | None = None
    """95 % of samples of such pictures give a value in here."""
    ap50: Mapping[str, float] = field(default_factory=dict)
    """By item of ours."""
    ap50_interval: Mapping[str, Interval] = field(default_factory=dict)
    precision: Mapping[str, float] = field(default_factory=dict)
    """By item, at the model's thresholds."""
    recall: Mapping[str, float] = field(default_factory=dict)


def figures_of(measured: Any) -> ModelFigures | None:
    """The figures in a manifest's `measured`. They are for people to read: what is no figure is left out."""
    if not isinstance(measured, Mapping):
        return None
    interval = measured.get("interval")
    intervals = interval if isinstance(interval, Mapping) else {}
    data, pictures = measured.get("data", ""), measured.get("pictures")
    found = ModelFigures(
        data=data[:200] if isinstance(data, str) else "",
        pictures=pictures if isinstance(pictures, int) and pictures >= 0 else None,
        map50=_share(measured.get("map50")),
        map50_95=_share(measured.get("map50_95")),
        map50_interval=_interval(intervals.get("map50")),
        ap50=_shares(measured.get("ap50")),
        ap50_interval={n: one for n, v in _items(intervals.get("ap50")) if (one := _interval(v)) is not None},
        precision=_shares(measured.get("precision")),
        recall=_shares(measured.get("recall")),
    )
    return None if found == ModelFigures(data=found.data, pictures=found.pictures) else found


def measured_of(figures: ModelFigures) -> dict[str, Any]:
    """The figures as a manifest holds them."""
    return {
        "data": figures.data,
        "pictures": figures.pictures,
        "map50": figures.map50,
        "map50_95": figures.map50_95,
        "interval": {"map50": figures.map50_interval, "ap50": dict(figures.ap50_interval)},
        "ap50": dict(figures.ap50),
        "precision": dict(figures.precision),
        "recall": dict(figures.recall),
    }


def _share(value: Any) -> float | None:
    fits = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value) and 0 <= value <= 1
    return float(value) if fits else None


def _items(value: Any) -> list[tuple[str, Any]]:
    return [(str(name), one) for name, one in value.items()] if isinstance(value, Mapping) else []


def _shares(value: Any) -> dict[str, float]:
    return {name: share for name, one in _items(value) if (share := _share(one)) is not None}


def _interval(value: Any) -> Interval | None:
    if not isinstance(value, list | tuple) or len(value) != 2:
        return None
    low, high = _share(value[0]), _share(value[1])
    return None if low is None or high is None else (low, high)
