"""Stored parts of tracks as columns, one row a second and person, with the parts of one person joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.track_history.links import PartEnds, people_of
from backend.core.track_history.packing import FULL, TENTHS, codes_of, record_of
from backend.core.vision.boxes import Boxes

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Codes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPart:
    """A part of a track as it was stored."""

    track_id: int
    since: float
    """Seconds."""
    items: tuple[str, ...]
    width: int
    height: int
    """Of the picture as the model saw it."""
    packed: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackSamples:
    """N samples, by person and then by time."""

    person: Integers
    """(N,) counts from 0."""
    at: Floats
    """(N,) seconds."""
    x: Floats
    y: Floats
    """(N,) the feet, in fractions of the picture."""
    height: Floats
    """(N,) of the person, in fractions of the picture's height."""
    model_size: Integers
    """(N, 2) width and height of the picture as the model saw it."""
    colour: Codes
    """(N,) see `packing`."""
    states: Mapping[str, Codes]
    """(N,) by item, see `packing`."""

    def __len__(self) -> int:
        return len(self.at)

    @property
    def boxes(self) -> Boxes:
        """(N, 4) people without a width, in fractions of the picture."""
        return np.stack([self.x, self.y - self.height, self.x, self.y], axis=1)

    @property
    def model_height(self) -> Floats:
        """(N,) of the person, in model pixels."""
        return np.asarray(self.height * self.model_size[:, 1])

    def only(self, wanted: NDArray[np.bool_] | Integers) -> TrackSamples:
        """The chosen ones."""
        return TrackSamples(
            person=self.person[wanted],
            at=self.at[wanted],
            x=self.x[wanted],
            y=self.y[wanted],
            height=self.height[wanted],
            model_size=self.model_size[wanted],
            colour=self.colour[wanted],
            states={item: codes[wanted] for item, codes in self.states.items()},
        )

    def state_of(self, item: str) -> Codes:
        """(N,) states of an item; not recorded throughout when no part has it."""
        return self.states.get(item, np.zeros(len(self), np.uint8))


def samples_of(parts: Sequence[StoredPart]) -> TrackSamples:
    """The samples of these parts. A part whose bytes do not fit its items is left out."""
    layouts: dict[tuple[tuple[str, ...], int, int], list[StoredPart]] = defaultdict(list)
    for part in parts:
        if part.packed and len(part.packed) % record_of(len(part.items)).itemsize == 0:
            layouts[part.items, part.width, part.height].append(part)
    if not layouts:
        return _joined([])
    tables = [_decoded(ones) for ones in layouts.values()]
    return _joined(tables)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Samples of one layout, part by part."""

    items: tuple[str, ...]
    width: int
    height: int
    track_ids: Integers
    first: Integers
    """Where each part begins."""
    at: Floats
    x: Floats
    y: Floats
    tall: Floats
    bits: Codes


def _decoded(parts: Sequence[StoredPart]) -> _Table:
    items, record = parts[0].items, record_of(len(parts[0].items))
    rows = np.frombuffer(b"".join(part.packed for part in parts), record)
    counts = np.array([len(part.packed) // record.itemsize for part in parts])
    first = np.concatenate([[0], np.cumsum(counts)[:-1]])
    passed = np.cumsum(rows["step"].astype(np.int64))
    since = np.array([part.since for part in parts])
    at = np.repeat(since - passed[first] / TENTHS, counts) + passed / TENTHS
    return _Table(
        items=items,
        width=parts[0].width,
        height=parts[0].height,
        track_ids=np.array([part.track_id for part in parts], np.int64),
        first=first,
        at=at,
        x=rows["x"] / FULL,
        y=rows["y"] / FULL,
        tall=rows["height"] / FULL,
        bits=rows["bits"].reshape(len(rows), -1),
    )


def _joined(tables: Sequence[_Table]) -> TrackSamples:
    items = sorted({item for table in tables for item in table.items})
    person = _people(tables)
    at = _floats([table.at for table in tables])
    order = np.lexsort((at, person))
    sizes = [np.broadcast_to(np.array([[table.width, table.height]], np.int64), (len(table.at), 2)) for table in tables]
    unordered = TrackSamples(
        person=person,
        at=at,
        x=_floats([table.x for table in tables]),
        y=_floats([table.y for table in tables]),
        height=_floats([table.tall for table in tables]),
        model_size=np.concatenate(sizes) if sizes else np.zeros((0, 2), np.int64),
        colour=_codes([codes_of(table.bits, 0) for table in tables]),
        states={item: _codes([_states(table, item) for table in tables]) for item in items},
    )
    return unordered.only(order)


def _states(table: _Table, item: str) -> Codes:
    if item not in table.items:
        return np.zeros(len(table.at), np.uint8)
    return codes_of(table.bits, 1 + table.items.index(item))


def _people(tables: Sequence[_Table]) -> Integers:
    """Who each sample is, (N,)."""
    ends: list[PartEnds] = []
    lengths: list[Integers] = []
    for table in tables:
        last = np.append(table.first[1:], len(table.at)) - 1
        lengths.append(last - table.first + 1)
        aspect = table.width / table.height
        ends.append(
            PartEnds(
                track_id=table.track_ids,
                since=table.at[table.first],
                until=table.at[last],
                begin=np.stack([table.x * aspect, table.y, table.tall], axis=1)[table.first],
                end=np.stack([table.x * aspect, table.y, table.tall], axis=1)[last],
            )
        )
    if not ends:
        return np.zeros(0, np.int64)
    return np.repeat(people_of(PartEnds.joined(ends)), np.concatenate(lengths))


def _floats(parts: Sequence[Floats]) -> Floats:
    return np.concatenate(parts) if parts else np.zeros(0)


def _codes(parts: Sequence[Codes]) -> Codes:
    return np.concatenate(parts) if parts else np.zeros(0, np.uint8)
