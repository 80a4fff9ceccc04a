"""What a detector would find of simulated people: misses, weak scores, confusions that last, and clutter.

Errors of a real detector last for as long as somebody looks the same, so each person has a bias per item that drifts
(an autoregressive process), beside noise that is new in every observation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.ppe.items import ITEM_TABLE, PERSON
from backend.core.vision.boxes import Box, Boxes, coverage
from backend.core.vision.detections import Detections
from bench.simulation.people import HEIGHT, ITEMS, WIDTH, Scenario, SimulatedPerson

SCALE = 0.5
"""Model pixels per pixel: 640 over 1280."""
DRIFT = 0.92
"""Share of the bias that is left after an observation; it is new after two to three seconds."""
BIAS = 0.13
"""Standard deviation of the bias, in score."""
NOISE = 0.12
JITTER = 0.012
"""Standard deviation of a box's sides, in heights."""
MISSED = 0.03
HIDDEN = 0.5
"""Share of a person that may be hidden before the detector no longer finds them."""
SEEN = {"worn": (0.78, 0.04), "missing": (0.05, 0.62), "carried": (0.05, 0.6), "cap": (0.22, 0.42)}
"""Mean score of the worn and of the missing class by the state of the item."""
CARRIED_AT = 0.5
"""Height at which a carried helmet is found, from the top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One observation with its truth."""

    at: float
    found: Detections
    ids: NDArray[np.int64]
    boxes: Boxes
    """(N, 4) of who is there."""
    clear: NDArray[np.bool_]
    """Whose upper body can be seen and whose head is large enough to be recognised."""


def moments(scenario: Scenario, seed: int, fps: float) -> Iterator[Moment]:
    """Observations of a scene, `fps` a second."""
    random = np.random.default_rng(seed)
    bias: dict[tuple[int, str], float] = {}
    for index in range(round(scenario.seconds * fps)):
        at = index / fps
        present = [(person, box) for person in scenario.people if (box := person.box(at)) is not None]
        boxes = np.array([box for _, box in present], np.float64).reshape(-1, 4)
        hidden, upper_hidden = _hidden(boxes, scenario)
        rows = []
        for i, (person, box) in enumerate(present):
            for item in ITEMS:
                key = (person.id, item)
                fresh = random.normal(0, BIAS * (1 - DRIFT**2) ** 0.5)
                bias[key] = DRIFT * bias[key] + fresh if key in bias else random.normal(0, BIAS)
            if hidden[i] > HIDDEN or random.random() < MISSED + scenario.light.loss:
                continue
            seen = _beside(box, scenario)
            upper = bool(upper_hidden[i] < 0.25) or (seen != box and _head_is_free(box, scenario))
            rows += _of_person(random, scenario, person, (box, seen), at, bias, upper)
        if random.random() < scenario.light.clutter:
            x, y = random.uniform(0, WIDTH - 40), random.uniform(0, HEIGHT - 40)
            rows.append((x, y, x + 30, y + 34, random.uniform(0.3, 0.7), ITEM_TABLE.class_pair("helmet")[1]))
        yield Moment(
            at=at,
            found=_detections(rows),
            ids=np.array([person.id for person, _ in present], np.int64),
            boxes=boxes,
            clear=_clear(boxes, upper_hidden),
        )


def _hidden(boxes: Boxes, scenario: Scenario) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Share of each person, and of the upper third, that nearer people and occluders hide: the largest of each."""
    if not len(boxes):
        return np.zeros(0), np.zeros(0)
    before = np.array([occluder.box for occluder in scenario.occluders], np.float64).reshape(-1, 4)
    upper = boxes.copy()
    upper[:, 3] = upper[:, 1] + (upper[:, 3] - upper[:, 1]) * 0.35
    nearer = boxes[None, :, 3] > boxes[:, None, 3]
    result = []
    for part in (boxes, upper):
        by_people = (coverage(part, boxes) * nearer).max(axis=1, initial=0.0)
        by_things = coverage(part, before).max(axis=1, initial=0.0)
        result.append(np.maximum(by_people, by_things))
    return result[0], result[1]


def _clear(boxes: Boxes, upper_hidden: NDArray[np.float64]) -> NDArray[np.bool_]:
    x1, y1, x2, y2 = boxes.T
    large = (y2 - y1) * SCALE >= max(ITEM_TABLE.row(item).least_height for item in ITEMS)
    return np.asarray(large & (x1 > 8) & (x2 < WIDTH - 8) & (y1 > 8) & (upper_hidden < 0.2))


def _of_person(
    random: np.random.Generator,
    scenario: Scenario,
    person: SimulatedPerson,
    boxes: tuple[Box, Box],
    at: float,
    bias: dict[tuple[int, str], float],
    is_upper_seen: bool,
) -> list[tuple[float, ...]]:
    """Detections of one person: `boxes` are the whole person and what occluders leave of them."""
    box, seen = boxes
    height = box[3] - box[1]
    bright = 1 - scenario.light.dimness
    moved = np.array(seen) + random.normal(0, JITTER * height, 4)
    moved = np.clip(moved, 0, (WIDTH, HEIGHT, WIDTH, HEIGHT))
    size = float(np.clip(height * SCALE / 110, 0.3, 1.0))
    rows = [(*moved, float(np.clip(random.normal(0.8 * bright, 0.08), 0.1, 0.99)), PERSON)]
    if not is_upper_seen:
        return rows
    for item in ITEMS:
        state, shift = person.state(item, at), bias[(person.id, item)]
        worn_id, missing_id = ITEM_TABLE.class_pair(item)
        worn, missing = SEEN[state]
        for score, cls, sign in ((worn, worn_id, 1), (missing, missing_id, -1)):
            value = (score + sign * shift * (1.6 - size) + random.normal(0, NOISE)) * bright * size
            if value > 0.05:
                rows.append((*_place(box, item, 0.0), float(min(value, 0.99)), cls))
        if state == "carried" and item == "helmet" and random.random() < 0.6:
            rows.append((*_place(box, item, CARRIED_AT), float(random.uniform(0.4, 0.8)), worn_id))
    return rows


def _beside(box: Box, scenario: Scenario) -> Box:
    """What of a person stands out beside the occluders, which are taller than everybody."""
    x1, y1, x2, y2 = box
    for left, _, right, _ in (occluder.box for occluder in scenario.occluders):
        if left <= x1 < right:
            x1 = min(right, x2)
        elif left < x2 <= right:
            x2 = max(left, x1)
    return x1, y1, x2, y2


def _head_is_free(box: Box, scenario: Scenario) -> bool:
    middle = (box[0] + box[2]) / 2
    return not any(occluder.box[0] <= middle <= occluder.box[2] for occluder in scenario.occluders)


def _place(box: Box, item: str, down: float) -> tuple[float, float, float, float]:
    x1, y1, x2, y2 = box
    width, height = x2 - x1, y2 - y1
    region = ITEM_TABLE.row(item).regions[0]
    middle = y1 + (down or region.centre) * height
    half = 0.07 * height if item == "helmet" else 0.16 * height
    wide = 0.24 * width if item == "helmet" else 0.42 * width
    x = (x1 + x2) / 2 if not down else x2 - 0.1 * width
    return x - wide, middle - half, x + wide, middle + half


def _detections(rows: list[tuple[float, ...]]) -> Detections:
    found = np.array(rows, np.float32).reshape(-1, 6)
    return Detections(found[:, :4], found[:, 4], found[:, 5].astype(np.int64))
