"""Options with which libav opens each kind of source, and what it must not open.

A file or an answer from the network may be a playlist that names other files and addresses. So each kind has a
list of protocols and a list of formats; playlists (HLS, DASH, concat, SDP files) are on none of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from backend.adapters.video.capture_errors import failure
from backend.core.cameras.source import Source

FILE_FORMATS = "mov,matroska,avi,mpegts,mpeg,flv,asf,ogg,dhav,h264,hevc,m4v,mjpeg,mpjpeg"
HTTP_FORMATS = "mpegts,flv"
"""JPEG pictures are read by `jpeg_video`."""
FILE_PROTOCOLS = "file"
RTSP_PROTOCOLS = "rtsp,rtsps,tcp,tls,udp,rtp"
MAX_PIXELS = 8192 * 8192
"""What a decoder may allocate for. Far above what is accepted, so that a picture too large is called so, and far
below what a forged header can ask for."""

_TRANSPORT = re.compile(r"([?&])transport=(tcp|udp)(&|$)", re.IGNORECASE)
_DEMO_NAME = re.compile(r"[a-z0-9_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureOptions:
    """Limits of a capture."""

    open_timeout_seconds: float = 10.0
    """For connecting, and again for understanding the stream. Shorter gives up on slow cameras."""
    read_timeout_seconds: float = 10.0
    """For one packet. Shorter breaks streams of few pictures; longer notices a dead camera later."""
    picture_timeout_seconds: float = 15.0
    """Without a decodable picture, though packets arrive. Shorter than the key frames' distance never opens."""
    undecodable_packets: int = 300
    """In a row, until the stream counts as broken."""
    key_timeout_seconds: float = 60.0
    """Without a key frame after opening. Shorter gives up on cameras that send one every 40 seconds."""
    snapshot_seconds: float = 0.2
    """Between two pictures of a camera that is asked for each of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What libav is given."""

    url: str = field(repr=False)
    """With credentials: never log it."""
    format: str | None = None
    """The demuxer, where it must not be guessed."""
    options: Mapping[str, str]


def opening_of(source: Source, *, demo_dir: Path, options: CaptureOptions) -> Opening:
    """How to open the source. SourceError `file_missing` or `device_missing` when it is not there."""
    if source.kind in ("rtsp", "rtsps"):
        return _rtsp(source, options)
    if source.kind in ("http", "https"):
        return _http(source)
    if source.kind == "device":
        return _device(Path("/dev/video" + source.location))
    if source.kind == "demo":
        if not _DEMO_NAME.fullmatch(source.location):
            raise failure("invalid_source")
        return _file(demo_dir / f"{source.location}.mp4")
    return _file(Path(source.location))


def _rtsp(source: Source, options: CaptureOptions) -> Opening:
    """Video only, over TCP unless UDP is asked for; no waiting for the frame rate to be known."""
    url, transport = _without_transport(source.location)
    return Opening(
        url=url,
        format="rtsp",
        options={
            "protocol_whitelist": RTSP_PROTOCOLS,
            "rtsp_transport": transport,
            "allowed_media_types": "video",
            "timeout": _microseconds(options.read_timeout_seconds),
            "max_delay": _microseconds(0.5),
            "analyzeduration": _microseconds(2.0),
            "fpsprobesize": "0",
            "max_pixels": str(MAX_PIXELS),
        },
    )


def _http(source: Source) -> Opening:
    """libav gets the body of an answer and opens nothing itself."""
    return Opening(
        url=source.location,
        options={
            "protocol_whitelist": "",
            "format_whitelist": HTTP_FORMATS,
            "analyzeduration": _microseconds(2.0),
            "fpsprobesize": "0",
            "max_pixels": str(MAX_PIXELS),
        },
    )


def _file(path: Path) -> Opening:
    if not path.is_file():
        raise failure("file_missing")
    return Opening(
        url=f"file:{path}",
        options={
            "protocol_whitelist": FILE_PROTOCOLS,
            "format_whitelist": FILE_FORMATS,
            "max_pixels": str(MAX_PIXELS),
        },
    )


def _device(path: Path) -> Opening:
    if not path.is_char_device():
        raise failure("device_missing")
    return Opening(url=str(path), format="video4linux2", options={})


def _without_transport(url: str) -> tuple[str, str]:
    """The URL without our own option, and the transport it asked for."""
    match = _TRANSPORT.search(url)
    if match is None:
        return url, "tcp"
    kept = match.group(1) if match.group(3) else ""
    return url[: match.start()] + kept + url[match.end() :], match.group(2).lower()


def _microseconds(seconds: float) -> str:
    return str(int(seconds * 1_000_000))
