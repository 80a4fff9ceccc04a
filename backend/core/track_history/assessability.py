"""Where in a camera's picture people can be judged, from the sizes and states of those seen so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

import numpy as np
from numpy.typing import NDArray

from backend.core.ppe.items import ITEM_TABLE, ItemTable
from backend.core.track_history.packing import MISSING, NOT_RECORDED, WORN
from backend.core.track_history.recorder import SAMPLE_SECONDS
from backend.core.track_history.samples import TrackSamples
from backend.core.track_history.trial import colour_share

COLUMNS, ROWS = 16, 9
QUARTER_SECONDS = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CellItem:
    """One item in one cell. Shares are None when nobody's state was recorded there."""

    item: str
    assessable_share: float | None
    is_too_small: bool
    """Whether the usual person there is smaller than the item needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A part of the picture in which people have stood."""

    column: int
    row: int
    """From the top left corner."""
    people: int
    person_seconds: float
    median_height: float
    """Model pixels."""
    items: tuple[CellItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HourColour:
    """How often pictures with people had colour in one hour of the day, local time."""

    hour: int
    person_seconds: float
    colour_share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessability:
    """The map of a camera."""

    columns: int
    rows: int
    cells: tuple[Cell, ...]
    """Those in which anybody has stood, row by row."""
    hours: tuple[HourColour, ...]
    """Those in which anybody was seen."""


def assessability_of(
    samples: TrackSamples, items: Sequence[str], zone: tzinfo, table: ItemTable = ITEM_TABLE
) -> Assessability:
    """The map for these items; `zone`: the site's time zone."""
    column = np.clip((samples.x * COLUMNS).astype(np.int64), 0, COLUMNS - 1)
    row = np.clip((samples.y * ROWS).astype(np.int64), 0, ROWS - 1)
    cells = tuple(
        _cell(samples.only(chosen), number, items, table) for number, chosen in _groups(row * COLUMNS + column)
    )
    hours = tuple(
        HourColour(
            hour=hour, person_seconds=len(chosen) * SAMPLE_SECONDS, colour_share=colour_share(samples.only(chosen))
        )
        for hour, chosen in _groups(_local_hours(samples.at, zone))
    )
    return Assessability(columns=COLUMNS, rows=ROWS, cells=cells, hours=hours)


def _cell(samples: TrackSamples, number: int, items: Sequence[str], table: ItemTable) -> Cell:
    height = float(np.median(samples.person_height))
    return Cell(
        column=number % COLUMNS,
        row=number // COLUMNS,
        people=len(np.unique(samples.person)),
        person_seconds=len(samples) * SAMPLE_SECONDS,
        median_height=round(height, 1),
        items=tuple(
            CellItem(
                item=item,
                assessable_share=_assessable(samples.state_of(item)),
                is_too_small=height <= table.row(item).least_height,
            )
            for item in items
        ),
    )


def _assessable(states: NDArray[np.uint8]) -> float | None:
    recorded = states[states != NOT_RECORDED]
    return round(float(np.isin(recorded, (WORN, MISSING)).mean()), 4) if len(recorded) else None


def _groups(keys: NDArray[np.int64]) -> list[tuple[int, NDArray[np.int64]]]:
    """Each key with the places that have it."""
    order = np.argsort(keys, kind="stable")
    found, first = np.unique(keys[order], return_index=True)
    return list(zip(found.tolist(), np.split(order, first[1:]), strict=True)) if len(found) else []


def _local_hours(at: NDArray[np.float64], zone: tzinfo) -> NDArray[np.int64]:
    """The hour of the day at each time. Every time zone's hours begin with a quarter of an hour of UTC."""
    quarters, place = np.unique(np.floor(at / QUARTER_SECONDS).astype(np.int64), return_inverse=True)
    hours = [datetime.fromtimestamp(one * QUARTER_SECONDS, UTC).astimezone(zone).hour for one in quarters.tolist()]
    return np.asarray(np.array(hours, np.int64)[place]) if len(at) else np.zeros(0, np.int64)
