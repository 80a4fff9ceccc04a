"""Which packets are decoded when one picture a second is enough.

The cheap way decodes single key frames. But "marked as a key frame" is not "decodable alone": streams with intra
refresh have recovery points from which a picture builds up, and some cameras send a key frame every 40 seconds. Such
streams are decoded as in mode detect, packet after packet.
"""

from __future__ import annotations

from enum import StrEnum

PREVIEW_SECONDS = 0.95
"""How often a key frame is decoded. Rarer is cheaper; the watch over the picture's health has less to look at."""
KEY_SECONDS = 4.0
"""Without a key frame until every packet is decoded. Shorter decodes everything of cameras with ordinary key frame
distances (2 to 4 s); longer shows older pictures."""
UNDECODABLE_KEYS = 2
"""Key frames in a row that gave no picture alone. One may have been damaged on the way."""


class PreviewStep(StrEnum):
    """What to do with a packet."""

    SKIP = "skip"
    ALONE = "alone"
    """Decode it by itself, and let the decoder forget it."""
    FOLLOW = "follow"
    """Decode it after all packets before it, since the last key frame."""


class PreviewPolicy:
    """Decides for one connection. Times are monotonic seconds; not thread-safe."""

    def __init__(self) -> None:
        self._decoded_at: float | None = None
        self._key_at: float | None = None
        self._empty = 0
        self._follows = False

    @property
    def follows(self) -> bool:
        """Is every packet decoded? Once begun it stays so: the stream has shown what it is like."""
        return self._follows

    @property
    def keys_are_pictures(self) -> bool:
        """Can a viewer begin at a key frame? False when key frames alone gave no picture."""
        return self._empty < UNDECODABLE_KEYS

    def step(self, *, is_key: bool, now: float) -> PreviewStep:
        """The next packet."""
        if self._key_at is None or is_key:
            self._key_at = now
        if now - self._key_at > KEY_SECONDS:
            self._follows = True
        if self._follows:
            return PreviewStep.FOLLOW
        if not is_key or (self._decoded_at is not None and now - self._decoded_at < PREVIEW_SECONDS):
            return PreviewStep.SKIP
        self._decoded_at = now
        return PreviewStep.ALONE

    def decoded_alone(self, pictures: int) -> None:
        """What a key frame by itself gave."""
        if not self._follows:
            self._empty = 0 if pictures else self._empty + 1
            self._follows = self._empty >= UNDECODABLE_KEYS
