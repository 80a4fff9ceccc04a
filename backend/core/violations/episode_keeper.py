"""An analyser whose violations stay open from picture to picture, and over a restart of the process."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from backend.core.violations.episode import Episode


@runtime_checkable
class EpisodeKeeper(Protocol):
    """Keeps episodes. The camera process saves them and gives them back after a restart."""

    @property
    def open_episodes(self) -> list[Episode]:
        """The open violations."""
        ...

    def owns(self, episode: Episode) -> bool:
        """Whether an episode that was saved is one of this analyser's."""
        ...

    def restore(self, episodes: Iterable[Episode]) -> None:
        """Take over violations that an earlier process left open."""
        ...
