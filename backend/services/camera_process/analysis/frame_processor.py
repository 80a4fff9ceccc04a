"""From a camera's newest frame to decisions performed and a live picture shown.

A frame's way: motion gate → detection → pipeline → evidence and events → live view. The caller brings frame and clock;
Redis being away costs observations, never the process.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from backend.adapters.live.frames import LiveFrame, LivePerson
from backend.adapters.pictures import jpeg
from backend.core.analysers.registry import AnalyserContext, create_analysers
from backend.core.cameras.camera import CameraConfig
from backend.core.cameras.counters import Counters
from backend.core.cameras.drops import Why
from backend.core.events.timestamps import format_time
from backend.core.events.violation import ViolationOpened
from backend.core.motion.motion_gate import GRID_HEIGHT, GRID_WIDTH, MotionGate
from backend.core.pipeline.camera_pipeline import CameraPipeline, Outcome
from backend.core.ppe.crop_regions import RefinementRequest
from backend.core.rules.camera_rules import CameraRules
from backend.core.tracking.tracker import LONGEST_PAUSE_SECONDS
from backend.core.violations.episode import Episode
from backend.core.violations.evidence_picture import as_fractions
from backend.core.vision.detections import Detections
from backend.services.camera_process.analysis.best_pictures import BestPictures
from backend.services.camera_process.analysis.detection import (
    CROPS_PER_PICTURE,
    ClassifyCrops,
    Detect,
    DetectedFrame,
    FrameDetector,
    MayAsk,
)
from backend.services.camera_process.analysis.frame import ObservedFrame
from backend.services.camera_process.analysis.performers import DecisionPerformer, Publish
from backend.services.camera_process.analysis.rule_reader import RuleReader
from backend.services.violations.reports import NewId, ViolationReports, episode_of

LIVE_WIDTH = 960
"""Pixels of a live picture's width at most. Wider: more network for each viewer."""
EMPTY = Outcome()


class FrameProcessor:
    """One camera's frames and their consequences. Not thread-safe but for reading `counters` and `people`."""

    def __init__(
        self,
        config: CameraConfig,
        *,
        detect: Detect,
        publish: Publish,
        save_episodes: Callable[[list[Episode]], None],
        new_id: NewId,
        rules: CameraRules | None = None,
        classify_crops: ClassifyCrops | None = None,
        may_ask: MayAsk = lambda: True,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        """`rules` are followed, those of the configuration when None; `clock` see `DecisionPerformer`."""
        self.people: int | None = None
        """In the picture that was observed last; None when that is not known."""
        self._config = config
        self._counters = Counters()
        self._detector = FrameDetector(detect, classify_crops, may_ask)
        self._save_episodes = save_episodes
        followed = RuleReader().rules_of(config) if rules is None else rules
        context = AnalyserContext(rules=followed, new_id=new_id, is_demo=config.demo)
        analysers = create_analysers(config.settings.detection.analysers, context)
        self._pipeline = CameraPipeline(analysers, zones=followed.zones)
        self._new_id = new_id
        self._pictures = BestPictures()
        self._publish = publish
        self._reports = ViolationReports(config, new_id)
        self._performer = DecisionPerformer(self._reports, self._pictures, publish, clock)
        self._gate = MotionGate()
        self._unplaced: list[ViolationOpened] = []
        self._seq = 0
        self._last = EMPTY
        self._observed_at: float | None = None
        """When a picture was last observed, seconds; at the beginning, when that was first due."""

    @property
    def counters(self) -> Counters:
        """What became of the frames that were due."""
        return replace(self._counters, opened=self._performer.opened)

    @property
    def episodes(self) -> list[Episode]:
        """The open violations."""
        return self._pipeline.open_episodes

    def follow(self, config: CameraConfig, rules: CameraRules, at: datetime) -> None:
        """Another configuration with the same analysers: what is known of people stays, and what is open goes on.

        Violations of rules that are no more end as `stopped`.
        """
        self._config = config
        self._reports = ViolationReports(config, self._new_id)
        self._performer.follow(self._reports)
        for decision in self._pipeline.follow_rules(rules, at):
            self._publish(self._reports.closed(decision, ""))
        self.save()

    def restore(self, episodes: list[Episode], opened: list[ViolationOpened], at: datetime) -> None:
        """Take over the violations that an earlier process left open; those that no analyser owns end as `stopped`.

        `opened` are some of which only the event is known: their place is in fractions of a picture not yet seen.
        """
        self._take_over(episodes, at)
        self._unplaced = opened

    def hold(self, at: datetime) -> None:
        """A picture of this time shows nothing: nothing is assessed, and open violations wait without running out."""
        self._observed_at = self._observed_at or at.timestamp()
        self.people = None
        self._last = EMPTY

    def process(self, frame: ObservedFrame, side: int, model: str, crop_side: int = 0) -> Outcome | None:
        """Observe a frame and perform the decisions. None when it was due but not observed (it is counted).

        `side` is the model's input size in pixels, 0 when there is no detector; `model` its name for the events;
        `crop_side` the side of the crop classifier's crops, 0 when there is none.
        """
        self._place_restored(frame)
        at = frame.at.timestamp()
        self._observed_at = self._observed_at or at
        if at - self._observed_at > LONGEST_PAUSE_SECONDS:
            self._gate.forget()
        grey = frame.to_gray(GRID_WIDTH, GRID_HEIGHT)
        if not self._gate.is_due(grey, at, people=bool(self._last.tracked)):
            self._observed_at = at
            outcome = self._pipeline.hold(frame.at)
            self._counters = replace(self._counters, quiet=self._counters.quiet + 1)
        else:
            observed = self._observe(frame, side, crop_side)
            if not isinstance(observed, Outcome):
                self.count_dropped(observed)
                return None
            self._gate.detected(at)
            self._counters = replace(self._counters, judged=self._counters.judged + 1)
            outcome = observed
        self._perform(outcome, frame, model)
        self._last = outcome
        self.people = len(outcome.people)
        return outcome

    def count_dropped(self, why: Why, frames: int = 1) -> None:
        """Count frames that were due but not observed."""
        self._counters = replace(self._counters, drops=self._counters.drops.plus(why, frames))

    def live_frame(self, frame: ObservedFrame, outcome: Outcome | None) -> LiveFrame:
        """The frame for viewers, with the boxes that were found in this very frame."""
        self._seq += 1
        picture = frame.to_bgr(min(frame.width, LIVE_WIDTH))
        people = outcome.people if outcome is not None else ()
        return LiveFrame(
            camera_id=self._config.camera_id,
            seq=self._seq,
            at=format_time(frame.at),
            width=picture.shape[1],
            height=picture.shape[0],
            people=tuple(
                LivePerson(
                    id=person.track_id,
                    box=as_fractions(person.box, frame.width, frame.height),
                    items={item: str(state) for item, state in person.states.items()},
                    violation=person.violation,
                )
                for person in people
            ),
            judged=outcome is not None,
            jpeg=jpeg.encode(picture, jpeg.LIVE_QUALITY),
        )

    def publish_state(self, state: str, reason: str, at: datetime) -> None:
        """Publish that the camera's state changed."""
        self._publish(self._reports.camera_changed(state, reason, at))

    def save(self) -> None:
        """Save which violations are open and where their people are."""
        self._save_episodes(self._pipeline.open_episodes)

    def _place_restored(self, frame: ObservedFrame) -> None:
        if self._unplaced:
            self._take_over([episode_of(event, frame.width, frame.height) for event in self._unplaced], frame.at)
            self._unplaced = []

    def _take_over(self, episodes: list[Episode], at: datetime) -> None:
        ended = self._pipeline.restore(episodes)
        for episode in ended:
            self._publish(self._reports.stopped(episode, at))
        if ended:
            self.save()

    def _observe(self, frame: ObservedFrame, side: int, crop_side: int) -> Outcome | Why:
        """What the frame led to, or why it was not observed."""
        seen = self._detector.detect(frame, side, crop_side, self._refinement_request)
        if not isinstance(seen, DetectedFrame):
            return seen
        self._counters = replace(self._counters, looked_again=self._counters.looked_again + seen.crops)
        self._suspend_unobserved(frame.at.timestamp())
        return self._pipeline.observe(
            seen.found,
            frame.at,
            size=(frame.width, frame.height),
            scale=seen.scale,
            refined_people=seen.refined_people,
            colour=seen.colour,
        )

    def _refinement_request(self, found: Detections, colour: bool) -> RefinementRequest:
        return self._pipeline.refinement_request(found, CROPS_PER_PICTURE, colour=colour)

    def _suspend_unobserved(self, at: float) -> None:
        """Before an observation. A time without any does not count towards a person's leaving.

        Whatever the reason: detector or Redis away, a model being loaded, a new connection, a black picture.
        """
        pause = at - (self._observed_at or at)
        self._observed_at = at
        if pause > LONGEST_PAUSE_SECONDS:
            self._pipeline.restore([replace(e, unobserved=e.unobserved + pause) for e in self.episodes])

    def _perform(self, outcome: Outcome, frame: ObservedFrame, model: str) -> None:
        """1. Keep better pictures. 2. Perform decisions. 3. Save what is open. 4. Send better pictures."""
        self._pictures.offer(outcome.candidates, frame)
        self._performer.perform(outcome.decisions, frame, model)
        if outcome.decisions:
            self.save()
        self._performer.send_better_pictures(self.episodes, frame.at, model)
        self._pictures.keep_only(outcome.tracked)
