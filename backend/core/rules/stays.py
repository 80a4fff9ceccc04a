"""How long each person has been in a zone, over lost tracks, short absences and gaps in observation.

Only observed time counts: what lies between two observations that are too far apart is nobody's (decision 30).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from backend.core.vision.boxes import Box, feet_apart


@dataclass(frozen=True, slots=True)
class StayOptions:
    """When time counts, and who is taken for whom."""

    unobserved_seconds: float = 1.5
    """Time between two observations of a person from which on it does not count. Longer: people are charged with time
    that no picture shows. Shorter: on a camera observed once a second hardly any time counts."""
    wait_seconds: float = 10.0
    """How long somebody who is not seen may come back. Longer: two people may become one. Shorter: who walks behind a
    rack begins anew."""
    leaving_seconds: float = 1.5
    """The same for somebody who was last seen at a side of the picture: they walked out. Longer: the next person
    who comes in there inherits their stay. Shorter: who is missed in a picture at the side begins anew."""
    at_once: float = 1.2
    """How far from where they were lost a person may reappear at once, in heights."""
    speed: float = 0.6
    """How much farther for each second in between, in heights."""
    farthest: float = 2.5
    """How far at most. Farther: strangers inherit a stay."""
    same_place: float = 0.25
    """The same after a gap in observation: only who stands where they stood is the same person."""
    largest_size_ratio: float = 2.0
    """Heights of two boxes that differ more are not of the same person."""
    same_size: float = 1.2
    """The same after a gap in observation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonInPicture:
    """A person that a picture shows."""

    track_id: int
    box: Box
    """In any unit that is the same to the right and down."""
    inside: bool
    """Whether they are in the zone, see `core.zones.membership`."""
    leaving: bool = False
    """Whether they may be leaving the picture at a side, see `core.violations.re_association.edge_of`."""


@dataclass(slots=True)
class Stay:
    """A person who is in the zone, or was a moment ago."""

    key: int
    track_id: int | None
    """None while no track is known to be this person."""
    box: Box
    last_seen: float
    last_inside: float
    seconds: float = 0.0
    """Observed time in the zone."""
    lost: bool = False
    """Whether nothing was observed for a while since they were last seen: another person may stand there."""
    unobserved: float = 0.0
    """Seconds of such time, which do not count as waiting."""
    left_at: float | None = None
    """When they were first seen outside, unless they came back since."""
    seen: bool = True
    """Whether the newest picture shows them."""
    leaving: bool = False
    """Whether they were last seen at a side of the picture."""

    @property
    def is_inside(self) -> bool:
        """Whether the newest picture shows them in the zone."""
        return self.seen and self.left_at is None


class Stays:
    """The people of one zone of one camera. Not thread-safe."""

    def __init__(self, exit_seconds: float, options: StayOptions | None = None) -> None:
        """`exit_seconds`: how long somebody who left still counts as there, if they come back."""
        self._exit_seconds = exit_seconds
        self._options = options or StayOptions()
        self._stays: dict[int, Stay] = {}
        self._known_tracks: set[int] = set()
        self._observed_at: float | None = None
        self._next_key = 1

    def __iter__(self) -> Iterator[Stay]:
        return iter(self._stays.values())

    def update(self, people: Sequence[PersonInPicture], at: float) -> list[Stay]:
        """An observation at `at`, seconds. Returns the stays that ended.

        1. After a gap everybody is lost who is not seen again. 2. Tracks that are known go on. 3. A new track continues
        the stay of somebody who was lost near it, or begins one in the zone. 4. Who left or was not seen for long ends.
        """
        self._note_gap(at)
        for stay in self._stays.values():
            stay.seen = False
        of_track = {stay.track_id: stay for stay in self._stays.values() if stay.track_id is not None}
        new: list[PersonInPicture] = []
        for person in people:
            known = of_track.get(person.track_id)
            if known is None:
                new.append(person)
            else:
                self._see(known, person, at)
        for person in new:
            self._continue_or_begin(person, at)
        self._known_tracks = {person.track_id for person in people} | {
            stay.track_id for stay in self._stays.values() if stay.track_id is not None
        }
        return self._end(at)

    def restore(self, box: Box, *, seconds: float, last_seen: float) -> Stay:
        """Take over a stay that an earlier process knew: its person is lost until seen in the same place."""
        stay = self._begin(None, box, last_seen)
        stay.seconds, stay.lost, stay.seen = seconds, True, False
        return stay

    def clear(self) -> list[Stay]:
        """Forget everybody: what is in the zone does not matter now."""
        ended, self._stays, self._observed_at = list(self._stays.values()), {}, None
        self._known_tracks = set()
        return ended

    def _note_gap(self, at: float) -> None:
        before, self._observed_at = self._observed_at, at
        pause = at - before if before is not None else 0.0
        if before is None or pause > self._options.unobserved_seconds or pause < 0:
            for stay in self._stays.values():
                stay.lost = True
                stay.unobserved += max(pause if before is not None else at - stay.last_seen, 0.0)

    def _see(self, stay: Stay, person: PersonInPicture, at: float) -> None:
        since, was_inside = at - stay.last_seen, stay.left_at is None
        counts = person.inside and was_inside and 0 < since <= self._options.unobserved_seconds
        stay.seconds += since if counts else 0.0
        stay.track_id, stay.box, stay.last_seen = person.track_id, person.box, at
        stay.seen, stay.lost, stay.unobserved, stay.leaving = True, False, 0.0, person.leaving
        if person.inside:
            stay.last_inside, stay.left_at = at, None
        elif stay.left_at is None:
            stay.left_at = at

    def _continue_or_begin(self, person: PersonInPicture, at: float) -> None:
        if person.track_id not in self._known_tracks:
            lost = [(self._distance(stay, person, at), stay) for stay in self._stays.values() if not stay.seen]
            away, nearest = min(lost, key=lambda pair: pair[0], default=(inf, None))
            if nearest is not None and away < inf:
                self._see(nearest, person, at)
                return
        if person.inside:
            self._begin(person.track_id, person.box, at).leaving = person.leaving

    def _begin(self, track_id: int | None, box: Box, at: float) -> Stay:
        stay = Stay(key=self._next_key, track_id=track_id, box=box, last_seen=at, last_inside=at)
        self._stays[stay.key] = stay
        self._next_key += 1
        return stay

    def _distance(self, stay: Stay, person: PersonInPicture, at: float) -> float:
        """How far a new track begins from where the stay's person was lost, in heights; infinite if too far."""
        options, away = self._options, at - stay.last_seen
        if stay.lost:
            return apart(stay.box, person.box, farthest=options.same_place, largest_ratio=options.same_size)
        reach = min(options.at_once + options.speed * away, options.farthest)
        return apart(stay.box, person.box, farthest=reach, largest_ratio=options.largest_size_ratio)

    def _end(self, at: float) -> list[Stay]:
        ended = [stay for stay in self._stays.values() if self._is_over(stay, at)]
        for stay in ended:
            del self._stays[stay.key]
        return ended

    def _is_over(self, stay: Stay, at: float) -> bool:
        if stay.left_at is not None and at - stay.left_at >= self._exit_seconds:
            return True
        options = self._options
        wait = max(self._exit_seconds, options.leaving_seconds) if stay.leaving else options.wait_seconds
        return not stay.seen and at - stay.last_seen - stay.unobserved > min(wait, options.wait_seconds)


def apart(a: Box, b: Box, *, farthest: float, largest_ratio: float) -> float:
    """As `feet_apart`; infinite also when it is farther."""
    distance = feet_apart(a, b, largest_ratio)
    return distance if distance <= farthest else inf
