"""`make chaos`: known violations at a high rate, while everything that can die is killed; then the books are compared.

Scripted cameras decide at a high rate; real ones watch the rendered clip over RTSP. The last line is one JSON object.
Exit code 1: something was lost, doubled or spoiled.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from tests.chaos import books, faults, ledger, passages, real_verdict, testimony
from tests.chaos.harm import harm
from tests.chaos.plant import Plant
from tests.chaos.timeline import Fault, JudgedLately, StoredLately, Watch, by_kind, longest_blind_seconds
from tests.chaos.verdict import Verdict, compare
from tests.support.video.rtsp import why_not


@dataclass
class Books:
    """What was decided and stored, by scripted and by real cameras."""

    scripted: Verdict
    real: Verdict

    @property
    def both(self) -> Verdict:
        """All of it."""
        return self.scripted + self.real


def main() -> None:
    """1. Start the plant. 2. Do it harm. 3. Let it heal. 4. Compare and say."""
    options = _options()
    plant = Plant(options.cameras, real=options.real, broken=options.broken, every=options.every, stays=options.stays)
    try:
        began_at = time.monotonic()
        plant.start(options.seconds)
        _say(
            f"{options.cameras} scripted cameras, a violation every {options.every:g} s each; {options.real} real ones"
        )
        stored = Watch(StoredLately(plant.database))
        judged = Watch(JudgedLately(lambda: plant.real.statuses(plant.redis)))
        done = list(harm(plant, options, _say))
        healed = plant.heal(seconds=options.heal)
        for watch in (stored, judged):
            watch.stop()
        if not healed:
            _say(f"✗ not everything was sent and stored within {options.heal:g} s")
        found = _compare(plant)
        told = _told(plant, found, done, stored, judged) | {"seconds": round(time.monotonic() - began_at, 1)}
        _tell(found, told)
        good = found.both.is_good and healed
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
    parser.add_argument("--cameras", type=int, default=4, help="scripted cameras")
    parser.add_argument("--real", type=int, help="real cameras at an RTSP server (2, if GStreamer's can run here)")
    parser.add_argument("--every", type=float, default=1.0, help="seconds between a scripted camera's violations")
    parser.add_argument("--stays", type=float, default=6.0, help="seconds that a scripted violation lasts")
    parser.add_argument("--heal", type=float, default=90.0, help="how long to wait until everything is stored")
    parser.add_argument("--pause", type=float, default=8.0, help="the longest pause between two faults")
    parser.add_argument("--longest", type=float, default=6.0, help="how long something is frozen, away, locked or full")
    parser.add_argument("--faults", help=f"which kinds, in this order at first: {', '.join(faults.KINDS)}")
    parser.add_argument(
        "--broken",
        choices=("journal", "memory"),
        default="",
        help="a scripted camera without its journal, or without its memory of open violations: this must be seen",
    )
    options = parser.parse_args()
    missing = why_not() if options.real != 0 else ""
    if missing and options.real:
        parser.error(missing)
    if missing:
        _say(f"! scripted cameras only: {missing}")
    options.real = (0 if missing else 2) if options.real is None else options.real
    kinds = [kind for kind in faults.KINDS if options.real or kind not in faults.REAL_KINDS]
    options.faults = options.faults.split(",") if options.faults else kinds
    unknown = set(options.faults) - set(kinds)
    if unknown:
        parser.error(f"cannot be done here: {', '.join(sorted(unknown))}; there are {', '.join(kinds)}")
    return options


def _compare(plant: Plant) -> Books:
    def read(key: str) -> bytes | None:
        return books.content(plant.evidence / key)

    real_rows = books.rows(plant.database, plant.real.ids)
    decisions = testimony.read(map(plant.crew.log, plant.real.worker_names))
    begins = passages.read(plant.real.begins)
    return Books(
        scripted=compare(ledger.read(plant.ledgers), books.rows(plant.database, plant.camera_ids), read),
        real=real_verdict.compare(decisions, real_rows, read, killed=plant.crew.killed, begins=begins),
    )


def _told(plant: Plant, found: Books, done: list[Fault], stored: Watch, judged: Watch) -> dict[str, Any]:
    """The last line."""
    scripted = [arrival for arrival in stored.arrivals if arrival.camera_id in plant.camera_ids]
    return {
        **_numbers(found.both),
        "put_aside": books.put_aside(plant.database),
        "faults": dict(sorted(Counter(fault.kind for fault in done).items())),
        "recovery_seconds": by_kind(done, scripted, plant.camera_ids),
        "longest_blind_seconds": longest_blind_seconds(scripted, plant.begin),
        "real": {
            "cameras": len(plant.real.ids),
            **_numbers(found.real),
            "cut_short": found.real.cut_short,
            "recovery_seconds": by_kind(done, judged.arrivals, plant.real.ids),
            "longest_blind_seconds": longest_blind_seconds(judged.arrivals, plant.begin),
        },
    }


def _numbers(verdict: Verdict) -> dict[str, int]:
    return {name: getattr(verdict, name) for name in ("decided", "stored", "lost", "doubled", "pictures_missing")}


def _tell(found: Books, told: dict[str, Any]) -> None:
    for who, verdict in (("scripted", found.scripted), ("real", found.real), ("all", found.both)):
        _say(
            f"{'✓' if verdict.is_good else '✗'} {who:<9} decided {verdict.decided}, stored {verdict.stored}, "
            f"lost {verdict.lost}, doubled {verdict.doubled}, pictures missing or wrong {verdict.pictures_missing}"
        )
    for words in found.both.words[:20]:
        _say(f"  {words}")
    _say(f"put aside {told['put_aside']}")
    _say(f"longest time without anything new from a scripted camera: {told['longest_blind_seconds']} s")
    _say(f"longest time in which a real camera did not judge: {told['real']['longest_blind_seconds']} s")
    for what, recovery in (("stored", told["recovery_seconds"]), ("judged", told["real"]["recovery_seconds"])):
        for kind, seconds in recovery.items():
            _say(f"  {kind:<18} {what} again after {seconds['p50']:5.1f} s (median), {seconds['max']:5.1f} s at most")


def _tell_logs(plant: Plant) -> None:
    for name in plant.crew.names:
        _say(f"== {name}\n{plant.crew.log(name).read_text(errors='replace')[-3000:]}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
