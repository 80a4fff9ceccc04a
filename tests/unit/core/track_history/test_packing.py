"""What is packed is read again, within what the bytes can hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.track_history.packing import COLOUR, NO_COLOUR, TrackSample, pack, record_of
from backend.core.track_history.samples import StoredPart, samples_of

ITEMS = ("helmet", "vest", "gloves", "boots", "glasses")


def samples(items: int) -> st.SearchStrategy[list[TrackSample]]:
    fraction = st.floats(0, 1)
    state = st.tuples(*(st.integers(0, 3) for _ in range(items)))
    one = st.tuples(st.floats(0.9, 3), fraction, fraction, fraction, st.sampled_from([None, True, False]), state)

    def spread(steps: list[tuple[float, float, float, float, bool | None, tuple[int, ...]]]) -> list[TrackSample]:
        at, found = 1000.0, []
        for step, x, y, height, colour, states in steps:
            at += step
            found.append(TrackSample(at=at, x=x, y=y, height=height, colour=colour, states=states))
        return found

    return st.lists(one, min_size=1, max_size=40).map(spread)


@pytest.mark.parametrize(("items", "size"), [(0, 8), (1, 8), (2, 8), (3, 8), (4, 9), (7, 9), (8, 10)])
def test_a_second_of_a_person_takes_eight_bytes_with_up_to_three_items(items: int, size: int) -> None:
    assert record_of(items).itemsize == size


@pytest.mark.parametrize("items", [0, 1, 2, 3, 4, 5])
def test_what_was_packed_is_read_again(items: int) -> None:
    @given(samples(items))
    def check(packed: list[TrackSample]) -> None:
        part = StoredPart(
            track_id=5, since=packed[0].at, items=ITEMS[:items], width=640, height=384, packed=pack(packed)
        )
        read = samples_of([part])
        assert read.at == pytest.approx([one.at for one in packed], abs=0.06)
        assert read.x == pytest.approx([one.x for one in packed], abs=1e-4)
        assert read.y == pytest.approx([one.y for one in packed], abs=1e-4)
        assert read.person_height == pytest.approx([384 * one.height for one in packed], abs=0.01)
        colours = [0 if one.colour is None else COLOUR if one.colour else NO_COLOUR for one in packed]
        assert read.colour.tolist() == colours
        for place, item in enumerate(ITEMS[:items]):
            assert read.state_of(item).tolist() == [one.states[place] for one in packed]

    check()


def test_an_item_that_was_not_recorded_has_no_state() -> None:
    one = TrackSample(at=0, x=0.5, y=0.5, height=0.2, colour=True, states=(1,))
    part = StoredPart(track_id=5, since=0, items=("helmet",), width=640, height=384, packed=pack([one]))
    assert samples_of([part]).state_of("vest").tolist() == [0]


def test_what_lies_beyond_the_edge_is_stored_on_it() -> None:
    one = TrackSample(at=0, x=-0.2, y=1.3, height=2, colour=None, states=())
    read = samples_of([StoredPart(track_id=5, since=0, items=(), width=640, height=384, packed=pack([one]))])
    assert (read.x.tolist(), read.y.tolist(), read.height.tolist()) == ([0], [1], [1])


def test_bytes_that_do_not_fit_their_items_are_left_out() -> None:
    part = StoredPart(track_id=5, since=0, items=("helmet",), width=640, height=384, packed=b"1234567")
    assert len(samples_of([part])) == len(samples_of([])) == 0
