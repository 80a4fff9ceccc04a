"""The decision that an open violation became more severe."""

from __future__ import annotations

from dataclasses import dataclass

from backend.core.analysis.decision import Decision
from backend.core.violations.episode import Episode


@dataclass(frozen=True, slots=True)
class SeverityRaised(Decision):
    """Its rule has stages, and a further one was reached: the severity is that of the episode's rule."""

    episode: Episode
