"""Which item belongs to which person, and the evidence that one picture gives about it.

An observation gives evidence per person and item, or none: a head that is too small, cut off or occluded counts neither
for nor against. `belief` sums the evidence up.

The detector's class "no-helmet" is evidence, not the decision: bare heads are often not detected as such. A large,
whole, visible head without a helmet counts a little towards "missing" in each observation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.ppe.items import ITEM_TABLE, BodyRegion, ItemTable, PpeItem
from backend.core.vision.assignment import assign
from backend.core.vision.boxes import Boxes, coverage, wholeness
from backend.core.vision.detections import Detections


@dataclass(frozen=True, slots=True)
class PpeOptions:
    """What an observation is worth and when there are enough of them."""

    least_score: float = 0.4
    """Score of the person's own box for an observation to count."""
    edge_margin: float = 3.0
    """Model pixels. A box this near to the picture's edge is cut off there."""
    widest: float = 0.95
    """Width over height of a box from which on it is no standing person and nothing can be assessed."""
    worn_gain: float = 3.0
    """Log-odds for one observation of a fully certain worn item."""
    missing_gain: float = 2.2
    """Log-odds for one observation of a fully certain missing item."""
    absent_gain: float = 0.4
    """Log-odds for one observation that finds neither, though the region is visible. Higher accuses sooner."""
    absent_after_worn: float = 0.5
    """Share of that which is left once the item was certainly worn: it is rather out of view than taken off. Higher:
    who walks away into the dark is accused. Lower: an item taken off unseen is noticed later."""
    detection_floor: float = 0.2
    """Scores under this count as "finds neither"."""
    missing_threshold: float = 2.5
    """Log-odds from which on an item is missing. Higher: fewer false alarms, later alarms."""
    worn_threshold: float = -1.5
    """Log-odds down to which an item is worn."""
    missing_limit: float = 4.0
    """Belief that an item is missing never exceeds this, so that putting it on is believed within a second or two."""
    worn_limit: float = -2.5
    """Belief that it is worn never exceeds this; nearer to zero than `missing_limit`, since a carried helmet near the
    head looks worn for a moment. Farther from zero: an item taken off is noticed later."""
    least_observations: int = 4
    """Observations with evidence before an item's state is decided."""
    interval_seconds: float = 0.2
    """Observations closer in time than this are nearly the same picture and count in proportion for less."""
    longest_interval: float = 1.5
    """Rarer observations count for more, at most by this factor. Higher: one picture decides in slow streams."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What one picture shows of one item of one person."""

    evidence: float | None
    """Log-odds towards "missing"; None when nothing can be assessed."""
    worn: float
    """Score of the worn item in its region, 0 when there is none."""
    missing: float
    """Score of the missing-item class in its region."""


NOT_ASSESSABLE = Observation(None, 0.0, 0.0)
NO_PEOPLE: Boxes = np.zeros((0, 4))
HIDDEN_CLAIM = 0.5
"""Share of an item's fit to its wearer that it has to a hidden person, from which on it may as well be theirs.
Higher: the helmet of a hidden person clears the bare head before them. Lower: in a crowd less can be assessed."""
LEAST_FIT = 1e-6
"""Any fit above zero is a possible assignment."""
LOWER_WHEN_CUT = 0.9
"""Of a person hidden below, the box ends higher and the item sits lower in it: up to 1.9 times."""
OUTSIDE = 0.05
"""How far outside the person's box, in widths, an item's middle may be."""
ACROSS_SPREAD = 0.5
"""Distance from the expected middle, in widths, at which the fit has fallen to 1/e."""
WIDEST_ITEM = 1.3
"""Widths of the person up to which a detection can be worn by them; wider ones belong to another, nearer person."""


def observe_people(
    people: Boxes,
    scores: NDArray[np.floating],
    found: Detections,
    *,
    size: tuple[int, int],
    scale: float | NDArray[np.floating],
    items: Sequence[str],
    options: PpeOptions,
    table: ItemTable = ITEM_TABLE,
    hidden: Boxes = NO_PEOPLE,
    colour: bool = True,
) -> list[dict[str, Observation]]:
    """One observation per person and item.

    `people` (N, 4) and `found` are in picture pixels, `size` is the picture's width and height, `scale` is model
    pixels per picture pixel: one for all, or (N,) where the crop classifier saw some larger. `hidden` (M, 4) are people
    who must be there though they were not detected: an item that may as well be theirs is no evidence. `colour`:
    whether the picture has any.
    """
    result: list[dict[str, Observation]] = [{} for _ in people]
    for name in items:
        item, (worn_id, missing_id) = table.row(name), table.class_pair(name)
        if item.by_colour and not colour:
            visible = np.zeros((len(item.regions), len(people)))
        else:
            visible = np.stack(
                [
                    visibility(people, scores, item, region, size=size, scale=scale, options=options)
                    for region in item.regions
                ]
            )
        worn, worn_owned = _assigned(people, hidden, found.of(worn_id), item.regions)
        missing, missing_owned = _assigned(people, hidden, found.of(missing_id), item.regions)
        visible[~(worn_owned & missing_owned)] = 0.0
        for i, clarities in enumerate(visible.T.tolist()):
            result[i][name] = NOT_ASSESSABLE
            for region, clarity in enumerate(clarities):
                if clarity > 0:
                    seen = _weighed(worn[region, i], missing[region, i], clarity, options)
                    result[i][name] = _more_incriminating(result[i][name], seen)
    return result


def visibility(
    people: Boxes,
    scores: NDArray[np.floating],
    item: PpeItem,
    region: BodyRegion,
    *,
    size: tuple[int, int],
    scale: float | NDArray[np.floating],
    options: PpeOptions,
) -> NDArray[np.float64]:
    """How well the item's region of each person can be seen, shape (N,), 0 (not at all) to 1.

    0 when it is too small, cut off by the picture's edge or occluded by a nearer person.
    """
    if not len(people):
        return np.zeros(0)
    x1, y1, x2, y2 = people.T
    width, height = x2 - x1, y2 - y1
    margin = options.edge_margin / scale
    whole = (scores >= options.least_score) & (width < options.widest * height)
    whole &= (x1 > margin) & (x2 < size[0] - margin)
    if region.top <= 0.0:
        whole &= y1 > margin
    if region.bottom >= 1.0:
        whole &= y2 < size[1] - margin
    nearer = y2[None, :] > y2[:, None]
    occluded = coverage(_part(people, region), people) * nearer
    whole &= occluded.max(axis=1) <= region.occlusion
    clarity = (height * scale - item.least_height) / (item.full_height - item.least_height)
    return np.asarray(np.where(whole, np.clip(clarity, 0.0, 1.0), 0.0))


def _part(people: Boxes, region: BodyRegion) -> Boxes:
    """The region of each person, as boxes."""
    x1, y1, x2, y2 = people.T
    width, height = x2 - x1, y2 - y1
    return np.stack(
        [
            x1 + region.inset_left * width,
            y1 + region.top * height,
            x2 - region.inset_right * width,
            y1 + region.bottom * height,
        ],
        axis=1,
    )


def _assigned(
    people: Boxes, hidden: Boxes, found: Detections, regions: Sequence[BodyRegion]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Score of the item in each region of each person, (R, N), one detection to one region; 0 without one.

    And whether it is certainly theirs: it fits none of `hidden` nearly as well.
    """
    count = len(people)
    scores, owned = np.zeros((len(regions), count)), np.ones((len(regions), count), bool)
    if not count or not len(found):
        return scores, owned
    fit = np.concatenate([_fit(people, found, region) for region in regions])
    fit_to_hidden = np.concatenate([_fit(hidden, found, region) for region in regions]).max(axis=0, initial=0.0)
    for row, detection in assign(fit, LEAST_FIT):
        place = divmod(row, count)
        scores[place] = found.scores[detection]
        owned[place] = fit_to_hidden[detection] < HIDDEN_CLAIM * fit[row, detection]
    return scores, owned


def _fit(people: Boxes, found: Detections, region: BodyRegion) -> NDArray[np.float64]:
    """How well each detection fits each person, (N, M): its score, less with distance from its region; 0 if too far."""
    x1, y1, x2, y2 = people.T[:, :, None]
    centre_x = (found.boxes[:, 0] + found.boxes[:, 2]) / 2
    centre_y = (found.boxes[:, 1] + found.boxes[:, 3]) / 2
    across = (centre_x[None, :] - x1) / np.maximum(x2 - x1, 1e-6)
    down = (centre_y[None, :] - y1) / np.maximum(y2 - y1, 1e-6)
    lowest = region.centre * (1 + LOWER_WHEN_CUT * (1 - wholeness(people)))[:, None]
    off = np.maximum(np.maximum(region.centre - down, down - lowest), 0.0) / region.reach
    inside = (off <= 1.0) & (across > -OUTSIDE) & (across < 1 + OUTSIDE)
    inside &= found.boxes[:, 2] - found.boxes[:, 0] < WIDEST_ITEM * (x2 - x1)
    closeness = np.exp(-(off**2) / 2 - ((across - region.across) / ACROSS_SPREAD) ** 2)
    return np.where(inside, found.scores[None, :] * closeness, 0.0)


def _weighed(worn: float, missing: float, clarity: float, options: PpeOptions) -> Observation:
    evidence = options.missing_gain * missing - options.worn_gain * worn
    if max(worn, missing) < options.detection_floor:
        evidence = max(evidence, 0.0) + options.absent_gain
    return Observation(float(evidence * clarity), float(worn), float(missing))


def _more_incriminating(one: Observation, other: Observation) -> Observation:
    """Of two regions the one whose evidence points more to "missing": one bare hand is a missing glove."""
    if one.evidence is None or other.evidence is None:
        return other if one.evidence is None else one
    return other if other.evidence > one.evidence else one
