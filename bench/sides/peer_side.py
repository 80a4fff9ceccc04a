"""The usual way: one process per camera, each with `YOLO.track` (see `peers/yolo_track.py`)."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Any

from bench.measuring.processes import Processes, wait_until
from bench.measuring.rtsp_source import RtspSource
from bench.sides.side import Progress

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(__file__).resolve().parents[1] / "peers" / "yolo_track.py"
ENVIRONMENTS = (".venv-bench", ".venv")
NEEDS = "from importlib.util import find_spec; assert all(map(find_spec, ('ultralytics', 'torch', 'lap', 'cv2')))"
START_SECONDS = 120.0
WARM_FRAMES = 3
TAIL_BYTES = 400


def python() -> str | None:
    """A Python that has ultralytics, or None."""
    for environment in ENVIRONMENTS:
        candidate = ROOT / environment / "bin" / "python"
        if candidate.exists():
            found = subprocess.run([str(candidate), "-c", NEEDS], capture_output=True, check=False, timeout=60)
            if found.returncode == 0:
                return str(candidate)
    return None


class PeerSide:
    """See `Side`. One scene, one input size, one rate. Its viewer's JPEG is always made."""

    def __init__(
        self, folder: Path, source: RtspSource, scene: str, *, program: str, fps: float, size: int = 640
    ) -> None:
        """`program` is the Python to run it with."""
        folder.mkdir(parents=True)
        self._source, self._scene = source, scene
        self._arguments = [program, str(PROGRAM), "--fps", str(fps), "--size", str(size)]
        self._environ = {
            "YOLO_OFFLINE": "true",
            "YOLO_AUTOINSTALL": "false",
            "YOLO_CONFIG_DIR": str(folder),
            "OMP_NUM_THREADS": "1",
        }
        self._processes = Processes(folder)
        self._cameras = 0

    def model(self) -> str:
        """What looks, as it says itself."""
        lines = self._processes.output("peer-1").read_text().splitlines()
        first = next(line for line in lines if line.startswith('{"model"'))  # ultralytics writes there, too
        return str(json.loads(first)["model"])

    def resize(self, cameras: int) -> None:
        """See `Side.resize`."""
        self._processes.end([f"peer-{camera}" for camera in range(cameras + 1, self._cameras + 1)])
        for camera in range(self._cameras + 1, cameras + 1):
            url = self._source.url(self._scene, camera)
            self._processes.start(f"peer-{camera}", [*self._arguments, url], self._environ)
        self._cameras = cameras
        wait_until(
            lambda: all(p.handled >= WARM_FRAMES for p in self.progress()),
            f"{cameras} cameras to be judged",
            seconds=START_SECONDS,
            processes=self._processes,
        )

    def show(self, watched: bool) -> None:
        """See `Side.show`; nothing to do."""

    def process_ids(self) -> list[int]:
        """See `Side.process_ids`."""
        self._processes.check()
        return self._processes.ids()

    def progress(self) -> list[Progress]:
        """See `Side.progress`."""
        now = time.monotonic()
        last = [self._last(f"peer-{camera}") for camera in range(1, self._cameras + 1)]
        return [Progress(at=now, handled=int(words.get("judged", 0))) for words in last]

    def close(self) -> None:
        """See `Side.close`."""
        self._processes.end(self._processes.names())

    def _last(self, name: str) -> dict[str, Any]:
        """The last whole line that it wrote."""
        with self._processes.output(name).open("rb") as file:
            file.seek(max(0, file.seek(0, 2) - TAIL_BYTES))
            lines = file.read().rpartition(b"\n")[0].splitlines()
        words: dict[str, Any] = json.loads(lines[-1]) if lines and lines[-1].startswith(b"{") else {}
        return words
