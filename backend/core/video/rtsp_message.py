"""RTSP on one connection: messages (RFC 2326) and interleaved media, cut out of a stream of bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MAX_HEAD_BYTES = 16 * 1024
"""Of one message. Cameras send under 1 KiB; more would let a peer that is none fill the memory."""
MAX_BODY_BYTES = 256 * 1024
"""Of one message: a session description has under 10 KiB."""
_BEGINNING = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ_/. 0123456789"
_INTERLEAVED = ord("$")
_INTERLEAVED_HEADER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class RtspMessage:
    """A request or an answer."""

    start: str
    headers: tuple[tuple[str, str], ...]
    """Names as they were written."""
    body: bytes = b""

    @property
    def status(self) -> int | None:
        """Of an answer; None for a request."""
        parts = self.start.split(" ", 2)
        is_answer = parts[0].upper().startswith("RTSP/") and len(parts) > 1 and parts[1].isdigit()
        return int(parts[1]) if is_answer else None

    def get(self, name: str) -> str:
        """The first header of this name; empty when there is none."""
        return next(iter(self.all(name)), "")

    def all(self, name: str) -> list[str]:
        """Every header of this name."""
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def with_headers(self, **replaced: str | None) -> RtspMessage:
        """The same message with these headers set, or taken out where None; `_` in a name stands for `-`."""
        names = {name.replace("_", "-").lower(): value for name, value in replaced.items()}
        kept = [(name, value) for name, value in self.headers if name.lower() not in names]
        added = [(name.replace("_", "-"), value) for name, value in replaced.items() if value is not None]
        return RtspMessage(start=self.start, headers=(*kept, *added), body=self.body)

    def encode(self) -> bytes:
        """As it is sent."""
        lines = [self.start, *(f"{name}: {value}" for name, value in self.headers), "", ""]
        return "\r\n".join(lines).encode("utf-8", "surrogateescape") + self.body


class RtspReader:
    """Cuts what arrives into messages and runs of interleaved media. One per direction of a connection.

    Media are handed on as they came, several packets in one piece. ValueError for what is no RTSP or too large.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[RtspMessage | bytes]:
        """What `data` completes, in order."""
        self._buffer += data
        while self._buffer:
            media = self._media_length()
            if media:
                yield bytes(self._buffer[:media])
                del self._buffer[:media]
            elif self._buffer[0] == _INTERLEAVED:
                return
            elif (message := self._message()) is not None:
                yield message
            else:
                return

    def _media_length(self) -> int:
        """Bytes of the complete media packets at the beginning."""
        at, buffer = 0, self._buffer
        while at + _INTERLEAVED_HEADER <= len(buffer) and buffer[at] == _INTERLEAVED:
            end = at + _INTERLEAVED_HEADER + int.from_bytes(buffer[at + 2 : at + 4], "big")
            if end > len(buffer):
                break
            at = end
        return at

    def _message(self) -> RtspMessage | None:
        self._skip_empty_lines()
        head_end, body_at = _end_of_head(self._buffer)
        if head_end < 0:
            if len(self._buffer) > MAX_HEAD_BYTES or not _could_be_text(self._buffer):
                raise ValueError("this is no RTSP message")
            return None
        if head_end > MAX_HEAD_BYTES:
            raise ValueError("an RTSP message is too large")
        message = _parsed(bytes(self._buffer[:head_end]))
        length = message.get("Content-Length")
        size = int(length) if length.isdigit() else 0
        if size > MAX_BODY_BYTES:
            raise ValueError("an RTSP message is too large")
        if len(self._buffer) < body_at + size:
            return None
        body = bytes(self._buffer[body_at : body_at + size])
        del self._buffer[: body_at + size]
        return RtspMessage(start=message.start, headers=message.headers, body=body)

    def _skip_empty_lines(self) -> None:
        while self._buffer and self._buffer[0] in b"\r\n":
            del self._buffer[:1]


def _end_of_head(buffer: bytearray) -> tuple[int, int]:
    """Where the head ends and the body begins, -1 when it is not complete. Bare line feeds are accepted."""
    ends = [(at, at + len(mark)) for mark in (b"\r\n\r\n", b"\n\n") if (at := buffer.find(mark)) >= 0]
    return min(ends, default=(-1, -1))


def _could_be_text(buffer: bytearray) -> bool:
    """A message begins with a name in capital letters and a space or slash."""
    return not buffer[:4].translate(None, _BEGINNING)


def _parsed(head: bytes) -> RtspMessage:
    lines = [line.rstrip("\r") for line in head.decode("utf-8", "surrogateescape").split("\n")]
    headers = []
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if colon:
            headers.append((name.strip(), value.strip()))
    message = RtspMessage(start=lines[0].strip(), headers=tuple(headers))
    if message.status is None and not message.start.upper().rpartition(" ")[2].startswith("RTSP/"):
        raise ValueError("this is no RTSP message")
    return message
