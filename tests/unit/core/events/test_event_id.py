"""Ids of events are UUIDv7 and sort by time."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from backend.core.events.event_id import next_id, uuid7

times = st.datetimes(datetime(2000, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000)
)


@given(times, st.binary(min_size=10, max_size=10))
def test_a_uuid7_has_its_version_its_variant_its_time_and_its_randomness(at: datetime, randomness: bytes) -> None:
    made = UUID(uuid7(at, randomness))
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    assert epoch + timedelta(milliseconds=made.int >> 80) == at
    free = ((1 << 80) - 1) & ~(0xF << 76) & ~(0x3 << 62)
    assert made.int & free == int.from_bytes(randomness, "big") & free


@given(times, times, st.binary(min_size=10, max_size=10), st.binary(min_size=10, max_size=10))
def test_uuid7s_sort_by_time(one: datetime, other: datetime, first: bytes, second: bytes) -> None:
    if one < other:
        assert uuid7(one, first) < uuid7(other, second)


@given(times, st.binary(min_size=10, max_size=10))
def test_the_next_id_sorts_behind(at: datetime, randomness: bytes) -> None:
    one = uuid7(at, randomness)
    assert UUID(next_id(one))
    assert next_id(one) > one
