"""The registry of kinds contradicts neither itself nor what a class promises."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

import pytest

from backend.core.errors import MalformedEvent
from backend.core.events.delivery import Delivery, DeliveryLimits
from backend.core.events.envelope import BINARY, Event
from backend.core.events.kind import EventKind
from backend.core.events.kinds import KINDS, Kinds
from backend.core.events.violation import VIOLATION_CLOSED, VIOLATION_OPENED, VIOLATION_REOPENED
from tests.chaos.toys.toy_kinds import STEP, TALLY, TOY_KINDS, Step

LIMITS = DeliveryLimits(waiting=1, waiting_bytes=1, stream_entries=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class WithPicture(Event):
    kind: ClassVar[str] = "toy.picture"

    picture: bytes = field(metadata=BINARY)


@pytest.mark.parametrize(
    ("delivery", "names"),
    [
        (
            Delivery.DURABLE,
            {"violation.opened", "violation.updated", "violation.closed", "violation.reopened", "camera.changed"},
        ),
        (Delivery.KEYED, {"exposure.minute"}),
        (Delivery.SAMPLED, {"track.summary"}),
    ],
)
def test_what_mandor_publishes_is_delivered_as_it_must_be(delivery: Delivery, names: set[str]) -> None:
    assert {kind.name for kind in KINDS.delivered(delivery)} == names


def test_kinds_are_found_by_name_and_by_class_of_delivery() -> None:
    assert TOY_KINDS.named("toy.tally") is TALLY
    assert set(TOY_KINDS.delivered(Delivery.SAMPLED)) >= {STEP}


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(MalformedEvent, match=r"Unknown kind of event 'toy\.step'"):
        KINDS.named(Step.kind)


def test_two_kinds_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="one name"):
        Kinds(VIOLATION_OPENED, VIOLATION_OPENED)


def test_only_the_end_of_a_violation_and_what_takes_it_back_are_never_refused() -> None:
    assert [kind for kind in KINDS if kind.limits.waiting is None] == [VIOLATION_CLOSED, VIOLATION_REOPENED]


@pytest.mark.parametrize("delivery", [Delivery.DURABLE, Delivery.SAMPLED])
def test_a_kind_with_a_key_must_be_keyed(delivery: Delivery) -> None:
    with pytest.raises(ValueError, match="key"):
        EventKind(event=Step, delivery=delivery, limits=LIMITS, key=lambda _: "one")


def test_a_keyed_kind_needs_a_key() -> None:
    with pytest.raises(ValueError, match="key"):
        EventKind(event=Step, delivery=Delivery.KEYED, limits=LIMITS)


def test_a_sampled_kind_cannot_carry_pictures() -> None:
    with pytest.raises(ValueError, match="pictures"):
        EventKind(event=WithPicture, delivery=Delivery.SAMPLED, limits=LIMITS)
