"""The engines on this machine: time and memory for one picture, next to a nano detector of ultralytics.

    make bench NAME=engines               about 5 minutes
    make bench NAME=engines ARGS=--quick  the default model, one thread

Each measurement has a process of its own. The other side's network has random weights and is run by the same engines in
the same shapes. Prints a table and, as the last line, one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from backend.adapters.engines import accelerators
from backend.adapters.engines import selection as engines
from backend.adapters.models import manifest as model_manifest
from backend.adapters.models.manifest import ModelEntry
from bench.engine_runs import engine_case, engine_table
from bench.engine_runs.engine_case import EngineCase
from bench.engine_runs.engine_run import measured
from bench.measuring import machine
from bench.measuring.processes import BenchError
from bench.sides import peer_side

ROOT = Path(__file__).resolve().parent.parent
EXPORT = Path(__file__).with_name("peers") / "yolo_export.py"
NO_PEER = "ultralytics is not installed: ours was measured alone. Run `make extras` to compare."
UNTRAINED = (
    "The peer is ultralytics' yolo11n with five classes and random weights, {parameters:,} parameters, exported to "
    "ONNX. It finds next to nothing, so it has next to nothing to suppress, which favours it."
)
WHAT = (
    "ms: from a picture's bytes at input size to detections, median and best. CPU ms: of all threads together; the "
    "ratio is of these, which other load hardly moves. MB: the whole process with Python and the engine."
)


def cases(entries: Iterable[ModelEntry], threads: Sequence[int]) -> list[EngineCase]:
    """Every form of every model in every engine that is there; INT8 variants on CPUs."""
    there = {name: engine for name, engine in engines.ENGINES.items() if engine.is_there()}
    found = []
    for entry in entries:
        for form in (entry, *entry.shorter):
            for name, engine in there.items():
                variants = [form] if form.int8 is None or not engine.on_cpu else [form, form.int8]
                found += [engine_case.ours(one, name, count) for one in variants for count in threads]
    return found


def with_peers(ours: Sequence[EngineCase], folder: Path) -> list[EngineCase]:
    """The peer right after each of ours, so that the machine is in the same state; once for each shape and engine."""
    both = [one for case in ours for one in (case, engine_case.peer(folder, case))]
    return list(dict.fromkeys(both))


def export(program: str, folder: Path, shapes: Iterable[str]) -> dict[str, Any]:
    """Make the peer's files. BenchError when that fails."""
    environ = {"YOLO_OFFLINE": "true", "YOLO_AUTOINSTALL": "false", "YOLO_CONFIG_DIR": str(folder)}
    done = subprocess.run(
        [program, str(EXPORT), str(folder), *shapes],
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BenchError(f"The peer cannot be exported: {done.stderr.strip()[-500:]}")
    facts: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return facts


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.engines", description="Time and memory of each engine.")
    parser.add_argument("--quick", action="store_true", help="the default model with one thread")
    parser.add_argument("--no-peer", action="store_true", help="measure ours alone")
    parser.add_argument("--models", help="names of the manifest, with commas between (all; quick: its default)")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of each measurement (2)")
    options = parser.parse_args(arguments)
    options.threads = [1] if options.quick else sorted({1, os.cpu_count() or 1})
    return options


def entries_of(options: argparse.Namespace) -> list[ModelEntry]:
    """The models to measure."""
    folder = ROOT / "model"
    names = options.models.split(",") if options.models else model_manifest.names(folder)
    entries = [model_manifest.read(folder, name) for name in (names[:1] if options.quick else names)]
    return [entry for entry in entries if entry.path.suffix == ".onnx"]


def main() -> None:
    """Measure, print. Code 1 when it could not be measured."""
    options = parse()
    answer: dict[str, Any] = {"machine": {**asdict(machine.describe()), "amx": accelerators.has_amx()}}
    try:
        with tempfile.TemporaryDirectory(prefix="mandor-bench-") as name:
            answer |= _measure(options, Path(name))
    except BenchError as error:
        sys.exit(str(error))
    print("\n".join(engine_table.lines(answer)))
    print(json.dumps(answer))


def _measure(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    todo, notes = cases(entries_of(options), options.threads), [WHAT]
    program = None if options.no_peer else peer_side.python()
    if program is None:
        notes.append(NO_PEER)
    else:
        sys.stderr.write("exporting the peer\n")
        facts = export(program, folder, sorted({case.shape for case in todo}))
        notes.append(UNTRAINED.format(**facts))
        todo = with_peers(todo, folder)
    rows = []
    for number, case in enumerate(todo, start=1):
        sys.stderr.write(f"{number} of {len(todo)}: {case.model} {case.shape}, {case.engine}, {case.threads} threads\n")
        rows.append(engine_case.row(case, measured(case, options.seconds)))
    return {"rows": rows, "ratios": engine_table.ratios(rows), "fastest": engine_table.fastest(rows), "notes": notes}


if __name__ == "__main__":
    main()
