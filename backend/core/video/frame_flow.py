"""Frames for one viewer of one camera: the newest wins, and a slow viewer never has a queue."""

from __future__ import annotations

ACKNOWLEDGE_SECONDS = 3.0
"""How long a viewer may take to acknowledge. Longer freezes a viewer whose acknowledgement was lost, shorter sends
more to one whose line is too slow."""


class ViewerFlow:
    """Which frame may go to the viewer now. The caller numbers frames; `at` is monotonic seconds."""

    def __init__(self) -> None:
        self._sent = -1
        self._sent_at = 0.0
        self._awaiting = False

    def offer(self, number: int, *, at: float) -> bool:
        """A new frame is there: may it be sent? If so, it counts as sent."""
        if number <= self._sent or (self._awaiting and at - self._sent_at < ACKNOWLEDGE_SECONDS):
            return False
        self._sent = number
        self._sent_at = at
        self._awaiting = True
        return True

    def acknowledge(self, number: int) -> None:
        """The viewer has drawn the frame. A late acknowledgement of an older frame changes nothing."""
        if number == self._sent:
            self._awaiting = False
