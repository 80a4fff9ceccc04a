"""JPEG pictures of an HTTP camera: a stream of them, or a snapshot's address that is asked again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from backend.adapters.protocols.failures import failure
from backend.adapters.protocols.http_camera import HttpBody, HttpCamera
from backend.core.errors import SourceError
from backend.core.video.jpeg_stream import JpegStream

SNIFFED_BYTES = 256
READ_BYTES = 64 * 1024
SKIPPED_BYTES = 512 * 1024
"""Without a picture in them, until it is no JPEG stream. Firmware writes under 1 KiB between pictures."""
MOST_BUSY = 3
"""Refusals in a row of a snapshot because the camera is busy: cheap ones are while they take a picture."""
JPEG_TYPES = ("image/jpeg", "image/jpg", "image/pjpeg", "image/x-jpeg", "video/x-motion-jpeg", "video/x-jpeg")
OTHER_TYPES = ("text/", "image/", "application/json", "application/xml", "application/vnd.apple", "audio/")
"""Types that are no video here. What is not named is looked into."""
BROKEN_HINT = "Pictures begin and never become whole. Restart the camera."
_JPEG_START = b"\xff\xd8\xff"


def is_jpeg(body: HttpBody) -> bool:
    """Are there JPEG pictures in this answer? SourceError `not_video` when there is no video at all."""
    kind = body.content_type
    if kind.startswith("multipart/") or kind in JPEG_TYPES:
        return True
    first = body.peek(SNIFFED_BYTES)
    if first.startswith((_JPEG_START, b"--")) or (_JPEG_START in first and not kind.startswith("video/")):
        return True
    if not first or kind.startswith(OTHER_TYPES):
        raise failure("not_video")
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturePatience:
    """How long a stream is read that gives no picture."""

    seconds: float
    """Without a picture, though something comes."""
    broken: int
    """Beginnings of pictures in a row that became none."""


class HttpPictures:
    """The pictures, as they come or as they are wanted. Used by one thread."""

    def __init__(
        self,
        camera: HttpCamera,
        body: HttpBody,
        *,
        patience: PicturePatience,
        interval: Callable[[], float],
        wait: Callable[[float], bool],
        monotonic: Callable[[], float],
    ) -> None:
        """`interval`: seconds between snapshots as wanted now. `wait` sleeps and says whether to stop."""
        self._camera = camera
        self._body = body
        self._patience = patience
        self._interval = interval
        self._wait = wait
        self._monotonic = monotonic
        self.began_at = monotonic()
        """When the first bytes of the last picture came."""
        self.waited_seconds = 0.0
        """Spent on waiting for bytes."""

    def pictures(self) -> Iterator[bytes]:
        """Until the camera ends its stream or `wait` says so. SourceError when it breaks."""
        began = self._monotonic()
        scanner, count = JpegStream(), 0
        for picture in self._of_body(self._body, scanner):
            count += 1
            yield picture
        if not count:
            raise failure("not_video")
        is_snapshot = count == 1 and not self._body.content_type.startswith("multipart/")
        while is_snapshot and not self._wait(max(0.0, began + self._interval() - self._monotonic())):
            began = self._monotonic()
            yield from self._of_body(self._next_snapshot(), JpegStream())

    def _of_body(self, body: HttpBody, scanner: JpegStream) -> Iterator[bytes]:
        pictured_at, broken = self._monotonic(), 0
        next_began = self._monotonic()
        while data := self._read(body):
            was_inside = scanner.is_inside
            for picture in scanner.feed(data):
                now = self._monotonic()
                self.began_at, was_inside = next_began if was_inside else now, False
                pictured_at, broken = now, scanner.broken
                yield picture
            if scanner.is_inside and not was_inside:
                next_began = self._monotonic()
            if scanner.skipped > SKIPPED_BYTES:
                raise failure("not_video")
            is_late = self._monotonic() - pictured_at > self._patience.seconds
            if is_late or scanner.broken - broken >= self._patience.broken:
                raise failure("stream_broken", BROKEN_HINT)
        yield from scanner.end()

    def _read(self, body: HttpBody) -> bytes:
        began = self._monotonic()
        data = body.read(READ_BYTES)
        self.waited_seconds += self._monotonic() - began
        return data

    def _next_snapshot(self) -> HttpBody:
        """Ask again, a few times where the camera is busy."""
        for attempt in range(MOST_BUSY):
            try:
                return self._camera.get()
            except SourceError as error:
                if error.code != "camera_busy":
                    raise
            if self._wait(self._interval() * 2**attempt):
                break
        raise failure("camera_busy")
