"""Nobody starves: not by one who asks often, not by second looks, and second looks not by first ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backend.core.inference.fair_queue import MOST_CREDIT_SECONDS, SECOND_SHARE, FairQueue, Waiting

FIRST, SECOND = Waiting(1), Waiting(2, second=True)


def order(queue: FairQueue, waiting: list[Waiting], turns: int, seconds: float = 0.02) -> list[int]:
    """Whose turn it was, when all ask again at once."""
    found = []
    for _ in range(turns):
        who = queue.choose(waiting)
        assert who is not None
        queue.served(who, seconds)
        found.append(who.camera_id)
    return found


def test_nobody_waits() -> None:
    assert FairQueue().choose([]) is None


def test_all_who_wait_come_in_turn() -> None:
    assert order(FairQueue(), [Waiting(3), Waiting(1), Waiting(2)], 7) == [1, 2, 3, 1, 2, 3, 1]


def test_a_camera_that_asks_all_the_time_goes_behind_one_that_asks_once_a_second() -> None:
    queue = FairQueue()
    order(queue, [Waiting(1)], 25)
    assert queue.choose([Waiting(1), Waiting(2)]) == Waiting(2)
    order(queue, [Waiting(2)], 1)
    assert queue.choose([Waiting(1), Waiting(2)]) == Waiting(1)


def test_second_looks_come_after_first_ones_until_they_are_owed_time() -> None:
    turns = order(FairQueue(), [FIRST, SECOND], 400)
    assert turns[0] == 1
    assert turns.count(2) / len(turns) == SECOND_SHARE


def test_a_second_look_counts_as_a_turn_of_its_camera() -> None:
    queue = FairQueue()
    order(queue, [Waiting(1, second=True)], 1)
    assert order(queue, [Waiting(1), Waiting(2)], 2) == [2, 1]


def test_second_looks_alone_have_all_the_time_and_pay_little_for_it_later() -> None:
    queue = FairQueue()
    order(queue, [SECOND], 1000)
    turns = order(queue, [FIRST, SECOND], 400)
    assert turns.index(2) * 0.02 <= MOST_CREDIT_SECONDS * (1 - SECOND_SHARE) / SECOND_SHARE + 0.03


@given(
    others=st.lists(st.lists(st.tuples(st.integers(1, 8), st.booleans()), max_size=8), min_size=200, max_size=200),
    patient_is_second=st.booleans(),
    costs=st.lists(st.floats(0.005, 0.1), min_size=1, max_size=16),
)
def test_whoever_waits_is_served_within_a_bounded_time(
    others: list[list[tuple[int, bool]]], patient_is_second: bool, costs: list[float]
) -> None:
    """Whatever the eight other cameras ask, in whatever order, and whatever their looks cost."""
    queue, patient, waited, firsts = FairQueue(), Waiting(9, second=patient_is_second), 0.0, 0
    for turn, asking in enumerate(others):
        waiting = [patient, *(Waiting(camera, second) for camera, second in dict(asking).items())]
        who = queue.choose(waiting)
        assert who is not None
        cost = costs[turn % len(costs)]
        queue.served(who, cost)
        if who == patient:
            waited, firsts = 0.0, 0
            continue
        waited += cost
        firsts += not who.second
        if patient_is_second:  # eight second looks ahead of it, each owed its share
            assert waited <= (8 * 0.1 + MOST_CREDIT_SECONDS + 0.2) / SECOND_SHARE
        else:
            assert firsts <= 8
            assert waited <= (8 * 0.1 + MOST_CREDIT_SECONDS + 0.2) / (1 - SECOND_SHARE)
