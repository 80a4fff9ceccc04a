"""A camera's frames become events with pictures of the right moment, and a live view with the boxes of its frame."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count, pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import cast
from uuid import UUID

import cv2
import numpy as np
import pytest

from backend.adapters.events.journal import EventJournal
from backend.adapters.inference.client import Detector
from backend.adapters.machine.clock import utc_now
from backend.adapters.redis.connection import RedisClient
from backend.core.cameras.camera import CameraConfig
from backend.core.cameras.drops import Drops
from backend.core.events.camera import CameraChanged
from backend.core.events.envelope import Event
from backend.core.events.event_id import uuid7
from backend.core.events.violation import ViolationClosed, ViolationOpened, ViolationUpdated
from backend.core.pipeline.camera_pipeline import Outcome
from backend.core.violations.episode import Episode
from backend.services.camera_process.analysis.camera_analysis import CameraAnalysis
from backend.services.camera_process.analysis.frame_processor import FrameProcessor
from backend.services.camera_process.clock import CameraClock
from backend.services.events.delivery import EventDelivery
from tests.builders import START
from tests.fakes.detector import FakeDetector, Row
from tests.fakes.frame import HEIGHT, WIDTH, Box, FakeFrame
from tests.support.detection_classes import HELMET, NO_HELMET, PERSON, VEST

CONFIG = CameraConfig(camera_id=7, company_id=1, site_id=2, name="gate", source="demo://warehouse.mp4")
MODEL = "ppe-nano@0123456789ab"
SIDE = 320
FPS = 5
RED, BLUE = (30, 30, 160), (220, 60, 30)
"""Both differ from the yard in brightness, which is all that the motion gate sees."""
STANDING: Box = (100.0, 60.0, 180.0, 300.0)


def rows(box: Box, *, helmet: bool) -> list[Row]:
    """What a detector sees of a person at `box`."""
    x1, y1, x2, y2 = box
    top, middle = (x1 + 20, y1, x2 - 20, y1 + 0.12 * (y2 - y1)), (x1 + 5, y1 + 50, x2 - 5, y1 + 120)
    head = (*top, 0.8, HELMET) if helmet else (*top, 0.7, NO_HELMET)
    return [(*box, 0.85, PERSON), head, (*middle, 0.8, VEST)]


@dataclass
class Scene:
    """A camera that is watched five times a second."""

    processor: FrameProcessor
    detector: FakeDetector
    events: list[Event]
    saved: list[list[Episode]]
    journal: EventJournal
    side: int = SIDE
    frames: list[FakeFrame] = field(default_factory=list)

    def run(
        self,
        seconds: float,
        box_at: Callable[[float], Box] | None = None,
        *,
        helmet: bool = False,
        missing: float = 0.7,
    ) -> list[Outcome | None]:
        """Watch for a while; `box_at` says where the person is after so many seconds."""
        outcomes = []
        for i in range(round(seconds * FPS)):
            box = box_at(i / FPS) if box_at else None
            self.detector.rows = rows(box, helmet=helmet) if box else []
            frame = FakeFrame(START + timedelta(seconds=len(self.frames) / FPS), {RED: box} if box else {})
            self.frames.append(frame)
            outcomes.append(self.processor.process(frame, self.side, MODEL))
            self.journal.flush()
        return outcomes

    def of(self, kind: type) -> list:
        return [event for event in self.events if isinstance(event, kind)]


def standing(_seconds: float) -> Box:
    return STANDING


def beside(_seconds: float) -> Box:
    x1, y1, x2, y2 = STANDING
    return x1 + 120, y1, x2 + 120, y2


def swaying(seconds: float) -> Box:
    """Standing, but never still: every picture is worth a look."""
    shift = 12.0 if round(seconds * FPS) % 2 else 0.0
    x1, y1, x2, y2 = STANDING
    return x1 + shift, y1, x2 + shift, y2


def coming_nearer(seconds: float) -> Box:
    """From 130 to 330 pixels high within 10 s."""
    height = min(330.0, 130.0 + 20.0 * seconds)
    centre = 150.0 + 20 * seconds
    return centre - height / 6, 340 - height, centre + height / 6, 340.0


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    events: list[Event] = []
    saved: list[list[Episode]] = []
    journal, detector, numbers = EventJournal(tmp_path / "journal", events.append), FakeDetector(), count()
    processor = FrameProcessor(
        CONFIG,
        detect=detector,
        publish=lambda event: journal.add(event),
        save_episodes=saved.append,
        new_id=lambda at: uuid7(at, next(numbers).to_bytes(10, "big")),
    )
    return Scene(processor, detector, events, saved, journal)


def make_watch(scene: Scene, *, first_number: int) -> FrameProcessor:
    """Another process's processor over the same scene."""
    numbers = count(first_number)
    return FrameProcessor(
        CONFIG,
        detect=scene.detector,
        publish=scene.journal.add,
        save_episodes=scene.saved.append,
        new_id=lambda at: uuid7(at, next(numbers).to_bytes(10, "big")),
    )


def decoded(jpeg: bytes) -> np.ndarray:
    picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None, "no picture"
    return picture


def share_of(colour: tuple[int, int, int], picture: np.ndarray) -> float:
    """How much of the picture has nearly this colour."""
    return float((np.abs(picture.astype(int) - colour).max(axis=2) < 40).mean())


def assert_shows(event: ViolationOpened | ViolationUpdated, colour: tuple[int, int, int]) -> None:
    """The wide picture is whole, its box is full of the person, and the crop is about the person."""
    wide, crop = decoded(event.wide), decoded(event.crop)
    assert wide.shape == (HEIGHT, WIDTH, 3)
    x1, y1, x2, y2 = (round(v * size) for v, size in zip(event.box, (WIDTH, HEIGHT) * 2, strict=True))
    assert share_of(colour, wide[y1:y2, x1:x2]) > 0.9, "the box is where the person is"
    outside = wide.copy()
    outside[max(0, y1 - 3) : y2 + 3, max(0, x1 - 3) : x2 + 3] = 0
    assert share_of(colour, outside) < 0.01, "and all of the person is in the box"
    assert crop.shape[0] < HEIGHT + 1
    assert crop.shape[1] < WIDTH
    assert share_of(colour, crop) > 0.25


def test_a_violation_opens_with_decodable_pictures_of_its_moment_and_its_person(scene: Scene) -> None:
    scene.run(4, swaying)
    (event,) = scene.of(ViolationOpened)
    assert_shows(event, RED)
    assert (event.item, event.model, event.camera_id, event.company_id, event.site_id) == ("helmet", MODEL, 7, 1, 2)
    assert event.opened_at - START < timedelta(seconds=1)
    assert 0.9 < event.confidence <= 1.0
    assert UUID(event.id).version == 7
    assert [episode.violation_id for episode in scene.saved[-1]] == [event.id]


def test_a_decision_is_in_the_log_before_the_journal_is_asked(
    scene: Scene, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level("INFO")
    logged: list[list[tuple[str, str]]] = []

    def lose(_event: Event) -> bool:
        logged.append([(record.message, vars(record)["event_id"]) for record in caplog.records])
        return False

    monkeypatch.setattr(scene.journal, "add", lose)
    scene.run(4, swaying)
    (opened,) = scene.processor.episodes
    scene.run(4, swaying, helmet=True)
    assert logged[0] == [("violation.opened: helmet", opened.violation_id)]
    assert logged[-1][-1][0] == f"violation.closed: {opened.violation_id} worn"


def test_an_event_carries_when_the_worker_decided(redis: RedisClient, tmp_path: Path) -> None:
    events: list[Event] = []
    journal, detector = EventJournal(tmp_path / "journal", events.append), FakeDetector()
    asked = cast(Detector, SimpleNamespace(info=None, detect=detector, classify_crops=None, may_ask=lambda: True))
    delivery = cast(EventDelivery, SimpleNamespace(journal=journal, publish=journal.add))
    analysis = CameraAnalysis(redis, CONFIG, asked, delivery, tmp_path, CameraClock())
    scene = Scene(analysis.processor, detector, events, [], journal)
    scene.run(4, swaying)
    (event,) = scene.of(ViolationOpened)
    assert timedelta(0) <= utc_now() - event.decided_at < timedelta(minutes=1)


def test_the_pictures_are_those_of_the_best_moment_not_of_the_last(scene: Scene) -> None:
    """The person turns so that the head is seen well in one look only; the crop must show where they stood then."""

    def stepping_aside(seconds: float) -> Box:
        x1, y1, x2, y2 = STANDING
        shift = min(300.0, 40.0 * seconds)
        grown = 0.0 if seconds < 0.9 or seconds > 1.1 else 50.0  # nearest in one moment
        return x1 + shift, y1 - grown, x2 + shift, y2 + grown * 0.2

    scene.run(2.4, stepping_aside)
    (event,) = scene.of(ViolationOpened)
    assert_shows(event, RED)
    assert (event.box[3] - event.box[1]) * HEIGHT > 280


def test_one_person_is_one_violation_however_long_and_its_end_is_reported(scene: Scene) -> None:
    scene.run(30, swaying)
    put_on = scene.frames[-1].at
    scene.run(6, swaying, helmet=True)
    (start,), (end,) = scene.of(ViolationOpened), scene.of(ViolationClosed)
    assert (end.violation_id, end.reason, end.model) == (start.id, "worn", MODEL)
    assert timedelta(0) < end.at - put_on < timedelta(seconds=2.5)
    assert scene.saved[-1] == []


def test_what_was_not_judged_is_counted_by_why(scene: Scene) -> None:
    scene.run(1, swaying)
    scene.detector.away = True
    scene.run(1, swaying)
    assert scene.processor.counters.drops == Drops(busy=5), "asked, but not answered in time"
    scene.side = 0
    scene.run(2, swaying)
    scene.processor.count_dropped("late", 3)
    assert scene.processor.counters.drops == Drops(busy=5, away=10, late=3)
    assert scene.processor.counters.dropped == 18


def test_while_the_detector_is_not_to_be_asked_pictures_are_not_even_made_small(tmp_path: Path) -> None:
    detector = FakeDetector()
    processor = FrameProcessor(
        CONFIG,
        detect=detector,
        publish=EventJournal(tmp_path / "journal", lambda _: None).add,
        save_episodes=lambda _: None,
        new_id=lambda at: uuid7(at, bytes(10)),
        may_ask=lambda: False,
    )
    assert processor.process(FakeFrame(START), SIDE, MODEL) is None
    assert (detector.pictures, processor.counters.drops) == ([], Drops(busy=1))


def test_a_detector_that_is_away_is_counted_and_nothing_is_judged(scene: Scene) -> None:
    scene.run(2, swaying)
    judged = scene.processor.counters.judged
    scene.detector.away = True
    assert scene.run(10, swaying) == [None] * 50
    assert (scene.processor.counters.judged, scene.processor.counters.dropped) == (judged, 50)
    scene.detector.away = False
    assert None not in scene.run(3, swaying)


def test_without_a_detector_nothing_is_asked(scene: Scene) -> None:
    scene.side = 0
    assert scene.run(2, swaying) == [None] * 10
    assert scene.detector.pictures == []
    assert scene.processor.counters.dropped == 10


def hang(scene: Scene, seconds: float) -> None:
    """The detector is there and gives no answer in time."""
    scene.detector.away = True
    scene.run(seconds, standing)
    scene.detector.away = False


def take_away(scene: Scene, seconds: float) -> None:
    """There is no detector: Redis is away, or a model is being loaded."""
    scene.side = 0
    scene.run(seconds, standing)
    scene.side = SIDE


def interrupt(scene: Scene, seconds: float) -> None:
    """The source is opened anew: no picture comes."""
    scene.frames += [FakeFrame(START)] * round(seconds * FPS)


@pytest.mark.parametrize("pause", [hang, take_away, interrupt])
@pytest.mark.parametrize("seconds", [2, 4, 6, 12, 120])
def test_a_pause_of_detection_opens_no_second_violation(
    scene: Scene, pause: Callable[[Scene, float], None], seconds: float
) -> None:
    scene.run(4, standing)
    pause(scene, seconds)
    assert scene.of(ViolationClosed) == []
    back = START + timedelta(seconds=len(scene.frames) / FPS)
    scene.run(10, standing)
    (opened,) = scene.of(ViolationOpened)
    assert ([e.violation_id for e in scene.processor.episodes], scene.of(ViolationClosed)) == ([opened.id], [])
    scene.run(90)
    (closed,) = scene.of(ViolationClosed)
    assert (closed.violation_id, closed.reason, closed.at > back) == (opened.id, "left", True)


@pytest.mark.parametrize("pause", [hang, take_away, interrupt])
@pytest.mark.parametrize("seconds", [4, 12])
def test_who_stands_elsewhere_after_a_pause_inherits_nothing(
    scene: Scene, pause: Callable[[Scene, float], None], seconds: float
) -> None:
    """Half a height from where the first one stood; then he puts a helmet on."""
    scene.run(4, standing)
    last = scene.frames[-1].at
    pause(scene, seconds)
    scene.run(6, beside)
    assert len(scene.of(ViolationOpened)) == 2
    scene.run(6, beside, helmet=True)
    scene.run(70)
    first, second = (opened.id for opened in scene.of(ViolationOpened))
    ends = {closed.violation_id: (closed.reason, closed.at) for closed in scene.of(ViolationClosed)}
    assert (ends[first][0], ends[second][0]) == ("left", "worn")
    assert timedelta(0) <= last - ends[first][1] < timedelta(seconds=1), "when he was last seen"


@pytest.mark.parametrize("pause", [hang, take_away, interrupt])
def test_who_stands_still_is_known_again_soon_after_a_pause(
    scene: Scene, pause: Callable[[Scene, float], None]
) -> None:
    scene.run(4, standing)
    pause(scene, 4)
    outcome = scene.run(2, standing)[-1]
    assert outcome is not None
    assert [person.violation for person in outcome.people] == [True]


def test_repeated_pauses_do_not_keep_the_violation_of_a_person_who_left(scene: Scene) -> None:
    scene.run(4, standing)
    for _ in range(10):
        hang(scene, 12)
        scene.run(8)
    assert [closed.reason for closed in scene.of(ViolationClosed)] == ["left"]


def test_a_violation_waits_while_the_picture_is_black_and_goes_on_after(scene: Scene) -> None:
    scene.run(4, swaying)
    black = [scene.frames[-1].at + timedelta(seconds=i / FPS) for i in range(120 * FPS)]
    for at in black:
        scene.processor.hold(at)
    assert (scene.processor.people, len(scene.processor.episodes)) == (None, 1)
    scene.frames += [FakeFrame(at) for at in black]
    scene.run(10, swaying)
    assert (len(scene.of(ViolationOpened)), scene.of(ViolationClosed)) == (1, [])
    scene.run(90)
    (closed,) = scene.of(ViolationClosed)
    assert (closed.reason, closed.at > black[-1]) == ("left", True)


def test_who_is_gone_when_a_black_picture_ends_has_left_after_a_while(scene: Scene) -> None:
    scene.run(4, swaying)
    black = [scene.frames[-1].at + timedelta(seconds=i / FPS) for i in range(120 * FPS)]
    for at in black:
        scene.processor.hold(at)
    scene.frames += [FakeFrame(at) for at in black]
    scene.run(30)
    assert scene.of(ViolationClosed) == []
    scene.run(60)
    assert [closed.reason for closed in scene.of(ViolationClosed)] == ["left"]


def test_pictures_without_motion_are_counted_and_cost_no_detection(scene: Scene) -> None:
    scene.run(60)
    counters = scene.processor.counters
    assert counters.judged + counters.quiet == 300
    assert counters.dropped == 0
    assert counters.judged == len(scene.detector.pictures) < 40


def test_a_person_who_stands_still_is_observed_and_reported(scene: Scene) -> None:
    scene.run(10)
    scene.run(20, standing)
    (event,) = scene.of(ViolationOpened)
    assert event.opened_at - START < timedelta(seconds=11)
    assert scene.processor.counters.quiet > 60


def test_a_picture_goes_to_the_detector_at_the_models_size_with_grey_below(scene: Scene) -> None:
    scene.run(0.2, standing)
    (picture,) = scene.detector.pictures
    assert picture.shape == (SIDE, SIDE, 3)
    assert (picture[SIDE * HEIGHT // WIDTH :] == 114).all()
    x1, y1, x2, y2 = (round(v / 2) for v in STANDING)
    assert share_of(RED, picture[y1 + 1 : y2 - 1, x1 + 1 : x2 - 1]) == 1.0


def test_better_pictures_follow_at_least_three_seconds_apart_and_only_if_clearly_better(scene: Scene) -> None:
    scene.run(12, coming_nearer)
    (start,), updates = scene.of(ViolationOpened), scene.of(ViolationUpdated)
    assert 1 <= len(updates) <= 4
    times = [start.opened_at, *(update.at for update in updates)]
    assert all(later - earlier >= timedelta(seconds=3) for earlier, later in pairwise(times))
    heights = [event.box[3] - event.box[1] for event in (start, *updates)]
    assert all(later > earlier * 1.15 for earlier, later in pairwise(heights))
    assert heights[-1] * HEIGHT > 270, "the last good picture is reported, though it came soon after another"
    for update in updates:
        assert update.violation_id == start.id
        assert_shows(update, RED)


def test_a_person_who_stays_as_far_away_brings_no_better_picture(scene: Scene) -> None:
    scene.run(30, swaying)
    assert scene.of(ViolationUpdated) == []


def test_the_best_moment_is_sent_even_if_it_came_soon_after_another_picture(scene: Scene) -> None:
    def nearest_in_one_moment(seconds: float) -> Box:
        x1, y1, x2, y2 = swaying(seconds)
        return (x1 - 10, y1 - 50, x2 + 10, y2 + 50) if 2.9 < seconds < 3.1 else (x1, y1 + 60, x2, y2)

    scene.run(10, nearest_in_one_moment)
    (start,), (update,) = scene.of(ViolationOpened), scene.of(ViolationUpdated)
    assert (start.box[3] - start.box[1]) * HEIGHT == pytest.approx(180, abs=3)
    assert (update.box[3] - update.box[1]) * HEIGHT == pytest.approx(340, abs=3)
    assert_shows(update, RED)


def test_after_a_broken_track_no_picture_is_replaced_by_a_worse_one(scene: Scene) -> None:
    """Near and well seen; then behind a rack for 4 s; then far away and coming nearer, but not as near."""

    def coming_back(seconds: float) -> Box:
        height = min(195.0, 140.0 + 6 * seconds)
        shift = 10.0 if round(seconds * FPS) % 2 else 0.0
        return 130 + shift, 280 - height, 130 + height / 3 + shift, 280.0

    scene.run(6, swaying)
    scene.run(4)
    scene.run(12, coming_back)
    assert len(scene.of(ViolationOpened)) == 1
    assert [episode.track_id for episode in scene.processor.episodes] == [2]
    assert scene.of(ViolationUpdated) == []


def test_live_boxes_belong_to_their_frame(scene: Scene) -> None:
    for i in range(20):
        x = 50.0 + 15 * i
        box = (x, 60.0, x + 80, 300.0)
        scene.detector.rows = rows(box, helmet=True)
        frame = FakeFrame(START + timedelta(seconds=i / FPS), {BLUE: box})
        live = scene.processor.live_frame(frame, scene.processor.process(frame, SIDE, MODEL))
        assert (live.seq, live.camera_id, live.judged) == (i + 1, 7, True)
        picture = decoded(live.jpeg)
        assert (live.width, live.height) == (picture.shape[1], picture.shape[0]) == (WIDTH, HEIGHT)
        if i >= 2:
            (person,) = live.people
            x1, y1, x2, y2 = (round(v * size) for v, size in zip(person.box, (WIDTH, HEIGHT) * 2, strict=True))
            assert share_of(BLUE, picture[y1 + 2 : y2 - 2, x1 + 2 : x2 - 2]) > 0.95
            assert set(person.items) == {"helmet", "vest"}
            assert not person.violation


def test_the_live_view_shows_who_is_in_violation_and_which_frames_were_not_checked(scene: Scene) -> None:
    scene.run(4, swaying)
    frame = FakeFrame(scene.frames[-1].at + timedelta(seconds=0.2), {RED: STANDING})
    live = scene.processor.live_frame(frame, scene.processor.process(frame, SIDE, MODEL))
    assert [(p.violation, p.items["helmet"]) for p in live.people] == [(True, "missing")]
    unjudged = scene.processor.live_frame(frame, None)
    assert (unjudged.judged, unjudged.people) == (False, ())


def test_a_large_picture_is_shown_smaller_with_the_same_boxes(scene: Scene) -> None:
    box = (600.0, 300.0, 840.0, 1020.0)
    for i in range(5):
        scene.detector.rows = rows(box, helmet=True)
        frame = FakeFrame(START + timedelta(seconds=i / FPS), {BLUE: box}, width=1920, height=1080)
        live = scene.processor.live_frame(frame, scene.processor.process(frame, SIDE, MODEL))
    assert (live.width, live.height) == (960, 540)
    assert live.people[0].box == pytest.approx([600 / 1920, 300 / 1080, 840 / 1920, 1020 / 1080], abs=1e-3)


def test_violations_of_an_earlier_process_go_on(scene: Scene) -> None:
    scene.run(4, swaying)
    (event,) = scene.of(ViolationOpened)
    successor = make_watch(scene, first_number=1000)
    known = dataclasses.replace(event, at=scene.frames[-1].at)  # the scene's clock is not the wall's
    successor.restore([], [known], START)  # Redis was away: only the journal knew it
    scene.processor = successor
    scene.run(4, swaying)
    assert len(scene.of(ViolationOpened)) == 1
    assert [episode.violation_id for episode in successor.episodes] == [event.id]


def test_violations_of_an_earlier_process_wait_until_a_person_can_be_checked(scene: Scene) -> None:
    scene.run(4, standing)
    (event,) = scene.of(ViolationOpened)
    kept = scene.processor.episodes
    successor = Scene(make_watch(scene, first_number=1000), scene.detector, scene.events, scene.saved, scene.journal)
    successor.frames = scene.frames
    successor.processor.restore(kept, [], START)
    take_away(successor, 120)
    successor.run(10, standing)
    assert (scene.of(ViolationOpened), scene.of(ViolationClosed)) == ([event], [])


def test_who_was_there_long_before_a_process_began_is_not_waited_for(scene: Scene) -> None:
    scene.run(4, standing)
    last = scene.frames[-1].at
    kept = scene.processor.episodes
    scene.frames += [FakeFrame(START)] * 3600 * FPS
    scene.processor = make_watch(scene, first_number=1000)
    scene.processor.restore(kept, [], START)
    take_away(scene, 12)
    scene.run(4)
    (closed,) = scene.of(ViolationClosed)
    assert (closed.reason, closed.at - last < timedelta(seconds=15)) == ("left", True)


def test_a_cameras_state_is_written_down(scene: Scene) -> None:
    scene.processor.publish_state("failed", "unreachable", START)
    scene.journal.flush()
    (event,) = scene.of(CameraChanged)
    assert (event.state, event.reason, event.at, event.camera_id) == ("failed", "unreachable", START, 7)
