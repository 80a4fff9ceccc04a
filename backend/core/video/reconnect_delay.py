"""How long to wait before a source is opened again."""

from __future__ import annotations

FIRST_SECONDS = 1.0
"""The first wait. Shorter hammers a camera that is starting up; longer leaves a short loss dark for longer."""
LONGEST_SECONDS = 60.0
"""The longest wait. Longer spares the network; shorter sees a repaired camera sooner."""
SLOW_SECONDS = 15.0
"""The shortest wait after a failure that time alone rarely heals. Shorter locks accounts on some cameras."""
JITTER = 0.3
"""Spread around each wait, as a fraction, so that 64 cameras do not come back in the same moment."""
SLOW_REASONS = frozenset(
    {
        "invalid_source",
        "login_refused",
        "stream_not_found",
        "file_missing",
        "device_missing",
        "not_video",
        "codec_unsupported",
        "picture_too_small",
        "picture_too_large",
    }
)
"""Reasons that a person has to repair; another attempt does not help."""


def backoff_seconds(attempt: int, randomness: float) -> float:
    """Seconds to wait after the `attempt`-th failure in a row (1 is the first): 1, 2, 4 … 60, each ±30 %.

    `randomness` is from 0 (shortest) to 1 (longest). ValueError for an attempt below 1 or randomness outside 0–1.
    """
    if attempt < 1 or not 0 <= randomness <= 1:
        raise ValueError("attempt begins at 1, randomness is from 0 to 1")
    doublings = min(attempt - 1, 16)
    return _spread(min(FIRST_SECONDS * 2.0**doublings, LONGEST_SECONDS), randomness)


def retry_seconds(attempt: int, reason: str, randomness: float) -> float:
    """`backoff_seconds`, but at least 15 s where `reason` is one that a retry rarely heals."""
    seconds = backoff_seconds(attempt, randomness)
    return max(seconds, SLOW_SECONDS) if reason in SLOW_REASONS else seconds


def _spread(seconds: float, randomness: float) -> float:
    return seconds * (1 - JITTER + 2 * JITTER * randomness)
