"""A program that opens a stranger's file has nothing worth taking, and an end."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from pathlib import Path

import pytest

from backend.adapters.processes import confined_process
from backend.core.errors import ModelError
from tests.support.models import hostile_models

TRIAL = "backend.workers.confined.model_trial"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def test_it_gets_nothing_but_its_own_folder_and_what_it_was_given(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_text("secret")
    (tmp_path / "given").write_text("a model")
    monkeypatch.setenv("SECRET_KEY", "s" * 40)
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:password@host/db")
    monkeypatch.setenv("REDIS_URL", "redis://:password@host/0")
    with socket.create_server(("127.0.0.1", 0)) as server:
        request = {
            "outside": str(outside),
            "given": str(tmp_path / "given"),
            "port": server.getsockname()[1],
            "memory": 3 << 30,
        }
        got = confined_process.run("tests.support.installations.confined_probe", request, folder, seconds=60)
    assert not {"SECRET_KEY", "DATABASE_URL", "REDIS_URL"} & set(got["environ"])
    works = {name for name, value in got.items() if value is True}
    if got["locked_away"]:
        assert works == {"ok", "locked_away", "write in its folder", "read what it was given", "use numpy"}
    else:  # a kernel without Landlock: limits only
        assert not works & {"take memory", "write much"}
    assert list(outside.iterdir()) == [outside / "secret"]


def run_shape(folder: Path, content: bytes, seconds: float) -> str:
    """The words with which a model is refused."""
    file = folder.parent / "model.onnx"
    file.write_bytes(content)
    with pytest.raises(ModelError) as caught:
        confined_process.run(TRIAL, {"file": str(file), "sizes": [416], "shorter": {}}, folder, seconds=seconds)
    return str(caught.value)


def test_a_model_without_an_end_is_ended(folder: Path) -> None:
    began = time.monotonic()
    assert "longer than 6 s" in run_shape(folder, hostile_models.endless(), 6)
    assert time.monotonic() - began < 20


def test_a_model_that_wants_all_memory_is_refused(folder: Path) -> None:
    answer = run_shape(folder, hostile_models.greedy(), 60)
    assert "cannot run it" in answer or "more memory" in answer


def test_a_library_that_crashes_is_reported_as_crashed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = folder.parent / "crashes.py"
    module.write_text("import ctypes; ctypes.string_at(0)")
    monkeypatch.setattr(confined_process, "environment", lambda _: {**os.environ, "PYTHONPATH": str(folder.parent)})
    with pytest.raises(ModelError, match="crashed"):
        confined_process.run("crashes", {}, folder, seconds=30)


@pytest.mark.parametrize(
    "answer", ["", "[]", "{", '{"ok": false, "message": "It\\u001b[2J is bad."}', "[" * 100_000, "null"]
)
def test_an_answer_that_is_none_is_a_refusal(folder: Path, answer: str) -> None:
    code = f"import sys; open('answer.json', 'w').write({answer!r})"
    (folder / "answers.py").write_text(code)
    with pytest.raises(ModelError) as caught:
        confined_process._answer(_ran(folder, "answers.py"), 0)
    assert "\x1b" not in str(caught.value)


def test_an_answer_behind_a_link_is_not_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text(json.dumps({"ok": True, "secret": "x"}))
    (folder / confined_process.ANSWER).symlink_to(tmp_path / "elsewhere")
    (folder / confined_process.OUTPUT).touch()
    with pytest.raises(ModelError):
        confined_process._answer(folder, 0)


def _ran(folder: Path, script: str) -> Path:
    (folder / confined_process.OUTPUT).touch()
    os.spawnv(
        os.P_WAIT,
        sys.executable,
        [sys.executable, "-c", f"import os; os.chdir({str(folder)!r}); exec(open({script!r}).read())"],
    )
    return folder
