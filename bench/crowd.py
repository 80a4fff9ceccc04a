"""Violations per person in a crowd, beside one report for every track detected as bareheaded once.

    make bench NAME=crowd ARGS="--data ../shared/data/mot"

Each sequence at ten and five pictures a second, with three draws of who wears no helmet. The other side is what most
tutorials do: one report for each number of the tracker, at the first picture with a "no-helmet" in the upper part of
its box. Both have the same detections and the same tracker. Prints a table and, as the last line, one JSON object.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.core.analysers.registry import DEFAULT_ANALYSERS, AnalyserContext, create_analysers
from backend.core.pipeline.camera_pipeline import CameraPipeline
from backend.core.ppe.items import ITEM_TABLE, PERSON
from backend.core.rules.camera_rules import always
from backend.core.rules.rule import default_rules
from backend.core.tracking.tracker import Tracker
from backend.core.violations.decisions import Opened
from backend.core.vision.boxes import iou
from bench.scenes.crowd_scene import Moment, Sequence, bareheaded, moments, read

NO_HELMET = ITEM_TABLE.class_pair("helmet")[1]
PER_SECOND = (10.0, 5.0)
SEEDS = (0, 1, 2)
LONG_ENOUGH = 4.0
"""Seconds in which a bare head could be detected, from which on its owner has to be accused."""
SAME = 0.3
"""IoU from which on an accusation is about a person."""
NO_PERSON = -1
Judge = Callable[[Moment], Iterable[NDArray[np.float64]]]
"""A picture → the boxes (4,) of those who are accused at it."""


def main() -> None:
    """Measure both sides over every sequence of a folder and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a folder with sequences in MOTChallenge form")
    folders = sorted(path.parent for path in parser.parse_args().data.glob("*/seqinfo.ini"))
    if not folders:
        raise SystemExit("There is no sequence: each is a folder with seqinfo.ini, gt/gt.txt and det/det.txt.")
    sums: dict[str, Counter[str]] = {"ours": Counter(), "each track": Counter()}
    for folder in folders:
        sequence = read(folder)
        for per_second in PER_SECOND:
            for seed in SEEDS:
                for name, judge in (("ours", _ours(sequence)), ("each track", _each_track())):
                    sums[name].update(_counted(sequence, per_second, seed, judge))
        print(f"{folder.name}: done", flush=True)
    keys = ("bareheaded", "accused once", "not accused", "accused again", "helmeted", "falsely accused", "about nobody")
    for name, counted in sums.items():
        print(f"  {name:11}" + "".join(f"  {key} {counted[key]}" for key in keys))
    print(json.dumps({name: {key: counted[key] for key in keys} for name, counted in sums.items()}))


def _ours(sequence: Sequence) -> Judge:
    numbers, start = count(1), datetime(2026, 1, 1, tzinfo=UTC)
    pipeline = CameraPipeline(
        create_analysers(
            DEFAULT_ANALYSERS,
            AnalyserContext(rules=always(default_rules(("helmet",))), new_id=lambda _at: str(next(numbers))),
        )
    )

    def judge(moment: Moment) -> Iterable[NDArray[np.float64]]:
        at = start + timedelta(seconds=moment.at)
        outcome = pipeline.observe(moment.found, at, size=sequence.size, scale=1.0)
        return [np.array(d.episode.box) for d in outcome.decisions if isinstance(d, Opened)]

    return judge


def _each_track() -> Judge:
    tracker, reported = Tracker(), set[int]()

    def judge(moment: Moment) -> Iterable[NDArray[np.float64]]:
        persons, bare = moment.found.of(PERSON), moment.found.of(NO_HELMET).boxes
        tracks = tracker.update(persons.boxes, persons.scores, moment.at)
        middle = np.stack([(bare[:, 0] + bare[:, 2]) / 2, (bare[:, 1] + bare[:, 3]) / 2], axis=1)
        accused = []
        for track, box in zip(tracks.ids[tracks.seen].tolist(), tracks.boxes[tracks.seen], strict=True):
            upper = (box[0], box[1], box[2], box[1] + 0.25 * (box[3] - box[1]))
            here = (middle >= upper[:2]).all(axis=1) & (middle <= upper[2:]).all(axis=1)
            if here.any() and track not in reported:
                reported.add(track)
                accused.append(box)
        return accused

    return judge


def _counted(sequence: Sequence, per_second: float, seed: int, judge: Judge) -> Counter[str]:
    """Who was accused, and how often."""
    seen, accused = Counter[int](), Counter[int]()
    for moment in moments(sequence, per_second, seed):
        seen.update(moment.ids[moment.tellable].tolist())
        accused.update(_who(box, moment) for box in judge(moment))
    people = np.array(sorted(seen), np.int64)
    bare = bareheaded(people, seed)
    must = [person for person in people[bare].tolist() if seen[person] >= LONG_ENOUGH * per_second]
    return Counter(
        {
            "bareheaded": len(must),
            "accused once": sum(accused[person] == 1 for person in must),
            "not accused": sum(accused[person] == 0 for person in must),
            "accused again": sum(max(0, accused[person] - 1) for person in must),
            "helmeted": int((~bare).sum()),
            "falsely accused": sum(accused[person] for person in people[~bare].tolist()),
            "about nobody": accused[NO_PERSON],
        }
    )


def _who(box: NDArray[np.float64], moment: Moment) -> int:
    overlap = iou(box[None], moment.boxes)[0]
    return int(moment.ids[overlap.argmax()]) if overlap.max(initial=0.0) >= SAME else NO_PERSON


if __name__ == "__main__":
    main()
