"""Which evidence goes: never what is open or new, reviewed before unreviewed, and never more than needed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.evidence.retention import NEWEST, ORDER, Evidence, EvidenceClass, Removal, RetentionLimits, decide

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def one(name: str, kind: EvidenceClass, days: float, *, size: int = 10, is_open: bool = False) -> Evidence:
    return Evidence(id=name, kind=kind, opened_at=NOW - days * DAY, bytes=size, is_open=is_open)


def used(evidence: list[Evidence]) -> dict[EvidenceClass, int]:
    return {kind: sum(e.bytes for e in evidence if e.kind == kind) for kind in ORDER}


def decided(evidence: list[Evidence], limits: RetentionLimits, *, free: int = 0, most: int = 1000) -> list[Removal]:
    return decide(evidence, limits, used_bytes=used(evidence), free_bytes=free, at=NOW, most=most)


FIVE = [
    one("old", "unreviewed", 100),
    one("seen", "reviewed", 100),
    one("open", "unreviewed", 100, is_open=True),
    one("young", "unreviewed", 1),
    one("demo", "demo", 1),
]
CASES = {
    "no limit removes nothing": (RetentionLimits(), 0, []),
    "age has its own limit per class": (RetentionLimits(days={"unreviewed": 90, "reviewed": 365}), 0, ["old age"]),
    "0 days is no limit": (RetentionLimits(days={"unreviewed": 0}), 0, []),
    "size takes the oldest of its class": (RetentionLimits(most_bytes={"unreviewed": 25}), 0, ["old size"]),
    "what went by age counts for the size": (
        RetentionLimits(days={"unreviewed": 90}, most_bytes={"unreviewed": 20}),
        0,
        ["old age"],
    ),
    "open evidence is never taken for the size": (
        RetentionLimits(most_bytes={"unreviewed": 1}),
        0,
        ["old size", "young size"],
    ),
    "the reserve takes demonstrations first": (RetentionLimits(free_bytes=10), 0, ["demo reserve"]),
    "then what was reviewed": (RetentionLimits(free_bytes=20), 0, ["demo reserve", "seen reserve"]),
    "unreviewed evidence goes last, oldest first": (
        RetentionLimits(free_bytes=21),
        0,
        ["demo reserve", "seen reserve", "old reserve"],
    ),
    "what is free already is not freed": (RetentionLimits(free_bytes=20), 11, ["demo reserve"]),
    "what went by age counts for the reserve": (
        RetentionLimits(days={"unreviewed": 90}, free_bytes=10),
        0,
        ["old age"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_goes_and_why(case: str) -> None:
    limits, free, expected = CASES[case]
    assert [f"{r.evidence.id} {r.why}" for r in decided(FIVE, limits, free=free)] == expected


def test_the_newest_minutes_never_go() -> None:
    new = Evidence(id="new", kind="demo", opened_at=NOW - NEWEST + timedelta(seconds=1), bytes=10)
    assert decided([new], RetentionLimits(most_bytes={"demo": 1}, free_bytes=10**9)) == []


def test_a_step_is_bounded() -> None:
    many = [one(f"{n:03}", "reviewed", 1 + n) for n in range(50)]
    assert [r.evidence.id for r in decided(many, RetentionLimits(free_bytes=10**9), most=3)] == ["049", "048", "047"]


evidences = st.lists(
    st.builds(
        Evidence,
        id=st.uuids().map(str),
        kind=st.sampled_from(ORDER),
        opened_at=st.integers(0, 500 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes)),
        bytes=st.integers(0, 1000),
        is_open=st.booleans(),
    ),
    max_size=30,
    unique_by=lambda e: e.id,
)
sizes = st.integers(0, 8000)
by_class = st.fixed_dictionaries(dict.fromkeys(ORDER, st.integers(0, 400)))
limits_of_all_kinds = st.builds(
    RetentionLimits, days=by_class, most_bytes=st.fixed_dictionaries(dict.fromkeys(ORDER, sizes)), free_bytes=sizes
)


@given(evidences, limits_of_all_kinds, sizes)
def test_nothing_open_or_new_ever_goes_and_nothing_twice(
    evidence: list[Evidence], limits: RetentionLimits, free: int
) -> None:
    gone = [r.evidence for r in decided(evidence, limits, free=free)]
    assert not any(e.is_open or e.opened_at > NOW - NEWEST for e in gone)
    assert len({e.id for e in gone}) == len(gone)


@given(evidences, limits_of_all_kinds, sizes)
def test_for_the_reserve_unreviewed_evidence_goes_only_when_no_other_is_left(
    evidence: list[Evidence], limits: RetentionLimits, free: int
) -> None:
    removals = decided(evidence, limits, free=free)
    gone = {r.evidence.id for r in removals}
    if any(r.why == "reserve" and r.evidence.kind == "unreviewed" for r in removals):
        left = [e for e in evidence if e.kind != "unreviewed" and e.id not in gone]
        assert all(e.is_open or e.opened_at > NOW - NEWEST for e in left)


@given(evidences, sizes, sizes)
def test_for_the_reserve_never_more_goes_than_needed(evidence: list[Evidence], wanted: int, free: int) -> None:
    gone = [r.evidence.bytes for r in decided(evidence, RetentionLimits(free_bytes=wanted), free=free)]
    assert all(free + sum(gone[:n]) < wanted for n in range(len(gone)))


@given(evidences, sizes)
def test_for_its_size_a_class_loses_no_more_than_needed(evidence: list[Evidence], most_bytes: int) -> None:
    limits = RetentionLimits(most_bytes=dict.fromkeys(ORDER, most_bytes))
    for kind in ORDER:
        gone = [r.evidence.bytes for r in decided(evidence, limits) if r.evidence.kind == kind]
        assert all(used(evidence)[kind] - sum(gone[:n]) > most_bytes > 0 for n in range(len(gone)))


@given(evidences, limits_of_all_kinds, sizes)
def test_within_a_class_and_a_reason_the_oldest_goes_first(
    evidence: list[Evidence], limits: RetentionLimits, free: int
) -> None:
    removals = decided(evidence, limits, free=free)
    for why in ("age", "size", "reserve"):
        for kind in ORDER:
            times = [r.evidence.opened_at for r in removals if (r.why, r.evidence.kind) == (why, kind)]
            assert times == sorted(times)


@given(evidences, limits_of_all_kinds, sizes, st.integers(1, 6))
def test_the_oldest_of_each_class_are_enough_to_decide(
    evidence: list[Evidence], limits: RetentionLimits, free: int, most: int
) -> None:
    closed = [e for e in evidence if not e.is_open and e.opened_at <= NOW - NEWEST]
    closed.sort(key=lambda e: (e.opened_at, e.id))
    oldest = [e for kind in ORDER for e in [e for e in closed if e.kind == kind][:most]]
    few = decide(oldest, limits, used_bytes=used(evidence), free_bytes=free, at=NOW, most=most)
    assert few == decided(evidence, limits, free=free, most=most)


@given(evidences, limits_of_all_kinds, sizes, st.integers(1, 4))
def test_step_by_step_the_same_goes_as_at_once(
    evidence: list[Evidence], limits: RetentionLimits, free: int, most: int
) -> None:
    at_once = {r.evidence.id for r in decided(evidence, limits, free=free)}
    left, gone = list(evidence), set[str]()
    while removals := decided(left, limits, free=free, most=most):
        free += sum(r.evidence.bytes for r in removals)
        gone |= {r.evidence.id for r in removals}
        left = [e for e in left if e.id not in gone]
    assert gone == at_once
