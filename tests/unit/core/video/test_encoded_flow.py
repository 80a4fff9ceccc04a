"""A viewer of video gets it whole, or waits for the next key frame."""

from __future__ import annotations

from backend.core.video.encoded_flow import MOST_WAITING, VideoFlow


def test_parts_go_out_in_order_from_a_key_frame_on() -> None:
    flow = VideoFlow()
    assert [flow.offer(n, key=n == 2) for n in range(6)] == [False, False, True, True, True, True]


def test_after_a_lost_part_nothing_goes_out_before_the_next_key_frame() -> None:
    flow = VideoFlow()
    assert flow.offer(0, key=True)
    assert not flow.offer(2, key=False)
    assert not flow.offer(3, key=False)
    assert flow.offer(4, key=True)


def test_a_viewer_that_acknowledges_nothing_is_not_sent_more_and_more() -> None:
    flow = VideoFlow()
    sent = [flow.offer(n, key=n == 0) for n in range(100)]
    assert sum(sent) == MOST_WAITING
    for n in range(MOST_WAITING):
        flow.acknowledge(n)
    assert not flow.offer(100, key=False), "there is a hole before it"
    assert flow.offer(101, key=True)


def test_a_new_run_begins_with_a_key_frame() -> None:
    flow = VideoFlow()
    assert flow.offer(0, key=True)
    flow.begin()
    assert not flow.offer(1, key=False)
    assert flow.offer(0, key=True)
