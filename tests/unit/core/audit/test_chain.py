"""The chain of hashes, and what breaks it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from backend.core.audit.chain import FIRST, Break, Entry, Link, Start, canonical, hash_of, verified

AT = datetime(2026, 11, 30, 8, 0, 0, 123000, tzinfo=UTC)


def entry(number: int, **changes: Any) -> Entry:
    values: dict[str, Any] = {
        "company_id": 7,
        "number": number,
        "at": AT,
        "actor_id": 3,
        "actor": "Ayu 👷",
        "address": "10.0.0.9",
        "action": "camera.changed",
        "target_kind": "camera",
        "target_id": "5",
        "detail": {"name": "gate", "before": {"name": "dör"}},
    }
    return Entry(**{**values, **changes})


def chain(count: int, start: Start | None = None) -> list[Link]:
    links, before = [], (start or Start()).hash
    first = (start or Start()).number + 1
    for number in range(first, first + count):
        one = entry(number)
        links.append(Link(one, before, hash_of(one, before)))
        before = links[-1].hash
    return links


def test_the_canonical_form_is_fixed() -> None:
    assert (
        canonical(entry(1, actor="ü", detail={"b": 1, "a": None}))
        == (
            '{"action":"camera.changed","actor":"ü","actor_id":3,"address":"10.0.0.9","at":"2026-11-30T08:00:00.123Z",'
            '"company_id":7,"detail":{"a":null,"b":1},"number":1,"target_id":"5","target_kind":"camera"}'
        ).encode()
    )


def test_the_same_moment_in_another_zone_is_the_same_entry() -> None:
    assert canonical(entry(1, at=AT.astimezone(timezone(timedelta(hours=7))))) == canonical(entry(1))


def test_what_json_cannot_express_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical(entry(1, detail={"x": float("nan")}))


@pytest.mark.parametrize("count", [0, 1, 2, 50])
def test_a_whole_chain_holds(count: int) -> None:
    links = chain(count)
    verdict = verified(links, Start())
    assert (verdict.entries, verdict.broken) == (count, None)
    assert verdict.last_hash == (links[-1].hash if links else FIRST)


def test_a_chain_holds_from_where_retention_left_it() -> None:
    links = chain(5)
    start = Start(2, links[1].hash)
    assert verified(links[2:], start).broken is None
    assert verified(links[2:], Start()).broken == Break(1, "it is missing: entry 3 follows instead")
    assert verified(links[2:], Start(2, FIRST)).broken == Break(3, "it does not follow from the entry before it")


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(
    "changes",
    [
        {"actor": "Ayu"},
        {"actor_id": None},
        {"address": "10.0.0.8"},
        {"at": AT + timedelta(milliseconds=1)},
        {"action": "camera.added"},
        {"target_id": "6"},
        {"target_kind": "site"},
        {"company_id": 8},
        {"detail": {"name": "gate"}},
    ],
)
def test_a_change_of_any_field_is_found_at_its_entry(place: int, changes: dict[str, Any]) -> None:
    links = chain(3)
    links[place] = replace(links[place], entry=replace(links[place].entry, **changes))
    verdict = verified(links, Start())
    assert verdict.broken == Break(place + 1, "it was changed: its hash does not fit")
    assert verdict.entries == place


@pytest.mark.parametrize("place", [0, 1])
def test_a_removed_entry_is_found(place: int) -> None:
    links = chain(3)
    del links[place]
    assert verified(links, Start()).broken == Break(place + 1, f"it is missing: entry {place + 2} follows instead")


def test_an_entry_that_was_rewritten_with_its_hash_breaks_the_next() -> None:
    links = chain(3)
    other = entry(2, actor="nobody")
    links[1] = Link(other, links[0].hash, hash_of(other, links[0].hash))
    assert verified(links, Start()).broken == Break(3, "it does not follow from the entry before it")


def test_a_number_twice_is_found() -> None:
    links = chain(2)
    assert verified([*links, links[1]], Start()).broken == Break(3, "it is missing: entry 2 follows instead")
