"""What everything after the detector costs for each picture: tracking, zones, PPE, rules, exposure.

    make bench NAME=judgement [ARGS="--pictures 150"]

10, 50 and 200 simulated people stand and sway in a picture, a third of them without a helmet, under the rule of the
settings, a rule of a zone and a restricted area; five pictures a second. Prints the median and the 95th percentile of
one thread's time for each picture and, as the last line, one JSON object: milliseconds by number of people.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

import numpy as np

from backend.core.analysers.registry import DEFAULT_ANALYSERS, AnalyserContext, create_analysers
from backend.core.pipeline.camera_pipeline import CameraPipeline
from backend.core.ppe.items import ITEM_TABLE, PERSON
from backend.core.rules.camera_rules import always
from backend.core.rules.rule import Rule, RuleKind, default_rules
from backend.core.vision.detections import Detections
from backend.core.zones.zone import Zone, ZoneKind

PEOPLE = (10, 50, 200)
SIZE = (1920, 1080)
SCALE = 640 / 1920
FPS = 5.0
WARM_UP = 15
"""Pictures that are not measured: tracks and beliefs begin in them."""
ITEMS = ("helmet", "vest")
RIGHT = Zone(id=1, name="right", kind=ZoneKind.RULE, corners=((0.5, 0.0), (1.0, 0.0), (1.0, 1.0), (0.5, 1.0)))


def main() -> None:
    """Measure each number of people and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=int, default=150, help="measured, for each number of people (150)")
    pictures = parser.parse_args().pictures
    result: dict[str, dict[str, float]] = {}
    for people in PEOPLE:
        spent = np.array(list(costs(people, pictures))) * 1000
        result[str(people)] = {
            "median_ms": round(float(np.median(spent)), 3),
            "p95_ms": round(float(np.percentile(spent, 95)), 3),
        }
        print(f"  {people:4} people: {result[str(people)]}")
    print(json.dumps(result))


def costs(people: int, pictures: int) -> Iterator[float]:
    """Seconds of this thread for each measured picture."""
    numbers = count(1)
    zoned = Rule(id="1", items=ITEMS, zone=RIGHT)
    closed = Rule(id="2", kind=RuleKind.RESTRICTED, zone=RIGHT)
    rules = always((*default_rules(ITEMS), zoned, closed))
    context = AnalyserContext(rules=rules, new_id=lambda _at: str(next(numbers)))
    pipeline = CameraPipeline(create_analysers(DEFAULT_ANALYSERS, context))
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for index, found in enumerate(scenes(people, WARM_UP + pictures)):
        at = start + timedelta(seconds=index / FPS)
        before = time.thread_time()
        pipeline.refinement_request(found, 4, colour=True)
        pipeline.observe(found, at, size=SIZE, scale=SCALE)
        if index >= WARM_UP:
            yield time.thread_time() - before


def scenes(people: int, pictures: int) -> Iterator[Detections]:
    """What a detector finds of people who sway: their boxes, heads and vests."""
    random = np.random.default_rng(people)
    height = float(np.clip(4000 / people**0.5, 120, 420))
    x, y = random.uniform(0.05, 0.95, people) * SIZE[0], random.uniform(0.4, 0.98, people) * SIZE[1]
    bare = random.random(people) < 1 / 3
    helmet, vest = ITEM_TABLE.class_pair("helmet"), ITEM_TABLE.class_pair("vest")
    for _ in range(pictures):
        shift = random.normal(0, 0.01 * height, (2, people))
        middle, feet = x + shift[0], y + shift[1]
        bodies = np.stack([middle - 0.19 * height, feet - height, middle + 0.19 * height, feet], axis=1)
        heads = np.stack([middle - 0.06 * height, feet - height, middle + 0.06 * height, feet - 0.88 * height], axis=1)
        chests = np.stack(
            [middle - 0.16 * height, feet - 0.8 * height, middle + 0.16 * height, feet - 0.5 * height], axis=1
        )
        classes = [np.full(people, PERSON), np.where(bare, helmet[1], helmet[0]), np.full(people, vest[0])]
        scores = random.uniform(0.5, 0.9, 3 * people)
        boxes = np.concatenate([bodies, heads, chests])
        yield Detections(boxes.astype(np.float32), scores.astype(np.float32), np.concatenate(classes).astype(np.int64))


if __name__ == "__main__":
    main()
