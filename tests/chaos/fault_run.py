"""Runs faults in the plant: one after the other, each kind once before any comes again."""

from __future__ import annotations

import argparse
import threading
import time
from collections.abc import Callable, Iterator
from random import Random

from tests.chaos import faults
from tests.chaos.plant import Plant
from tests.chaos.timeline import Fault

CALM_SECONDS = 4.0
"""How long the plant is left alone at the end of the script, so that the last fault's recovery is seen."""


def run_faults(plant: Plant, options: argparse.Namespace, report: Callable[[str], None]) -> Iterator[Fault]:
    """What was done; now and then a kill in the middle of something that lasts."""
    random = Random(options.seed)
    kills = [kind for kind in options.faults if kind.startswith("kill")]
    for kind in _kinds(random, options.faults):
        time.sleep(random.uniform(options.pause / 2, options.pause))
        seconds = 0.0 if kind.startswith(("kill", "power")) else random.uniform(options.longest / 3, options.longest)
        also = random.choice(kills) if seconds and kills and random.random() < 0.3 else None
        if time.time() + seconds > plant.until - CALM_SECONDS:
            return
        for fault in _do(plant, random, kind, also, seconds):
            report(f"{fault.over_at - plant.begin:6.1f} s  {fault.kind}")
            yield fault


def _do(plant: Plant, random: Random, kind: str, also: str | None, seconds: float) -> list[Fault]:
    """The fault, and a kill in the middle of it."""
    done: list[Fault] = []

    def kill() -> None:
        done.append(faults.KINDS[also or ""](plant, Random(seconds), 0.0))

    timer = threading.Timer(seconds / 2, kill)
    if also is not None:
        timer.start()
    fault = faults.KINDS[kind](plant, random, seconds)
    if also is not None:
        timer.join()
    return [*done, fault]


def _kinds(random: Random, kinds: list[str]) -> Iterator[str]:
    while True:
        yield from kinds
        kinds = random.sample(kinds, len(kinds))
