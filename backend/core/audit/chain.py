"""The chain of hashes: each entry's covers the entry and the hash before it, so none can change unnoticed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from backend.core.events.timestamps import format_time

FIRST = "0" * 64
"""What stands before the first entry of a chain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a hash covers. `detail` holds JSON values only."""

    company_id: int
    number: int
    at: datetime
    actor_id: int | None
    actor: str
    address: str
    action: str
    target_kind: str
    target_id: str
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as it is stored."""

    entry: Entry
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Start:
    """Where a chain begins: the number and hash of the newest entry that retention removed."""

    number: int = 0
    hash: str = FIRST


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry at which a chain does not hold, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found: entries that hold, the last hash, and the break if there is one."""

    entries: int
    last_hash: str
    broken: Break | None


def canonical(entry: Entry) -> bytes:
    """The entry as JSON of one form: keys in order, no spaces, UTF-8, time in milliseconds UTC."""
    fields = {**asdict(entry), "at": format_time(entry.at)}
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def hash_of(entry: Entry, previous_hash: str) -> str:
    """SHA-256 over the hash before and the entry, in hexadecimal digits."""
    return hashlib.sha256(previous_hash.encode() + b"\n" + canonical(entry)).hexdigest()


def verified(links: Iterable[Link], start: Start) -> Verdict:
    """Whether the entries, in the order of their numbers, follow from the start without a gap."""
    number, before, count = start.number, start.hash, 0
    for link in links:
        number += 1
        broken = _fault(link, number, before)
        if broken is not None:
            return Verdict(count, before, broken)
        before, count = link.hash, count + 1
    return Verdict(count, before, None)


def _fault(link: Link, number: int, before: str) -> Break | None:
    if link.entry.number != number:
        return Break(number, f"it is missing: entry {link.entry.number} follows instead")
    if link.previous_hash != before:
        return Break(number, "it does not follow from the entry before it")
    if link.hash != hash_of(link.entry, before):
        return Break(number, "it was changed: its hash does not fit")
    return None
