"""The task `faces`. Tests with the real YuNet need ../shared, which is not part of the repository."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from backend.adapters.engines.yunet_model import YunetModel
from backend.adapters.inference import announcement
from backend.adapters.inference.face_model import FaceModel
from backend.adapters.inference.frame_store import directory
from backend.adapters.inference.picture_detector import letterboxed
from backend.adapters.inference.task_model import ModelSource
from backend.adapters.redis.connection import RedisClient
from backend.core.errors import ModelError
from backend.core.inference.inputs import FrameInput
from backend.core.vision.boxes import Letterbox, iou
from backend.services.crowd.people_finder import PeopleFinder
from tests.support.installations.identity import INSTALLATION, be_the_tests
from tests.support.installations.processes import ROOT, OwnProcess
from tests.support.installations.servers import wait_until

SHARED = ROOT.parent / "shared" / "data"
YUNET = SHARED / "weights" / "face_detection_yunet_2026may.onnx"
PICTURE = SHARED / "ppe" / "images" / "train" / "css_002682_1fda05.jpg"
needs_shared = pytest.mark.skipif(not (YUNET.exists() and PICTURE.exists()), reason="needs ../shared")


def source(path: Path | None) -> ModelSource:
    return ModelSource(entry=None, engine="auto", threads=1, face_model=path)


def test_without_a_file_there_is_no_face_detector() -> None:
    assert FaceModel.load(source(None)) is None


@pytest.mark.parametrize("name", ["missing.onnx", "garbage.onnx", "ppe-nano-416.onnx"])
def test_a_file_that_is_no_yunet_is_refused_with_a_reason(tmp_path: Path, name: str) -> None:
    (tmp_path / "garbage.onnx").write_bytes(b"no model")
    shutil.copy(ROOT / "model" / "ppe-nano-416.onnx", tmp_path)
    with pytest.raises(ModelError) as refusal:
        FaceModel.load(source(tmp_path / name))
    assert refusal.value.code in ("file_missing", "not_loadable", "wrong_shape")


@needs_shared
def test_faces_are_those_that_opencvs_own_decoding_finds() -> None:
    picture = np.asarray(cv2.imread(str(PICTURE)), np.uint8)
    (found,) = YunetModel(YUNET, 1).detect(picture[None])
    reference = cv2.FaceDetectorYN.create(str(YUNET), "", (640, 640), 0.3, 0.3)
    _, rows = reference.detect(picture)
    boxes = np.concatenate([rows[:, :2], rows[:, :2] + rows[:, 2:4]], axis=1)
    assert len(found) == len(rows) == 5
    assert np.sort(found.scores) == pytest.approx(np.sort(rows[:, -1]), abs=1e-3)
    assert (iou(found.boxes, boxes).max(axis=1) > 0.98).all()


@needs_shared
def test_faces_come_back_in_pixels_of_the_original() -> None:
    picture = np.asarray(cv2.imread(str(PICTURE)), np.uint8)
    model = FaceModel.load(source(YUNET))
    assert model is not None
    wide = np.zeros((640, 1280, 3), np.uint8)
    wide[:, :640] = picture
    canvas = letterboxed(wide, Letterbox(1280, 640, model.side))
    small, full = model.run(
        [
            FrameInput(picture=canvas, width=1280, height=640),
            FrameInput(picture=picture, width=640, height=640),
        ]
    )
    assert len(small) >= 2
    assert iou(small.boxes, full.boxes).max() > 0.7
    assert (model.identity.file, model.identity.device) == (YUNET.name, "cpu")


@pytest.fixture
def server(redis_url: str, tmp_path: Path) -> Iterator[OwnProcess]:
    environ = {
        "DATA_DIR": str(be_the_tests(tmp_path)),
        "REDIS_URL": redis_url,
        "MODEL": "ppe-nano-416",
        "ENGINE": "onnxruntime",
        "FACE_MODEL_PATH": str(YUNET),
    }
    process = OwnProcess(["-m", "backend.workers.inference_server"], log=tmp_path / "inference.log", environ=environ)
    yield process
    process.kill()
    shutil.rmtree(directory(tmp_path, INSTALLATION), ignore_errors=True)


@needs_shared
def test_the_inference_server_finds_bodies_and_faces_of_one_picture(
    redis: RedisClient, server: OwnProcess, tmp_path: Path
) -> None:
    server.start()
    wait_until(lambda: announcement.read_info(redis) is not None, "the server to announce itself")
    info = announcement.read_info(redis)
    assert info is not None
    assert (info.face_model.loaded, info.face_model.path) == (True, YUNET.name)
    assert (info.body_model.loaded, info.body_model.path) == (True, "ppe-nano-416.onnx")
    picture = np.asarray(cv2.imread(str(PICTURE)), np.uint8)
    found = PeopleFinder(redis, 1, directory(tmp_path, INSTALLATION)).find(picture, 640, 640)
    assert found.faces is not None
    assert len(found.faces) == 5
    assert (found.bodies.scores >= 0.5).sum() >= 3
    assert info.load is not None
    assert announcement.read_info(redis).load.cameras == 0  # type: ignore[union-attr]
