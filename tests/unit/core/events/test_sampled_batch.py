"""A batch survives the wire, counts what is missing, and is refused when it is none."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from backend.core.errors import MalformedEvent
from backend.core.events.sampled_batch import SampledBatch, batch_from_wire, batch_to_wire
from tests.chaos.toys.toy_kinds import TOY_KINDS
from tests.unit.core.events.test_sample_buffer import step

BATCH = SampledBatch(
    kind="toy.step",
    company_id=1,
    site_id=1,
    camera_id=7,
    sequence="0123456789abcdef",
    first=11,
    last=20,
    since=step(11).at,
    until=step(20).at,
    events=(step(12), step(16)),
)


def wire(**changes: object) -> dict[bytes, bytes]:
    body = {**json.loads(batch_to_wire(BATCH)["json"]), **changes}
    return {b"json": json.dumps({k: v for k, v in body.items() if v is not None}).encode()}


def test_a_batch_survives_the_wire() -> None:
    assert batch_from_wire(wire(), TOY_KINDS) == BATCH


def test_a_field_that_a_later_version_added_is_passed_over() -> None:
    assert batch_from_wire(wire(weather="rain"), TOY_KINDS) == BATCH


def test_left_out_is_what_was_thinned_and_what_was_lost_before() -> None:
    assert BATCH.left_out == 8
    assert replace(BATCH, lost_before=5).left_out == 13


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {b"json": b"[]"},
        {b"json": b"\xff"},
        wire(kind="toy.unknown"),
        wire(kind=None),
        wire(events=None),
        wire(events=[{}]),
        wire(first=0),
        wire(first=21),
        wire(last=11),  # more events than numbers
        wire(since="yesterday"),
        wire(batch_version=2),
    ],
)
def test_garbage_is_a_malformed_event(fields: dict[bytes, bytes]) -> None:
    with pytest.raises(MalformedEvent):
        batch_from_wire(fields, TOY_KINDS)
