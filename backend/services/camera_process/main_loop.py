"""The main thread of a camera's process: takes the newest frame, has it analysed, shows it.

`step` and everything it changes belong to this thread. What other threads may read is replaced as a whole, never
changed in place: `config`, `mode`, `analysis.processor`, `monitor`, `ticked_at`.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from queue import Empty, SimpleQueue

from backend.adapters.inference.client import Detector
from backend.adapters.video.capture_status import FrameRate
from backend.adapters.video.frame import VideoFrame
from backend.core.cameras.camera import CameraConfig
from backend.core.pipeline.camera_pipeline import Outcome
from backend.core.schedules.camera_mode import CameraMode
from backend.core.schedules.camera_plan import ModeNow
from backend.core.system.latency import Lag
from backend.services.camera_process.analysis.camera_analysis import CameraAnalysis
from backend.services.camera_process.clock import CameraClock
from backend.services.camera_process.coverage_reporter import CoverageReporter
from backend.services.camera_process.input import CameraInput
from backend.services.camera_process.live_output import LiveOutput
from backend.services.camera_process.mode import ModeFollower
from backend.services.camera_process.picture_monitor import PictureMonitor

log = logging.getLogger(__name__)
SAVE_SECONDS = 2.0
"""How often open violations are saved. A restarted worker expects people where they were so long ago."""
FRAME_SECONDS = 0.5
"""How long a step waits for a frame. Longer: a changed mode is followed later."""
VIDEO_SECONDS = 0.1
"""How long a step waits for video while pictures go out as well."""
ANALYSIS_GOES_ON = (
    *("name", "version", "mode", "schedule", "time_zone", "site_name", "override"),
    *("settings", "settings_unreadable", "zones", "rules", "facts"),
)
"""Parts of a configuration with which the analysis goes on; mode, settings and rules are followed on their own."""


class CameraLoop:
    """One camera's main thread. `give_config` is for other threads."""

    def __init__(
        self,
        config: CameraConfig,
        *,
        analysis: CameraAnalysis,
        detector: Detector,
        source: CameraInput,
        output: LiveOutput,
        modes: ModeFollower,
        coverage: CoverageReporter,
        clock: CameraClock,
    ) -> None:
        self.config = config
        # as before a restart, so that what was left open ends if it is over
        self.mode = ModeNow(CameraMode.DETECT, "fixed")
        self.input = source
        self.output = output
        self.analysis = analysis
        self.ticked_at = clock.monotonic()
        self.lag = Lag()
        """From a picture to the decision on it."""
        self._clock = clock
        self._detector = detector
        self._modes = modes
        self._coverage = coverage
        self._rate = FrameRate()
        self._saved_at = 0.0
        self._configs: SimpleQueue[CameraConfig] = SimpleQueue()
        self._open()

    def give_config(self, config: CameraConfig) -> None:
        """Hand over a changed configuration; the next step follows it. For any thread."""
        self._configs.put(config)

    def step(self) -> bool:
        """One frame; says whether there was any, or whether the step has waited for one.

        1. Follow a changed configuration and the mode. 2. Take the newest frame. 3. Check the picture, analyse it,
        perform the decisions. 4. Show it. 5. Save what is open.
        """
        self.ticked_at = self._clock.monotonic()
        self._follow_config()
        self._follow_mode()
        self.output.follow(judges=self.mode.mode != "stream", shows=self.mode.mode != "off")
        frame = self._next_frame()
        if frame is None:
            return self.input.is_open
        if self.mode.mode == "off":
            self.input.skip()
            return True
        outcome = self._analyse(frame)
        if self.output.shows_pictures:
            self.output.show(self.analysis.processor.live_frame(frame, outcome))
        self._save()
        return True

    def wanted_fps(self, arriving: float) -> float:
        """Frames a second to analyse: as configured, or as many as arrive. For any thread."""
        wanted = self.config.detect_fps
        return min(wanted, arriving) if arriving else wanted

    def analysed_fps(self) -> float:
        """Frames a second that were analysed lately. For any thread."""
        return self._rate.per_second(self._clock.monotonic())

    def _follow_config(self) -> None:
        try:
            config = self._configs.get_nowait()
            while not self._configs.empty():
                config = self._configs.get_nowait()
        except Empty:
            return
        self._reconfigure(config)

    def _reconfigure(self, config: CameraConfig) -> None:
        """Follow a changed configuration; a new source is opened without a restart of the process."""
        before, self.config = self.config, config
        self._modes.follow(config)
        self.analysis.follow(config)
        if before.source != config.source:
            log.info("the source changed: opening it")
            self._open()
        elif before.as_edited() != config.as_edited():
            self.input.try_now()
        if (before.settings, before.settings_unreadable) != (config.settings, config.settings_unreadable):
            log.info("the settings changed")
            self._follow_settings()
        if replace(config, **{name: getattr(before, name) for name in ANALYSIS_GOES_ON}) != before:
            self.analysis.restart()

    def _follow_mode(self) -> None:
        """Follow the schedule, an override and the clock. What is open ends when detection stops."""
        before, self.mode = self.mode.mode, self._modes.now()
        if self.mode.mode != before:
            log.info("the mode is %s now (%s)", self.mode.mode, self.mode.why)
            self.analysis.restart()

    def _next_frame(self) -> VideoFrame | None:
        """The next frame, if one comes in time; meanwhile video goes out."""
        if not self.output.shows_video:
            return self.input.next(FRAME_SECONDS)
        self.output.send_video(VIDEO_SECONDS if self.output.shows_pictures else FRAME_SECONDS)
        return self.input.next(0.0)

    def _analyse(self, frame: VideoFrame) -> Outcome | None:
        detects = self.mode.mode == "detect"
        if detects:
            self.analysis.processor.count_dropped("late", self.input.missed())
        else:
            self.input.skip()
        if not self._is_usable(frame) or not detects:
            return None
        outcome = self.analysis.process(frame)
        if outcome is not None:
            now = self._clock.utc()
            self._rate.add(self._clock.monotonic())
            self.lag.add((now - frame.at).total_seconds())
            self._coverage.observed(now, self._clock.monotonic())
        return outcome

    def _is_usable(self, frame: VideoFrame) -> bool:
        """Whether the picture shows anything: a black one is no empty hall."""
        detecting = self.mode.mode == "detect" and self._detector.side
        self.monitor.observe(frame, self.input.status(), self.analysis.processor.counters if detecting else None)
        if self.monitor.holds:
            self._detector.rest()
            self.analysis.processor.hold(frame.at)
        return not self.monitor.holds

    def _save(self) -> None:
        now = self._clock.monotonic()
        if now - self._saved_at >= SAVE_SECONDS and self.analysis.processor.episodes:
            self._saved_at = now
            self.analysis.processor.save()

    def _open(self) -> None:
        self.monitor = PictureMonitor(clock=self._clock.utc, monotonic=self._clock.monotonic)
        self.input.open(self.config)
        self._follow_settings()

    def _follow_settings(self) -> None:
        """Take over what may change while the source stays open."""
        if self.config.settings_unreadable:
            log.error("the camera's settings cannot be read: the defaults apply")
        self._detector.ask_at_most(self.config.detect_fps)
        self.input.limit_rate(self.config.detect_fps)
        self.monitor.ignored = self.config.settings.picture_health.ignored
