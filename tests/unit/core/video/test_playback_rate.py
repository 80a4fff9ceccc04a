import pytest

from backend.core.video.playback_rate import PlaybackClock


@pytest.mark.parametrize(
    ("pictures", "waits"),
    [
        # (clip seconds, now) of each picture; how long to wait for it
        ([(0.0, 100.0), (0.1, 100.0), (0.2, 100.15)], [0.0, 0.1, 0.05]),
        ([(30.0, 5.0), (30.1, 5.0)], [0.0, 0.1]),  # beginning in the middle
        ([(0.0, 0.0), (0.1, 0.6), (0.2, 0.6), (0.7, 0.6)], [0.0, 0.0, 0.0, 0.1]),  # a little late: catches up
        ([(0.0, 0.0), (0.1, 9.0), (0.2, 9.0)], [0.0, 0.0, 0.1]),  # very late: goes on from here
    ],
)
def test_a_clip_plays_in_real_time(pictures, waits):
    playback = PlaybackClock()
    assert [playback.wait_seconds(pts, now) for pts, now in pictures] == pytest.approx(waits)
