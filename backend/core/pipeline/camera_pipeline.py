"""From what was detected in a picture to what is decided about it, for one camera, without any I/O.

tracking → which item belongs to whom → belief per person and item → violations. The worker performs what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from backend.core.ppe.belief import Belief, Wear
from backend.core.ppe.crop_regions import Doubts, doubts
from backend.core.ppe.observation import PLACES, Look, PpeOptions, look
from backend.core.tracking.tracker import Tracker, TrackerOptions, Tracks
from backend.core.violations.episode import Box, Episode, JudgedPerson
from backend.core.violations.processor import Decision, ViolationOptions, ViolationProcessor
from backend.core.violations.re_association import edge_of
from backend.core.vision.boxes import Boxes, iou
from backend.core.vision.detections import PERSON, Detections

SAME_PERSON = 0.3
"""IoU from which on a box is the person who was there a moment ago."""
NOBODY_CLOSER: Boxes = np.zeros((0, 4), np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """A tracked person for the viewer: pixels, a verdict per item, and whether a violation is open."""

    track_id: int
    box: Box
    verdicts: dict[str, Wear]
    violation: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """Somebody who seems to miss an item: this picture may become the evidence. `quality` compares pictures."""

    track_id: int
    item: str
    box: Box
    quality: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one picture led to."""

    people: tuple[PersonView, ...]
    """Whom the picture shows; a person who is hidden for a moment is not drawn where they are only guessed to be."""
    tracked: frozenset[int] = frozenset()
    """Ids of everybody who is believed to be there, seen in this picture or not."""
    suspects: tuple[Suspect, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(slots=True)
class _Person:
    first_seen: float
    first_box: Box
    box: Box
    """Where they were last."""
    beliefs: dict[str, Belief]
    looks: dict[str, Look] = field(default_factory=dict)


class CameraPipeline:
    """The judgement of one camera. Not thread-safe. `new_id` gives a violation's id for its time."""

    def __init__(
        self,
        items: tuple[str, ...],
        new_id: Callable[[datetime], str],
        *,
        tracker: TrackerOptions | None = None,
        ppe: PpeOptions | None = None,
        violations: ViolationOptions | None = None,
    ) -> None:
        self._items = items
        self._ppe = ppe or PpeOptions()
        self._tracker = Tracker(tracker)
        self._violations = ViolationProcessor(new_id, lambda s: datetime.fromtimestamp(s, UTC), violations)
        self._people: dict[int, _Person] = {}

    @property
    def open_episodes(self) -> list[Episode]:
        """The open violations."""
        return self._violations.open

    def episode_of(self, track_id: int, item: str) -> Episode | None:
        """The open violation of this person and item."""
        return self._violations.episode_of(track_id, item)

    def restore(self, episodes: Iterable[Episode]) -> None:
        """Take over violations that an earlier process left open."""
        self._violations.restore(episodes)

    def in_doubt(self, found: Detections, most: int, *, colour: bool = True) -> Doubts:
        """Where a second look at this picture may change what is said: `most` places, those of near people first.

        `colour`: whether the picture has any.
        """
        items = [item for item in self._items if colour or not PLACES[item].by_colour]
        people = np.flatnonzero((found.classes == PERSON) & (found.scores >= self._ppe.least_score))
        people = people[np.argsort(-(found.boxes[people, 3] - found.boxes[people, 1]), kind="stable")]
        known = list(self._people.values())
        before = np.array([person.box for person in known]).reshape(-1, 4)
        overlaps = iou(found.boxes[people], before)
        wanted = []
        for person, overlap in zip(people.tolist(), overlaps, strict=True):
            same = known[int(overlap.argmax())] if overlap.max(initial=0.0) >= SAME_PERSON else None
            wanted += [(person, item) for item in items if same is None or same.beliefs[item].in_doubt]
        return doubts(found, wanted[:most])

    def judge(
        self,
        found: Detections,
        at: datetime,
        *,
        size: tuple[int, int],
        scale: float,
        closer: Boxes = NOBODY_CLOSER,
        colour: bool = True,
    ) -> Outcome:
        """A picture was looked at.

        `found` is in picture pixels; `size` is the picture's width and height; `scale` is model pixels per picture
        pixel: how large the detector saw it. People at `closer` (M, 4) were looked at again in picture pixels.
        `colour`: whether the picture has any.
        """
        now = at.timestamp()
        persons = found.of(PERSON)
        tracks = self._tracker.update(persons.boxes, persons.scores, now)
        self._meet(tracks)
        seen = np.flatnonzero(tracks.seen)
        looks = look(
            tracks.boxes[seen],
            tracks.scores[seen],
            found,
            size=size,
            scale=_scales(tracks.boxes[seen], scale, closer),
            items=self._items,
            options=self._ppe,
            hidden=tracks.boxes[~tracks.seen],
            colour=colour,
        )
        suspects: list[Suspect] = []
        for i, spoken in zip(seen.tolist(), looks, strict=True):
            suspects += self._believe(int(tracks.ids[i]), _box(tracks, i), spoken, now)
        decisions = self._violations.update(self._judged(tracks, seen.tolist(), size[0]), set(tracks.ids.tolist()), now)
        return self._outcome(tracks, suspects, decisions)

    def quiet(self, at: datetime) -> Outcome:
        """Nothing moved in a picture, so it was not looked at: whoever was there still is."""
        now = at.timestamp()
        tracks = self._tracker.hold(now)
        decisions = self._violations.update((), set(tracks.ids.tolist()), now)
        return self._outcome(tracks, [], decisions)

    def _meet(self, tracks: Tracks) -> None:
        """Greet new tracks, forget those that are gone."""
        present = set(tracks.ids.tolist())
        self._people = {i: p for i, p in self._people.items() if i in present}
        for i, track_id in enumerate(tracks.ids.tolist()):
            if track_id not in self._people:
                beliefs = {item: Belief(self._ppe) for item in self._items}
                first_box = _corners(tracks.first_boxes, i)
                self._people[track_id] = _Person(float(tracks.first_seen[i]), first_box, first_box, beliefs)
            self._people[track_id].box = _box(tracks, i)

    def _believe(self, track_id: int, box: Box, spoken: dict[str, Look], now: float) -> list[Suspect]:
        suspects: list[Suspect] = []
        for item, seen in spoken.items():
            self._people[track_id].looks[item] = seen
            belief = self._people[track_id].beliefs[item]
            belief.add(seen, now)
            if seen.evidence is not None and seen.evidence > 0 and belief.value > 0:
                height = box[3] - box[1]
                quality = height * (0.5 + seen.missing) * (1.0 - 0.8 * seen.worn)
                suspects.append(Suspect(track_id=track_id, item=item, box=box, quality=quality))
        return suspects

    def _judged(self, tracks: Tracks, seen: list[int], width: int) -> list[JudgedPerson]:
        judged: list[JudgedPerson] = []
        for i in seen:
            person, box = self._people[int(tracks.ids[i])], _box(tracks, i)
            for item, belief in person.beliefs.items():
                evidence = person.looks[item].evidence
                judged.append(
                    JudgedPerson(
                        track_id=int(tracks.ids[i]),
                        item=item,
                        box=box,
                        edge=edge_of(box, width, float(tracks.speeds[i])),
                        state=belief.state,
                        accusing=evidence is not None and evidence > 0,
                        missing_since=belief.missing_since,
                        was_worn=belief.was_worn,
                        confidence=belief.confidence,
                        first_seen=person.first_seen,
                        first_box=person.first_box,
                        first_edge=edge_of(person.first_box, width),
                    )
                )
        return judged

    def _outcome(self, tracks: Tracks, suspects: list[Suspect], decisions: list[Decision]) -> Outcome:
        return Outcome(
            people=self._view(tracks),
            tracked=frozenset(tracks.ids.tolist()),
            suspects=tuple(suspects),
            decisions=tuple(decisions),
        )

    def _view(self, tracks: Tracks) -> tuple[PersonView, ...]:
        return tuple(
            PersonView(
                track_id=track_id,
                box=_box(tracks, i),
                verdicts={item: b.state for item, b in self._people[track_id].beliefs.items()},
                violation=any(self._violations.episode_of(track_id, item) for item in self._items),
            )
            for i, track_id in enumerate(tracks.ids.tolist())
            if tracks.seen[i]
        )


def _scales(people: Boxes, scale: float, closer: Boxes) -> NDArray[np.float64]:
    """How large each person (N, 4) was seen, in pixels per picture pixel."""
    again = iou(people, closer).max(1, initial=0.0) >= SAME_PERSON
    return np.where(again, max(scale, 1.0), scale)


def _box(tracks: Tracks, i: int) -> Box:
    return _corners(tracks.boxes, i)


def _corners(boxes: Boxes, i: int) -> Box:
    x1, y1, x2, y2 = boxes[i].tolist()
    return x1, y1, x2, y2
