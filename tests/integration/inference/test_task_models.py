"""The shipped models behind their tasks: a batch answers what batches of one answer."""

from __future__ import annotations

import numpy as np
import pytest

from backend.adapters.inference.crop_classifier import CropClassifier
from backend.adapters.inference.ppe_model import PpeModel
from backend.adapters.inference.registry import TaskRegistry, default_registry
from backend.adapters.inference.task_model import ModelSource
from backend.adapters.models import manifest as model_manifest
from backend.core.errors import ModelError
from backend.core.inference.inputs import CropsInput, FrameInput
from backend.core.vision.boxes import Letterbox
from backend.core.vision.crops import cut
from backend.core.vision.detections import Detections
from tests.fakes.task_model import FakeCropClassifier, FakePpeModel
from tests.integration.models.test_models import demo_pictures
from tests.support.detection_classes import PERSON
from tests.support.installations.processes import ROOT

SIDE = 416
CROP_SIDE = 96


def source(engine: str = "onnxruntime") -> ModelSource:
    entry = model_manifest.read(ROOT / "model", "ppe-nano-416")
    return ModelSource(entry=entry, engine=engine, threads=1)


@pytest.fixture(scope="module")
def frames() -> list[FrameInput]:
    """Five cameras' pictures: wide ones, which the shorter form takes, and square ones."""
    pictures = demo_pictures(SIDE, seconds=(2.0, 6.0, 10.5, 12.0, 14.0))
    wide = [FrameInput(picture=one, width=960, height=540) for one in pictures[:3]]
    return [wide[0], FrameInput(picture=pictures[3], width=SIDE, height=SIDE), *wide[1:], _square(pictures[4])]


def _square(picture: np.ndarray) -> FrameInput:
    return FrameInput(picture=picture, width=1000, height=1000)


def assert_equal(one: Detections, other: Detections) -> None:
    np.testing.assert_array_equal(one.classes, other.classes)
    np.testing.assert_allclose(one.boxes, other.boxes, atol=1e-2)
    np.testing.assert_allclose(one.scores, other.scores, atol=1e-5)


@pytest.mark.parametrize("engine", ["onnxruntime", "openvino"])
def test_a_batch_of_frames_answers_what_each_alone_answers(frames: list[FrameInput], engine: str) -> None:
    model = PpeModel.load(source(engine))
    together, alone = model.run(frames), [model.run([one])[0] for one in frames]
    assert sum(len(found.of(PERSON, at_least=0.5)) for found in alone) >= 3
    for one, other in zip(together, alone, strict=True):
        assert_equal(one, other)
    for found, given in zip(alone, frames, strict=True):
        box = Letterbox(given.width, given.height, SIDE)
        assert (found.boxes[:, 2] <= box.width + 1).all(), "in the pixels of the original"


def test_a_batch_of_crops_answers_what_each_alone_answers(frames: list[FrameInput]) -> None:
    model = CropClassifier.load(source())
    assert model is not None
    assert model.side == CROP_SIDE
    inputs = []
    for count, given in enumerate(frames[:3], start=1):
        squares = np.array([(100.0 + 60 * i, 120.0, 90.0) for i in range(count)])
        crops = cut(given.picture, squares, CROP_SIDE)
        inputs.append(CropsInput(crops=crops, kinds=np.arange(count) % 3))
    together = model.run(inputs)
    assert [len(scores) for scores in together] == [1, 2, 3]
    for given, scores in zip(inputs, together, strict=True):
        np.testing.assert_allclose(scores, model.run([given])[0], atol=1e-5)


def test_an_entry_without_a_crop_classifier_has_none_for_its_task() -> None:
    assert CropClassifier.load(ModelSource(entry=None, engine="auto", threads=1)) is None


def test_ppe_needs_a_model_of_the_manifest() -> None:
    with pytest.raises(ModelError, match="no model for the task ppe"):
        PpeModel.load(ModelSource(entry=None, engine="auto", threads=1))


def test_the_registry_finds_tasks_and_loads_those_that_refine_one_with_it() -> None:
    registry = default_registry()
    assert [task.name for task in registry.tasks] == ["ppe", "crops", "faces"]
    assert registry.primary == ("ppe", "faces")
    assert registry.task("hands") is None
    assert set(registry.load("ppe", source())) == {"ppe", "crops"}


def test_a_registry_takes_no_task_twice_and_none_that_refines_an_unknown_one() -> None:
    for kinds in ((FakePpeModel, FakePpeModel), (FakeCropClassifier,)):
        with pytest.raises(ValueError, match="is there twice, or before"):
            TaskRegistry(kinds)
