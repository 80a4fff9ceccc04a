"""Encoded video for one viewer: in order and without a hole, or not at all until the next key frame."""

from __future__ import annotations

MOST_WAITING = 15
"""Parts that a viewer may owe an acknowledgement for: 3 seconds of video. More lets a slow line fall further behind
what happens, fewer interrupts it more often."""


class VideoFlow:
    """Which part may go to the viewer now. Their producer numbers parts without a gap."""

    def __init__(self) -> None:
        self._next: int | None = None
        self._waiting: set[int] = set()

    def begin(self) -> None:
        """A new initialisation goes out: the next part must begin with a key frame."""
        self._next = None
        self._waiting.clear()

    def offer(self, number: int, *, key: bool) -> bool:
        """A part is there: may it be sent? If so, it counts as sent."""
        fits = key or number == self._next
        if not fits or len(self._waiting) >= MOST_WAITING:
            self._next = None
            return False
        self._next = number + 1
        self._waiting.add(number)
        return True

    def acknowledge(self, number: int) -> None:
        """The viewer has it."""
        self._waiting.discard(number)
