"""Real cameras: `camera_worker` and `inference_server` watching the rendered clip over RTSP.

A thread beside them publishes their configurations, as the orchestrator does.
"""

from __future__ import annotations

import sys
import threading
from contextlib import suppress
from pathlib import Path

from redis.exceptions import RedisError

from backend.adapters.cameras import config as camera_config
from backend.adapters.cameras import state as camera_state
from backend.adapters.redis.connection import RedisClient
from backend.core.cameras.camera import CameraConfig, CameraStatus
from tests.support.installations.processes import ROOT
from tests.support.installations.servers import free_port
from tests.support.video.rtsp import PYTHON, SERVER

CLIP = ROOT / "demo" / "warehouse.mp4"
PUBLISH_SECONDS = 1.0
UNJUDGED = ("inference_away", "picture_refused")


class RealCameras:
    """What the plant has to start for them, and how they are."""

    def __init__(self, folder: Path) -> None:
        self.begins = folder / "begins"
        """When the clip began anew: as the RTSP server reports it."""
        self._port = free_port()
        self._configs: list[CameraConfig] = []
        self._ended = threading.Event()

    @property
    def source(self) -> str:
        """The address of their pictures."""
        return f"rtsp://127.0.0.1:{self._port}/day"

    @property
    def ids(self) -> list[int]:
        """Their cameras."""
        return [config.camera_id for config in self._configs]

    @property
    def worker_names(self) -> list[str]:
        """Their workers' processes."""
        return [f"worker-{camera_id}" for camera_id in self.ids]

    @property
    def process_names(self) -> list[str]:
        """Everything that they need, in the order of starting; empty when there are none."""
        return ["rtsp", "inference", *self.worker_names] if self._configs else []

    def command_of(self, name: str) -> list[str]:
        """How a process of theirs is started."""
        if name == "rtsp":
            return [PYTHON, str(SERVER), str(self._port), f"day={CLIP}", "--begins", str(self.begins)]
        if name == "inference":
            return [sys.executable, "-m", "backend.workers.inference_server"]
        return [sys.executable, "-m", "backend.workers.camera_worker", name.removeprefix("worker-")]

    def publish(self, redis: RedisClient, configs: list[CameraConfig]) -> None:
        """Tell the workers what to watch, from now on again and again: a Redis may lose it."""
        self._configs = configs
        threading.Thread(target=self._publish, args=(redis,), name="publisher", daemon=True).start()

    def stop(self) -> None:
        """No more publishing."""
        self._ended.set()

    def statuses(self, redis: RedisClient) -> dict[int, CameraStatus]:
        """The status that the workers report; empty while Redis is away."""
        with suppress(RedisError):
            return camera_state.read(redis, self.ids)
        return {}

    def all_judge(self, redis: RedisClient) -> bool:
        """Whether each of them is live and has judged something."""
        found = self.statuses(redis)
        return all(i in found and is_well(found[i]) and found[i].frames_judged for i in self.ids)

    def all_sent(self, redis: RedisClient, pids: set[int]) -> bool:
        """Whether each of these processes is well, and nothing waits in its journal."""
        found = self.statuses(redis).values()
        return pids == {status.pid for status in found if is_well(status) and not status.journal_waiting}

    def _publish(self, redis: RedisClient) -> None:
        while True:
            with suppress(RedisError):
                camera_config.publish_all(redis, self._configs)
            if self._ended.wait(PUBLISH_SECONDS):
                return


def is_well(status: CameraStatus) -> bool:
    """Whether the camera is live and its detector answers."""
    return status.state == "live" and status.reason not in UNJUDGED


def has_judged(before: CameraStatus, after: CameraStatus) -> bool:
    """Whether the same worker, well both times, has judged more frames in between."""
    judged = (after.frames_judged + after.frames_quiet) - (before.frames_judged + before.frames_quiet)
    return before.pid == after.pid and is_well(before) and is_well(after) and judged > 0
