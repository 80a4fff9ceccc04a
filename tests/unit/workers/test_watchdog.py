import logging

import pytest

from backend.workers.watchdog import STUCK, Watchdog


def watching(*signs: tuple[str, float | None, float]) -> list[int]:
    """The codes with which the process would end, one per sign of life that is too old."""
    ended: list[int] = []
    watchdog = Watchdog(end=ended.append)
    for name, age, limit in signs:
        watchdog.expect(name, lambda age=age: age, limit)
    watchdog.check()
    return ended


@pytest.mark.parametrize(
    ("age", "ends"),
    [
        (None, []),  # no sign of life is expected now
        (0.0, []),
        (15.0, []),
        (15.1, [STUCK]),
        (1e9, [STUCK]),
    ],
)
def test_the_process_ends_when_a_sign_of_life_is_too_old(age: float | None, ends: list[int]) -> None:
    assert watching(("the stream", age, 15.0)) == ends


def test_one_sign_of_life_does_not_stand_for_another() -> None:
    assert watching(("the stream", None, 15.0), ("the main thread", 31.0, 30.0)) == [75]


def test_the_log_names_what_stood_still(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        watching(("the stream", 21.4, 15.0))
    assert caplog.messages == ["the stream has stood still for 21 s: this process ends itself"]


def test_ages_are_asked_anew_each_time() -> None:
    ended: list[int] = []
    ages = iter([1.0, None, 16.0])
    watchdog = Watchdog(end=ended.append)
    watchdog.expect("the stream", lambda: next(ages), 15.0)
    watchdog.check()
    watchdog.check()
    assert ended == []
    watchdog.check()
    assert ended == [STUCK]


def test_work_that_is_allowed_to_hold_others_up_moves_every_limit() -> None:
    ended: list[int] = []
    watchdog = Watchdog(end=ended.append)
    watchdog.expect("a call", lambda: 100.0, 20.0)
    with watchdog.allow(900.0):
        watchdog.check()
    watchdog.check()
    assert ended == [], "whoever was held up has a moment to go on"
    watchdog.expect("another", lambda: 901.0, 20.0)
    watchdog.check()
    assert ended == [STUCK]
