import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from backend.adapters.logging.setup import JsonLines


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


def test_a_line_names_its_process_camera_and_event() -> None:
    record = logging.LogRecord("here", logging.INFO, "", 1, "stored", (), None)
    record.event_id = "0192f0c4-0000-7000-8000-000000000001"
    body = json.loads(JsonLines("camera-7", camera_id=7).format(record))
    assert (body["camera_id"], body["event_id"], body["pid"]) == (7, record.event_id, os.getpid())
    plain = json.loads(JsonLines("backend").format(logging.LogRecord("a", logging.INFO, "", 1, "b", (), None)))
    assert "camera_id" not in plain
    assert "event_id" not in plain


def test_a_password_reaches_neither_the_message_nor_the_traceback() -> None:
    try:
        raise ValueError("cannot open rtsp://viewer:s3cr3t@10.0.0.7/a")
    except ValueError as error:
        record = logging.LogRecord("a", logging.ERROR, "", 1, "%s", (error,), (type(error), error, None))
    line = JsonLines("camera-1").format(record)
    assert "s3cr3t" not in line
    assert "rtsp://***@10.0.0.7/a" in line


def test_even_a_death_is_one_json_object_a_line() -> None:
    program = (
        "import threading; from backend.adapters.logging import setup as logs; logs.set_up('inference', 'INFO');"
        "t = threading.Thread(target=lambda: 1 / 0, name='reader'); t.start(); t.join(); raise KeyError('x')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(line["level"], line["process"]) for line in lines] == [("CRITICAL", "inference")] * 2
    assert "ZeroDivisionError" in lines[0]["traceback"]
    assert "KeyError" in lines[1]["traceback"]
    assert done.returncode == 1


def test_what_a_greenlet_dies_of_is_one_json_object() -> None:
    program = (
        "import gevent; from backend.adapters.logging import gunicorn_logs, setup as logs;"
        "logs.set_up('backend', 'INFO');"
        "gunicorn_logs.hear_greenlets(); gevent.spawn(lambda: 1 / 0).join()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    (line,) = [json.loads(line) for line in done.stderr.splitlines()]
    assert (line["process"], line["level"]) == ("backend", "ERROR")
    assert "ZeroDivisionError" in line["traceback"]


LOG_TWICE = """
import logging, sys
from pathlib import Path
from backend.adapters.logging import setup as logs
logs.set_up(sys.argv[1], "INFO", file=Path(sys.argv[2]))
logging.getLogger("here").info("hello from %s", sys.argv[1])
"""


def test_processes_share_a_log_file_beside_their_own_log(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "mandor.log"
    for name in ("backend", "jobs"):
        done = subprocess.run([sys.executable, "-c", LOG_TWICE, name, file], capture_output=True, text=True, timeout=60)
        assert json.loads(done.stderr)["message"] == f"hello from {name}"
    assert [json.loads(line)["process"] for line in file.read_text().splitlines()] == ["backend", "jobs"]


def test_a_log_file_that_cannot_be_written_is_named_and_nothing_else_fails(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("")
    command = [sys.executable, "-c", LOG_TWICE, "backend", tmp_path / "folder" / "mandor.log"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    first, second = (json.loads(line)["message"] for line in done.stderr.splitlines())
    assert first.startswith("LOG_FILE cannot be written")
    assert second == "hello from backend"
