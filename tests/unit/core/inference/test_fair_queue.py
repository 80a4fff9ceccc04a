"""No lane starves: not by a camera that asks often, not by refinements, and refinements not by the others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backend.core.inference.fair_queue import MOST_CREDIT_SECONDS, REFINEMENT_SHARE, FairQueue, Waiting
from backend.core.inference.lane import Lane


def waits(camera: int, *, refines: bool = False) -> Waiting:
    return Waiting(Lane(camera), "crops" if refines else "ppe", refines)


PICTURE, CROPS = waits(1), waits(2, refines=True)


def order(queue: FairQueue, waiting: list[Waiting], count: int, seconds: float = 0.02) -> list[int]:
    """The cameras in the order in which they were served, when all ask again at once."""
    found = []
    for _ in range(count):
        chosen = queue.choose(waiting)
        assert chosen is not None
        queue.served(chosen, seconds)
        found.append(chosen.lane.camera_id)
    return found


def test_no_request_waits() -> None:
    assert FairQueue().choose([]) is None


def test_waiting_lanes_are_served_in_rotation() -> None:
    assert order(FairQueue(), [waits(3), waits(1), waits(2)], 7) == [1, 2, 3, 1, 2, 3, 1]


def test_a_camera_that_asks_all_the_time_goes_behind_one_that_asks_once_a_second() -> None:
    queue = FairQueue()
    order(queue, [waits(1)], 25)
    assert queue.choose([waits(1), waits(2)]) == waits(2)
    order(queue, [waits(2)], 1)
    assert queue.choose([waits(1), waits(2)]) == waits(1)


def test_refinements_come_after_pictures_until_they_are_owed_time() -> None:
    served = order(FairQueue(), [PICTURE, CROPS], 400)
    assert served[0] == 1
    assert served.count(2) / len(served) == REFINEMENT_SHARE


def test_a_refinement_counts_as_service_of_its_lane() -> None:
    queue = FairQueue()
    order(queue, [waits(1, refines=True)], 1)
    assert order(queue, [waits(1), waits(2)], 2) == [2, 1]


def test_refinements_alone_have_all_the_time_and_owe_little_for_it_later() -> None:
    queue = FairQueue()
    order(queue, [CROPS], 1000)
    served = order(queue, [PICTURE, CROPS], 400)
    assert served.index(2) * 0.02 <= MOST_CREDIT_SECONDS * (1 - REFINEMENT_SHARE) / REFINEMENT_SHARE + 0.03


@given(
    others=st.lists(st.lists(st.tuples(st.integers(1, 8), st.booleans()), max_size=8), min_size=200, max_size=200),
    patient_refines=st.booleans(),
    costs=st.lists(st.floats(0.005, 0.1), min_size=1, max_size=16),
)
def test_every_waiting_request_is_served_within_a_bounded_time(
    others: list[list[tuple[int, bool]]], patient_refines: bool, costs: list[float]
) -> None:
    """Whatever the eight other cameras ask, in whatever order, and whatever their requests cost."""
    queue, patient, waited, primary = FairQueue(), waits(9, refines=patient_refines), 0.0, 0
    for step, asking in enumerate(others):
        waiting = [patient, *(waits(camera, refines=refines) for camera, refines in dict(asking).items())]
        chosen = queue.choose(waiting)
        assert chosen is not None
        cost = costs[step % len(costs)]
        queue.served(chosen, cost)
        if chosen == patient:
            waited, primary = 0.0, 0
            continue
        waited += cost
        primary += not chosen.refines
        if patient_refines:  # eight refinements ahead of it, each owed its share
            assert waited <= (8 * 0.1 + MOST_CREDIT_SECONDS + 0.2) / REFINEMENT_SHARE
        else:
            assert primary <= 8
            assert waited <= (8 * 0.1 + MOST_CREDIT_SECONDS + 0.2) / (1 - REFINEMENT_SHARE)


def test_a_cameras_tasks_have_lanes_of_their_own() -> None:
    faces = Waiting(Lane(1, "faces"), "faces")
    queue = FairQueue()
    queue.served(waits(1), 0.02)
    assert queue.choose([waits(1), faces]) == faces


def test_a_batch_holds_one_task_in_the_order_of_service() -> None:
    queue = FairQueue()
    order(queue, [waits(1), waits(2), waits(3)], 4)  # camera 1 last
    faces = Waiting(Lane(4, "faces"), "faces")
    waiting = [waits(1), waits(2), waits(3), faces, waits(5, refines=True)]
    assert queue.batch(waits(2), waiting, 1) == [waits(2)]
    assert queue.batch(waits(2), waiting, 2) == [waits(2), waits(3)]
    assert queue.batch(waits(2), waiting, 9) == [waits(2), waits(3), waits(1)]
    assert queue.batch(faces, waiting, 9) == [faces]
