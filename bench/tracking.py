"""Identity of tracks and speed of the tracker, on sequences in MOTChallenge form.

    make bench NAME=tracking ARGS="--data ../shared/data/mot --step 6"

IDF1, HOTA and ids a person of each sequence and of all together, at every `--step`-th frame; and how many times faster
an update is than SORT's with filterpy on people who walk about, both in this process. Prints a table and, as the last
line, one JSON object.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.core.tracking.tracker import Tracker
from bench.measuring.identity_scores import IdentityScores
from bench.measuring.tracker_speed import ROUNDS, times_sort
from bench.scenes.mot_sequence import MotSequence, read_all

COVERED_SECONDS = 0.5
"""How long an id covers a person at least to count as one of theirs."""


def tracked(sequence: MotSequence) -> list[NDArray[np.float64]]:
    """Of each frame the people who are detected in it: (N, 5) x1, y1, x2, y2, id."""
    tracker, shown = Tracker(), []
    for i, rows in enumerate(sequence.found):
        tracks = tracker.update(rows[:, :4], rows[:, 4], i / sequence.fps)
        shown.append(np.column_stack([tracks.boxes, tracks.ids])[tracks.seen])
    return shown


def scored(sequences: Sequence[MotSequence]) -> IdentityScores:
    """All sequences together."""
    scores = IdentityScores()
    for sequence in sequences:
        scores.add(sequence.moments(tracked(sequence)), max(2, round(sequence.fps * COVERED_SECONDS)))
    return scores


def figures(scores: IdentityScores) -> dict[str, float]:
    """Percent, and ids a person."""
    return {"idf1": round(scores.idf1, 1), "hota": round(scores.hota, 1), "dup": round(scores.dup, 2)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a folder with sequences in MOTChallenge form")
    parser.add_argument("--step", type=int, default=6, help="which frames are used: every so many (6)")
    parser.add_argument("--no-speed", action="store_true", help="identity only")
    options = parser.parse_args()
    sequences = read_all(options.data, options.step)
    if not sequences:
        raise SystemExit("There is no sequence: each is a folder with seqinfo.ini, gt/gt.txt and det/det.txt.")
    for sequence in sequences:
        _row(sequence.name, figures(scored([sequence])))
    together = figures(scored(sequences))
    _row("together", together)
    times = {str(people): round(times_sort(people), 1) for people in ({} if options.no_speed else ROUNDS)}
    for people, ratio in times.items():
        print(f"{people:>4} people: {ratio:g} times as fast as SORT with filterpy")
    print(json.dumps({**together, "times_sort": times}))


def _row(name: str, values: dict[str, float]) -> None:
    print(f"{name:20}" + "".join(f"  {key} {value:6g}" for key, value in values.items()), flush=True)


if __name__ == "__main__":
    main()
