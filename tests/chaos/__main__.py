"""`make chaos`: known violations at a high rate, while everything that can die is killed; then the books are compared.

The last line is one JSON object. Exit code 1: something was lost, doubled or spoiled.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from tests.chaos import faults, ledger
from tests.chaos.plant import Plant
from tests.chaos.timeline import Fault, Watch, by_kind, longest_blind_seconds
from tests.chaos.verdict import StoredRow, Verdict, compare

CALM_SECONDS = 4.0
"""How long the plant is left alone at the end of the script, so that the last fault's recovery is seen."""


def main() -> None:
    """1. Start the plant. 2. Do it harm. 3. Let it heal. 4. Compare and say."""
    options = _options()
    plant = Plant(options.cameras, broken=options.broken, every=options.every, stays=options.stays)
    try:
        began_at = time.monotonic()
        plant.start(options.seconds)
        _say(f"{options.cameras} cameras, a violation every {options.every:g} s each, seed {options.seed}")
        watch = Watch(plant.database)
        done = list(_harm(plant, options))
        healed = plant.heal(seconds=options.heal)
        watch.stop()
        if not healed:
            _say(f"✗ not everything was sent and stored within {options.heal:g} s")
        verdict = compare(ledger.read(plant.ledgers), _rows(plant.database), lambda key: _read(plant.evidence / key))
        told = {
            "decided": verdict.decided,
            "stored": verdict.stored,
            "lost": verdict.lost,
            "doubled": verdict.doubled,
            "pictures_missing": verdict.pictures_missing,
            "put_aside": _put_aside(plant.database),
            "faults": dict(sorted(Counter(fault.kind for fault in done).items())),
            "recovery_seconds": by_kind(done, watch.arrivals),
            "longest_blind_seconds": longest_blind_seconds(watch.arrivals, plant.begin),
            "seconds": round(time.monotonic() - began_at, 1),
        }
        _tell(verdict, told)
        good = verdict.is_good and healed
        if not good:
            _tell_logs(plant)
    finally:
        plant.stop()
    _say(json.dumps(told))
    sys.exit(0 if good else 1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--seconds", type=float, default=150.0, help="how long the cameras' script lasts")
    parser.add_argument("--seed", type=int, default=0, help="the same seed does the same harm in the same order")
    parser.add_argument("--cameras", type=int, default=4)
    parser.add_argument("--every", type=float, default=1.0, help="seconds between a camera's violations")
    parser.add_argument("--stays", type=float, default=6.0, help="seconds that a violation lasts")
    parser.add_argument("--heal", type=float, default=90.0, help="how long to wait until everything is stored")
    parser.add_argument("--pause", type=float, default=8.0, help="the longest pause between two faults")
    parser.add_argument("--longest", type=float, default=6.0, help="how long something is frozen, locked or full")
    parser.add_argument("--faults", default=",".join(faults.KINDS), help="which kinds, in this order at first")
    parser.add_argument(
        "--broken",
        choices=("journal", "memory"),
        default="",
        help="a worker without its journal, or without its memory of open violations: this must be seen",
    )
    options = parser.parse_args()
    unknown = set(options.faults.split(",")) - faults.KINDS.keys()
    if unknown:
        parser.error(f"no such faults: {', '.join(sorted(unknown))}; there are {', '.join(faults.KINDS)}")
    return options


def _harm(plant: Plant, options: argparse.Namespace) -> Iterator[Fault]:
    """One fault after the other, each kind once before any comes again; now and then a kill in the middle of one."""
    random = Random(options.seed)
    kinds = options.faults.split(",")
    kills = [kind for kind in kinds if kind.startswith("kill")]
    for kind in _kinds(random, kinds):
        time.sleep(random.uniform(options.pause / 2, options.pause))
        seconds = 0.0 if kind.startswith(("kill", "power")) else random.uniform(options.longest / 3, options.longest)
        also = random.choice(kills) if seconds and kills and random.random() < 0.3 else None
        if time.time() + seconds > plant.until - CALM_SECONDS:
            return
        for fault in _do(plant, random, kind, also, seconds):
            _say(f"{fault.over_at - plant.begin:6.1f} s  {fault.kind}")
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


def _rows(database: Path) -> list[StoredRow]:
    columns = "id, camera_id, opened_at, closed_at, picture_event_id, crop_key, crop_sha256, wide_key, wide_sha256"
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute(f"SELECT {columns} FROM violations").fetchall()
    return [
        StoredRow(
            id=row[0],
            camera_id=row[1],
            person=round(datetime.fromisoformat(row[2]).replace(tzinfo=UTC).timestamp() * 1000),
            closed=row[3] is not None,
            picture_event_id=row[4],
            pictures=((row[5], row[6]), (row[7], row[8])),
        )
        for row in found
    ]


def _put_aside(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM dead_letters").fetchone()[0])


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _tell(verdict: Verdict, told: dict[str, object]) -> None:
    _say(
        f"{'✓' if verdict.is_good else '✗'} decided {verdict.decided}, stored {verdict.stored}, lost {verdict.lost}, "
        f"doubled {verdict.doubled}, pictures missing or wrong {verdict.pictures_missing}, "
        f"put aside {told['put_aside']}"
    )
    for words in verdict.words[:20]:
        _say(f"  {words}")
    _say(f"longest time without anything new from a camera: {told['longest_blind_seconds']} s")
    recovery = told["recovery_seconds"]
    assert isinstance(recovery, dict)
    for kind, seconds in recovery.items():
        _say(f"  {kind:<18} stored again after {seconds['p50']:5.1f} s (median), {seconds['max']:5.1f} s at most")


def _tell_logs(plant: Plant) -> None:
    for name in ("redis", "backend", *plant.camera_names):
        _say(f"== {name}\n{plant.log_of(name)}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
