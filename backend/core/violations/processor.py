"""One violation per person and item, from the first sure look until the item is on or the person has gone.

A track is not a person: it breaks when somebody walks behind a rack or a worker process starts again, and it can jump
to somebody else when two people cross. So a violation waits for a while when its track is gone, or when its track no
longer shows the item missing; a new track that begins close to where the item was last seen missing, and is judged to
miss it, continues the violation instead of being accused a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import isfinite

from backend.core.ppe.belief import Wear
from backend.core.violations.episode import Episode, JudgedPerson
from backend.core.violations.re_association import RejoinOptions, distance


@dataclass(frozen=True, slots=True)
class ViolationOptions:
    """When a missing item becomes a violation, and when that ends."""

    hold_seconds: float = 1.0
    """How long the looks must have said "missing". Longer: fewer alarms for an item lifted for a moment."""
    rejoin_seconds: float = 10.0
    """How long a violation waits for its person to come back. Longer: two people may become one."""
    worn_seconds: float = 2.0
    """How long the item must be seen worn, by no look missing, before the violation ends. Longer: later. Shorter: when
    the track has jumped to a passer-by, the violation ends and its person is accused again."""
    unsupported_seconds: float = 0.3
    """How long its track must not have shown the item missing before another track may continue a violation."""
    restart_rejoin_seconds: float = 60.0
    """The same after the worker process was away, for violations that it finds open."""
    rejoin: RejoinOptions = field(default_factory=RejoinOptions)


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
            elif person.state is Wear.MISSING:
                decisions += self._accuse(person, at_seconds)
        decisions += self._let_go(alive, at_seconds)
        return decisions

    def _follow(self, episode: Episode, person: JudgedPerson, at_seconds: float) -> list[Decision]:
        worn_since = None
        if person.state is Wear.WORN and not person.accusing:
            worn_since = episode.worn_since if episode.worn_since is not None else at_seconds
            if at_seconds - worn_since >= self.options.worn_seconds:
                return [self._end(episode, "worn", worn_since)]
        seen = replace(episode, last_seen=at_seconds, worn_since=worn_since, edge=person.edge)
        if person.accusing and worn_since is None:
            confidence = max(episode.confidence, person.confidence)
            seen = replace(seen, last_missing=at_seconds, box=person.box, confidence=confidence)
        self._keep(seen)
        return []

    def _accuse(self, person: JudgedPerson, at_seconds: float) -> list[Decision]:
        if not person.accusing:
            return []
        episode = self._waiting_for(person, at_seconds)
        fresh = episode is None
        if episode is None:
            since = person.missing_since if person.missing_since is not None else at_seconds
            if at_seconds - since < self.options.hold_seconds:
                return []
            episode = self._new_episode(person, since, at_seconds)
        self._keep(
            replace(
                episode,
                track_id=person.track_id,
                last_seen=at_seconds,
                last_missing=at_seconds,
                box=person.box,
                worn_since=None,
                edge=person.edge,
                wait_seconds=self.options.rejoin_seconds,
            )
        )
        return [Opened(episode)] if fresh else []

    def _new_episode(self, person: JudgedPerson, since: float, at_seconds: float) -> Episode:
        return Episode(
            violation_id=self._new_id(self._utc(at_seconds)),
            item=person.item,
            opened_at=since,
            last_seen=at_seconds,
            last_missing=at_seconds,
            box=person.box,
            track_id=person.track_id,
            wait_seconds=self.options.rejoin_seconds,
            confidence=person.confidence,
        )

    def _end(self, episode: Episode, reason: str, at_seconds: float) -> Closed:
        del self._episodes[episode.violation_id]
        return Closed(episode, reason, at_seconds)

    def _waiting_for(self, person: JudgedPerson, at_seconds: float) -> Episode | None:
        """The nearest waiting violation that this person may be, or None."""
        near: list[tuple[float, Episode]] = []
        for episode in self._episodes.values():
            supported = at_seconds - episode.last_missing <= self.options.unsupported_seconds
            if episode.item != person.item or (episode.track_id is not None and supported):
                continue
            away = distance(episode, person, self.options.rejoin)
            if isfinite(away):
                near.append((away, episode))
        return min(near, key=lambda pair: pair[0])[1] if near else None

    def _let_go(self, alive: set[int], at_seconds: float) -> list[Decision]:
        decisions: list[Decision] = []
        for episode in self.open:
            if episode.track_id is not None and episode.track_id not in alive:
                episode = replace(episode, track_id=None)
                self._keep(episode)
            if episode.track_id is None and at_seconds - episode.last_seen > episode.wait_seconds:
                worn = episode.worn_since
                decisions.append(
                    self._end(episode, "left", episode.last_seen) if worn is None else self._end(episode, "worn", worn)
                )
        return decisions

    def _keep(self, episode: Episode) -> None:
        self._episodes[episode.violation_id] = episode
