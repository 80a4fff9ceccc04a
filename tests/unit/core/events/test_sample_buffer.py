"""What a flood leaves: spread over its time, bounded, and every event delivered or counted."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.events.delivery import DeliveryLimits
from backend.core.events.sample_buffer import SampleBuffer
from tests.builders import START
from tests.chaos.toys.toy_kinds import Step


def step(n: int) -> Step:
    at = START + timedelta(milliseconds=n)
    return Step(id=f"01a1fbe6-6b03-7000-8000-{n:012d}", company_id=1, site_id=1, camera_id=7, at=at, model="")


def limits(waiting: int | None, waiting_bytes: int | None = None) -> DeliveryLimits:
    return DeliveryLimits(waiting=waiting, waiting_bytes=waiting_bytes, stream_entries=10)


def test_below_the_limit_nothing_is_left_out() -> None:
    buffer = SampleBuffer(limits(4))
    for n in range(1, 5):
        buffer.add(n, step(n))
    batch = buffer.take("a")
    assert batch is not None
    assert batch.events == tuple(step(n) for n in range(1, 5))
    assert (batch.first, batch.last, batch.left_out, batch.sequence) == (1, 4, 0, "a")
    assert (batch.since, batch.until) == (step(1).at, step(4).at)
    assert buffer.take("a") is None
    assert len(buffer) == 0


def test_one_above_the_limit_thins_to_every_second_and_counts_the_others() -> None:
    buffer = SampleBuffer(limits(4))
    for n in range(1, 6):
        buffer.add(n, step(n))
    batch = buffer.take("a")
    assert batch is not None
    assert batch.events == (step(2), step(4))
    assert (batch.first, batch.last, batch.left_out) == (1, 5, 3)


@given(st.integers(1, 40), st.integers(1, 2000), st.integers(1, 500))
def test_what_stays_of_a_flood_is_evenly_spread_and_the_count_is_exact(most: int, published: int, first: int) -> None:
    buffer = SampleBuffer(limits(most))
    for n in range(first, first + published):
        buffer.add(n, step(n))
        assert len(buffer) <= most
    batch = buffer.take("a")
    assert batch is not None
    assert len(batch.events) + batch.left_out == published
    numbers = [int(event.id[-12:]) for event in batch.events]
    assert len({later - earlier for earlier, later in pairwise(numbers)}) <= 1


def test_the_next_batch_is_not_thinned_because_the_one_before_was() -> None:
    buffer = SampleBuffer(limits(2))
    for n in range(1, 10):
        buffer.add(n, step(n))
    buffer.take("a")
    buffer.add(10, step(10))
    buffer.add(11, step(11))
    batch = buffer.take("a")
    assert batch is not None
    assert (batch.first, batch.left_out) == (10, 0)


@pytest.mark.parametrize("most_bytes", [1, 500])
def test_it_is_bounded_in_bytes_also_below_one_event(most_bytes: int) -> None:
    buffer = SampleBuffer(limits(None, most_bytes))
    for n in range(1, 30):
        buffer.add(n, step(n))
    batch = buffer.take("a")
    assert batch is not None
    assert len(batch.events) <= most_bytes // 100
    assert len(batch.events) + batch.left_out == 29
