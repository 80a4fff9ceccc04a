"""The grade of a connection: the worst that any number gives, with reasons."""

import pytest

from backend.core.cameras.connection_quality import ConnectionHistory, ConnectionNumbers, quality_of


@pytest.mark.parametrize(
    ("numbers", "grade", "codes"),
    [
        ({}, "good", []),
        ({"reconnects_last_hour": 1}, "fair", ["reconnects"]),
        ({"reconnects_last_hour": 4}, "poor", ["reconnects"]),
        ({"reconnects_last_hour": 12}, "bad", ["reconnects"]),
        ({"decode_errors_last_minute": 9}, "fair", ["decode_errors"]),
        ({"decode_errors_last_minute": 10}, "poor", ["decode_errors"]),
        ({"longest_gap_seconds": 2.9}, "good", []),  # a worker measures once a second: under 3 s is no gap
        ({"longest_gap_seconds": 6.0}, "poor", ["gap"]),
        ({"longest_gap_seconds": 10.0}, "bad", ["gap"]),
        ({"jitter": 0.59}, "good", []),
        ({"jitter": 1.2}, "poor", ["jitter"]),
        # the worst wins and comes first
        ({"reconnects_last_hour": 1, "jitter": 3.0}, "bad", ["jitter", "reconnects"]),
    ],
)
def test_the_grade_is_the_worst_that_a_number_gives(numbers: dict[str, float], grade: str, codes: list[str]) -> None:
    found = quality_of(ConnectionNumbers(**numbers))  # type: ignore[arg-type]
    assert (found.word, [reason.code for reason in found.reasons]) == (grade, codes)


def test_without_a_picture_the_connection_is_bad_whatever_the_numbers() -> None:
    found = quality_of(ConnectionNumbers(), picture=False)
    assert (found.word, [reason.code for reason in found.reasons]) == ("bad", ["no_picture"])


@pytest.mark.parametrize(
    ("count", "message"), [(1, "1 reconnect in the last hour"), (3, "3 reconnects in the last hour")]
)
def test_reasons_are_sentences(count: int, message: str) -> None:
    (reason,) = quality_of(ConnectionNumbers(reconnects_last_hour=count)).reasons
    assert (reason.message, reason.number) == (message, count)


def test_only_the_last_hour_of_reconnects_and_the_last_minute_of_errors_count() -> None:
    history = ConnectionHistory()
    for second in range(2 * 3600):
        history.add(second, reconnects=second // 600, decode_errors=second // 60, frame_age_seconds=0.1)
    found = history.numbers(0.0)
    assert found.reconnects_last_hour in (6, 7)
    assert found.decode_errors_last_minute in (1, 2)


def test_a_gap_is_remembered_for_five_minutes() -> None:
    history = ConnectionHistory()
    for second in range(900):
        history.add(second, reconnects=0, decode_errors=0, frame_age_seconds=8.0 if second == 100 else 0.2)
        if second == 390:
            assert history.numbers(0.0).longest_gap_seconds == 8.0
    assert history.numbers(0.0).longest_gap_seconds == 0.2


def test_counters_that_begin_anew_are_not_counted_backwards() -> None:
    history = ConnectionHistory()
    for second, reconnects in enumerate((5, 7, 0, 1)):
        history.add(second * 20, reconnects=reconnects, decode_errors=0, frame_age_seconds=None)
    assert history.numbers(0.0).reconnects_last_hour == 1
