"""One camera while its process runs: what its threads share, and what each of them does.

`step` belongs to the main thread, `report` to the reporter; a changed configuration is heard by the reporter and
followed by the main thread.
"""

from __future__ import annotations

import logging
import os
import time
from dataclasses import dataclass, replace
from pathlib import Path

from redis import Redis

from backend.adapters.cameras import control as camera_control
from backend.adapters.cameras import state as camera_state
from backend.adapters.cameras.orders import WorkerOrders
from backend.adapters.inference.client import Detector
from backend.adapters.machine.clock import utc_now
from backend.adapters.redis import keys as redis_keys
from backend.adapters.video.capture_status import CaptureStatus, FrameRate
from backend.adapters.video.frame import VideoFrame
from backend.core.cameras.camera import CameraConfig, CameraState, CameraStatus
from backend.core.cameras.throughput import JudgedShare
from backend.core.pipeline.camera_pipeline import Outcome
from backend.core.schedules.camera_mode import CameraMode
from backend.core.schedules.camera_plan import ModeNow
from backend.services.camera_process.coverage_report import WatchTestimony
from backend.services.camera_process.input import CameraInput
from backend.services.camera_process.judgement import CameraJudgement
from backend.services.camera_process.live_output import LiveOutput
from backend.services.camera_process.measurements import CameraMeasures
from backend.services.camera_process.mode import ModeFollower
from backend.services.camera_process.picture_monitor import PictureWatch, Said
from backend.services.camera_process.watch import CameraWatch
from backend.services.events.delivery import EventDelivery

log = logging.getLogger(__name__)
EPISODES_SECONDS = 2.0
CHANGE_NO_JUDGEMENT = (
    *("name", "version", "mode", "schedule", "time_zone", "override"),
    *("settings", "settings_unreadable"),
)
"""Parts of a configuration with which judging goes on; mode and settings are followed on their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Folders of this camera."""

    journal: Path
    frames: Path
    demo: Path


class CameraRuntime:
    """The camera's threads and what they share."""

    def __init__(self, places: Places, redis: Redis, config: CameraConfig, *, asking: Redis | None = None) -> None:
        """`asking`: the connection over which the detector is asked, if another one (see `detector.REDIS_SECONDS`)."""
        self._places = places
        self._redis = redis
        self.config = config
        self.detector = Detector(asking or redis, config.camera_id, places.frames)
        self._delivery = EventDelivery(redis, places.journal)
        self.journal = self._delivery.journal
        self.output = LiveOutput(redis, config.camera_id)
        self.input = CameraInput(places.demo, self.output.tap)
        self.ticked_at = self.reported_at = time.monotonic()
        self._rate = FrameRate()
        self._judged_share = JudgedShare()
        self.measures = CameraMeasures(redis, config.camera_id)
        self._orders = WorkerOrders(redis, config.camera_id)
        self._saved_at = 0.0
        self._said = ("", "")
        self._told: CameraConfig | None = None
        self._testimony = WatchTestimony(config.camera_id)
        self._modes = ModeFollower(config, utc_now)
        # as if it had judged: what an earlier process left open may have to end
        self.mode = ModeNow(CameraMode.DETECT, "fixed")
        self._judgement = CameraJudgement(redis, config, self.detector, self.journal, places.journal)
        self._open()

    def _reconfigure(self, config: CameraConfig) -> None:
        """Follow a changed configuration; a new source begins anew, without a restart of the process."""
        before, self.config = self.config, config
        self._modes.follow(config)
        self._judgement.follow(config)
        if before.source != config.source:
            log.info("the source changed: opening it")
            self._open()
        if (before.settings, before.settings_unreadable) != (config.settings, config.settings_unreadable):
            log.info("the settings changed")
            self._follow_settings()
        if replace(config, **{name: getattr(before, name) for name in CHANGE_NO_JUDGEMENT}) != before:
            self._judgement.begin_again()

    def _follow_mode(self) -> None:
        """Follow the schedule, an override and the clock. What is open ends when detection stops."""
        before, self.mode = self.mode.mode, self._modes.now()
        if self.mode.mode != before:
            log.info("the mode is %s now (%s)", self.mode.mode, self.mode.why)
            self._judgement.begin_again()

    def step(self) -> bool:
        """Take the newest frame, judge it, show it. Says whether there was one."""
        self.ticked_at = time.monotonic()
        told, self._told = self._told, None
        if told is not None:
            self._reconfigure(told)
        self._follow_mode()
        judges = self.mode.mode == "detect"
        self.output.follow(judges=self.mode.mode != "stream", shows=self.mode.mode != "off")
        frame = self._next_frame()
        if frame is None:
            return self.input.is_open  # it has waited already
        if self.mode.mode == "off":
            self.input.skip()
            return True  # about to begin, or to be ended: nobody looks
        if judges:
            self._watch.dropped("late", self.input.missed(frame.at, self._wanted(self.input.status().fps)))
        else:
            self.input.skip()
        outcome = self._judge(frame) if self._shows_something(frame) and judges else None
        if self.output.shows_pictures:
            self.output.show(self._watch.live(frame, outcome))
        now = time.monotonic()
        if now - self._saved_at >= EPISODES_SECONDS and self._watch.episodes:
            self._saved_at = now
            self._watch.save()
        return True

    @property
    def _watch(self) -> CameraWatch:
        return self._judgement.watch

    def _next_frame(self) -> VideoFrame | None:
        """The next frame to look at, if one comes within half a second; meanwhile video goes out."""
        if not self.output.shows_video:
            return self.input.next(0.5)
        self.output.send_video(0.1 if self.output.shows_pictures else 0.5)
        return self.input.next(0.0)

    def _shows_something(self, frame: VideoFrame) -> bool:
        """Whether this picture may be judged: a black one is no empty hall."""
        judging = self.mode.mode == "detect" and self.detector.side
        self._picture.see(frame, self.input.status(), self._watch.counters if judging else None)
        if self._picture.holds:
            self.detector.rest()
            self._watch.held(frame.at)
        return not self._picture.holds

    def _judge(self, frame: VideoFrame) -> Outcome | None:
        outcome = self._judgement.judge(frame)
        if outcome is not None:
            self._rate.add(time.monotonic())
            self._testimony.looked(utc_now(), time.monotonic())
        return outcome

    def hear(self, told: str) -> None:
        """The reporter was told something: look at once instead of within a second. Raises RedisError."""
        self._read_orders()
        if told == camera_control.VIDEO:
            self.output.tap.begin_again()

    def report(self) -> None:
        """Once a second: carry the journal on, read what we are told, say how we are. Raises RedisError."""
        self.reported_at = time.monotonic()
        self._testify()
        self._delivery.step()
        self._read_orders()
        counters = self._watch.counters
        self._judged_share.add(self.reported_at, counters.judged, counters.dropped)
        status = self.status()
        state = (status.state, status.reason)
        if state != self._said:
            self._said = state
            log.info("camera is %s %s", *state)
            self._watch.say_state(status.state, status.reason, utc_now())
        camera_state.write(self._redis, self.config.camera_id, status)
        self._testimony.send(self._redis, time.monotonic())
        self.measures.heartbeat.beat()

    def _read_orders(self) -> None:
        orders = self._orders.read()
        self.detector.info = orders.inference
        self.output.want(pictures=orders.wants_pictures, video=orders.wants_video)
        if orders.config is not None and orders.config != self.config:
            self._told = orders.config  # the main thread follows

    def _testify(self) -> None:
        """Before anything that Redis being away could keep us from."""
        self._testimony.told(self.status(), utc_now(), time.monotonic(), judges_something=bool(self._judgement.items))

    def status(self) -> CameraStatus:
        """How the camera is now."""
        seen = self.input.status()
        counters, info, journal = self._watch.counters, seen.info, self.journal.counts()
        judging = self.mode.mode == "detect"
        said = self._told_of(seen)
        return CameraStatus(
            state=CameraState(said.state),
            mode=self.mode.mode,
            mode_why=self.mode.why,
            mode_name=self.mode.name,
            mode_until=self.mode.until,
            since=max(said.since, self._modes.turned_at),
            reason=said.reason,
            hint=said.hint,
            width=info.width if info is not None else 0,
            height=info.height if info is not None else 0,
            stream_fps=round(seen.fps, 1),
            detect_fps=round(self._rate.per_second(time.monotonic()), 1),
            detect_fps_wanted=round(self._wanted(seen.fps), 1) if judging else 0.0,
            judged_share=self._judged_share.share if judging else None,
            last_frame_at=seen.last_frame_at,
            frames_received=seen.frames_received,
            frames_judged=counters.judged,
            frames_quiet=counters.quiet,
            frames_dropped=counters.dropped,
            drops=counters.drops,
            people=self._people(said.state),
            open_violations=len(self._watch.episodes),
            journal_waiting=journal.waiting,
            journal_refused=journal.refused,
            violations_decided=counters.opened,
            reconnects=seen.reconnects,
            decode_errors=seen.decode_errors,
            connection=self.measures.connection(seen),
            lag=self.measures.lag(),
            pid=os.getpid(),
        )

    def _people(self, state: str) -> int | None:
        """What was counted a while ago says nothing about now."""
        looks = self.mode.mode == "detect" and state == "live" and not self.detector.refuses and not self.detector.away
        return self._watch.people if looks else None

    def _told_of(self, seen: CaptureStatus) -> Said:
        if self.mode.mode == "off":
            return Said(state="off", since=self._modes.turned_at, reason="")
        return self._picture.say(seen, unjudged=self._unjudged() if self.mode.mode == "detect" else "")

    def _unjudged(self) -> str:
        """The code of `REASONS` for why the detector judges nothing; empty when it does."""
        if self.detector.refuses:
            return "picture_refused"
        if self.detector.away:
            return "inference_away"
        return "" if self._judgement.items else "nothing_to_judge"

    def stop(self) -> None:
        """End in order: open violations stay open, a worker that starts soon takes them over."""
        self.input.close()
        self._watch.save()
        self.journal.flush()
        self.detector.close()
        self._testimony.end(self._redis)
        self._redis.delete(redis_keys.camera_state(self.config.camera_id))
        self.measures.heartbeat.end()

    def _wanted(self, arriving: float) -> float:
        """Frames a second to judge: as configured, or as many as arrive."""
        return min(self.config.detect_fps, arriving) if arriving else self.config.detect_fps

    def _open(self) -> None:
        self._picture = PictureWatch(clock=utc_now, monotonic=time.monotonic)
        self.input.open(self.config)
        self._follow_settings()

    def _follow_settings(self) -> None:
        """Take over what may change while the source stays open."""
        if self.config.settings_unreadable:
            log.error("the camera's settings cannot be read: the defaults apply")
        self.detector.ask_at_most(self.config.detect_fps)
        self.input.limit_rate(self.config.detect_fps)
        self._picture.ignored = self.config.settings.picture_health.ignored
