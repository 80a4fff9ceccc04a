"""What libav's errors mean for a camera, in our words.

libav repeats addresses, credentials included. So its texts go no further than this file: what leaves it is a
`SourceError` with a code of `REASONS`, that reason's text and a hint.
"""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import av.error

from backend.core.cameras.camera import REASONS
from backend.core.cameras.hints import HINTS
from backend.core.cameras.source import Source
from backend.core.errors import SourceError

DEFAULT_PORTS = {"rtsp": 554, "rtsps": 322, "http": 80, "https": 443}
CONNECT_SECONDS = 2.0
"""Time limit of a connection test, for errors that libav leaves open."""


def failure(code: str, hint: str = "") -> SourceError:
    """The error for a reason, with that reason's own hint unless another one is given."""
    return SourceError(REASONS[code], code=code, hint=hint or HINTS[code])


def open_failure(error: av.error.FFmpegError, source: Source, *, waited: float, limit: float) -> SourceError:
    """Why a source could not be opened. `waited` and `limit` are seconds."""
    if source.kind == "device":
        return failure("device_missing")
    if isinstance(error, av.error.DecoderNotFoundError):
        return failure("codec_unsupported")
    if source.is_network:
        return _http_failure(error) or _network_failure(error, source, late=waited >= limit)
    if isinstance(error, (av.error.FileNotFoundError, av.error.PermissionError)):
        return failure("file_missing")
    return failure("not_video")


def read_failure(error: av.error.FFmpegError, *, had_pictures: bool) -> SourceError:
    """Why an open live stream stopped."""
    if isinstance(error, (av.error.ExitError, av.error.TimeoutError)) and not had_pictures:
        return failure("timeout")
    return failure("stream_broken")


def _http_failure(error: av.error.FFmpegError) -> SourceError | None:
    """RTSP and HTTP share their status codes."""
    if isinstance(error, (av.error.HTTPUnauthorizedError, av.error.HTTPForbiddenError)):
        return failure("login_refused")
    if isinstance(error, av.error.HTTPServerError):
        return failure("stream_not_found", "It answers with an error of its own: it may be busy or starting up.")
    if isinstance(error, av.error.HTTPClientError):
        return failure("stream_not_found")
    return None


def _network_failure(error: av.error.FFmpegError, source: Source, *, late: bool) -> SourceError:
    if isinstance(error, av.error.ConnectionRefusedError):
        return failure("unreachable")
    if late or isinstance(error, (av.error.ExitError, av.error.TimeoutError)):
        return failure("timeout" if _answers(source) else "unreachable")
    if isinstance(error, (av.error.EOFError, av.error.ConnectionResetError, av.error.BrokenPipeError)):
        return failure("not_video", "It hangs up at once: it is busy, starting up, or no camera.")
    if isinstance(error, av.error.OSError):
        return failure("not_video" if _answers(source) else "unreachable")
    return failure("not_video")


def _answers(source: Source) -> bool:
    """Does anything accept a connection at the source's host and port?"""
    port = urlsplit(source.location).port or DEFAULT_PORTS[source.kind]
    try:
        with socket.create_connection((source.host, port), timeout=CONNECT_SECONDS):
            return True
    except OSError:
        return False
