"""Compares what was decided with what was stored."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields

from tests.chaos.decision_log import Entry

Person = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRow:
    """A violation in the database. `person` is `opened_at` in milliseconds since the epoch."""

    id: str
    camera_id: int
    person: int
    item: str
    box: tuple[float, float, float, float]
    """Of the newest picture, as fractions of its width and height."""
    closed: bool
    picture_event_id: str
    pictures: tuple[tuple[str, str], tuple[str, str]]
    """Key and SHA-256 of the crop and of the wide picture."""


@dataclass
class Verdict:
    """Numbers of people, or of events, and which they are."""

    decided: int = 0
    stored: int = 0
    lost: int = 0
    """Violations, ends and better pictures that were decided and are not in the database."""
    doubled: int = 0
    """Violations more than one for a person, or that were not decided."""
    pictures_missing: int = 0
    """Pictures that are not there, or not the ones that were decided."""
    cut_short: int = 0
    """Decisions of a process that was killed before its journal had them: neither stored nor promised."""
    findings: list[str] = field(default_factory=list)

    def __add__(self, other: Verdict) -> Verdict:
        """Both together."""
        return Verdict(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)})

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost, doubled or spoiled."""
        return not (self.lost or self.doubled or self.pictures_missing)


def compare(entries: Iterable[Entry], rows: Iterable[StoredRow], read: Callable[[str], bytes | None]) -> Verdict:
    """`read` gives the picture of a key, None when there is none."""
    entries, rows, verdict = list(entries), list(rows), Verdict()
    promised = [entry for entry in entries if entry.stage != "decided"]
    people = {(e.camera_id, e.person) for e in promised if e.what == "opened"}
    found = Counter((row.camera_id, row.person) for row in rows)
    verdict.decided, verdict.stored = len(people), sum(person in found for person in people)
    for person in sorted(people - found.keys()):
        verdict.lost += 1
        verdict.findings.append(f"lost: the violation of person {person[1]} at camera {person[0]}")
    for person, times in found.items():
        verdict.doubled += times - 1
        if times > 1:
            verdict.findings.append(f"doubled: person {person[1]} at camera {person[0]} was stored {times} times")
    by_id = {row.id: row for row in rows}
    _check_changes(promised, by_id, verdict)
    _check_pictures(entries, by_id, read, verdict)
    return verdict


def _check_changes(promised: list[Entry], rows: dict[str, StoredRow], verdict: Verdict) -> None:
    """Ends and better pictures. Those of a violation that is lost itself were counted with it."""
    newest: dict[str, str] = {}
    for entry in promised:
        row = rows.get(entry.violation_id)
        if row is not None and entry.what == "closed" and not row.closed:
            verdict.lost += 1
            verdict.findings.append(f"lost: the end of violation {entry.violation_id}")
        if row is not None and entry.what == "updated":
            newest[row.id] = max(newest.get(row.id, ""), entry.event_id)
    for violation_id, event_id in newest.items():
        if rows[violation_id].picture_event_id < event_id:
            verdict.lost += 1
            verdict.findings.append(f"lost: the better picture of violation {violation_id}")


def _check_pictures(
    entries: list[Entry], rows: dict[str, StoredRow], read: Callable[[str], bytes | None], verdict: Verdict
) -> None:
    decided = {entry.event_id: (entry.crop, entry.wide) for entry in entries if entry.crop}
    for row in rows.values():
        if row.id not in decided:
            verdict.doubled += 1
            verdict.findings.append(f"doubled: never decided, violation {row.id}")
            continue
        for (key, sha256), wanted in zip(row.pictures, decided.get(row.picture_event_id, ("", "")), strict=True):
            content = read(key)
            if content is None or hashlib.sha256(content).hexdigest() != sha256 or sha256 != wanted:
                verdict.pictures_missing += 1
                verdict.findings.append(f"picture {key} is {'missing' if content is None else 'not what was decided'}")
