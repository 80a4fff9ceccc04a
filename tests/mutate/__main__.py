"""Changes `core/` in small ways, one at a time, and counts which changes the unit tests notice.

    make mutate [ARGS="--subject ppe --subject schedules --per-module 30 --seed 1"]

Each mutant's module is tested by its own unit tests and, if they pass, by the others of its subject. Prints the
survivors and a table; ends with 1 when a subject with an aim is below it.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from dataclasses import dataclass, field

from tests.mutate.equivalent import argued
from tests.mutate.mutations import mutants
from tests.mutate.running import CORE, FACTOR, LEAST_SECONDS, Module, is_noticed, load_libraries, modules

AIMS = {"ppe": 0.9, "violations": 0.9, "schedules": 0.9, "coverage": 0.9}
"""Least share that has to be noticed, by subject."""


@dataclass
class Counted:
    """Mutants of a subject."""

    modules: int = 0
    tried: int = 0
    noticed: int = 0
    argued: int = 0
    seconds: float = 0.0
    survivors: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Noticed of those that were tried."""
        return self.noticed / self.tried if self.tried else 1.0


def main() -> int:
    """1. Choose mutants, the same for the same seed. 2. Test each. 3. Print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--subject", action="append", default=[], help="a folder of core; again for several")
    parser.add_argument("--module", action="append", default=[], help="a module by its file's name, without .py")
    parser.add_argument("--per-module", type=int, default=12, help="mutants of each module at most; 0: all")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    subjects: dict[str, Counted] = {}
    for module in modules(asked.subject):
        if not asked.module or module.path.stem in asked.module:
            _count(subjects.setdefault(module.subject, Counted()), module, asked.per_module, asked.seed)
    _print(_table(subjects))
    missed = [name for name, counted in subjects.items() if counted.share < AIMS.get(name, 0.0)]
    for name in missed:
        _print(f"✗ {name}: {subjects[name].share:.0%} of the changes noticed, the aim is {AIMS[name]:.0%}")
    return 1 if missed else 0


def _count(counted: Counted, module: Module, most: int, seed: int) -> None:
    place = str(module.path.relative_to(CORE))
    every = mutants(module.path.read_text(), str(module.path))
    found = [mutant for mutant in every if argued(place, mutant) is None]
    counted.argued += len(every) - len(found)
    chosen = found if not most else random.Random(f"{seed} {place}").sample(found, min(most, len(found)))
    counted.modules += 1
    if not chosen:
        return
    began = time.monotonic()
    longest = max(LEAST_SECONDS, FACTOR * load_libraries(module)) if module.tests else 0.0
    noticed = 0
    for mutant in sorted(chosen, key=lambda one: one.line):
        if module.tests and is_noticed(module, mutant.code, longest):
            noticed += 1
            continue
        survivor = f"{place}:{mutant.line}: {mutant.change}: {mutant.text}"
        counted.survivors.append(survivor)
        _print(f"  survived  {survivor}")
    took = time.monotonic() - began
    counted.tried += len(chosen)
    counted.noticed += noticed
    counted.seconds += took
    _print(f"{place}: {noticed} of {len(chosen)} noticed, {took:.0f} s")


def _table(subjects: dict[str, Counted]) -> str:
    """Markdown: one row per subject."""
    rows = [
        "| subject | modules | changes tried | noticed | share | argued away | seconds |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, one in sorted(subjects.items()):
        rows.append(
            f"| {name or 'core'} | {one.modules} | {one.tried} | {one.noticed} | {one.share:.0%} | {one.argued} "
            f"| {one.seconds:.0f} |"
        )
    return "\n".join(rows)


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
