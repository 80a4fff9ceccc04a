import json
import logging

import pytest

from backend.adapters.logs import JsonLines


def test_a_log_line_is_one_json_object_even_with_a_traceback() -> None:
    try:
        raise ValueError("two\nlines — and “quotes”")
    except ValueError as error:
        record = logging.LogRecord("here", logging.ERROR, "", 1, "it %s", ("failed",), (type(error), error, None))
    line = JsonLines("camera-1").format(record)
    assert "\n" not in line
    body = json.loads(line)
    assert (body["level"], body["process"], body["logger"], body["message"]) == (
        "ERROR",
        "camera-1",
        "here",
        "it failed",
    )
    assert "two\nlines — and “quotes”" in body["traceback"]


@pytest.mark.parametrize("seconds", [0.0, 1763691543.123456])
def test_its_time_is_utc_with_milliseconds(seconds: float) -> None:
    record = logging.LogRecord("here", logging.INFO, "", 1, "said", (), None)
    record.created = seconds
    at = json.loads(JsonLines("camera-1").format(record))["at"]
    assert at.endswith("+00:00")
    assert len(at) == len("2026-11-21T02:19:03.123+00:00")
