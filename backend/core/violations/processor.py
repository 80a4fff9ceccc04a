"""Opens one violation per person and rule, and closes it when the item is on or the person has left.

A track is not a person: it breaks when a person walks behind a rack or a worker process starts again, and it can jump
to another person when two cross. So a violation is suspended for a while when its track is gone, or when its track no
longer shows the item missing; a new track that begins close to where the item was last seen missing, and is assessed
to miss it, continues the violation instead of being accused a second time.

Nothing is concluded across time that was not observed: a person lost in it has left unless found again in their place,
see `re_association`, and only a person who is followed ends a violation as worn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from math import isfinite

from backend.core.analysis.decision import Decision
from backend.core.ppe.belief import Wear
from backend.core.violations.episode import AssessedPerson, Episode
from backend.core.violations.re_association import ReassociationOptions, distance


class CloseReason(StrEnum):
    """Why a violation ended."""

    WORN = "worn"
    LEFT = "left"
    STOPPED = "stopped"
    """The camera no longer assesses it."""


@dataclass(frozen=True, slots=True)
class ViolationOptions:
    """When a missing item becomes a violation, and when that ends."""

    hold_seconds: float = 1.0
    """How long the evidence must have pointed to "missing". Longer: fewer alarms for an item lifted for a moment."""
    reassociation_seconds: float = 10.0
    """How long a suspended violation can be continued. Longer: two people may become one."""
    worn_seconds: float = 2.0
    """How long the item must be seen worn, with no observation of it missing, before the violation ends. Longer: later.
    Shorter: when the track has jumped to a passer-by, the violation ends and its person is accused again."""
    unsupported_seconds: float = 0.3
    """How long its track must not have shown the item missing before another track may continue a violation."""
    restart_reassociation_seconds: float = 60.0
    """As `reassociation_seconds`, after the worker process was away, for violations that it finds open."""
    unobserved_seconds: float = 1.5
    """Time between two observations from which on people may have gone and others come. Longer: the next person
    inherits a violation. Shorter: on a camera observed once a second who walks behind a rack is accused twice."""
    seconds_between_new: float = 0.0
    """Least time between two new violations of a rule. Above 0 for demonstrations only: people are missed meanwhile."""
    reassociation: ReassociationOptions = field(default_factory=ReassociationOptions)


@dataclass(frozen=True, slots=True)
class Opened(Decision):
    """A violation begins."""

    episode: Episode


@dataclass(frozen=True, slots=True)
class Closed(Decision):
    """A violation ends at `at`, seconds."""

    episode: Episode
    reason: CloseReason
    at: float


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
        self._observed_at: float | None = None
        self._opened_at: dict[str, float] = {}
        """When the last one of each rule was opened, seconds."""

    @property
    def open_episodes(self) -> list[Episode]:
        """The open violations."""
        return list(self._episodes.values())

    def restore(self, episodes: Iterable[Episode]) -> None:
        """Violations open before a time without observation: each is suspended until its person is seen again."""
        for episode in episodes:
            self._store(
                replace(episode, track_id=None, lost=True, wait_seconds=self.options.restart_reassociation_seconds)
            )

    def episode_of(self, track_id: int, rule_id: str) -> Episode | None:
        """The open violation of this track and rule."""
        own = (e for e in self._episodes.values() if e.track_id == track_id and e.rule_id == rule_id)
        return next(own, None)

    def update(self, people: Iterable[AssessedPerson], alive: set[int], at_seconds: float) -> list[Decision]:
        """Decide after an observation.

        1. After a long pause everybody is lost who is not seen again. 2. Follow the people whose violation is open;
        close it when the item is on. 3. A person who newly misses an item continues a suspended violation or opens one.
        4. Violations whose track is gone (not in `alive`) are suspended, and closed when they were suspended for long
        enough.
        """
        self._lose_after_pause(at_seconds)
        decisions: list[Decision] = []
        for person in people:
            episode = self.episode_of(person.track_id, person.rule.id)
            if episode is not None:
                decisions += self._follow(episode, person, at_seconds)
            elif person.state is Wear.MISSING:
                decisions += self._continue_or_open(person, at_seconds)
        decisions += self._suspend_and_expire(alive, at_seconds)
        return decisions

    def _lose_after_pause(self, at_seconds: float) -> None:
        before, self._observed_at = self._observed_at, at_seconds
        if before is not None and at_seconds - before > self.options.unobserved_seconds:
            for episode in self.open_episodes:
                self._store(replace(episode, lost=True))

    def _follow(self, episode: Episode, person: AssessedPerson, at_seconds: float) -> list[Decision]:
        worn_since = None
        if person.state is Wear.WORN and not person.shows_missing:
            worn_since = episode.worn_since if episode.worn_since is not None else at_seconds
            if at_seconds - worn_since >= self.options.worn_seconds:
                return [self._close(episode, CloseReason.WORN, worn_since)]
        seen = replace(_seen(episode, person, at_seconds), worn_since=worn_since)
        if person.shows_missing and worn_since is None:
            seen = _seen_missing(seen, person, at_seconds)
            seen = replace(seen, confidence=max(episode.confidence, person.confidence))
        self._store(seen)
        return []

    def _continue_or_open(self, person: AssessedPerson, at_seconds: float) -> list[Decision]:
        if not person.shows_missing:
            return []
        episode = self._suspended_episode(person, at_seconds)
        is_new = episode is None
        if episode is None:
            since = person.missing_since if person.missing_since is not None else at_seconds
            if at_seconds - since < self.options.hold_seconds or self._rests(person.rule.id, at_seconds):
                return []
            episode = self._new_episode(person, since, at_seconds)
            self._opened_at[person.rule.id] = at_seconds
        followed = replace(
            _seen_missing(_seen(episode, person, at_seconds), person, at_seconds),
            track_id=person.track_id,
            worn_since=None,
            wait_seconds=self.options.reassociation_seconds,
        )
        self._store(followed)
        return [Opened(episode)] if is_new else []

    def _rests(self, rule_id: str, at_seconds: float) -> bool:
        return at_seconds - self._opened_at.get(rule_id, float("-inf")) < self.options.seconds_between_new

    def _new_episode(self, person: AssessedPerson, since: float, at_seconds: float) -> Episode:
        return Episode(
            violation_id=self._new_id(self._utc(at_seconds)),
            rule_id=person.rule.id,
            rule_version=person.rule.version,
            item=person.rule.item,
            opened_at=since,
            last_seen=at_seconds,
            last_missing=at_seconds,
            box=person.box,
            track_id=person.track_id,
            wait_seconds=self.options.reassociation_seconds,
            confidence=person.confidence,
        )

    def _close(self, episode: Episode, reason: CloseReason, at_seconds: float) -> Closed:
        del self._episodes[episode.violation_id]
        return Closed(episode, reason, at_seconds)

    def _suspended_episode(self, person: AssessedPerson, at_seconds: float) -> Episode | None:
        """The nearest episode without a supporting track that this person may continue, or None."""
        near: list[tuple[float, Episode]] = []
        for episode in self._episodes.values():
            supported = at_seconds - episode.last_missing <= self.options.unsupported_seconds
            if episode.rule_id != person.rule.id or (episode.track_id is not None and supported):
                continue
            away = distance(episode, person, self.options.reassociation)
            if isfinite(away):
                near.append((away, episode))
        return min(near, key=lambda pair: pair[0])[1] if near else None

    def _suspend_and_expire(self, alive: set[int], at_seconds: float) -> list[Decision]:
        decisions: list[Decision] = []
        for episode in self.open_episodes:
            if episode.track_id is not None and episode.track_id not in alive:
                episode = replace(episode, track_id=None)
                self._store(episode)
            waited = at_seconds - episode.last_seen - episode.unobserved
            if episode.track_id is None and waited > episode.wait_seconds:
                if episode.worn_since is None or episode.lost:
                    decisions.append(self._close(episode, CloseReason.LEFT, episode.last_seen))
                else:
                    decisions.append(self._close(episode, CloseReason.WORN, episode.worn_since))
        return decisions

    def _store(self, episode: Episode) -> None:
        self._episodes[episode.violation_id] = episode


def _seen(episode: Episode, person: AssessedPerson, at_seconds: float) -> Episode:
    """The episode with its person in view."""
    return replace(episode, last_seen=at_seconds, edge=person.edge, lost=False, unobserved=0.0)


def _seen_missing(episode: Episode, person: AssessedPerson, at_seconds: float) -> Episode:
    """The episode with its person seen without the item."""
    return replace(episode, last_missing=at_seconds, box=person.box, speed=person.speed)
