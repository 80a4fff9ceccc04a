"""Watching one camera: from its newest frame to decisions performed and a live picture shown.

A frame's way: motion gate → detector → pipeline → evidence and events → live view. Whoever calls brings the frame and
the clock; Redis being away costs judgements, never the process.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from backend.adapters.events.journal import EventJournal
from backend.adapters.live.frames import LiveFrame, LivePerson
from backend.adapters.pictures import jpeg
from backend.core.cameras.camera import CameraConfig
from backend.core.cameras.counters import Counters
from backend.core.cameras.drops import Why
from backend.core.events.events import AnyEvent, ViolationClosed, ViolationOpened, format_time
from backend.core.motion.motion_gate import GRID_HEIGHT, GRID_WIDTH, MotionGate
from backend.core.pipeline.camera_pipeline import CameraPipeline, Outcome
from backend.core.ppe.crop_regions import Doubts
from backend.core.violations.episode import Episode
from backend.core.violations.evidence_picture import as_fractions
from backend.core.vision.detections import Detections
from backend.services.camera_process.evidence_pictures import BETTER, EvidencePictures, Frame, take
from backend.services.camera_process.observations import CameraLooks, Detect, LookAgain, MayAsk, Seen
from backend.services.violations.reports import NewId, ViolationReports, episode_of

log = logging.getLogger(__name__)
PLACES_A_PICTURE = 4
"""What a second look may cost: places per picture. More settles doubts sooner and costs about 2 ms of CPU each."""
LIVE_WIDTH = 960
UNSEEN_SECONDS = 5.0
"""After so long without a judgement nobody is followed any more: longer than a track can go on (4.75 s). What is open
waits then, whatever the reason: detector or Redis away, a model being loaded, a source opened anew, a black picture."""
UPDATE_SECONDS = 3.0
NOBODY = Outcome(people=())


@dataclass(frozen=True, slots=True)
class _Said:
    """When a picture of a violation was last sent, seconds, and how good it was."""

    at: float
    quality: float

    def is_outdone(self, quality: float, at: float) -> bool:
        """Whether a picture is worth another event now."""
        return quality > self.quality * BETTER and at - self.at >= UPDATE_SECONDS


class CameraWatch:
    """One camera's judgement and its consequences. Not thread-safe but for reading `counters` and `people`."""

    def __init__(
        self,
        config: CameraConfig,
        *,
        detect: Detect,
        journal: EventJournal,
        save_episodes: Callable[[list[Episode]], None],
        new_id: NewId,
        look_again: LookAgain | None = None,
        may_ask: MayAsk = lambda: True,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        """`clock` tells when a violation was decided; without it events do not say."""
        self.counters = Counters()
        self.people: int | None = None
        """In the picture that was judged last; None when that is not known."""
        self._config = config
        self._looks = CameraLooks(detect, look_again, may_ask)
        self._clock = clock
        self._journal = journal
        self._save_episodes = save_episodes
        self._pipeline = CameraPipeline(config.required_items, new_id)
        self._reports = ViolationReports(config, new_id)
        self._gate = MotionGate()
        self._pictures = EvidencePictures()
        self._unplaced: list[ViolationOpened] = []
        self._said: dict[str, _Said] = {}
        self._seq = 0
        self._last = NOBODY
        self._judged_at: float | None = None
        """When somebody was last judged, seconds; at the beginning, when that was first wanted."""

    def restore(self, episodes: list[Episode], opened: list[ViolationOpened]) -> None:
        """Take over the violations that an earlier process left open.

        `opened` are some of which only the event is known: their place is in fractions of a picture not yet seen.
        """
        self._pipeline.restore(episodes)
        self._unplaced = opened

    @property
    def episodes(self) -> list[Episode]:
        """The open violations."""
        return self._pipeline.open_episodes

    def held(self, at: datetime) -> None:
        """A picture of this time shows nothing: nobody is judged, nobody has left, and open violations wait."""
        self._judged_at = self._judged_at or at.timestamp()
        self.people = None
        self._last = NOBODY

    def judge(self, frame: Frame, side: int, model: str, second_look_side: int = 0) -> Outcome | None:
        """Look at a frame and do what follows. None when it was due but could not be judged (it is counted).

        `side` is the model's input size in pixels, 0 when no detector can be asked; `model` its name for the events;
        `second_look_side` the side of the crops that can be looked at again, 0 when none can.
        """
        if self._unplaced:
            self._pipeline.restore([episode_of(event, frame.width, frame.height) for event in self._unplaced])
            self._unplaced = []
        at = frame.at.timestamp()
        self._judged_at = self._judged_at or at
        grey = frame.to_gray(GRID_WIDTH, GRID_HEIGHT)
        if not self._gate.is_due(grey, at, people=bool(self._last.tracked)):
            self._wait_for_unseen(at)
            outcome = self._pipeline.quiet(frame.at)
            self.counters = replace(self.counters, quiet=self.counters.quiet + 1)
        else:
            judged = self._look(frame, side, second_look_side)
            if not isinstance(judged, Outcome):
                self.dropped(judged)
                return None
            self._gate.looked(at)
            self.counters = replace(self.counters, judged=self.counters.judged + 1)
            outcome = judged
        self._perform(outcome, frame, model)
        self._last = outcome
        self.people = len(outcome.people)
        return outcome

    def dropped(self, why: Why, frames: int = 1) -> None:
        """Count frames that were due but not judged."""
        self.counters = replace(self.counters, drops=self.counters.drops.plus(why, frames))

    def live(self, frame: Frame, outcome: Outcome | None) -> LiveFrame:
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
                    items={item: str(state) for item, state in person.verdicts.items()},
                    violation=person.violation,
                )
                for person in people
            ),
            judged=outcome is not None,
            jpeg=jpeg.encode(picture, jpeg.LIVE_QUALITY),
        )

    def say_state(self, state: str, reason: str, at: datetime) -> None:
        """Write down that the camera's state changed."""
        self._journal.add(self._reports.camera_changed(state, reason, at))

    def save(self) -> None:
        """Write down which violations are open and where their people are."""
        self._save_episodes(self._pipeline.open_episodes)

    def _look(self, frame: Frame, side: int, second_look_side: int) -> Outcome | Why:
        """What was seen, or why nothing was."""
        seen = self._looks.at(frame, side, second_look_side, self._in_doubt)
        if not isinstance(seen, Seen):
            return seen
        self.counters = replace(self.counters, looked_again=self.counters.looked_again + seen.looked_again)
        self._wait_for_unseen(frame.at.timestamp())
        size = (frame.width, frame.height)
        return self._pipeline.judge(
            seen.found, frame.at, size=size, scale=seen.scale, closer=seen.closer, colour=seen.colour
        )

    def _in_doubt(self, found: Detections, colour: bool) -> Doubts:
        return self._pipeline.in_doubt(found, PLACES_A_PICTURE, colour=colour)

    def _wait_for_unseen(self, at: float) -> None:
        """Before a judgement. A time in which nobody was looked at counts for nobody's leaving."""
        pause = at - (self._judged_at or at)
        self._judged_at = at
        if pause > UNSEEN_SECONDS:
            self._pipeline.restore([replace(e, last_seen=e.last_seen + pause) for e in self.episodes])

    def _perform(self, outcome: Outcome, frame: Frame, model: str) -> None:
        """1. Keep better pictures. 2. Report decisions: in the log, then on disk. 3. Report better pictures."""
        self._pictures.offer(outcome.suspects, frame)
        for event in self._reports.of(
            outcome.decisions,
            lambda e: self._pictures.of(e.track_id or 0, e.item) or take(frame, e.box, 0.0),
            frame.at,
            model,
        ):
            log.info("%s", _in_words(event), extra={"event_id": event.id})
            self._journal.add(self._stamped(event))
            log.debug("the journal was told", extra={"event_id": event.id})
        if outcome.decisions:
            self.save()
        self._update(frame.at, model)
        self._pictures.forget_all_but(set(outcome.tracked))

    def _stamped(self, event: AnyEvent) -> AnyEvent:
        """Count a violation, and say when it was decided."""
        if not isinstance(event, ViolationOpened):
            return event
        self.counters = replace(self.counters, opened=self.counters.opened + 1)
        return event if self._clock is None else replace(event, decided_at=self._clock())

    def _update(self, at: datetime, model: str) -> None:
        """Send a clearly better picture of an open violation, not more often than every few seconds."""
        said, self._said = self._said, {}
        for episode in self._pipeline.open_episodes:
            picture = self._pictures.of(episode.track_id or 0, episode.item)
            last = said.get(episode.violation_id)
            if picture is not None and last is None:  # just opened, or taken over from an earlier process
                last = _Said(at.timestamp(), picture.quality)
            elif picture is not None and last is not None and last.is_outdone(picture.quality, at.timestamp()):
                self._journal.add(self._reports.updated(episode, picture, at, model))
                last = _Said(at.timestamp(), picture.quality)
            if last is not None:
                self._said[episode.violation_id] = last


def _in_words(event: AnyEvent) -> str:
    """A decision as the log says it, whatever becomes of the event."""
    if isinstance(event, ViolationOpened):
        return f"{event.kind}: {event.item}"
    return f"{event.kind}: {event.violation_id} {event.reason}" if isinstance(event, ViolationClosed) else event.kind
