"""Opens one violation per person and rule, and closes it when everything is worn or the person has left.

A track is not a person: it breaks when a person walks behind a rack or a worker process starts again, and it can jump
to another person when two cross. So a violation is suspended for a while when its track is gone, or when its track no
longer shows an item missing; a new track that begins close to where that was last seen, and is assessed to miss one of
its items, continues the violation instead of being accused a second time.

Nothing is concluded across time that was not observed: a person lost in it has left unless found again in their place,
see `re_association`, and only a person who is followed ends a violation as worn.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime

from backend.core.analysis.decision import Decision
from backend.core.ppe.belief import Wear
from backend.core.rules.rule import Rule
from backend.core.violations.decisions import Closed, CloseReason, ItemsAdded, Opened, Reopened
from backend.core.violations.ended_episodes import EndedEpisodes
from backend.core.violations.episode import AssessedPerson, Episode, UnderRule
from backend.core.violations.options import ViolationOptions
from backend.core.violations.re_association import nearest


class ViolationProcessor:
    """Open violations of one camera's rules about items. Not thread-safe."""

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
        self._ended = EndedEpisodes(self.options)
        self._observed_at: float | None = None
        self._opened_at: dict[tuple[str, str], float] = {}
        """When the last one of each rule and item was opened, seconds."""

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

    def episodes_of(self, track_id: int) -> list[Episode]:
        """The open violations of this track."""
        return [episode for episode in self._episodes.values() if episode.track_id == track_id]

    def follow_rules(self, version_of: Callable[[Rule], Rule | None], at_seconds: float) -> list[Closed]:
        """The rules have changed: what is open goes on under `version_of` its rule, or ends as stopped."""
        decisions: list[Closed] = []
        for episode in self.open_episodes:
            rule = version_of(episode.rule)
            if rule is None or not set(rule.items) & set(episode.items):
                decisions.append(self._close(episode, CloseReason.STOPPED, at_seconds))
            else:
                self._store(replace(episode, rule=rule))
        return decisions

    def update(
        self,
        people: Iterable[AssessedPerson],
        alive: set[int],
        at_seconds: float,
        inactive: Collection[tuple[str, int]] = (),
    ) -> list[Decision]:
        """Decide after an observation. `inactive`: keys of rules that do not apply at the time.

        1. After a long pause everybody is lost who is not seen again. 2. Violations of inactive rules end. 3. Follow
        the people whose violation is open; close it when they wear everything or have left the zone. 4. A person who
        newly misses an item continues a suspended violation, reopens one that has just ended, or opens one. 5.
        Violations whose track is gone (not in `alive`) are suspended, and closed when they were for long enough.
        """
        self._lose_after_pause(at_seconds)
        self._ended.forget_old(at_seconds)
        ended = [episode for episode in self.open_episodes if episode.rule.key in inactive]
        decisions: list[Decision] = [self._close(one, CloseReason.RULE_ENDED, at_seconds) for one in ended]
        for person in sorted(people, key=lambda one: one.track_id):
            for episode in self.episodes_of(person.track_id):
                decisions += self._follow(episode, person, at_seconds)
            decisions += self._take_up(person, at_seconds)
            decisions += self._add_or_open(person, at_seconds)
        decisions += self._suspend_and_expire(alive, at_seconds)
        return decisions

    def _lose_after_pause(self, at_seconds: float) -> None:
        before, self._observed_at = self._observed_at, at_seconds
        if before is not None and at_seconds - before > self.options.unobserved_seconds:
            for episode in self.open_episodes:
                self._store(replace(episode, lost=True))

    def _follow(self, episode: Episode, person: AssessedPerson, at_seconds: float) -> list[Decision]:
        items = {name: person.items[name] for name in episode.items if name in person.items}
        worn = {
            name: episode.worn.get(name, at_seconds)
            for name, item in items.items()
            if item.state is Wear.WORN and not item.shows_missing
        }
        seen = replace(_seen(episode, person, at_seconds), worn=worn)
        if episode.rule.key in person.outside:
            return [self._leave(seen, at_seconds)]
        if items and worn.keys() == items.keys():
            since = max(worn.values())
            if at_seconds - since >= self.options.worn_seconds:
                return [self._close(episode, CloseReason.WORN, since)]
        missing = [item for item in items.values() if item.shows_missing]
        if missing:
            confidence = max(episode.confidence, *(item.confidence for item in missing))
            seen = replace(_seen_missing(seen, person, at_seconds), confidence=confidence)
        self._store(seen)
        return []

    def _take_up(self, person: AssessedPerson, at_seconds: float) -> list[Decision]:
        """Continue or reopen violations of the items that the person misses."""
        decisions: list[Decision] = []
        for name in self._newly_missing(person):
            if any(name in episode.items for episode in self.episodes_of(person.track_id)):
                continue  # of the episode that another item has just continued
            waiting = [one for one in self._episodes.values() if self._may_continue(one, person, at_seconds)]
            episode = nearest(waiting, person, name, self.options.reassociation)
            if episode is None:
                episode = self._ended.take(person, name, at_seconds)
                if episode is None:
                    continue
                decisions.append(Reopened(episode))
            followed = _seen_missing(_seen(episode, person, at_seconds), person, at_seconds)
            wait = self.options.reassociation_seconds
            self._store(replace(followed, track_id=person.track_id, worn={}, wait_seconds=wait))
        return decisions

    def _may_continue(self, episode: Episode, person: AssessedPerson, at_seconds: float) -> bool:
        supported = at_seconds - episode.last_missing <= self.options.unsupported_seconds
        return episode.rule.key not in person.outside and (episode.track_id is None or not supported)

    def _newly_missing(self, person: AssessedPerson) -> list[str]:
        """The items that the person misses and that are in none of their open violations."""
        known = {name for episode in self.episodes_of(person.track_id) for name in episode.items}
        return [name for name, item in person.items.items() if item.is_missing and name not in known]

    def _add_or_open(self, person: AssessedPerson, at_seconds: float) -> list[Decision]:
        """Items that a rule misses for long enough join its open violation of this person, or open one."""
        in_charge: dict[str, UnderRule] = {}
        for under in person.rules:
            in_charge |= {name: under for name in under.rule.items if name not in in_charge}
        ready: dict[str, dict[str, float]] = {}
        rules: dict[str, Rule] = {}
        new = self._newly_missing(person)
        for name, under in in_charge.items():
            since = self._broken_since(person, name, under, at_seconds) if name in new else None
            if since is not None:
                rules[under.rule.id] = under.rule
                ready.setdefault(under.rule.id, {})[name] = since
        return [self._add_to_or_open(person, rules[key], since, at_seconds) for key, since in ready.items()]

    def _broken_since(self, person: AssessedPerson, name: str, under: UnderRule, at_seconds: float) -> float | None:
        """Since when this item breaks the rule; None when not for long enough."""
        since = person.items[name].missing_since
        since = at_seconds if since is None else max(since, under.since)
        rested = at_seconds - self._opened_at.get((under.rule.id, name), float("-inf"))
        is_violation = at_seconds - since >= under.rule.minimum_seconds and rested >= self.options.seconds_between_new
        return since if is_violation else None

    def _add_to_or_open(
        self, person: AssessedPerson, rule: Rule, since: dict[str, float], at_seconds: float
    ) -> Decision:
        self._opened_at |= {(rule.id, name): at_seconds for name in since}
        confidence = max(person.items[name].confidence for name in since)
        same = (one for one in self.episodes_of(person.track_id) if one.rule.key == rule.key)
        own = next(same, None)
        if own is not None:
            added = replace(
                _seen_missing(own, person, at_seconds),
                items=(*own.items, *since),
                confidence=max(own.confidence, confidence),
            )
            self._store(added)
            return ItemsAdded(added, tuple(since), min(since.values()))
        episode = Episode(
            violation_id=self._new_id(self._utc(at_seconds)),
            rule=rule,
            items=tuple(since),
            opened_at=min(since.values()),
            last_seen=at_seconds,
            last_missing=at_seconds,
            last_assessed=at_seconds,
            box=person.box,
            track_id=person.track_id,
            wait_seconds=self.options.reassociation_seconds,
            confidence=confidence,
            edge=person.edge,
            speed=person.speed,
        )
        self._store(episode)
        return Opened(episode)

    def _leave(self, episode: Episode, at_seconds: float) -> Closed:
        unassessed = episode.last_seen - episode.last_assessed > self.options.unassessed_seconds
        return self._close(episode, CloseReason.NOT_ASSESSABLE if unassessed else CloseReason.LEFT, at_seconds)

    def _close(self, episode: Episode, reason: CloseReason, at_seconds: float) -> Closed:
        del self._episodes[episode.violation_id]
        if reason in (CloseReason.LEFT, CloseReason.NOT_ASSESSABLE):
            self._ended.keep(episode, self._observed_at if self._observed_at is not None else at_seconds)
        return Closed(episode, reason, at_seconds)

    def _suspend_and_expire(self, alive: set[int], at_seconds: float) -> list[Decision]:
        decisions: list[Decision] = []
        for episode in self.open_episodes:
            if episode.track_id is not None and episode.track_id not in alive:
                episode = replace(episode, track_id=None)
                self._store(episode)
            waited = at_seconds - episode.last_seen - episode.unobserved
            if episode.track_id is None and waited > episode.wait_seconds:
                if episode.worn_since is None or episode.lost:
                    decisions.append(self._leave(episode, episode.last_seen))
                else:
                    decisions.append(self._close(episode, CloseReason.WORN, episode.worn_since))
        return decisions

    def _store(self, episode: Episode) -> None:
        self._episodes[episode.violation_id] = episode


def _seen(episode: Episode, person: AssessedPerson, at_seconds: float) -> Episode:
    """The episode with its person in view."""
    items = (person.items[name] for name in episode.items if name in person.items)
    assessed = at_seconds if any(item.is_assessed for item in items) else episode.last_assessed
    return replace(episode, last_seen=at_seconds, last_assessed=assessed, edge=person.edge, lost=False, unobserved=0.0)


def _seen_missing(episode: Episode, person: AssessedPerson, at_seconds: float) -> Episode:
    """The episode with its person seen without an item."""
    return replace(episode, last_missing=at_seconds, box=person.box, speed=person.speed)
