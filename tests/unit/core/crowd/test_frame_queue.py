"""Whose picture is next: the newest of each, one in flight, longest ago first."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from backend.core.crowd.frame_queue import FrameQueue


def test_a_newer_picture_replaces_the_one_that_waits() -> None:
    queue: FrameQueue[str, int] = FrameQueue()
    assert queue.offer("a", 1) is None
    assert queue.offer("a", 2) == 1
    assert (queue.take(), queue.take(), len(queue)) == (("a", 2), None, 0)


def test_a_client_has_one_picture_in_flight() -> None:
    queue: FrameQueue[str, int] = FrameQueue()
    queue.offer("a", 1)
    queue.take()
    queue.offer("a", 2)
    assert queue.take() is None
    queue.done("a")
    assert queue.take() == ("a", 2)


def test_a_client_that_sends_more_is_served_as_often_as_others() -> None:
    queue: FrameQueue[str, int] = FrameQueue()
    served: Counter[str] = Counter()
    for round_number in range(90):
        for _ in range(5):
            queue.offer("busy", round_number)
        for client in ("b", "c"):
            queue.offer(client, round_number)
        taken = queue.take()
        assert taken is not None
        served[taken[0]] += 1
        queue.done(taken[0])
    assert set(served.values()) == {30}


def test_a_client_that_left_is_forgotten() -> None:
    queue: FrameQueue[str, int] = FrameQueue()
    queue.offer("a", 1)
    queue.remove("a")
    assert queue.take() is None
    queue.done("a")


@given(st.lists(st.tuples(st.sampled_from(["offer", "take", "done", "remove"]), st.sampled_from("abc")), max_size=60))
def test_no_client_ever_has_two_in_flight(steps: list[tuple[str, str]]) -> None:
    queue: FrameQueue[str, str] = FrameQueue()
    in_flight: set[str] = set()
    for step, client in steps:
        if step == "take":
            taken = queue.take()
            if taken is not None:
                assert taken[0] not in in_flight
                in_flight.add(taken[0])
        elif step == "done":
            queue.done(client)
            in_flight.discard(client)
        elif step == "offer":
            queue.offer(client, client)
        else:
            queue.remove(client)
        assert len(queue) <= 3
