"""One violation per person and item, from the first sure look until the item is on or the person has gone.

A track is not a person: it breaks when somebody walks behind a rack or a worker process starts again. An open violation
whose track is gone waits for a while; a new track that begins close by, after the old one ended, and is judged to miss
the same item continues it instead of being accused a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from math import hypot

from backend.core.ppe import Wear

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class ViolationOptions:
    """When a missing item becomes a violation, and when that ends."""

    hold_seconds: float = 1.0
    """How long the looks must have said "missing". Longer: fewer alarms for an item lifted for a moment."""
    rejoin_seconds: float = 10.0
    """How long a violation waits for its person to come back. Longer: two people may become one."""
    restart_rejoin_seconds: float = 60.0
    """The same after the worker process was away, for violations that it finds open."""
    rejoin_heights: float = 0.7
    """How far from where the person was last seen they may come back at once, in heights of the person."""
    rejoin_speed: float = 0.8
    """How much farther for each second in between, in heights of the person."""
    rejoin_farthest: float = 2.5
    """How far at most. Farther: strangers are taken for the person. Nearer: the person is accused twice."""
    grow: float = 1.25
    """How much better a later picture must be to replace the evidence of an open violation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPerson:
    """One tracked person and one item after a look."""

    track_id: int
    item: str
    box: Box
    """Pixels."""
    state: Wear
    missing_since: float | None
    confidence: float
    first_seen: float
    """When the track began, seconds."""
    first_box: Box
    """Where the track began, pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """An open violation. Times are seconds since the epoch."""

    violation_id: str
    item: str
    opened_at: float
    last_seen: float
    box: Box
    track_id: int | None
    """None while nobody is known to be this person."""
    wait_seconds: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Opened:
    """A violation begins."""

    episode: Episode


@dataclass(frozen=True, slots=True)
class Closed:
    """A violation ends: `worn` or `left`, at `at` seconds."""

    episode: Episode
    reason: str
    at: float


Decision = Opened | Closed


class ViolationProcessor:
    """Open violations of one camera. Not thread-safe."""

    def __init__(
        self,
        new_id: Callable[[datetime], str],
        utc: Callable[[float], datetime],
        options: ViolationOptions | None = None,
    ) -> None:
        self.options = options or ViolationOptions()
        self._new_id = new_id
        self._utc = utc
        self._episodes: dict[str, Episode] = {}

    @property
    def open(self) -> list[Episode]:
        """The open violations."""
        return list(self._episodes.values())

    def restore(self, episodes: Iterable[Episode]) -> None:
        """Violations that an earlier process left open: each waits for its person to be seen again."""
        for episode in episodes:
            self._episodes[episode.violation_id] = replace(
                episode, track_id=None, wait_seconds=self.options.restart_rejoin_seconds
            )

    def episode_of(self, track_id: int, item: str) -> Episode | None:
        """The open violation of this person and item."""
        mine = (e for e in self._episodes.values() if e.track_id == track_id and e.item == item)
        return next(mine, None)

    def update(self, people: Iterable[JudgedPerson], alive: set[int], at_seconds: float) -> list[Decision]:
        """Decide after a look.

        1. Follow the people whose violation is open; end it when the item is on. 2. Whoever newly misses an item
        continues a waiting violation or opens one. 3. Violations whose track is gone (not in `alive`) wait, and end
        when they have waited long enough.
        """
        decisions: list[Decision] = []
        for person in people:
            episode = self.episode_of(person.track_id, person.item)
            if episode is not None:
                decisions += self._follow(episode, person, at_seconds)
            elif self._is_violation(person, at_seconds):
                decisions += self._accuse(person, at_seconds)
        decisions += self._let_go(alive, at_seconds)
        return decisions

    def _is_violation(self, person: JudgedPerson, at_seconds: float) -> bool:
        since = person.missing_since
        return person.state is Wear.MISSING and since is not None and at_seconds - since >= self.options.hold_seconds

    def _follow(self, episode: Episode, person: JudgedPerson, at_seconds: float) -> list[Decision]:
        if person.state is Wear.WORN:
            del self._episodes[episode.violation_id]
            return [Closed(episode, "worn", at_seconds)]
        confidence = max(episode.confidence, person.confidence)
        self._keep(replace(episode, last_seen=at_seconds, box=person.box, confidence=confidence))
        return []

    def _accuse(self, person: JudgedPerson, at_seconds: float) -> list[Decision]:
        waiting = self._waiting_for(person)
        if waiting is not None:
            self._keep(replace(waiting, track_id=person.track_id, last_seen=at_seconds, box=person.box))
            return []
        episode = Episode(
            violation_id=self._new_id(self._utc(at_seconds)),
            item=person.item,
            opened_at=person.missing_since if person.missing_since is not None else at_seconds,
            last_seen=at_seconds,
            box=person.box,
            track_id=person.track_id,
            wait_seconds=self.options.rejoin_seconds,
            confidence=person.confidence,
        )
        self._keep(episode)
        return [Opened(episode)]

    def _waiting_for(self, person: JudgedPerson) -> Episode | None:
        """The nearest waiting violation that this person may be, or None."""
        near: list[tuple[float, Episode]] = []
        for episode in self._episodes.values():
            away = person.first_seen - episode.last_seen
            if episode.track_id is not None or episode.item != person.item or away < 0:
                continue
            reach = self.options.rejoin_heights + self.options.rejoin_speed * away
            distance = _apart(episode.box, person.first_box)
            if distance <= min(reach, self.options.rejoin_farthest):
                near.append((distance, episode))
        return min(near, key=lambda pair: pair[0])[1] if near else None

    def _let_go(self, alive: set[int], at_seconds: float) -> list[Decision]:
        decisions: list[Decision] = []
        for episode in self.open:
            if episode.track_id is not None and episode.track_id not in alive:
                episode = replace(episode, track_id=None)
                self._keep(episode)
            if episode.track_id is None and at_seconds - episode.last_seen > episode.wait_seconds:
                del self._episodes[episode.violation_id]
                decisions.append(Closed(episode, "left", episode.last_seen))
        return decisions

    def _keep(self, episode: Episode) -> None:
        self._episodes[episode.violation_id] = episode


def _apart(a: Box, b: Box) -> float:
    """Distance of the feet in heights of the taller person; infinite when one is over twice as tall."""
    height_a, height_b = a[3] - a[1], b[3] - b[1]
    tall, small = max(height_a, height_b), min(height_a, height_b)
    if small <= 0 or tall > 2 * small:
        return float("inf")
    return hypot((a[0] + a[2] - b[0] - b[2]) / 2, a[3] - b[3]) / tall
