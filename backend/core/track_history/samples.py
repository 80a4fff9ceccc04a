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
Fractions = NDArray[np.float32]
"""As precise as what is stored; half the memory of `Floats`."""


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
    x: Fractions
    y: Fractions
    """(N,) the feet, in fractions of the picture."""
    height: Fractions
    """(N,) of the person, in fractions of the picture's height."""
    model_width: Fractions
    model_height: Fractions
    """(N,) of the picture as the model saw it, model pixels."""
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
    def person_height(self) -> Fractions:
        """(N,) of the person, in model pixels."""
        return np.asarray(self.height * self.model_height)

    def only(self, wanted: NDArray[np.bool_] | Integers) -> TrackSamples:
        """The chosen ones."""
        return TrackSamples(
            person=self.person[wanted],
            at=self.at[wanted],
            x=self.x[wanted],
            y=self.y[wanted],
            height=self.height[wanted],
            model_width=self.model_width[wanted],
            model_height=self.model_height[wanted],
            colour=self.colour[wanted],
            states={item: codes[wanted] for item, codes in self.states.items()},
        )

    def state_of(self, item: str) -> Codes:
        """(N,) states of an item; not recorded throughout when no part has it."""
        return self.states.get(item, np.zeros(len(self), np.uint8))


def samples_of(parts: Sequence[StoredPart]) -> TrackSamples:
    """The samples of these parts. A part whose bytes do not fit its items is left out.

    1. Parts of one layout are decoded together. 2. Whose they are is found from where they begin and end. 3. They are
    decoded again in the order of people, so that millions of samples need not be sorted.
    """
    layouts: dict[tuple[tuple[str, ...], int, int], list[StoredPart]] = defaultdict(list)
    for part in parts:
        if part.packed and len(part.packed) % record_of(len(part.items)).itemsize == 0:
            layouts[part.items, part.width, part.height].append(part)
    ordered = list(layouts.values())
    people = _people([_decoded(ones) for ones in ordered])
    tables, owners = [], []
    for ones in ordered:
        own, people = people[: len(ones)], people[len(ones) :]
        order = np.lexsort((np.array([one.since for one in ones]), own))
        tables.append(_decoded([ones[place] for place in order.tolist()]))
        owners.append(np.repeat(own[order], tables[-1].counts))
    return _joined(tables, owners)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Samples of one layout, part by part."""

    items: tuple[str, ...]
    width: int
    height: int
    track_ids: Integers
    first: Integers
    """Where each part begins."""
    counts: Integers
    """How many samples each has."""
    at: Floats
    x: Fractions
    y: Fractions
    tall: Fractions
    bits: Codes


def _decoded(parts: Sequence[StoredPart]) -> _Table:
    items, record = parts[0].items, record_of(len(parts[0].items))
    rows = np.frombuffer(b"".join(part.packed for part in parts), record)
    counts = np.array([len(part.packed) // record.itemsize for part in parts])
    first = np.concatenate([[0], np.cumsum(counts)[:-1]])
    passed = np.cumsum(rows["step"].astype(np.int64))
    since = np.array([part.since for part in parts])
    at = np.repeat(since - passed[first] / TENTHS, counts) + passed / TENTHS
    fractions: dict[str, Fractions] = {
        name: rows[name].astype(np.float32) / np.float32(FULL) for name in ("x", "y", "height")
    }
    return _Table(
        items=items,
        width=parts[0].width,
        height=parts[0].height,
        track_ids=np.array([part.track_id for part in parts], np.int64),
        first=first,
        counts=counts,
        at=at,
        x=fractions["x"],
        y=fractions["y"],
        tall=fractions["height"],
        bits=rows["bits"].reshape(len(rows), -1),
    )


def _joined(tables: Sequence[_Table], owners: Sequence[Integers]) -> TrackSamples:
    items = sorted({item for table in tables for item in table.items})
    sizes = [len(table.at) for table in tables]
    found = TrackSamples(
        person=np.concatenate(owners) if owners else np.zeros(0, np.int64),
        at=np.concatenate([table.at for table in tables]) if tables else np.zeros(0),
        x=_fractions([table.x for table in tables]),
        y=_fractions([table.y for table in tables]),
        height=_fractions([table.tall for table in tables]),
        model_width=np.repeat(np.array([table.width for table in tables], np.float32), sizes),
        model_height=np.repeat(np.array([table.height for table in tables], np.float32), sizes),
        colour=_codes([codes_of(table.bits, 0) for table in tables]),
        states={item: _codes([_states(table, item) for table in tables]) for item in items},
    )
    return found if len(tables) <= 1 else found.only(np.lexsort((found.at, found.person)))


def _states(table: _Table, item: str) -> Codes:
    if item not in table.items:
        return np.zeros(len(table.at), np.uint8)
    return codes_of(table.bits, 1 + table.items.index(item))


def _people(tables: Sequence[_Table]) -> Integers:
    """Whose each part is, table by table."""
    ends: list[PartEnds] = []
    for table in tables:
        last = table.first + table.counts - 1
        aspect = table.width / table.height
        place = (table.x * aspect, table.y, table.tall)
        ends.append(
            PartEnds(
                track_id=table.track_ids,
                since=table.at[table.first],
                until=table.at[last],
                begin=np.stack([column[table.first] for column in place], axis=1).astype(np.float64),
                end=np.stack([column[last] for column in place], axis=1).astype(np.float64),
            )
        )
    return people_of(PartEnds.joined(ends)) if ends else np.zeros(0, np.int64)


def _fractions(parts: Sequence[Fractions]) -> Fractions:
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def _codes(parts: Sequence[Codes]) -> Codes:
    return np.concatenate(parts) if parts else np.zeros(0, np.uint8)
