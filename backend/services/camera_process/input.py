"""A camera's source, kept open in a thread of its own, and its newest frame."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from backend.adapters.cameras.retry import NOTHING, KeptRetry
from backend.adapters.video.capture import VideoCapture
from backend.adapters.video.capture_status import CaptureStatus
from backend.adapters.video.capture_thread import CaptureThread
from backend.adapters.video.frame import VideoFrame
from backend.adapters.video.opening.rtsp_opening import RtspRoute
from backend.adapters.video.opening.source_options import CaptureOptions
from backend.adapters.video.packet_tap import PacketTap
from backend.core.cameras import source as sources
from backend.core.cameras.camera import CameraConfig
from backend.core.errors import InvalidInput
from backend.services.camera_process.clock import CameraClock


class CameraInput:
    """One camera's. `status` and `frame_age` are for any thread, the rest belongs to the main thread."""

    def __init__(
        self,
        demo: Path,
        tap: PacketTap,
        clock: CameraClock,
        kept_retry: Callable[[CameraConfig], KeptRetry] = lambda config: NOTHING,
    ) -> None:
        """`demo` has the demonstration clips; `tap` takes the packets besides; `kept_retry`: see `adapters.retry`."""
        self._kept_retry = kept_retry
        self._clock = clock
        self._demo = demo
        self._tap = tap
        self._capture: CaptureThread | None = None
        self._unusable = CaptureStatus(state="connecting", since=clock.utc())
        self._replaced: int | None = None
        """As counted at the last `missed`; None when frames since then are not due."""
        self.seq = 0
        """Number of the frame that was handed out last."""

    @property
    def is_open(self) -> bool:
        """Whether frames may come; an address that cannot be parsed gives none."""
        return self._capture is not None

    def open(self, config: CameraConfig) -> None:
        """Close what is open and open this configuration's source."""
        self.close()
        self.seq, self._replaced, self._capture = 0, None, None
        try:
            source = sources.parse(config.source)
        except InvalidInput as error:
            since = self._clock.utc()
            self._unusable = CaptureStatus(state="failed", since=since, reason="invalid_source", hint=error.hint)
            return
        kept, route = self._kept_retry(config), RtspRoute()
        options = CaptureOptions(snapshot_seconds=1 / config.detect_fps)
        self._capture = CaptureThread(
            source,
            open_capture=lambda source: VideoCapture(
                source,
                demo_dir=self._demo,
                clock=self._clock.utc,
                monotonic=self._clock.monotonic,
                options=options,
                tap=self._tap,
                route=route,
            ),
            clock=self._clock.utc,
            monotonic=self._clock.monotonic,
            retry=kept.state,
            retry_at=kept.retry_at,
        )
        self.limit_rate(config.detect_fps)
        self._capture.start()

    def limit_rate(self, per_second: float) -> None:
        """From now on at most so many pictures a second; an open source stays open."""
        if self._capture is not None:
            self._capture.limit_interval(1 / per_second)

    def try_now(self) -> None:
        """Open the source now, if it waits for its next attempt. For any thread."""
        capture = self._capture
        if capture is not None:
            capture.try_now()

    def close(self) -> None:
        """Close the source."""
        if self._capture is not None:
            self._capture.stop()

    def next(self, timeout_seconds: float) -> VideoFrame | None:
        """The newest frame that was not handed out yet, if one comes in time."""
        frame = self._capture.wait_newer(self.seq, timeout_seconds) if self._capture is not None else None
        if frame is not None:
            self.seq = frame.seq
        return frame

    def missed(self) -> int:
        """Due frames since the call before that were replaced before they were analysed.

        They are counted, not derived from the frames' times: a camera's clock may run slow or be set.
        """
        if self._capture is None:
            return 0
        before, self._replaced = self._replaced, self._capture.replaced()
        return 0 if before is None else self._replaced - before

    def skip(self) -> None:
        """Frames from here to the next are not due."""
        self._replaced = None

    def status(self) -> CaptureStatus:
        """The capture's status now."""
        return self._capture.status() if self._capture is not None else self._unusable

    def frame_age(self) -> float | None:
        """Seconds since the last frame of a connection that should deliver some; None when none is expected."""
        status = self.status()
        if status.state not in ("live", "stale") or status.last_frame_monotonic is None:
            return None
        return self._clock.monotonic() - status.last_frame_monotonic
