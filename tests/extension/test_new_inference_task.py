"""A new task of the inference server costs one class and one line of the registry.

The toy answers a frame's mean brightness. It is added to a copy of `backend/`, and a real inference server of that copy
answers a client: beside PPE, with its own model record, numbers and place in the published information.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.adapters.inference.frame_store import directory
from backend.settings import installation_id
from tests.support.installations.processes import ROOT

TOY = '''
"""The task `brightness`: the mean grey level of a frame."""

import struct

from backend.adapters.inference.task_model import ModelIdentity, TaskModel
from backend.core.inference.tasks import InputKind, Task


class Brightness(TaskModel):
    """Needs no file; with one in a manifest it is called as that is."""

    task = Task(
        name="brightness",
        input=InputKind.FRAME,
        encode=lambda value: struct.pack("<d", value),
        decode=lambda data: struct.unpack("<d", data)[0],
    )

    def __init__(self, name):
        self.identity = ModelIdentity(name=name)
        self.side = 32

    @classmethod
    def load(cls, source):
        return cls(source.entry.name if source.entry is not None else "mean")

    def run(self, inputs):
        return [float(one.picture[: one.height, : one.width].mean()) for one in inputs]
'''
IMPORT = "from backend.adapters.inference.brightness import Brightness\n"
LINE = "            Brightness,\n"

SCRIPT = """
import json, sys, time
import numpy as np
from backend.adapters.inference.announcement import read_info
from backend.adapters.inference.brightness import Brightness
from backend.adapters.inference.frame_store import FrameWriter, directory
from backend.adapters.inference.link import InferenceClient
from backend.adapters.models.store import ModelStore
from backend.adapters.redis.connection import connect
from backend.core.inference.inputs import FrameInput
from backend.services.models.activation import ModelActivation
from backend.settings import installation_id, load

settings = load()
redis = connect(settings.redis_url, installation_id(settings.data_dir))
until = time.monotonic() + 90
while (info := read_info(redis)) is None and time.monotonic() < until:
    time.sleep(0.1)
picture = np.full((32, 32, 3), 90, np.uint8)
given = FrameInput(picture=picture, width=32, height=32)
frames = FrameWriter(directory(settings.data_dir, redis.names.installation), 1, 32, Brightness.task.lane)
answers = [
    InferenceClient(redis, 1, "a", frames).ask(Brightness.task, given, 10.0),
    InferenceClient(redis, 2, "b", None).ask(Brightness.task, given, 10.0),
]
people = InferenceClient(redis, 1, "c", None).detect(np.full((416, 416, 3), 90, np.uint8), 416, 416, 10.0)
before = info.task("brightness")
store = ModelStore(settings.model_dir, settings.own_models_dir)
changed = ModelActivation(store, redis, "").use("bright-2")
after = read_info(redis)
print(json.dumps({
    "answers": answers,
    "people": len(people),
    "tasks": [one.task for one in info.tasks],
    "model": [before.name, before.input_size, before.switch],
    "state": changed.state,
    "now": [after.task("brightness").name, after.name],
    "previous": store.active("brightness").previous,
    "load": after.task("brightness").load.requests_per_second,
}))
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the backend with the toy."""
    tree = tmp_path / "tree"
    shutil.copytree(ROOT / "backend", tree / "backend", ignore=shutil.ignore_patterns("__pycache__"))
    (tree / "backend/adapters/inference/brightness.py").write_text(TOY)
    registry = tree / "backend/adapters/inference/registry.py"
    text = registry.read_text()
    first_import = "from backend.adapters.inference.crop_classifier"
    last_line = "            CropClassifier,\n"
    assert text.count(first_import) == text.count(last_line) == 1
    registry.write_text(text.replace(first_import, IMPORT + first_import).replace(last_line, last_line + LINE))
    return tree


@pytest.fixture
def environ(tmp_path: Path, redis_url: str) -> Iterator[dict[str, str]]:
    """An installation with a model for the toy, which `make model` would have added."""
    data = tmp_path / "data"
    folder = data / "models" / "bright-2"
    folder.mkdir(parents=True)
    (folder / "weights.bin").write_bytes(b"1")
    entry = {
        "name": "bright-2",
        "task": "brightness",
        "file": "weights.bin",
        "sha256": hashlib.sha256(b"1").hexdigest(),
        "licence": "ours",
    }
    (folder / "manifest.json").write_text(json.dumps({"default": "bright-2", "models": [entry]}))
    yield {
        **os.environ,
        "DATA_DIR": str(data),
        "MODEL_DIR": str(ROOT / "model"),
        "MODEL": "ppe-nano-416",
        "ENGINE": "onnxruntime",
        "REDIS_URL": redis_url,
        "INFERENCE_BATCH": "4",
    }
    shutil.rmtree(directory(data, installation_id(data)), ignore_errors=True)


def changed_files(tree: Path) -> dict[str, int]:
    """Files of the copy that differ from ours, with the number of added lines; new files are left out."""
    found = {}
    for ours in (ROOT / "backend").rglob("*.py"):
        before, after = ours.read_text().splitlines(), (tree / ours.relative_to(ROOT)).read_text().splitlines()
        if before != after:
            found[str(ours.relative_to(ROOT))] = len(after) - len(before)
    return found


def test_a_new_task_is_one_class_and_one_line_and_is_answered_by_a_real_server(
    tree: Path, environ: dict[str, str], tmp_path: Path
) -> None:
    assert changed_files(tree) == {"backend/adapters/inference/registry.py": 2}, "its import and its line"
    with (tmp_path / "log").open("wb") as log:
        command = [sys.executable, "-m", "backend.workers.inference_server"]
        server = subprocess.Popen(command, cwd=tree, env=environ, stdout=log, stderr=log)
        try:
            done = subprocess.run(
                [sys.executable, "-c", SCRIPT], cwd=tree, env=environ, capture_output=True, text=True, timeout=200
            )
        finally:
            server.terminate()
            server.wait(timeout=20)
    assert done.returncode == 0, done.stderr + (tmp_path / "log").read_text()
    found = json.loads(done.stdout)
    assert found["answers"] == [90.0, 90.0], "through shared memory and through Redis"
    assert found["people"] == 0, "PPE goes on beside it"
    assert found["tasks"] == ["ppe", "crops", "brightness", "faces"]
    assert found["model"] == ["mean", 32, None]
    assert (found["state"], found["now"]) == ("serving", ["bright-2", "ppe-nano-416"]), "MODEL pins PPE only"
    assert found["previous"] == ""
    assert found["load"] > 0
