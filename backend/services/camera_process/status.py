"""The status of a camera's process: assembled here from its parts, and nowhere else."""

from __future__ import annotations

import os

from backend.adapters.events.journal import EventJournal
from backend.adapters.inference.client import Detector
from backend.adapters.video.capture_status import CaptureStatus
from backend.core.cameras.camera import CameraState, CameraStatus
from backend.core.cameras.connection_quality import ConnectionHistory, ConnectionNumbers
from backend.core.cameras.throughput import JudgedShare
from backend.services.camera_process.clock import CameraClock
from backend.services.camera_process.main_loop import CameraLoop
from backend.services.camera_process.mode import ModeFollower
from backend.services.camera_process.picture_monitor import ReportedState


class StatusBuilder:
    """Reads what the other parts allow any thread to read. `note_throughput` is for the reporter thread."""

    def __init__(
        self, *, loop: CameraLoop, detector: Detector, journal: EventJournal, modes: ModeFollower, clock: CameraClock
    ) -> None:
        self._loop = loop
        self._detector = detector
        self._journal = journal
        self._modes = modes
        self._clock = clock
        self._throughput = JudgedShare()
        self._connection = ConnectionHistory()

    def note_throughput(self) -> None:
        """Once a second: how many of the frames that were due were analysed."""
        counters = self._loop.analysis.processor.counters
        self._throughput.add(self._clock.monotonic(), counters.judged, counters.dropped)

    def build(self) -> CameraStatus:
        """The status now."""
        seen, mode, processor = self._loop.input.status(), self._loop.mode, self._loop.analysis.processor
        counters, info, journal = processor.counters, seen.info, self._journal.counts()
        detects = mode.mode == "detect"
        reported = self._reported(seen)
        return CameraStatus(
            state=CameraState(reported.state),
            mode=mode.mode,
            mode_why=mode.why,
            mode_name=mode.name,
            mode_until=mode.until,
            since=max(reported.since, self._modes.switched_at),
            reason=reported.reason,
            hint=reported.hint,
            width=info.width if info is not None else 0,
            height=info.height if info is not None else 0,
            stream_fps=round(seen.fps, 1),
            detect_fps=round(self._loop.analysed_fps(), 1),
            detect_fps_wanted=round(self._loop.wanted_fps(seen.fps), 1) if detects else 0.0,
            judged_share=self._throughput.share if detects else None,
            last_frame_at=seen.last_frame_at,
            frames_received=seen.frames_received,
            frames_judged=counters.judged,
            frames_quiet=counters.quiet,
            frames_dropped=counters.dropped,
            drops=counters.drops,
            people=self._people(reported.state),
            open_violations=len(processor.episodes),
            journal_waiting=journal.waiting,
            journal_refused=journal.refused,
            violations_decided=counters.opened,
            reconnects=seen.reconnects,
            retry_at=seen.retry_at,
            decode_errors=seen.decode_errors,
            connection=self._connection_numbers(seen),
            lag=self._loop.lag.numbers(),
            pid=os.getpid(),
        )

    def _reported(self, seen: CaptureStatus) -> ReportedState:
        mode = self._loop.mode.mode
        if mode == "off":
            return ReportedState(state="off", since=self._modes.switched_at, reason="")
        return self._loop.monitor.reported(seen, not_assessed=self._not_assessed() if mode == "detect" else "")

    def _not_assessed(self) -> str:
        """The code of `REASONS` for why nothing is assessed; empty when something is."""
        if self._detector.refuses:
            return "picture_refused"
        if self._detector.away:
            return "inference_away"
        return "" if self._loop.analysis.assesses_something else "nothing_to_judge"

    def _people(self, state: str) -> int | None:
        """People in view; None while that is not known: what was counted a while ago does not hold now."""
        detects = self._loop.mode.mode == "detect" and state == "live"
        known = detects and not self._detector.refuses and not self._detector.away
        return self._loop.analysis.processor.people if known else None

    def _connection_numbers(self, seen: CaptureStatus) -> ConnectionNumbers:
        """The connection's last hour, with its present state."""
        now = self._clock.monotonic()
        expects_frames = seen.state in ("live", "stale") and seen.last_frame_monotonic is not None
        age = now - seen.last_frame_monotonic if expects_frames and seen.last_frame_monotonic is not None else None
        self._connection.add(now, reconnects=seen.reconnects, decode_errors=seen.decode_errors, frame_age_seconds=age)
        return self._connection.numbers(seen.jitter)
