"""Which item belongs to which person, and what one look says of it: worn, missing, or nothing.

A look gives evidence per person and item, or none at all: a head that is too small, cut off or covered says nothing,
neither for nor against. `belief` adds it up.

The detector's class "no-helmet" is a witness, not the judge: bare heads are often not called so. A large, whole,
uncovered head without a helmet counts against, a little, each time it is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.vision.assignment import assign
from backend.core.vision.boxes import Boxes, coverage, wholeness
from backend.core.vision.detections import HELMET, NO_HELMET, NO_VEST, VEST, Detections


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """Where an item sits when it is worn, in fractions of the person's box from its top left corner."""

    item: str
    worn_class: int
    missing_class: int
    centre: float
    """Height at which the item's middle is expected."""
    reach: float
    """How far from there its middle may be. Too wide: a helmet at the hip counts as worn."""
    region: tuple[float, float]
    """The part of the body, top to bottom, that must be in view for a look to count."""
    covered: float
    """Share of that part that somebody nearer may cover before the look says nothing."""
    least_height: float
    """Height of the person in model pixels up to which nothing can be told: a head is an eighth of it.
    Lower: far people are accused on a guess. Higher: the camera judges only near people."""
    full_height: float
    """Height from which on a look counts fully; in between it counts in proportion."""
    by_colour: bool
    """Whether it is known by its colour: in a grey picture nothing can be told of it."""


HELMET_PLACE = ItemPlace("helmet", HELMET, NO_HELMET, 0.06, 0.13, (0.0, 0.16), 0.25, 80.0, 110.0, False)
VEST_PLACE = ItemPlace("vest", VEST, NO_VEST, 0.36, 0.18, (0.2, 0.5), 0.45, 85.0, 115.0, True)
PLACES = {place.item: place for place in (HELMET_PLACE, VEST_PLACE)}


@dataclass(frozen=True, slots=True)
class PpeOptions:
    """What a look is worth and when it is enough."""

    least_score: float = 0.4
    """Score of the person's own box for a look to count."""
    edge: float = 3.0
    """Model pixels. A box this near to the picture's edge is cut off there."""
    widest: float = 0.95
    """Width over height of a box from which on it is no standing person; the look says nothing."""
    worn_gain: float = 3.0
    """Log-odds for one look at a fully sure worn item."""
    missing_gain: float = 2.2
    """Log-odds for one look at a fully sure missing item."""
    absent: float = 0.4
    """Log-odds for one look that finds neither, though the place is in plain view. Higher accuses sooner."""
    absent_after_worn: float = 0.5
    """Share of that which is left once the item was surely worn: it is rather out of sight than taken off. Higher: who
    walks away into the dark is accused. Lower: an item taken off unseen is noticed later."""
    silent_below: float = 0.2
    """Scores under this count as "finds neither"."""
    sure: float = 2.5
    """Log-odds from which on an item is missing. Higher: fewer false alarms, later alarms."""
    clear: float = -1.5
    """Log-odds down to which an item is worn."""
    most: float = 4.0
    """Belief that an item is missing never exceeds this, so that putting it on is believed within a second or two."""
    least: float = -2.5
    """Belief that it is worn never exceeds this; nearer to zero than `most`, since a carried helmet near the head
    looks worn for a moment. Farther from zero: an item taken off is noticed later."""
    looks: int = 4
    """Looks that must have spoken before anything is said."""
    pace_seconds: float = 0.2
    """Looks closer in time than this are nearly the same picture and count for less; rarer ones up to half more."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at one item of one person said. `evidence` is None when nothing can be told."""

    evidence: float | None
    worn: float
    """Score of the worn item at its place, 0 when there is none."""
    missing: float
    """Score of the missing-item class at its place."""


NO_LOOK = Look(None, 0.0, 0.0)
NOBODY: Boxes = np.zeros((0, 4))
AS_WELL = 0.5
"""Share of an item's worth to its wearer that it has to somebody hidden, from which on it may as well be theirs.
Higher: the helmet of somebody hidden clears the bare head before them. Lower: in a crowd less can be told."""


def look(
    people: Boxes,
    scores: NDArray[np.floating],
    found: Detections,
    *,
    size: tuple[int, int],
    scale: float | NDArray[np.floating],
    items: tuple[str, ...],
    options: PpeOptions,
    hidden: Boxes = NOBODY,
    colour: bool = True,
) -> list[dict[str, Look]]:
    """One look at each person.

    `people` (N, 4) and `found` are in picture pixels, `size` is the picture's width and height, `scale` is model
    pixels per picture pixel: one for all, or (N,) where some were looked at closer. `hidden` (M, 4) are people who
    must be there though they were not found: an item that may as well be one of theirs says nothing. `colour`: whether
    the picture has any.
    """
    result: list[dict[str, Look]] = [{} for _ in people]
    for item in items:
        place = PLACES[item]
        clarity = can_tell(people, scores, place, size=size, scale=scale, options=options)
        worn, worn_theirs = _given_out(people, hidden, found.of(place.worn_class), place)
        missing, missing_theirs = _given_out(people, hidden, found.of(place.missing_class), place)
        clarity[~(worn_theirs & missing_theirs)] = 0.0
        if place.by_colour and not colour:
            clarity[:] = 0.0
        for i, clear in enumerate(clarity.tolist()):
            result[i][item] = _weigh(worn[i], missing[i], clear, options) if clear > 0 else NO_LOOK
    return result


def can_tell(
    people: Boxes,
    scores: NDArray[np.floating],
    place: ItemPlace,
    *,
    size: tuple[int, int],
    scale: float | NDArray[np.floating],
    options: PpeOptions,
) -> NDArray[np.float64]:
    """How well the item's place on each person can be seen, shape (N,), 0 (not at all) to 1.

    0 when it is too small, cut off by the picture's edge or covered by somebody nearer.
    """
    if not len(people):
        return np.zeros(0)
    x1, y1, x2, y2 = people.T
    width, height = x2 - x1, y2 - y1
    margin = options.edge / scale
    fine = (scores >= options.least_score) & (width < options.widest * height)
    fine &= (x1 > margin) & (x2 < size[0] - margin)
    if place.region[0] == 0.0:
        fine &= y1 > margin
    nearer = y2[None, :] > y2[:, None]
    covered = coverage(_part(people, place.region), people) * nearer
    fine &= covered.max(axis=1) <= place.covered
    clarity = (height * scale - place.least_height) / (place.full_height - place.least_height)
    return np.asarray(np.where(fine, np.clip(clarity, 0.0, 1.0), 0.0))


def _part(people: Boxes, region: tuple[float, float]) -> Boxes:
    """The middle of each person between two heights, as boxes."""
    x1, y1, x2, y2 = people.T
    inset = 0.2 * (x2 - x1)
    return np.stack([x1 + inset, y1 + region[0] * (y2 - y1), x2 - inset, y1 + region[1] * (y2 - y1)], axis=1)


def _given_out(
    people: Boxes, hidden: Boxes, found: Detections, place: ItemPlace
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Score of the item that each of `people` has at the item's place, one item to one person; 0 without one.

    And whether it is certainly theirs: it fits nobody of `hidden` nearly as well.
    """
    given, theirs = np.zeros(len(people)), np.ones(len(people), bool)
    if not len(people) or not len(found):
        return given, theirs
    worth = _worth(people, found, place)
    worth_to_hidden = _worth(hidden, found, place).max(axis=0, initial=0.0)
    for person, item in assign(worth, 1e-6):
        given[person] = found.scores[item]
        theirs[person] = worth_to_hidden[item] < AS_WELL * worth[person, item]
    return given, theirs


def _worth(people: Boxes, found: Detections, place: ItemPlace) -> NDArray[np.float64]:
    """How well each item fits each person, (N, M): its score, less the farther it is from its place; 0 if too far."""
    x1, y1, x2, y2 = people.T[:, :, None]
    centre_x = (found.boxes[:, 0] + found.boxes[:, 2]) / 2
    centre_y = (found.boxes[:, 1] + found.boxes[:, 3]) / 2
    across = (centre_x[None, :] - x1) / np.maximum(x2 - x1, 1e-6)
    down = (centre_y[None, :] - y1) / np.maximum(y2 - y1, 1e-6)
    # Of a person hidden below, the box ends higher and the item sits lower in it: up to 1.9 times.
    lowest = place.centre * (1 + 0.9 * (1 - wholeness(people)))[:, None]
    off = np.maximum(np.maximum(place.centre - down, down - lowest), 0.0) / place.reach
    inside = (off <= 1.0) & (across > -0.05) & (across < 1.05)
    inside &= found.boxes[:, 2] - found.boxes[:, 0] < 1.3 * (x2 - x1)
    return np.where(inside, found.scores[None, :] * np.exp(-(off**2) / 2 - ((across - 0.5) / 0.5) ** 2), 0.0)


def _weigh(worn: float, missing: float, clarity: float, options: PpeOptions) -> Look:
    evidence = options.missing_gain * missing - options.worn_gain * worn
    if max(worn, missing) < options.silent_below:
        evidence = max(evidence, 0.0) + options.absent
    return Look(float(evidence * clarity), float(worn), float(missing))
