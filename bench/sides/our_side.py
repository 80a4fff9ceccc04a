"""Our side: the real processes (Redis, one inference server, one worker per camera), without database and PM2."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from redis.exceptions import RedisError

from backend.adapters.cameras import config as camera_config
from backend.adapters.cameras import state as camera_state
from backend.adapters.inference import frame_store
from backend.adapters.inference.announcement import InferenceInfo, read_info
from backend.adapters.live import frames as live_frames
from backend.adapters.redis.connection import connect
from backend.core.cameras.camera import CameraConfig, CameraStatus
from backend.core.cameras.settings.camera_settings import CameraSettings
from backend.core.cameras.settings.detection import DetectionSettings
from backend.settings import installation_id
from backend.workers.pm2_manager import LEAN
from bench.measuring import redis_process
from bench.measuring.processes import BenchError, Processes, wait_until
from bench.measuring.rtsp_source import RtspSource
from bench.sides.side import Progress

START_SECONDS = 60.0
REPORT_SECONDS = 5.0
"""A worker reports once a second; one that is starved reports later."""
ATTEND_SECONDS = 2.0


class OurSide:
    """See `Side`. One scene, one model, one rate."""

    def __init__(self, folder: Path, source: RtspSource, scene: str, *, fps: float, model: str = "") -> None:
        """Starts Redis and the inference server; `model` is a name of the manifest, or empty for its default."""
        self._source, self._scene, self._fps = source, scene, fps
        self._data = folder
        folder.mkdir(parents=True)
        url = f"unix://{folder}/redis/redis.sock"
        self._installation = installation_id(folder)
        self._environ = {"DATA_DIR": str(folder), "REDIS_URL": url, "MODEL": model, "LOG_LEVEL": "WARNING"}
        self._processes = Processes(folder)
        self._redis = connect(url, self._installation)
        self._cameras = 0
        self._watched = False
        self._closing = threading.Event()
        self._attendant = threading.Thread(target=self._attend, name="attendant", daemon=True)
        try:
            self._start()
        except BaseException:
            self.close()
            raise

    @property
    def info(self) -> InferenceInfo:
        """The model and engine that look. BenchError when the inference server has gone."""
        found = read_info(self._redis)
        if found is None:
            raise BenchError("The inference server does not answer.")
        return found

    def resize(self, cameras: int) -> None:
        """See `Side.resize`."""
        for camera in range(cameras + 1, self._cameras + 1):
            self._processes.end([f"camera-{camera}"])
            camera_config.remove(self._redis, camera)
        for camera in range(self._cameras + 1, cameras + 1):
            self._begin(camera)
        self._cameras = cameras
        self._wait(lambda: all(p.handled - p.quiet > 0 for p in self._known()), f"{cameras} cameras to be judged")

    def show(self, watched: bool) -> None:
        """See `Side.show`."""
        self._watched = watched
        for camera in range(1, self._cameras + 1):
            if watched:
                live_frames.keep_watching(self._redis, camera)
            else:
                self._redis.delete(self._redis.names.watch(camera))

    def process_ids(self) -> list[int]:
        """See `Side.process_ids`."""
        self._processes.check()
        return self._processes.ids()

    def progress(self) -> list[Progress]:
        """See `Side.progress`: as each worker reports next, so that the time is right to a twentieth of a second.

        A worker that is too starved to report in time is taken as it was.
        """
        before = self._statuses()
        found: dict[int, Progress] = {}
        deadline = time.monotonic() + REPORT_SECONDS
        while len(found) < self._cameras and time.monotonic() < deadline:
            time.sleep(0.05)
            now = time.monotonic()
            for camera, status in self._statuses().items():
                known = before.get(camera)
                if camera not in found and known is not None and status.last_frame_at != known.last_frame_at:
                    found[camera] = _progress(status, now)
        late = [camera for camera in range(1, self._cameras + 1) if camera not in found]
        found.update({camera: _progress(before.get(camera), time.monotonic()) for camera in late})
        return [found[camera] for camera in range(1, self._cameras + 1)]

    def close(self) -> None:
        """See `Side.close`: workers first, so that they can say good-bye to Redis."""
        self._closing.set()
        if self._attendant.ident is not None:
            self._attendant.join(ATTEND_SECONDS + 5.0)
        self._processes.end([name for name in self._processes.names() if name.startswith("camera-")])
        self._processes.end(self._processes.names())
        self._redis.close()
        shutil.rmtree(frame_store.directory(self._data, self._installation), ignore_errors=True)

    def _start(self) -> None:
        redis_process.start(self._processes, self._data / "redis", self._data)
        python = [sys.executable, "-m"]
        self._processes.start("inference", [*python, "backend.workers.inference_server"], self._environ)
        self._wait(lambda: read_info(self._redis) is not None, "the inference server")
        self._attendant.start()

    def _begin(self, camera: int) -> None:
        config = CameraConfig(
            camera_id=camera,
            company_id=1,
            site_id=1,
            name=f"camera {camera}",
            source=self._source.url(self._scene, camera),
            settings=CameraSettings(detection=DetectionSettings(detect_fps=self._fps)),
        )
        camera_config.publish(self._redis, config)
        arguments = [sys.executable, "-m", "backend.workers.camera_worker", str(camera)]
        self._processes.start(f"camera-{camera}", arguments, {**self._environ, **LEAN})
        self._cameras = max(self._cameras, camera)

    def _attend(self) -> None:
        """What the backend does beside: take events away, and say that somebody watches."""
        while not self._closing.wait(ATTEND_SECONDS):
            with suppress(RedisError):
                self._redis.xtrim(self._redis.names.events, maxlen=0, approximate=False)
                if self._watched:
                    for camera in range(1, self._cameras + 1):
                        live_frames.keep_watching(self._redis, camera)

    def _statuses(self) -> dict[int, CameraStatus]:
        return camera_state.read(self._redis, range(1, self._cameras + 1))

    def _known(self) -> list[Progress]:
        statuses = self._statuses()
        return [_progress(statuses.get(camera), 0.0) for camera in range(1, self._cameras + 1)]

    def _wait(self, condition: Callable[[], bool], what: str) -> None:
        wait_until(condition, what, seconds=START_SECONDS, processes=self._processes)


def _progress(status: CameraStatus | None, at: float) -> Progress:
    if status is None:
        return Progress(at=at, handled=0)
    return Progress(
        at=at,
        handled=status.frames_judged + status.frames_quiet,
        quiet=status.frames_quiet,
        dropped=status.frames_dropped,
    )
