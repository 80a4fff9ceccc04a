"""Records where the people of one camera are, at most once a second each, and packs it into parts of tracks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from backend.core.analysis.seen_person import SeenPerson
from backend.core.track_history.packing import CODES, LONGEST_STEP, NOT_RECORDED, TrackSample, pack

SAMPLE_SECONDS = 1.0
"""Least time between two samples of a person. Longer: short stays are missed. Shorter: more is stored."""
TOLERANCE = 0.05
"""Seconds by which a picture may come early: five pictures a second are not exactly a fifth apart."""
PART_SECONDS = 60.0
"""Longest part of a track. Longer: the newest minute is not there to try a rule on. Shorter: more rows."""
GONE_SECONDS = 3.0
"""A person who was not seen for so long is a new track (`core.tracking`), so the part ends."""
MOST_PEOPLE = 200
"""At one time. Of more, those who came last are not recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackPart:
    """A part of a track that is complete."""

    track_id: int
    since: float
    until: float
    packed: bytes


@dataclass(slots=True)
class _Open:
    last_seen: float
    samples: list[TrackSample] = field(default_factory=list)
    """Of the part that is not complete; empty just after a part was."""
    sampled_at: float | None = None


class TrackRecorder:
    """The tracks of one camera. Belongs to one thread."""

    def __init__(self, items: Sequence[str]) -> None:
        """`items`: whose states are recorded, in this order."""
        self.items = tuple(items)
        self._open: dict[int, _Open] = {}
        self._observed_at: float | None = None

    def observe(
        self, people: Sequence[SeenPerson], size: tuple[int, int], at: float, *, colour: bool | None
    ) -> list[TrackPart]:
        """A picture of `size` pixels shows these people at `at`, seconds. Returns the parts that are complete."""
        done: list[TrackPart] = []
        if self._observed_at is not None and at < self._observed_at:
            done = self.finish()
        self._observed_at = at
        for person in people:
            if person.track_id in self._open or len(self._open) < MOST_PEOPLE:
                done += self._see(person, size, at, colour)
        return done + self._complete_old(at)

    def finish(self) -> list[TrackPart]:
        """Everything that is not complete."""
        done = [part for track_id, track in self._open.items() for part in _parts(track_id, track)]
        self._open = {}
        return done

    def _see(self, person: SeenPerson, size: tuple[int, int], at: float, colour: bool | None) -> list[TrackPart]:
        track = self._open.setdefault(person.track_id, _Open(at))
        track.last_seen = at
        waited = at - track.sampled_at if track.sampled_at is not None else SAMPLE_SECONDS
        if waited < SAMPLE_SECONDS - TOLERANCE:
            return []
        done = _parts(person.track_id, track) if waited > LONGEST_STEP else []
        track.samples.append(self._sample(person, size, at, colour))
        track.sampled_at = at
        return done

    def _sample(self, person: SeenPerson, size: tuple[int, int], at: float, colour: bool | None) -> TrackSample:
        width, height = size
        x1, y1, x2, y2 = person.box
        return TrackSample(
            at=at,
            x=(x1 + x2) / 2 / width,
            y=y2 / height,
            height=(y2 - y1) / height,
            colour=colour,
            states=tuple(CODES.get(person.states.get(item, ""), NOT_RECORDED) for item in self.items),  # type: ignore[call-overload]
        )

    def _complete_old(self, at: float) -> list[TrackPart]:
        done: list[TrackPart] = []
        for track_id, track in list(self._open.items()):
            is_gone = at - track.last_seen > GONE_SECONDS
            if is_gone or (track.samples and at - track.samples[0].at >= PART_SECONDS - SAMPLE_SECONDS):
                done += _parts(track_id, track)
            if is_gone:
                del self._open[track_id]
        return done


def _parts(track_id: int, track: _Open) -> list[TrackPart]:
    """The part that its samples make, if there are any; the track begins another one."""
    samples, track.samples = track.samples, []
    if not samples:
        return []
    return [TrackPart(track_id=track_id, since=samples[0].at, until=samples[-1].at, packed=pack(samples))]
