"""Reads protobuf's wire format without a schema: enough to inspect a file before any library opens it.

Nothing is copied and nothing is trusted: every length is checked against what is there, and the number of fields that
one file may have is bounded, because each costs time.
"""

from __future__ import annotations

from collections.abc import Iterator

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
MOST_FIELDS = 3_000_000
"""More fields than any detector has; a file made of tiny ones would take hours to read."""
Field = tuple[int, int | memoryview]
"""A field's number, and its value: a number, or the bytes of a text or a message."""


class Malformed(Exception):
    """These bytes are no protobuf message."""


class ProtobufReader:
    """Reads messages of one file, and counts how many fields it has read."""

    def __init__(self, most_fields: int = MOST_FIELDS) -> None:
        self._left = most_fields

    def fields(self, data: memoryview) -> Iterator[Field]:
        """The fields of a message, in order. Malformed when they do not fit."""
        at, end = 0, len(data)
        while at < end:
            self._left -= 1
            if self._left < 0:
                raise Malformed("it has more parts than any detector")
            key, at = _varint(data, at)
            number, kind = key >> 3, key & 7
            if kind == VARINT:
                value, at = _varint(data, at)
                yield number, value
                continue
            if kind == BYTES:
                length, at = _varint(data, at)
            elif kind in (FIXED64, FIXED32):
                length = 8 if kind == FIXED64 else 4
            else:
                raise Malformed(f"it has a field of kind {kind}")
            if length > end - at:
                raise Malformed("it ends in the middle")
            yield number, data[at : at + length]
            at += length


def numbers(value: int | memoryview) -> Iterator[int]:
    """A repeated whole number, packed or not."""
    if isinstance(value, int):
        yield value
        return
    at = 0
    while at < len(value):
        one, at = _varint(value, at)
        yield one


def signed(value: int) -> int:
    """A varint as the int64 that it stands for."""
    return value - (1 << 64) if value >> 63 else value


def text(value: int | memoryview, longest: int = 200) -> str:
    """A text, at most `longest` characters of it, without what a terminal would obey."""
    if isinstance(value, int):
        raise Malformed("it has a number where a text belongs")
    plain = bytes(value[: 4 * longest]).decode("utf-8", errors="replace")
    return "".join(c if c.isprintable() else "?" for c in plain)[:longest]


def message(value: int | memoryview) -> memoryview:
    """The bytes of a message inside a message."""
    if isinstance(value, int):
        raise Malformed("it has a number where a message belongs")
    return value


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            raise Malformed("it ends in the middle")
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value & 0xFFFFFFFFFFFFFFFF, at
    raise Malformed("it has a number without end")
