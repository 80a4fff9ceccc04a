"""One camera's process: makes its parts, each owned by one thread.

| thread | part |
|---|---|
| main | `loop`: frames, analysis, live output |
| reporter | `reporter`: event delivery, orders, status |
| watchdog | reads `loop.input.frame_age`, `loop.ticked_at`, `reporter.reported_at` |

The reporter hands a changed configuration to the loop (`CameraLoop.give_config`); other values that cross are replaced
as a whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from redis.exceptions import RedisError

from backend.adapters.cameras import retry as camera_retry
from backend.adapters.cameras.retry import NOTHING, KeptRetry
from backend.adapters.inference.client import Detector
from backend.adapters.redis.connection import RedisClient
from backend.core.cameras.camera import CameraConfig, CameraStatus
from backend.services.camera_process.analysis.camera_analysis import CameraAnalysis
from backend.services.camera_process.clock import CameraClock
from backend.services.camera_process.coverage_reporter import CoverageReporter
from backend.services.camera_process.input import CameraInput
from backend.services.camera_process.live_output import LiveOutput
from backend.services.camera_process.main_loop import CameraLoop
from backend.services.camera_process.mode import ModeFollower
from backend.services.camera_process.reporter import CameraReporter
from backend.services.camera_process.status import StatusBuilder
from backend.services.events.delivery import EventDelivery


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraFolders:
    """Folders of this camera."""

    journal: Path
    frames: Path
    """Of shared memory."""
    demo: Path
    """With the demonstration clips."""


class CameraRuntime:
    """The parts of one camera's process."""

    def __init__(
        self,
        folders: CameraFolders,
        redis: RedisClient,
        config: CameraConfig,
        *,
        inference_redis: RedisClient | None = None,
        clock: CameraClock | None = None,
    ) -> None:
        """`inference_redis`: the connection for inference requests, if another one (see `client.REDIS_SECONDS`)."""
        clock = clock or CameraClock()
        self.detector = Detector(inference_redis or redis, config.camera_id, folders.frames)
        delivery = EventDelivery(redis, folders.journal)
        self._delivery = delivery
        self.journal = delivery.journal
        modes, coverage = ModeFollower(config, clock.utc), CoverageReporter(config.camera_id)
        output = LiveOutput(redis, config.camera_id, clock.utc)
        self.loop = CameraLoop(
            config,
            analysis=CameraAnalysis(redis, config, self.detector, delivery, folders.journal, clock),
            detector=self.detector,
            source=CameraInput(folders.demo, output.tap, clock, _kept_retry_in(redis)),
            output=output,
            modes=modes,
            coverage=coverage,
            clock=clock,
        )
        self._status = StatusBuilder(
            loop=self.loop, detector=self.detector, journal=self.journal, modes=modes, clock=clock
        )
        self.reporter = CameraReporter(
            redis,
            loop=self.loop,
            status=self._status,
            detector=self.detector,
            delivery=delivery,
            coverage=coverage,
            clock=clock,
        )

    def status(self) -> CameraStatus:
        """The camera's status now."""
        return self._status.build()

    def stop(self) -> None:
        """End in order: open violations stay open, a worker that starts soon takes them over. Raises RedisError."""
        self.loop.input.close()
        self.loop.analysis.processor.save()
        self.loop.analysis.finish()
        self._delivery.step()
        self.journal.flush()
        self.detector.close()
        self.reporter.stop()


def _kept_retry_in(redis: RedisClient) -> Callable[[CameraConfig], KeptRetry]:
    """What an earlier worker counted; nothing while Redis is away."""

    def kept(config: CameraConfig) -> KeptRetry:
        try:
            return camera_retry.load(redis, config)
        except RedisError:
            return NOTHING

    return kept
