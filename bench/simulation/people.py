"""Simulated people: where they walk, what they wear, and what of it the truth says. No picture is made.

Pixels of a 1280 by 720 picture; a person's height grows with the place of the feet, as in perspective.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from backend.core.vision.boxes import Box

WIDTH, HEIGHT = 1280, 720
ITEMS = ("helmet", "vest")
RESTRICTED = "restricted"
"""In place of an item, where nobody may be."""
ASPECT = 0.38
"""Width of a standing person over height."""
WALK = 0.75
"""Heights of the person a second: about 1.3 m/s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A state of an item from `begin` to `end`, seconds. `carried` and `cap` count as missing in the truth."""

    state: str
    begin: float = 0.0
    end: float = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedPerson:
    """One person, who walks along the points of a path and stands where two in a row are equal."""

    id: int
    path: Sequence[tuple[float, float, float]]
    """(seconds, x of the feet, height), by rising seconds; between them positions are interpolated."""
    feet: float
    """y of the feet."""
    wears: dict[str, Sequence[Spell]] = field(default_factory=dict)

    def box(self, at: float) -> Box | None:
        """Where they are; None before and after."""
        times = [point[0] for point in self.path]
        if not times[0] <= at <= times[-1]:
            return None
        x = float(np.interp(at, times, [point[1] for point in self.path]))
        height = float(np.interp(at, times, [point[2] for point in self.path]))
        box = (x - ASPECT * height / 2, self.feet - height, x + ASPECT * height / 2, self.feet)
        return None if box[2] <= 0 or box[0] >= WIDTH else box

    def state(self, item: str, at: float) -> str:
        """`worn`, `missing`, `carried` or `cap`."""
        spells = self.wears.get(item, ())
        return next((spell.state for spell in spells if spell.begin <= at < spell.end), "worn")

    def is_missing(self, item: str, at: float) -> bool:
        """What the truth says."""
        return self.state(item, at) != "worn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occluder:
    """Something that stands before everybody: a rack, a pillar."""

    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """How well the detector sees."""

    loss: float = 0.0
    """Additional share of observations in which a person is not found."""
    dimness: float = 0.0
    """Share by which scores are lower."""
    clutter: float = 0.002
    """Chance per observation of a bare head where nobody is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A named scene."""

    name: str
    seconds: float
    people: Sequence[SimulatedPerson]
    occluders: Sequence[Occluder] = ()
    light: Light = Light()
    zone: tuple[float, float] | None = None
    """Left and right, pixels, of the part of the floor in which something is asked; None: everywhere."""
    restricted: bool = False
    """Whether nobody may be in the zone; otherwise helmets and vests are asked there."""

    def is_broken(self, person: SimulatedPerson, subject: str, at: float) -> bool:
        """What the truth says of an item, or of `RESTRICTED`, for a person who is there."""
        box = person.box(at)
        if box is None:
            return False
        feet = (box[0] + box[2]) / 2
        inside = self.zone is None or self.zone[0] <= feet <= self.zone[1]
        return inside and (self.restricted or person.is_missing(subject, at))

    @property
    def subjects(self) -> tuple[str, ...]:
        """What can be broken."""
        return (RESTRICTED,) if self.restricted else ITEMS
