"""Violations that have just ended because their person left: late evidence reopens them.

Somebody comes back in time, but turns their back or stands behind another, and is assessed when the violation has ended
already. They are the same person by the same limits as if it were still suspended.
"""

from __future__ import annotations

from dataclasses import replace

from backend.core.violations.episode import AssessedPerson, Episode
from backend.core.violations.options import ViolationOptions
from backend.core.violations.re_association import nearest


class EndedEpisodes:
    """Of one camera. Not thread-safe."""

    def __init__(self, options: ViolationOptions) -> None:
        self._options = options
        self._ended: dict[str, tuple[Episode, float]] = {}
        """With the time of the decision, seconds."""

    def keep(self, episode: Episode, decided_at: float) -> None:
        """It has ended as its person left."""
        self._ended[episode.violation_id] = (episode, decided_at)

    def forget_old(self, at_seconds: float) -> None:
        """Forget those that ended too long ago."""
        oldest = at_seconds - self._options.late_seconds
        self._ended = {key: kept for key, kept in self._ended.items() if kept[1] >= oldest}

    def take(self, person: AssessedPerson, item: str, at_seconds: float) -> Episode | None:
        """The ended violation of this very person and item, to be open again; None when there is none."""
        rules = {under.rule.key for under in person.rules}
        possible = [
            episode
            for episode, _ in self._ended.values()
            if episode.rule.key in rules and self._came_in_time(episode, person, item)
        ]
        wait = self._options.reassociation_seconds
        own = [
            episode
            for episode in possible
            if episode.track_id == person.track_id and item in episode.items and at_seconds - episode.last_seen <= wait
        ]
        found = own[-1] if own else nearest(possible, person, item, self._options.reassociation)
        if found is None:
            return None
        del self._ended[found.violation_id]
        return replace(found, opening=found.opening + 1)

    def _came_in_time(self, episode: Episode, person: AssessedPerson, item: str) -> bool:
        """Whether the person appeared while the violation was still waiting for its person."""
        since, appeared = person.items[item].missing_since, person.first_seen
        if appeared < episode.last_missing and since is not None:  # a track that jumped to them
            appeared = since
        return appeared - episode.last_seen - episode.unobserved <= episode.wait_seconds
