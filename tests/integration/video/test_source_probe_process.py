"""Testing a source never hangs, never shows its password and never lists it among the machine's processes."""

from __future__ import annotations

import logging
import sys
import time

import pytest

from backend.adapters.video.source_probe_process import SourceProbe

SOURCE = "rtsp://user:hunter2@host/path"
GOOD = '{"ok": true, "width": 1, "height": 1, "fps": 25, "codec": "h264", "snapshot": ""}'


def probe_that(code: str, *, limit_seconds: float = 10.0) -> SourceProbe:
    return SourceProbe((sys.executable, "-c", code), limit_seconds=limit_seconds)


def test_the_source_goes_in_and_the_answer_comes_out() -> None:
    code = f"import sys; assert sys.stdin.read() == {SOURCE!r}; assert {SOURCE!r} not in sys.argv; print('''{GOOD}''')"
    assert probe_that(code).probe(SOURCE)["codec"] == "h264"


def test_one_that_hangs_is_ended_in_time() -> None:
    started_at = time.monotonic()
    answer = probe_that("import time; time.sleep(60)", limit_seconds=0.5).probe(SOURCE)
    assert (answer["ok"], answer["code"]) == (False, "timeout")
    assert time.monotonic() - started_at < 5


@pytest.mark.parametrize("output", ["", "nonsense", "[]", '{"ok": true}', '{"ok": 1}'])
def test_one_that_crashes_is_a_refusal_and_its_words_are_logged_without_password(
    output: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    code = f"import sys; print({output!r}); sys.exit('cannot open {SOURCE}')"
    assert probe_that(code).probe(SOURCE)["ok"] is False
    assert "cannot open rtsp://user:***@host/path" in caplog.text
    assert "hunter2" not in caplog.text


def test_a_refusals_words_hold_no_password() -> None:
    output = '{"ok": false, "code": "login_refused", "message": "no hunter2", "hint": ""}'
    assert probe_that(f"print({output!r})").probe(SOURCE)["message"] == "no ***"
