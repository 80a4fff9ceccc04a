"""Running statistics: sums in the same memory."""

from datetime import UTC, datetime

from backend.core.crowd.analysis import analyse
from backend.core.crowd.options import CrowdOptions
from backend.core.crowd.statistics import RunningStatistics
from tests.unit.core.crowd.test_analysis import found

AT = datetime(2026, 11, 30, tzinfo=UTC)


def test_before_the_first_picture_means_are_unknown() -> None:
    summary = RunningStatistics(AT).summary()
    assert (summary.frames, summary.mean_people, summary.mean_seconds, summary.since) == (0, None, None, AT)


def test_pictures_errors_and_levels_are_counted() -> None:
    statistics = RunningStatistics(AT)
    for people, seconds in ((0, 0.1), (4, 0.3)):
        bodies = found(*((20.0 * n, 0, 20.0 * n + 10, 10, 0.9) for n in range(people)))
        options = CrowdOptions(body_crowd_threshold=4)
        statistics.add(analyse(bodies=bodies, faces=None, width=100, height=100, options=options), seconds)
    statistics.add_error()
    summary = statistics.summary()
    assert (summary.frames, summary.errors, summary.alerts, summary.bodies, summary.most_people) == (2, 1, 1, 4, 4)
    assert (summary.mean_people, summary.mean_seconds) == (2.0, 0.2)
    assert (summary.levels["empty"], summary.levels["medium"]) == (1, 1)
