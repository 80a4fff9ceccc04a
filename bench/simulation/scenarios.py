"""Scenes of the field: one person, crowds, racks, helmets in the hand, caps, far people, darkness, rain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from bench.simulation.people import WALK, WIDTH, Light, Occluder, Scenario, SimulatedPerson, Spell

MISSING = (Spell(state="missing"),)
BARE_SHARE = 0.4
"""Of people without a helmet."""
NO_VEST_SHARE = 0.25
ARRIVALS = (2.0, 22.0)
"""Seconds from one arrival to the next."""


def scenarios(seed: int) -> Iterator[Scenario]:
    """All scenes of one draw."""
    random = np.random.default_rng(seed)
    yield Scenario(name="one by one", seconds=150, people=_one_by_one(random, 8, (180, 300)))
    yield Scenario(name="crowd of 15", seconds=40, people=_crowd(random, 15))
    rack = Occluder(box=(540.0, 0.0, 760.0, 720.0))
    yield Scenario(name="behind a rack", seconds=150, people=_one_by_one(random, 8, (180, 300)), occluders=[rack])
    yield Scenario(name="helmet in the hand", seconds=150, people=_with(random, 8, "carried"))
    yield Scenario(name="taken off and on", seconds=150, people=_off_and_on(random, 6))
    yield Scenario(name="cap or hood", seconds=150, people=_with(random, 8, "cap"))
    yield Scenario(name="turns round outside", seconds=260, people=_turning(random, 6))
    yield Scenario(name="far", seconds=150, people=_one_by_one(random, 8, (90, 150)))
    dark = Light(loss=0.15, dimness=0.3)
    yield Scenario(name="dark", seconds=150, people=_one_by_one(random, 8, (180, 300)), light=dark)
    rain = Light(loss=0.08, dimness=0.15, clutter=0.02)
    yield Scenario(name="rain", seconds=150, people=_one_by_one(random, 8, (180, 300)), light=rain)
    people = _one_by_one(random, 8, (180, 300))
    yield Scenario(name="one zone of two", seconds=150, people=people, zone=(640.0, 1280.0))
    people = _one_by_one(random, 8, (180, 300))
    yield Scenario(name="restricted area", seconds=150, people=people, zone=(800.0, 1280.0), restricted=True)


def _wears(random: np.random.Generator) -> dict[str, Sequence[Spell]]:
    helmet = MISSING if random.random() < BARE_SHARE else ()
    vest = MISSING if random.random() < NO_VEST_SHARE else ()
    return {"helmet": helmet, "vest": vest}


def _path(random: np.random.Generator, begin: float, height: float) -> tuple[tuple[float, float, float], ...]:
    """Across the picture, sometimes with a stop on the way."""
    speed = WALK * height * random.uniform(0.8, 1.2)
    points = [(begin, -0.2 * height)]
    if random.random() < 0.5:
        x, stop = random.uniform(0.25, 0.75) * WIDTH, random.uniform(2.0, 6.0)
        reached = begin + (x + 0.2 * height) / speed
        points += [(reached, x), (reached + stop, x)]
    at, x = points[-1]
    points.append((at + (WIDTH + 0.2 * height - x) / speed, WIDTH + 0.2 * height))
    if random.random() < 0.5:
        points = [(at, WIDTH - x) for at, x in points]
    return tuple((at, x, height) for at, x in points)


def _one_by_one(random: np.random.Generator, count: int, heights: tuple[float, float]) -> list[SimulatedPerson]:
    people, begin = [], 0.0
    for i in range(count):
        height = float(random.uniform(*heights))
        begin += random.uniform(*ARRIVALS)
        people.append(
            SimulatedPerson(id=i, path=_path(random, begin, height), feet=_feet(random, height), wears=_wears(random))
        )
    return people


def _crowd(random: np.random.Generator, count: int) -> list[SimulatedPerson]:
    """People who mostly stand and sway; nearer ones hide others in part."""
    people = []
    for i in range(count):
        height = float(random.uniform(170, 260))
        x, sway = (i + 0.5) / count * WIDTH, 0.15 * height
        times = np.arange(0.5, 39.5, 3.0)
        path = tuple((float(at), float(x + random.uniform(-sway, sway)), height) for at in times)
        people.append(SimulatedPerson(id=i, path=path, feet=_feet(random, height), wears=_wears(random)))
    return people


def _with(random: np.random.Generator, count: int, state: str) -> list[SimulatedPerson]:
    """As one by one, but who has no helmet carries it or wears another hat."""
    people = _one_by_one(random, count, (180, 300))
    for person in people:
        if person.wears["helmet"]:
            person.wears["helmet"] = (Spell(state=state),)
    return people


def _off_and_on(random: np.random.Generator, count: int) -> list[SimulatedPerson]:
    """People who stand for 16 s and take their helmet off for half of it."""
    people = []
    for i in range(count):
        height, begin = float(random.uniform(180, 300)), 20.0 * i + 1
        middle, speed = random.uniform(0.3, 0.7) * WIDTH, WALK * height
        reached = begin + middle / speed
        path = (
            *((begin, 0.0, height), (reached, middle, height), (reached + 16, middle, height)),
            (reached + 16 + (WIDTH - middle) / speed, float(WIDTH), height),
        )
        spell = Spell(state="carried", begin=reached + 4, end=reached + 12)
        people.append(SimulatedPerson(id=i, path=path, feet=_feet(random, height), wears={"helmet": (spell,)}))
    return people


def _turning(random: np.random.Generator, count: int) -> list[SimulatedPerson]:
    """People who walk out at a side and come back there after two to eight seconds: each is one violation."""
    people = []
    for i in range(count):
        height, begin = float(random.uniform(180, 300)), 42.0 * i + 1
        speed, outside = WALK * height, random.uniform(2.0, 8.0)
        edges = (-0.2 * height, WIDTH + 0.2 * height)
        out = begin + (edges[1] - edges[0]) / speed
        path = (
            *((begin, edges[0], height), (out, edges[1], height), (out + outside, edges[1], height)),
            (out + outside + out - begin, edges[0], height),
        )
        people.append(SimulatedPerson(id=i, path=path, feet=_feet(random, height), wears=_wears(random)))
    return people


def _feet(random: np.random.Generator, height: float) -> float:
    return float(min(705.0, 300 + 1.3 * height + random.uniform(-10, 10)))
