"""A video by second."""

from backend.core.crowd.analysis import AnalysedPicture, analyse
from backend.core.crowd.options import CrowdOptions
from backend.core.crowd.video_series import VideoSeries
from tests.unit.core.crowd.test_analysis import found


def picture(people: int, faces: int | None = None) -> AnalysedPicture:
    def rows(count: int) -> list[tuple[float, float, float, float, float]]:
        return [(20.0 * n, 0, 20.0 * n + 10, 10, 0.9) for n in range(count)]

    seen = None if faces is None else found(*rows(faces))
    return analyse(bodies=found(*rows(people)), faces=seen, width=1000, height=100, options=CrowdOptions())


def test_a_second_has_its_extremes_and_its_mean() -> None:
    series = VideoSeries()
    for at, people in ((0.0, 1), (0.99, 3), (2.0, 0)):
        series.add(at, picture(people))
    first, third = series.seconds()
    assert (first.second, first.frames, first.most_people, first.mean_people) == (0, 2, 3, 2.0)
    assert (first.crowd_level, first.most_faces) == ("medium", None)
    assert (third.second, third.most_people, third.crowd_level) == (2, 0, "empty")


def test_faces_that_were_looked_for_are_counted() -> None:
    series = VideoSeries()
    series.add(0.0, picture(0, 0))
    assert series.seconds()[0].most_faces == 0
