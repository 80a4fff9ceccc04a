"""Runs the long tests and writes their results: `make test-long [ARGS="--only 'New Year' --soak 60"]`."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from datetime import UTC, datetime

from bench.measuring.machine import describe
from tests.long.parts import SUITES, parts, run
from tests.long.report import page
from tests.support.installations.processes import ROOT

RESULTS = ROOT / "docs" / "results"


def main() -> int:
    """Run every part, also after one failed. Exit code 1 when any failed, 2 when faketime is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", default=[], help="parts by name; again for several")
    parser.add_argument("--suite", action="append", default=[], help="test folders instead of unit and integration")
    parser.add_argument("--soak", type=int, default=0, metavar="MINUTES", help="soak for so long as well")
    asked = parser.parse_args()
    if shutil.which("faketime") is None:
        sys.stdout.write("✗ faketime is missing.\n  → Debian: apt-get install faketime\n")
        return 2
    at = datetime.now(UTC)
    found = parts(at, suites=asked.suite or SUITES, soak_minutes=asked.soak)
    chosen = [part for part in found if not asked.only or part.name in asked.only]
    machine, outcomes = describe(), []
    for part in chosen:
        sys.stdout.write(f"· {part.name}\n")
        outcome = run(part)
        outcomes.append(outcome)
        sys.stdout.write(f"{'✓' if outcome.passed else '✗'} {outcome.name}: {outcome.summary}\n")
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"test-long-{at:%Y-%m-%d}.md"
    file.write_text(page(outcomes, machine, at=at, version=_version()), encoding="utf-8")
    sys.stdout.write(f"· {file.relative_to(ROOT)}\n")
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def _version() -> str:
    """The commit, where there is one."""
    command = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main())
