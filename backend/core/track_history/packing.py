"""The bytes of a stored track: a record of eight bytes for each second, with up to three items.

| bytes | what |
|---|---|
| 1 | time since the record before, in tenths of a second; 0 of the first |
| 2, 2 | where the feet are, right and down, in 65535ths of the picture |
| 2 | height of the person, in 65535ths of the picture's height |
| 1 or more | colour and the items' states, two bits each, from the lowest |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.ppe.belief import Wear

FULL = 65535
TENTHS = 10
LONGEST_STEP = 25.5
"""Seconds between two records that a byte holds."""
NOT_RECORDED, WORN, MISSING, NOT_ASSESSABLE = 0, 1, 2, 3
"""The two bits of an item's state."""
NO_COLOUR, COLOUR = 1, 2
"""The two bits of the picture's colour; 0 is not known."""
CODES = {Wear.WORN: WORN, Wear.MISSING: MISSING, Wear.NOT_ASSESSABLE: NOT_ASSESSABLE}
BITS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackSample:
    """A person at one moment."""

    at: float
    """Seconds."""
    x: float
    y: float
    """The feet, in fractions of the picture; beyond its edge counts as on it."""
    height: float
    """In fractions of the picture's height."""
    colour: bool | None
    states: tuple[int, ...]
    """Codes of the items, in the track's order."""


def record_of(items: int) -> np.dtype[np.void]:
    """The record of a track with so many items."""
    state_bytes = (BITS * (1 + items) + 7) // 8
    return np.dtype([("step", "u1"), ("x", "<u2"), ("y", "<u2"), ("height", "<u2"), ("bits", "u1", (state_bytes,))])


def pack(samples: Sequence[TrackSample]) -> bytes:
    """The samples, oldest first, all with the same items."""
    items = len(samples[0].states) if samples else 0
    records = np.zeros(len(samples), record_of(items))
    before = samples[0].at if samples else 0.0
    for record, sample in zip(records, samples, strict=True):
        step = round((sample.at - before) * TENTHS)
        record["step"] = min(max(step, 0), 255)
        before += record["step"] / TENTHS  # what is rounded off one step is not lost to the next
        for name in ("x", "y", "height"):
            record[name] = round(min(max(getattr(sample, name), 0.0), 1.0) * FULL)
        colour = 0 if sample.colour is None else COLOUR if sample.colour else NO_COLOUR
        value = sum(code << BITS * n for n, code in enumerate((colour, *sample.states)))
        record["bits"] = np.frombuffer(value.to_bytes(record["bits"].size, "little"), np.uint8)
    return records.tobytes()


def codes_of(bits: NDArray[np.uint8], place: int) -> NDArray[np.uint8]:
    """The two bits at this place (0: colour, then the items) of every record: bits (N, B), codes (N,)."""
    return np.asarray(bits[:, BITS * place // 8] >> BITS * place % 8 & 0b11, np.uint8)
