"""The reporter thread of a camera's process: delivers events, reads orders, publishes the status, once a second."""

from __future__ import annotations

import logging

from backend.adapters.cameras import control as camera_control
from backend.adapters.cameras import retry as camera_retry
from backend.adapters.cameras import state as camera_state
from backend.adapters.cameras.orders import WorkerOrders
from backend.adapters.cameras.retry import NOTHING, KeptRetry
from backend.adapters.inference.client import Detector
from backend.adapters.processes.heartbeat import Heartbeat
from backend.adapters.redis.connection import RedisClient
from backend.services.camera_process.clock import CameraClock
from backend.services.camera_process.coverage_reporter import CoverageReporter
from backend.services.camera_process.main_loop import CameraLoop
from backend.services.camera_process.status import StatusBuilder
from backend.services.events.delivery import EventDelivery

log = logging.getLogger(__name__)


class CameraReporter:
    """One camera's reporter thread. All of it belongs to this thread; `reported_at` may be read by any."""

    def __init__(
        self,
        redis: RedisClient,
        *,
        loop: CameraLoop,
        status: StatusBuilder,
        detector: Detector,
        delivery: EventDelivery,
        coverage: CoverageReporter,
        clock: CameraClock,
    ) -> None:
        camera_id = loop.config.camera_id
        self.reported_at = clock.monotonic()
        self._redis = redis
        self._camera_id = camera_id
        self._loop = loop
        self._status = status
        self._detector = detector
        self._delivery = delivery
        self._coverage = coverage
        self._clock = clock
        self._orders = WorkerOrders(redis, camera_id)
        self._heartbeat = Heartbeat(redis, f"camera-{camera_id}")
        self._published = ("", "")
        self._kept_retry = NOTHING

    def report(self) -> None:
        """Once a second. Raises RedisError.

        1. Record coverage, before anything that Redis being away could prevent. 2. Deliver events. 3. Read orders.
        4. Publish the status, and an event when the state changed; keep refused logins. 5. Send coverage. 6. Beat.
        """
        self.reported_at = self._clock.monotonic()
        self._note_coverage()
        self._delivery.step()
        self._read_orders()
        self._status.note_throughput()
        status = self._status.build()
        state = (status.state, status.reason)
        if state != self._published:
            self._published = state
            log.info("camera is %s %s", *state)
            self._loop.analysis.processor.publish_state(status.state, status.reason, self._clock.utc())
        camera_state.write(self._redis, self._camera_id, status)
        self._keep_retry()
        self._coverage.send(self._redis, self._clock.monotonic())
        self._heartbeat.beat()

    def on_message(self, message: str) -> None:
        """A control message came: read the orders at once instead of within a second. Raises RedisError."""
        self._read_orders()
        if message == camera_control.VIDEO:
            self._loop.output.tap.begin_again()
        if message == camera_control.RETRY:
            self._loop.input.try_now()

    def stop(self) -> None:
        """End in order. Raises RedisError."""
        self._coverage.end(self._redis)
        camera_state.forget(self._redis, [self._camera_id])
        self._heartbeat.end()

    def _read_orders(self) -> None:
        orders = self._orders.read()
        self._detector.info = orders.inference
        self._loop.output.want(pictures=orders.wants_pictures, video=orders.wants_video)
        if orders.config is not None and orders.config != self._loop.config:
            self._loop.give_config(orders.config)

    def _keep_retry(self) -> None:
        """Keep refused logins for the next worker, when they changed."""
        seen = self._loop.input.status()
        kept = KeptRetry(state=seen.retry, retry_at=seen.retry_at)
        if kept != self._kept_retry and (kept.state.logins_refused or self._kept_retry.state.logins_refused):
            camera_retry.save(self._redis, self._loop.config, kept)
        self._kept_retry = kept

    def _note_coverage(self) -> None:
        self._coverage.note_status(
            self._status.build(),
            self._clock.utc(),
            self._clock.monotonic(),
            assesses_something=self._loop.analysis.assesses_something,
        )
