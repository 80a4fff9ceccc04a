"""Opens an RTSP camera by the way in that works: libav alone, over UDP, or behind a relay that logs in."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass

import av
import av.error
from av.container import InputContainer

from backend.adapters.protocols.connection import TLS_SCHEMES, accepts, speaks_tls
from backend.adapters.protocols.failures import failure
from backend.adapters.protocols.rtsp_probe import RtspFinding, probe
from backend.adapters.protocols.rtsp_relay import RtspRelay
from backend.adapters.video.opening.source_options import CaptureOptions, Opening
from backend.core.cameras.source import Source
from backend.core.errors import SourceError

MOST_ATTEMPTS = 3
"""Ways in that are tried for one opening: the usual one, one more for the login, one more for the transport."""
PROBE_SECONDS = 3.0
"""For each of our own questions after libav failed."""
UDP_HINT = "It was reached over UDP, since it refuses TCP: let UDP through on the way, or allow TCP in the camera."


@dataclass(slots=True)
class RtspRoute:
    """The way in that worked last, kept over the connections of one source."""

    transport: str = ""
    """`udp` where the camera refused TCP; empty for what the address says."""
    relayed: bool = False


@dataclass(frozen=True, slots=True)
class _Failed:
    """An attempt that came to nothing."""

    finding: RtspFinding
    fallback: SourceError
    """What to raise when the camera's own answers explain nothing."""


class RtspConnection:
    """An open container, and the relay in front of it where one is needed."""

    def __init__(self, container: InputContainer, relay: RtspRelay | None) -> None:
        self.container = container
        self._relay = relay

    def close(self) -> None:
        """End the relay; the container is closed by its reader."""
        if self._relay is not None:
            self._relay.close()


def open_rtsp(
    source: Source, opening: Opening, *, options: CaptureOptions, route: RtspRoute, monotonic: Callable[[], float]
) -> RtspConnection:
    """Open it. SourceError with the camera's own reason; `route` then begins anew."""
    is_explicit = "transport=" in source.location.lower()
    failed: _Failed | None = None
    for _ in range(MOST_ATTEMPTS):
        transport = route.transport or opening.options["rtsp_transport"]
        opened = _attempt(source, opening, transport, options=options, route=route, monotonic=monotonic)
        if isinstance(opened, RtspConnection):
            return opened
        failed = opened
        if failed.finding.needs_relay and not route.relayed:
            route.relayed = True
        elif failed.finding.suggests_other_transport and transport == "tcp" and not is_explicit:
            route.transport = "udp"
        else:
            break
    was_udp = route.transport == "udp"
    route.transport, route.relayed = "", False
    error = (failed.finding.error or failed.fallback) if failed is not None else failure("unreachable")
    raise failure("timeout", UDP_HINT) if was_udp and error.code == "timeout" else error


def _attempt(
    source: Source,
    opening: Opening,
    transport: str,
    *,
    options: CaptureOptions,
    route: RtspRoute,
    monotonic: Callable[[], float],
) -> RtspConnection | _Failed:
    limit = options.open_timeout_seconds
    relay: RtspRelay | None = None
    if route.relayed:
        relay = RtspRelay(opening.url, open_seconds=limit, read_seconds=options.read_timeout_seconds)
    with contextlib.ExitStack() as undo:
        if relay is not None:
            undo.callback(relay.close)
        began = monotonic()
        try:
            container = av.open(
                relay.url if relay is not None else opening.url,
                "r",
                format=opening.format,
                options={**opening.options, "rtsp_transport": transport},
                timeout=(limit, options.read_timeout_seconds),
            )
        except av.error.FFmpegError as error:
            is_late = monotonic() - began >= limit or isinstance(error, (av.error.ExitError, av.error.TimeoutError))
            kind = type(error)
        else:
            undo.pop_all()
            return RtspConnection(container, relay)
    return _explained(source, opening, transport, kind, relay, is_late=is_late)


def _explained(
    source: Source,
    opening: Opening,
    transport: str,
    kind: type[av.error.FFmpegError],
    relay: RtspRelay | None,
    *,
    is_late: bool,
) -> _Failed:
    """Why libav could not open it, from the camera's own answers."""
    if issubclass(kind, av.error.DecoderNotFoundError):
        error = failure("codec_unsupported")
        return _Failed(RtspFinding(error=error), error)
    if relay is not None and relay.failure is not None:
        finding = RtspFinding(error=relay.failure, suggests_other_transport=relay.suggests_other_transport)
        return _Failed(finding, relay.failure)
    if is_late:
        error = _silent(source, opening)
        return _Failed(RtspFinding(error=error), error)
    refused = issubclass(kind, (av.error.HTTPUnauthorizedError, av.error.HTTPForbiddenError))
    finding = probe(opening.url, transport=transport, timeout_seconds=PROBE_SECONDS, login_was_refused=refused)
    return _Failed(finding, failure("not_video" if issubclass(kind, av.error.InvalidDataError) else "stream_broken"))


def _silent(source: Source, opening: Opening) -> SourceError:
    """Nothing came in time: is anything there at all, and does it speak TLS where it should?"""
    if not accepts(opening.url, timeout_seconds=PROBE_SECONDS):
        return failure("unreachable")
    if source.kind in TLS_SCHEMES and not speaks_tls(opening.url, timeout_seconds=PROBE_SECONDS):
        return failure("tls_failed")
    return failure("timeout")
