"""A viewer gets the newest frame and never a queue."""

from __future__ import annotations

from backend.core.video.frame_flow import ACKNOWLEDGE_SECONDS, ViewerFlow


def test_a_viewer_that_acknowledges_gets_every_frame() -> None:
    flow = ViewerFlow()
    for number in range(5):
        assert flow.offer(number, at=float(number))
        flow.acknowledge(number)


def test_a_slow_viewer_gets_the_newest_frame_once_it_is_ready() -> None:
    flow = ViewerFlow()
    assert flow.offer(1, at=0.0)
    assert [flow.offer(n, at=0.1 * n) for n in (2, 3, 4)] == [False, False, False]
    flow.acknowledge(1)
    assert flow.offer(4, at=0.5)
    assert not flow.offer(4, at=0.5)


def test_a_lost_acknowledgement_stops_the_picture_for_three_seconds_only() -> None:
    flow = ViewerFlow()
    assert flow.offer(1, at=0.0)
    assert not flow.offer(2, at=ACKNOWLEDGE_SECONDS - 0.01)
    assert flow.offer(3, at=ACKNOWLEDGE_SECONDS)
    flow.acknowledge(1)
    assert not flow.offer(4, at=ACKNOWLEDGE_SECONDS + 0.1)
