"""Compares what was published of the toy kinds with what was stored and counted."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.chaos.toys.toy_log import ToyLog


@dataclass
class KeyedVerdict:
    """Keys of which a value was published."""

    keys: int = 0
    right: int = 0
    wrong: int = 0
    """Keys whose newest value is not in the database."""
    findings: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether every key has its newest value."""
        return not self.wrong

    def numbers(self) -> dict[str, int]:
        """For the last line."""
        return {name: getattr(self, name) for name in ("keys", "right", "wrong")}


@dataclass
class SampledVerdict:
    """Sampled events: each is stored or counted as left out."""

    published: int = 0
    stored: int = 0
    left_out: int = 0
    uncounted: int = 0
    """Published, and neither stored nor counted."""
    overcounted: int = 0
    """Counted as left out though stored: a Redis that lost its last second repeats what it had counted."""
    findings: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether nothing is missing without being counted."""
        return not self.uncounted

    def numbers(self) -> dict[str, int]:
        """For the last line."""
        return {name: getattr(self, name) for name in ("published", "stored", "left_out", "uncounted", "overcounted")}


def compare_keyed(camera_ids: Collection[int], logs: Mapping[int, ToyLog], database: Path) -> KeyedVerdict:
    """A value whose publication a kill interrupted may be stored or not."""
    verdict = KeyedVerdict()
    stored = {(camera, slot): value for camera, slot, value in _rows(database, "camera_id, slot, value", "toy_tallies")}
    for camera_id in camera_ids:
        begun = logs[camera_id].tallies("begun")
        for slot, value in logs[camera_id].tallies("published").items():
            found = stored.get((camera_id, slot))
            verdict.keys += 1
            if found in (value, begun[slot]):
                verdict.right += 1
                continue
            verdict.wrong += 1
            verdict.findings.append(f"wrong: slot {slot} of camera {camera_id} is {found} instead of {value}")
    return verdict


def compare_sampled(camera_ids: Collection[int], logs: Mapping[int, ToyLog], database: Path) -> SampledVerdict:
    """An event whose publication a kill interrupted may be accounted for or not."""
    verdict = SampledVerdict()
    stored = dict(_rows(database, "camera_id, count(*)", "toy_steps GROUP BY camera_id"))
    left_out = dict(_rows(database, "camera_id, sum(events)", "toy_left_out GROUP BY camera_id"))
    received = dict(_rows(database, "camera_id, max(last)", "toy_left_out GROUP BY camera_id"))
    for camera_id in camera_ids:
        published, begun = logs[camera_id].steps("published"), logs[camera_id].steps("begun")
        accounted = stored.get(camera_id, 0) + left_out.get(camera_id, 0)
        verdict.published += published
        verdict.stored += stored.get(camera_id, 0)
        verdict.left_out += left_out.get(camera_id, 0)
        verdict.overcounted += max(0, accounted - begun)
        missing = max(0, published - accounted)
        verdict.uncounted += missing
        if missing:
            verdict.findings.append(
                f"uncounted: {missing} sampled events of camera {camera_id}; "
                f"number {received.get(camera_id, 0)} was received last, {published} were published"
            )
    return verdict


def _rows(database: Path, columns: str, table: str) -> list[tuple[int, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(f"SELECT {columns} FROM {table}").fetchall()
