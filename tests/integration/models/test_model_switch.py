"""Another model takes over while the one before serves; one that cannot be loaded changes only what is published."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from backend.adapters.inference import announcement
from backend.adapters.inference.announcement import InferenceInfo
from backend.adapters.inference.frame_store import FrameWriter, directory
from backend.adapters.inference.link import InferenceClient
from backend.adapters.inference.registry import Models
from backend.adapters.models.manifest import ModelEntry
from backend.adapters.models.store import Active, ModelStore
from backend.adapters.redis.connection import RedisClient, connect
from backend.core.errors import Unavailable
from backend.core.models.class_mapping import proposal
from backend.core.ppe.inference_tasks import PPE
from backend.core.ppe.items import PERSON
from backend.workers.inference.follower import ModelFollower
from tests.fakes.task_model import FakePpeModel
from tests.integration.models.test_models import demo_pictures
from tests.support.installations.identity import INSTALLATION, be_the_tests
from tests.support.installations.processes import ROOT, OwnProcess
from tests.support.installations.servers import wait_until
from tests.support.models.model_folders import REAL, model_folder
from tests.support.models.model_wraps import NAMES, wrapped

SMALL = "ppe-nano-416"
OTHER = {"layout": "yolo-v8", "pixels": "rgb-1", "classes": list(NAMES), "mapping": proposal(NAMES)}


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    """A shipped model of 416 pixels, and own ones: the same, one of 512, one that is none."""
    shipped = model_folder(tmp_path / "shipped", REAL.read_bytes(), name=SMALL)
    body = json.loads((shipped / "manifest.json").read_text())
    (shipped / "manifest.json").write_text(json.dumps({**body, "default": SMALL}))
    larger = (ROOT / "model" / "ppe-nano-512.onnx").read_bytes()
    for name, content, changes in (
        ("same-size", wrapped("yolo-v8", "rgb-1"), OTHER),
        ("larger", larger, {"input_size": 512}),
        ("broken", b"no model", {}),
    ):
        own_model(tmp_path / "models" / name, name, content, **changes)
    return ModelStore(shipped, tmp_path / "models")


def own_model(folder: Path, name: str, content: bytes, **changes: object) -> None:
    model_folder(folder, content, file="model.onnx", name=name, **changes)
    body = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**body, "default": name}))


@pytest.fixture
def server(redis_url: str, tmp_path: Path, store: ModelStore) -> Iterator[OwnProcess]:
    environ = {
        "DATA_DIR": str(be_the_tests(tmp_path)),
        "MODEL_DIR": str(tmp_path / "shipped"),
        "MODEL": "",
        "REDIS_URL": redis_url,
        "ENGINE": "onnxruntime",
    }
    process = OwnProcess(["-m", "backend.workers.inference_server"], log=tmp_path / "log", environ=environ)
    yield process
    process.kill()
    shutil.rmtree(directory(tmp_path, INSTALLATION), ignore_errors=True)


def announced(redis: RedisClient, fits: Callable[[InferenceInfo], bool], what: str) -> InferenceInfo:
    def ask() -> bool:
        info = announcement.read_info(redis)
        return info is not None and fits(info)

    wait_until(ask, what, seconds=60)
    info = announcement.read_info(redis)
    assert info is not None
    return info


@contextmanager
def a_camera_that_asks(url: str, folder: Path) -> Iterator[list[tuple[float, int]]]:
    """As a worker does: ten pictures a second, at the size that it read a moment ago. Gives (time, people) of each."""
    answers: list[tuple[float, int]] = []
    stop = threading.Event()
    pictures = {side: demo_pictures(side, seconds=(10.5,))[0] for side in (416, 512)}

    def work() -> None:
        redis, client, side, asked_at = connect(url, INSTALLATION), None, 0, 0.0
        while not stop.wait(0.1):
            if time.monotonic() - asked_at > 1.0:
                info, asked_at = announcement.read_info(redis), time.monotonic()
                if info is not None and info.input_size != side:
                    side = info.input_size
                    client = InferenceClient(
                        redis, 1, f"n{side}", FrameWriter(directory(folder, INSTALLATION), 1, side)
                    )
            if client is not None:
                try:
                    found = client.detect(pictures[side], 960, 540, 1.0)
                except Unavailable:
                    continue
                answers.append((time.monotonic(), len(found.of(PERSON, at_least=0.5))))
        redis.close()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield answers
    finally:
        stop.set()
        thread.join(timeout=10)


def test_other_models_take_over_without_a_gap_and_back(
    redis: RedisClient, redis_url: str, server: OwnProcess, store: ModelStore, tmp_path: Path
) -> None:
    server.start()
    info = announced(redis, lambda info: info.name == SMALL, "the shipped model")
    assert (info.previous, info.pinned, info.switch) == (None, False, None)
    with a_camera_that_asks(redis_url, tmp_path) as answers:
        wait_until(lambda: len(answers) > 5, "answers")
        began = time.monotonic()
        for name, before, side in (("same-size", "", 416), ("larger", "same-size", 512), ("", "larger", 416)):
            store.activate(Active(name, before))
            info = announced(redis, lambda info, name=name: info.name == (name or SMALL), f"{name or SMALL} to serve")
            assert (info.input_size, info.previous) == (side, before or SMALL)
            count = len(answers)
            wait_until(lambda count=count: len(answers) > count + 15, "answers after the change")
    times = [began, *(at for at, _ in answers if at > began)]
    assert np.diff(times).max() < 0.9, "not one picture of ten a second went without an answer for long"
    assert {people for _, people in answers} == {1}
    assert server.is_running


def test_a_model_that_cannot_be_loaded_is_published_and_the_one_before_stays(
    redis: RedisClient, server: OwnProcess, store: ModelStore
) -> None:
    server.start()
    announced(redis, lambda info: info.name == SMALL, "the shipped model")
    for name, code, message in (
        ("broken", "not_loadable", "mine.onnx"),
        ("nobody", "model_missing", "no model 'nobody'"),
    ):
        store.activate(Active(name, ""))
        info = announced(redis, lambda info: info.switch is not None and info.switch.state == "failed", "the failure")
        assert info.name == SMALL
        assert info.switch is not None
        assert message.replace("mine.onnx", "model.onnx") in info.switch.reason
        assert (info.switch.code, info.switch.hint != "") == (code, True)
        store.activate(Active("", name))
        announced(redis, lambda info: info.switch is None, "the failure to be over")
    (store.own / "active.json").write_text("{")
    info = announced(redis, lambda info: info.switch is not None, "the record that cannot be read")
    assert info.name == SMALL
    assert info.switch is not None
    assert info.switch.code == "record_unreadable"


@pytest.mark.parametrize(("active", "serves"), [(Active("broken", "same-size"), "same-size"), (Active("gone"), SMALL)])
def test_a_start_with_a_model_that_cannot_be_loaded_falls_back_and_publishes_it(
    redis: RedisClient, server: OwnProcess, store: ModelStore, active: Active, serves: str
) -> None:
    store.activate(active)
    server.start()
    info = announced(redis, lambda info: True, "an announcement")
    assert info.name == serves
    assert info.switch is not None
    assert (info.switch.state, info.switch.name) == ("failed", active.name)


def test_a_model_is_loaded_though_the_disk_cannot_record_it(
    store: ModelStore, caplog: pytest.LogCaptureFixture
) -> None:
    def load(entry: ModelEntry | None) -> Models:
        (store.own / "loading.json").mkdir(exist_ok=True)  # it cannot be removed, either
        return {PPE.name: FakePpeModel()}

    store.activate(Active("same-size", ""))
    (store.own / "loading.json").mkdir()  # stands for a full disk: it cannot be written
    follower = ModelFollower(store, load, "")
    assert follower.serving.entry is not None
    assert (follower.serving.entry.name, follower.switch) == ("same-size", None)
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]


def test_a_model_that_ends_the_process_as_it_is_loaded_is_given_up(
    redis: RedisClient, server: OwnProcess, store: ModelStore
) -> None:
    store.activate(Active("same-size", ""))
    for _ in range(3):
        store.note_try("same-size")  # as three processes that did not survive it
    server.start()
    info = announced(redis, lambda info: True, "an announcement")
    assert info.name == SMALL
    assert info.switch is not None
    assert info.switch.code == "ended_detector"
    assert "ended the detector" in info.switch.reason
    store.activate(Active("same-size", ""))  # the user tries again
    announced(redis, lambda info: info.name == "same-size", "another try")
    assert store.tries("same-size") == 0
