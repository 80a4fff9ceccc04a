"""How many requests of one task share a call of its model, and how long the first waits for others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Batching:
    """Limits of a batch."""

    size: int = 1
    """Requests in one call at most. More uses a GPU better; on a CPU it only makes each camera wait for the others."""
    wait_seconds: float = 0.0
    """How long a batch that is not full waits for more requests. Longer fills batches, and delays every answer."""
