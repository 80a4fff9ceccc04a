"""`make chaos`: known violations at a high rate, while everything that can die is killed; then compare.

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

from tests.chaos import decision_log, faults, passages, real_verdict, stored_rows, worker_log
from tests.chaos.fault_run import run_faults
from tests.chaos.plant import Plant
from tests.chaos.timeline import Fault, NewlyJudged, NewlyStored, Poller, by_kind, longest_blind_seconds
from tests.chaos.toys import toy_verdict
from tests.chaos.toys.toy_verdict import KeyedVerdict, SampledVerdict
from tests.chaos.verdict import Verdict, compare
from tests.support.video.rtsp import why_not


@dataclass
class Comparison:
    """What was decided and stored, by scripted and by real cameras, and the toy kinds of the other classes."""

    scripted: Verdict
    real: Verdict
    keyed: KeyedVerdict
    sampled: SampledVerdict

    @property
    def both(self) -> Verdict:
        """All durable events."""
        return self.scripted + self.real

    @property
    def findings(self) -> list[str]:
        """What went wrong, one line each."""
        return [*self.both.findings, *self.keyed.findings, *self.sampled.findings]

    @property
    def is_good(self) -> bool:
        """Whether every class kept its promise."""
        return self.both.is_good and self.keyed.is_good and self.sampled.is_good


def main() -> None:
    """1. Start the plant. 2. Run the faults. 3. Let it heal. 4. Compare and report."""
    options = _options()
    plant = Plant(options.cameras, real=options.real, broken=options.broken, every=options.every, stays=options.stays)
    try:
        began_at = time.monotonic()
        plant.start(options.seconds)
        _print(
            f"{options.cameras} scripted cameras, a violation every {options.every:g} s each; {options.real} real ones"
        )
        stored = Poller(NewlyStored(plant.database))
        judged = Poller(NewlyJudged(lambda: plant.real.statuses(plant.redis)))
        done = list(run_faults(plant, options, _print))
        healed = plant.heal(seconds=options.heal)
        for poller in (stored, judged):
            poller.stop()
        if not healed:
            _print(f"✗ not everything was sent and stored within {options.heal:g} s")
        found = _compare(plant)
        summary = _summary(plant, found, done, stored, judged) | {"seconds": round(time.monotonic() - began_at, 1)}
        _print_result(found, summary)
        good = found.is_good and healed
        if not good:
            _print_logs(plant)
    finally:
        plant.stop()
    _print(json.dumps(summary))
    sys.exit(0 if good else 1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--seconds", type=float, default=150.0, help="how long the cameras' script lasts")
    parser.add_argument("--seed", type=int, default=0, help="the same seed runs the same faults in the same order")
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
        _print(f"! scripted cameras only: {missing}")
    options.real = (0 if missing else 2) if options.real is None else options.real
    kinds = [kind for kind in faults.KINDS if options.real or kind not in faults.REAL_KINDS]
    options.faults = options.faults.split(",") if options.faults else kinds
    unknown = set(options.faults) - set(kinds)
    if unknown:
        parser.error(f"cannot be done here: {', '.join(sorted(unknown))}; there are {', '.join(kinds)}")
    return options


def _compare(plant: Plant) -> Comparison:
    def read(key: str) -> bytes | None:
        return stored_rows.content(plant.evidence / key)

    real_rows = stored_rows.rows(plant.database, plant.real.ids)
    decisions = worker_log.read(map(plant.processes.log, plant.real.worker_names))
    begins = passages.read(plant.real.begins)
    return Comparison(
        scripted=compare(
            decision_log.read(plant.decision_logs), stored_rows.rows(plant.database, plant.camera_ids), read
        ),
        keyed=toy_verdict.compare_keyed(plant.camera_ids, plant.toy_logs, plant.database),
        sampled=toy_verdict.compare_sampled(plant.camera_ids, plant.toy_logs, plant.database),
        real=real_verdict.compare(decisions, real_rows, read, killed=plant.processes.killed, begins=begins),
    )


def _summary(plant: Plant, found: Comparison, done: list[Fault], stored: Poller, judged: Poller) -> dict[str, Any]:
    """The last line."""
    scripted = [arrival for arrival in stored.arrivals if arrival.camera_id in plant.camera_ids]
    return {
        **_numbers(found.both),
        "keyed": found.keyed.numbers(),
        "sampled": found.sampled.numbers(),
        "put_aside": stored_rows.put_aside(plant.database),
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


def _print_result(found: Comparison, summary: dict[str, Any]) -> None:
    for who, verdict in (("scripted", found.scripted), ("real", found.real), ("all", found.both)):
        _print(
            f"{'✓' if verdict.is_good else '✗'} {who:<9} decided {verdict.decided}, stored {verdict.stored}, "
            f"lost {verdict.lost}, doubled {verdict.doubled}, pictures missing or wrong {verdict.pictures_missing}"
        )
    _print(
        f"{'✓' if found.keyed.is_good else '✗'} keyed     {found.keyed.keys} keys, right {found.keyed.right}, "
        f"wrong {found.keyed.wrong}"
    )
    _print(
        f"{'✓' if found.sampled.is_good else '✗'} sampled   published {found.sampled.published}, "
        f"stored {found.sampled.stored}, left out {found.sampled.left_out}, "
        f"uncounted {found.sampled.uncounted}, counted too often {found.sampled.overcounted}"
    )
    for finding in found.findings[:20]:
        _print(f"  {finding}")
    _print(f"put aside {summary['put_aside']}")
    _print(f"longest time without anything new from a scripted camera: {summary['longest_blind_seconds']} s")
    _print(f"longest time in which a real camera did not judge: {summary['real']['longest_blind_seconds']} s")
    for what, recovery in (("stored", summary["recovery_seconds"]), ("judged", summary["real"]["recovery_seconds"])):
        for kind, seconds in recovery.items():
            _print(f"  {kind:<18} {what} again after {seconds['p50']:5.1f} s (median), {seconds['max']:5.1f} s at most")


def _print_logs(plant: Plant) -> None:
    for name in plant.processes.names:
        _print(f"== {name}\n{plant.processes.log(name).read_text(errors='replace')[-3000:]}")


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
