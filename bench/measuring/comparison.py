"""Both sides on the same scenes, one after the other, each alone on the machine."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.measuring import ratios
from bench.measuring.rtsp_source import RtspSource
from bench.scenes import scene_run
from bench.scenes.scene_run import Plan, SceneRun
from bench.sides import peer_side
from bench.sides.our_side import OurSide
from bench.sides.peer_side import PeerSide

SMALL_MODEL, SMALL_SIZE = "ppe-nano-416", 416
PEER_SIZE = 640
HELD_SECONDS = 8.0
"""At most, for each number of cameras that is tried."""
_BEGAN = time.perf_counter()


@dataclass(frozen=True, slots=True)
class Case:
    """One scene at one model size."""

    name: str
    scene: str
    model: str = ""
    peer_size: int = PEER_SIZE


CASES = (
    Case("busy", "busy"),
    Case("busy_416", "busy", model=SMALL_MODEL, peer_size=SMALL_SIZE),
    Case("quiet", "quiet"),
)


def report(message: str) -> None:
    """A line of progress, with the time since the start."""
    sys.stderr.write(f"{time.perf_counter() - _BEGAN:5.0f} s  {message}\n")
    sys.stderr.flush()


class Comparison:
    """Runs the cases one after the other, each side alone."""

    def __init__(self, folder: Path, source: RtspSource, options: argparse.Namespace) -> None:
        self._folder = folder
        self._source = source
        self._options = options
        self._program = None if options.no_peer else peer_side.python()
        self.held: dict[str, int | None] = {"ours": None, "peer": None}

    def compare(self, case: Case) -> dict[str, Any]:
        """Both sides on one case."""
        ours = self._ours(case)
        peer = self._peer(case) if self._program is not None else None
        return {
            "ours": ours.figures(),
            "peer": peer.figures() if peer is not None else None,
            "ratios": ratios.of(ours, peer),
            "aims": {name: round(aim, 3) for name, aim in ratios.AIMS[case.name].items()},
        }

    def _plan(self, case: Case, cameras: list[int]) -> Plan:
        both = sorted(set(self._options.cameras) & set(self._options.peer_cameras))
        compared_at = both[-1] if both else self._options.cameras[-1]
        if case.name != "busy":
            cameras = [n for n in cameras if n <= compared_at]
        return Plan(
            fps=self._options.fps,
            seconds=self._options.seconds,
            cameras=tuple(cameras),
            compared_at=compared_at if compared_at in cameras else cameras[-1],
            settle_seconds=2.0 if self._options.quick else 4.0,
        )

    def _ours(self, case: Case) -> SceneRun:
        plan = self._plan(case, self._options.cameras)
        report(f"{case.name}: ours with {_numbers(plan)} cameras")
        side = OurSide(self._folder / f"ours-{case.name}", self._source, case.scene, fps=plan.fps, model=case.model)
        try:
            info = side.info
            found = scene_run.run(
                side, plan, model=f"{info.name}, {info.engine}", has_viewer_switch=True, rest=time.sleep
            )
            if case.name == "busy" and not self._options.quick:
                report("how many cameras ours holds")
                self.held["ours"] = self._held(side, plan, found, doubling=True)
        finally:
            side.close()
        return found

    def _peer(self, case: Case) -> SceneRun:
        assert self._program is not None
        plan = self._plan(case, self._options.peer_cameras)
        report(f"{case.name}: the usual way with {_numbers(plan)} cameras")
        side = PeerSide(
            self._folder / f"peer-{case.name}",
            self._source,
            case.scene,
            program=self._program,
            fps=plan.fps,
            size=case.peer_size,
        )
        try:
            found = scene_run.run(side, plan, model="", has_viewer_switch=False, rest=time.sleep)
            found = replace(found, model=f"{side.model()}, {case.peer_size}")
            if case.name == "busy" and not self._options.quick:
                report("how many cameras the usual way holds")
                self.held["peer"] = self._held(side, plan, found, doubling=False)
        finally:
            side.close()
        return found

    def _held(self, side: OurSide | PeerSide, plan: Plan, found: SceneRun, *, doubling: bool) -> int:
        quick = replace(plan, seconds=min(plan.seconds, HELD_SECONDS))
        limit = self._options.limit
        return scene_run.held(side, quick, dict(found.windows), limit=limit, doubling=doubling, rest=time.sleep)


def _numbers(plan: Plan) -> str:
    return ", ".join(map(str, plan.cameras))
