"""The inference server as a process: answers, survives being killed in the middle, and says why it cannot serve."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from backend.adapters.inference import announcement
from backend.adapters.inference.frame_store import FrameWriter, directory
from backend.adapters.inference.link import InferenceClient
from backend.adapters.redis.connection import RedisClient
from backend.core.errors import Unavailable
from backend.core.ppe.items import PERSON
from backend.core.vision.detections import Detections
from tests.integration.models.test_models import demo_pictures
from tests.support.installations.identity import INSTALLATION, be_the_tests
from tests.support.installations.processes import OwnProcess
from tests.support.installations.servers import wait_until
from tests.support.models.model_folders import model_folder

SIDE = 416
MODULE = ["-m", "backend.workers.inference_server"]


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    """With a folder for frames that goes away again."""
    yield tmp_path
    shutil.rmtree(directory(tmp_path, INSTALLATION), ignore_errors=True)


@pytest.fixture
def server(redis_url: str, data_dir: Path) -> Iterator[OwnProcess]:
    """A server of the small model."""
    environ = {
        "DATA_DIR": str(be_the_tests(data_dir)),
        "REDIS_URL": redis_url,
        "MODEL": "ppe-nano-416",
        "ENGINE": "onnxruntime",
    }
    process = OwnProcess(MODULE, log=data_dir / "inference.log", environ=environ)
    yield process
    process.kill()


@pytest.fixture(scope="module")
def picture() -> np.ndarray:
    """W2 alone in the bay, as the model gets it."""
    return demo_pictures(SIDE, seconds=(10.5,))[0]


def wait_for_announcement(redis: RedisClient, server: OwnProcess) -> None:
    wait_until(
        lambda: (info := announcement.read_info(redis)) is not None and info.pid == server.pid,
        "the server to announce itself",
        seconds=60,
    )


def asked(client: InferenceClient, picture: np.ndarray, seconds: float = 3.0) -> Detections | None:
    try:
        return client.detect(picture, 960, 540, seconds)
    except Unavailable:
        return None


def assert_one_person_is_in_the_bay(found: Detections | None) -> None:
    """W2 at 10.5 s, in the pixels of the original: (453, 159) to (519, 373) in the truth of a moment later."""
    assert found is not None
    people = found.of(PERSON, at_least=0.5)
    assert len(people) == 1
    assert people.boxes[0].tolist() == pytest.approx([453, 159, 519, 373], abs=40)


def test_it_answers_resumes_after_being_killed_and_ignores_requests_of_another_size(
    redis: RedisClient, server: OwnProcess, data_dir: Path, picture: np.ndarray
) -> None:
    server.start()
    wait_for_announcement(redis, server)
    info = announcement.read_info(redis)
    assert info is not None
    assert (info.name, info.engine, info.input_size) == ("ppe-nano-416", "onnxruntime", SIDE)
    client = InferenceClient(redis, 1, "a", FrameWriter(directory(data_dir, INSTALLATION), 1, SIDE))
    through_redis = InferenceClient(redis, 2, "b", None)
    one, other = asked(client, picture), asked(through_redis, picture)
    assert_one_person_is_in_the_bay(one)
    assert one is not None
    assert other is not None
    np.testing.assert_array_equal(one.boxes, other.boxes)
    np.testing.assert_array_equal(one.scores, other.scores)

    server.kill()
    began = time.monotonic()
    assert asked(client, picture, 0.5) is None
    assert time.monotonic() - began < 2.0, "a worker waits no longer than it announces"
    server.start()
    wait_until(lambda: asked(client, picture, 0.5) is not None, "detections to resume", seconds=60)
    assert_one_person_is_in_the_bay(asked(client, picture))
    assert asked(through_redis, picture[:320, :320], 0.5) is None  # of another model's size: passed over, not fatal
    assert_one_person_is_in_the_bay(asked(client, picture))
    assert server.is_running


def last_line(log: Path) -> dict[str, str]:
    return dict(json.loads(log.read_text().splitlines()[-1]))


@pytest.mark.parametrize(
    ("content", "changes", "message"),
    [
        (b"no model", {}, "mine"),
        (b"no model", {"sha256": "0" * 64}, "hash"),
        (b"no model", {"name": "other"}, "mine"),
    ],
)
def test_without_a_model_it_ends_with_code_3_and_one_readable_line(
    tmp_path: Path, content: bytes, changes: dict, message: str
) -> None:
    folder = model_folder(tmp_path / "model", content, **changes)
    log = tmp_path / "inference.log"
    environ = {"DATA_DIR": str(tmp_path), "MODEL_DIR": str(folder), "REDIS_URL": "redis://127.0.0.1:1"}
    process = OwnProcess(MODULE, log=log, environ=environ)
    process.start()
    try:
        assert process.ends(seconds=60) == 3
    finally:
        process.kill()
    line = last_line(log)
    assert (line["level"], line["process"]) == ("ERROR", "inference")
    assert message in line["message"]
    assert "MODEL" in line["message"] or "manifest" in line["message"], "it says what to do"
    assert "Traceback" not in log.read_text()
