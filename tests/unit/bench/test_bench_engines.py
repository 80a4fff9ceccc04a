"""The engines' benchmark: what is measured, and the table that comes out. Nothing here is timed."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from backend.adapters.models import manifest as model_manifest
from bench import engines
from bench.engine_runs import engine_case, engine_table
from bench.engine_runs.engine_case import EngineCase, EngineFigures
from tests.support.installations.processes import ROOT

FIGURES = EngineFigures(device="cpu", ms=10.0, ms_best=8.0, cpu_ms=5.0, memory_mb=100.0, found=3)


@pytest.fixture
def ours() -> list[EngineCase]:
    return engines.cases([model_manifest.read(ROOT / "model", "ppe-nano-640")], [1, 2])


def test_every_form_is_measured_in_every_engine_with_each_number_of_threads(ours: list[EngineCase]) -> None:
    measured = {(case.shape, case.engine, case.threads) for case in ours}
    assert len(measured) == len(ours)
    assert {case.shape for case in ours} == {"640x640", "640x384"}
    assert {case.engine for case in ours} >= {"onnxruntime", "openvino"}
    assert {case.threads for case in ours} == {1, 2}


def test_each_case_of_ours_is_followed_by_the_peer_in_the_same_shape(ours: list[EngineCase]) -> None:
    both = engines.with_peers(ours, Path("/made"))
    assert len(both) == 2 * len(ours)
    for mine, theirs in zip(both[::2], both[1::2], strict=True):
        assert (mine.side, theirs.side) == ("ours", "peer")
        assert (mine.shape, mine.engine, mine.threads) == (theirs.shape, theirs.engine, theirs.threads)
    twice = engines.with_peers([*ours, *ours], Path("/made"))
    assert len([case for case in twice if case.side == "peer"]) == len(ours), "two models of one shape share a peer"


def test_a_case_travels_to_its_process_and_becomes_a_model_there(ours: list[EngineCase]) -> None:
    body = json.loads(json.dumps(asdict(ours[0])))
    case = EngineCase(**{**body, "classes": tuple(body["classes"])})
    assert case == ours[0]
    assert (case.entry.input_size, case.entry.rows, case.entry.class_map) == (640, 640, (0, 1, 2, 3, 4))


def answer(ours: list[EngineCase], *, peers: bool) -> dict:
    todo = engines.with_peers(ours, Path("/made")) if peers else ours
    slow = EngineFigures(device="cpu", ms=40.0, ms_best=16.0, cpu_ms=10.0, memory_mb=200.0, found=0)
    rows = [engine_case.row(case, FIGURES if case.side == "ours" else slow) for case in todo]
    return {
        "machine": {"cpu": "an abacus", "cores": 2, "load_before": 0.1},
        "rows": rows,
        "ratios": engine_table.ratios(rows),
        "notes": ["the last word"],
    }


def test_the_table_has_a_line_for_each_measurement_and_its_ratio(ours: list[EngineCase]) -> None:
    made = answer(ours, peers=True)
    assert made["ratios"]["640x384, openvino, 2 threads"] == {
        "ms": 0.25,
        "ms_best": 0.5,
        "cpu_ms": 0.5,
        "memory_mb": 0.5,
    }
    lines = engine_table.lines(made)
    assert len([line for line in lines if "ppe-nano-640" in line and line.endswith("0.5")]) == len(ours)
    assert len([line for line in lines if "yolo11n" in line]) == len(ours)
    assert "an abacus" in lines[0]
    assert lines[-1] == "the last word"


def test_without_a_peer_there_are_no_ratios(ours: list[EngineCase]) -> None:
    made = answer(ours, peers=False)
    assert made["ratios"] == {}
    assert not [line for line in engine_table.lines(made) if "yolo11n" in line]


def test_the_fastest_engine_of_each_shape_is_named() -> None:
    def row(engine: str, ms: float, *, side: str = "ours", int8: bool = False) -> dict:
        return {"side": side, "model": "m", "size": "64x64", "int8": int8, "engine": engine, "threads": 1, "ms": ms}

    rows = [row("a", 3.0), row("b", 2.0, int8=True), row("c", 1.0, side="peer")]
    assert engine_table.fastest(rows) == {"m, 64x64, 1 thread": "b, int8"}


def test_the_slowest_of_ours_is_compared(ours: list[EngineCase]) -> None:
    made = answer(ours[:1], peers=True)["rows"]
    worse = {**made[0], "model": "larger", "ms": 80.0, "ms_best": 80.0}
    assert engine_table.ratios([*made, worse])["640x640, onnxruntime, 1 thread"]["ms"] == 2.0
