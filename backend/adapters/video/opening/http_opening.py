"""Opens an HTTP camera: JPEG pictures are read here, other video is handed to libav."""

from __future__ import annotations

from collections.abc import Callable

from backend.adapters.protocols.http_camera import HttpCamera, HttpLimits
from backend.adapters.protocols.http_pictures import is_jpeg
from backend.adapters.video.opening.jpeg_video import JpegVideo
from backend.adapters.video.opening.source_options import CaptureOptions, Opening
from backend.adapters.video.packet_tap import PacketTap
from backend.adapters.video.stream import VideoStream
from backend.core.cameras.source import Source
from backend.core.errors import SourceError


def open_http(
    source: Source,
    opening: Opening,
    *,
    options: CaptureOptions,
    monotonic: Callable[[], float],
    wait: Callable[[float], bool],
    tap: PacketTap,
) -> VideoStream | JpegVideo:
    """Ask for the address and see what comes. SourceError with the camera's own reason."""
    limits = HttpLimits(open_seconds=options.open_timeout_seconds, read_seconds=options.read_timeout_seconds)
    camera = HttpCamera(opening.url, limits=limits)
    try:
        body = camera.get()
        if is_jpeg(body):
            return JpegVideo(camera, body, options=options, monotonic=monotonic, wait=wait, tap=tap)
        return VideoStream(source, opening, options=options, monotonic=monotonic, tap=tap, body=body)
    except SourceError:
        camera.close()
        raise
