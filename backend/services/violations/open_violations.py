"""A camera's open violations over a restart of its worker, so that none is reported twice."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from redis.exceptions import RedisError

from backend.adapters.events.journal import EventJournal
from backend.adapters.redis.connection import RedisClient
from backend.adapters.violations import open_episodes as camera_episodes
from backend.core.events.violation import ViolationClosed, ViolationOpened
from backend.core.violations.episode import Episode

FILE = "episodes.json"


class OpenViolations:
    """Kept in a file beside the journal and in Redis. The file is never behind, so it is read first."""

    def __init__(self, redis: RedisClient, camera_id: int, folder: Path) -> None:
        self._redis = redis
        self._camera_id = camera_id
        self._file = folder / FILE

    def save(self, episodes: list[Episode]) -> None:
        """These are open."""
        camera_episodes.save_file(self._file, episodes)
        with suppress(RedisError):  # the file and the journal have them
            camera_episodes.save(self._redis, self._camera_id, episodes)

    def forget(self) -> None:
        """None is open, and none will be: the camera was removed. Raises RedisError and OSError."""
        self._file.unlink(missing_ok=True)
        camera_episodes.save(self._redis, self._camera_id, [])

    def load(self, journal: EventJournal) -> tuple[list[Episode], list[ViolationOpened]]:
        """What an earlier process left open: as it was saved, and openings that only its journal knows.

        These come without their pictures: a journal may hold hundreds of megabytes.
        """
        saved = camera_episodes.load_file(self._file)
        if saved is None:
            saved = camera_episodes.load(self._redis, self._camera_id)
        episodes = {episode.violation_id: episode for episode in saved}
        unsaved: dict[str, ViolationOpened] = {}
        for event in journal.waiting():
            if isinstance(event, ViolationOpened):
                unsaved[event.id] = replace(event, crop=b"", wide=b"")
            elif isinstance(event, ViolationClosed):
                known = episodes.get(event.violation_id)
                if known is not None and known.opening <= event.opening:  # else it was reopened since
                    del episodes[event.violation_id]
                if known is None or known.opening <= event.opening:
                    unsaved.pop(event.violation_id, None)
        return list(episodes.values()), [event for event in unsaved.values() if event.id not in episodes]
