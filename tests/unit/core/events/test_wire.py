"""What goes over the wire comes back the same, and what is none of ours is refused."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.errors import MalformedEvent
from backend.core.events.camera import CameraChanged
from backend.core.events.envelope import Event
from backend.core.events.event_id import uuid7
from backend.core.events.kinds import from_wire
from backend.core.events.violation import ViolationClosed, ViolationOpened, ViolationReopened, ViolationUpdated
from backend.core.events.wire import to_wire
from backend.core.ppe.items import ITEM_TABLE
from backend.core.rules.rule import Severity
from backend.core.violations.decisions import CloseReason

times = st.datetimes(datetime(2000, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000)
)
fraction = st.floats(0, 1)
ids = st.builds(uuid7, times, st.binary(min_size=10, max_size=10))
envelope = {
    "id": ids,
    "company_id": st.integers(1, 2**31),
    "site_id": st.integers(1, 2**31),
    "camera_id": st.integers(1, 2**31),
    "at": times,
    "model": st.text(max_size=40),
    "monotonic": st.none() | st.floats(0, 1e9),
}
judgement = {
    "confidence": fraction,
    "box": st.tuples(fraction, fraction, fraction, fraction),
    "crop": st.binary(max_size=200),
    "wide": st.binary(max_size=200),
}
items = st.lists(st.sampled_from(ITEM_TABLE.names), min_size=1, unique=True).map(tuple)
names = st.none() | st.text(max_size=80)
rule = {
    "rule_id": st.text(min_size=1, max_size=40),
    "rule_version": st.integers(1, 999),
    "rule_name": names,
    "zone_id": st.none() | st.integers(1, 2**31),
    "zone_name": names,
    "severity": st.sampled_from(Severity),
    "track_id": st.none() | st.integers(1, 2**31),
    "camera_name": names,
    "site_name": names,
}
events = st.one_of(
    st.builds(ViolationOpened, **envelope, **judgement, item=st.sampled_from(ITEM_TABLE.names), opened_at=times),
    st.builds(ViolationOpened, **envelope, **judgement, **rule, items=items, rule_kind=st.just("ppe"), opened_at=times),
    st.builds(ViolationOpened, **envelope, **judgement, **rule, rule_kind=st.just("restricted"), opened_at=times),
    st.builds(ViolationUpdated, **envelope, **judgement, violation_id=ids, items=st.just(()) | items),
    st.builds(ViolationClosed, **envelope, violation_id=ids, reason=st.sampled_from(CloseReason)),
    st.builds(ViolationReopened, **envelope, violation_id=ids, opening=st.integers(2, 9)),
    st.builds(CameraChanged, **envelope, state=st.text(max_size=20), reason=st.text(max_size=20)),
)


@settings(max_examples=200)
@given(events)
def test_every_event_survives_the_wire(event: Event) -> None:
    wire = to_wire(event)
    assert from_wire(wire) == event
    assert from_wire({name.encode(): value for name, value in wire.items()}) == event  # as Redis answers


OPENED = ViolationOpened(
    id=uuid7(datetime(2026, 11, 21, tzinfo=UTC), b"0123456789"),
    company_id=1,
    site_id=2,
    camera_id=3,
    at=datetime(2026, 11, 21, tzinfo=UTC),
    model="ppe-nano@0123456789ab",
    item="helmet",
    confidence=0.9,
    box=(0.1, 0.2, 0.3, 0.4),
    opened_at=datetime(2026, 11, 21, tzinfo=UTC),
    crop=b"crop",
    wide=b"wide",
)


def changed(**changes: object) -> dict[str, bytes]:
    """The wire form of an opened violation with other values in its JSON; None takes one out."""
    wire = to_wire(OPENED)
    body = {**json.loads(wire["json"]), **changes}
    return {**wire, "json": json.dumps({k: v for k, v in body.items() if v is not None}).encode()}


def without(name: str) -> dict[str, bytes]:
    return {k: v for k, v in to_wire(OPENED).items() if k != name}


BEFORE_DELIVERY_CLASSES = {
    "violation.opened": (
        b'{"kind":"violation.opened","version":1,"id":"019aa405-2400-7031-b233-343536373839","company_id":1,"site_id":2,'
        b'"camera_id":3,"at":"2026-11-21T00:00:00.000Z","model":"ppe-nano@0123456789ab","item":"helmet","confidence":0.9,'
        b'"box":[0.1,0.2,0.3,0.4],"opened_at":"2026-11-21T00:00:00.000Z"}'
    ),
    "violation.updated": (
        b'{"kind":"violation.updated","version":1,"id":"019aa405-2400-7031-b233-343536373839","company_id":1,"site_id":2,'
        b'"camera_id":3,"at":"2026-11-21T00:00:00.000Z","model":"","violation_id":"019aa405-2400-7031-b233-343536373838",'
        b'"confidence":0.9,"box":[0.1,0.2,0.3,0.4]}'
    ),
    "violation.closed": (
        b'{"kind":"violation.closed","version":1,"id":"019aa405-2400-7031-b233-343536373839","company_id":1,"site_id":2,'
        b'"camera_id":3,"at":"2026-11-21T00:00:00.000Z","model":"","violation_id":"019aa405-2400-7031-b233-343536373838",'
        b'"reason":"left"}'
    ),
    "camera.changed": (
        b'{"kind":"camera.changed","version":1,"id":"019aa405-2400-7031-b233-343536373839","company_id":1,"site_id":2,'
        b'"camera_id":3,"at":"2026-11-21T00:00:00.000Z","model":"","state":"live","reason":""}'
    ),
}
"""As workers wrote them to journals and streams before kinds had delivery classes."""


@pytest.mark.parametrize("kind", BEFORE_DELIVERY_CLASSES)
def test_an_event_that_the_version_before_wrote_is_read(kind: str) -> None:
    event = from_wire({b"json": BEFORE_DELIVERY_CLASSES[kind], b"crop": b"crop", b"wide": b"wide"})
    assert (event.kind, event.camera_id, event.at, event.monotonic) == (kind, 3, OPENED.at, None)
    if kind == "violation.opened":
        assert replace(event, id=OPENED.id) == OPENED


def test_an_event_of_a_newer_version_is_refused_with_a_hint() -> None:
    with pytest.raises(MalformedEvent, match=r"newer version.*Upgrade"):
        from_wire(changed(version=ViolationOpened.version + 1))


def test_a_field_that_a_later_version_added_is_passed_over() -> None:
    assert from_wire(changed(weather="rain")) == OPENED


OPTIONAL = {
    *("crop", "wide", "decided_at", "monotonic", "items", "track_id", "camera_name", "site_name"),
    *("rule_id", "rule_version", "rule_kind", "rule_name", "zone_id", "zone_name", "severity"),
}
required = sorted({one.name for one in fields(ViolationOpened)} - OPTIONAL)


@pytest.mark.parametrize("name", ["kind", "version", *required])
def test_an_event_without_one_of_its_fields_is_refused(name: str) -> None:
    with pytest.raises(MalformedEvent):
        from_wire(changed(**{name: None}))


@pytest.mark.parametrize("name", ["json", "crop", "wide"])
def test_an_event_without_one_of_its_parts_is_refused(name: str) -> None:
    with pytest.raises(MalformedEvent):
        from_wire(without(name))


@pytest.mark.parametrize(
    "wire",
    [
        {},
        {"json": b""},
        {"json": b"\xff\xfe\x00"},
        {"json": b"[1, 2]"},
        {"json": b"null"},
        {"json": b"[" * 100_000},
        {b"\xff\xfe": b"a field that is no text"},
        changed(kind="violation.invented"),
        changed(kind=["violation.opened"]),
        changed(version="one"),
        changed(item="hat"),
        changed(id="not-a-uuid"),
        changed(id=7),
        changed(at="yesterday"),
        changed(at="2026-11-21T02:19:03.123"),  # in which zone?
        changed(opened_at=1763691543),
        changed(box=[0.1, 0.2, 0.3]),
        changed(box=[0.1, 0.2, 0.3, "wide"]),
        changed(box="here"),
    ],
    ids=lambda wire: str(wire.get("json", wire))[:40] if len(wire) < 3 else None,
)
def test_garbage_is_a_malformed_event_and_nothing_else(wire: dict) -> None:
    with pytest.raises(MalformedEvent):
        from_wire(wire)


@given(st.dictionaries(st.sampled_from(["json", "crop"]) | st.binary(max_size=5), st.binary(max_size=60)))
def test_random_bytes_are_a_malformed_event(wire: dict) -> None:
    with pytest.raises(MalformedEvent):
        from_wire(wire)
