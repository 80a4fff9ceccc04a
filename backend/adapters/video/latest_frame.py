"""Hands the newest picture of one thread to others."""

from __future__ import annotations

import threading

from backend.adapters.video.frame import VideoFrame


class LatestFrame:
    """Holds one picture; a newer one replaces it, read or not. Thread-safe."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._frame: VideoFrame | None = None
        self._closed = False
        self._is_read = True
        self._replaced = 0

    def put(self, frame: VideoFrame) -> None:
        """Replace the picture and wake the threads that wait for it."""
        with self._changed:
            self._replaced += not self._is_read
            self._frame, self._is_read = frame, False
            self._changed.notify_all()

    def latest(self) -> VideoFrame | None:
        """The newest picture, however old; None before the first."""
        with self._changed:
            return self._frame

    def wait_newer(self, seq: int, timeout: float) -> VideoFrame | None:
        """The newest picture with a greater `seq`; None after `timeout` seconds or when closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._seq() > seq, timeout)
            if self._seq() <= seq:
                return None
            self._is_read = True
            return self._frame

    def replaced(self) -> int:
        """How many pictures were replaced before `wait_newer` returned them."""
        with self._changed:
            return self._replaced

    def close(self) -> None:
        """No more pictures come: wake all waiting threads."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _seq(self) -> int:
        return 0 if self._frame is None else self._frame.seq
