"""Models: every unusable file says what is wrong and what to do; both engines see the same in the same picture."""

from __future__ import annotations

import json
import logging
from itertools import pairwise
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from backend.adapters.engines import selection as engines
from backend.adapters.engines.detection_model import DetectionModel, choose
from backend.adapters.models import manifest as model_manifest
from backend.core.errors import ModelError
from backend.core.ppe.items import CLASSES
from backend.core.vision.boxes import Letterbox, iou
from backend.core.vision.detections import Detections
from tests.support.installations.processes import ROOT
from tests.support.models.model_folders import REAL, model_folder, onnx_model

ENGINES = ("onnxruntime", "openvino")
DETECTOR_IN, DETECTOR_OUT = ["batch", 3, 416, 416], [1, 3, 9]


def load(folder: Path, engine: str) -> DetectionModel:
    entry = model_manifest.read(folder)
    return choose(entry, engines.for_entry(entry, engine), 1).model


def refused(folder: Path, engine: str = "auto") -> ModelError:
    with pytest.raises(ModelError) as caught:
        load(folder, engine)
    return caught.value


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"This is a shopping list, no model.\n" * 30, id="text"),
        pytest.param(np.random.default_rng(0).bytes(40_000), id="random bytes"),
        pytest.param(REAL.read_bytes()[:200_000], id="cut off"),
        pytest.param(REAL.read_bytes()[:-100], id="cut off at the very end"),
        pytest.param(onnx_model([1, 3, 224, 224], [1, 1000]), id="a classifier"),
        pytest.param(onnx_model([1, 3, 640, 640], DETECTOR_OUT), id="another input size"),
        pytest.param(onnx_model(DETECTOR_IN, [1, 3, 84]), id="eighty classes"),
        pytest.param(onnx_model([1, 416, 416, 3], DETECTOR_OUT), id="colours last"),
    ],
)
def test_a_file_that_is_no_detector_is_refused_by_name_with_a_remedy(
    tmp_path: Path, content: bytes, engine: str
) -> None:
    error = refused(model_folder(tmp_path / "model", content), engine)
    assert "mine" in error.message
    assert "MODEL" in error.hint


def test_a_model_that_fails_on_a_picture_is_refused_before_it_serves(tmp_path: Path) -> None:
    content = onnx_model(DETECTOR_IN, DETECTOR_OUT, kind=2)  # it wants bytes and gets floats; OpenVINO converts them
    error = refused(model_folder(tmp_path / "model", content), "onnxruntime")
    assert "mine" in error.message
    assert "MODEL" in error.hint


def test_an_engine_that_cannot_run_the_model_is_left_out_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    content = onnx_model(DETECTOR_IN, DETECTOR_OUT, kind=2)
    with caplog.at_level(logging.WARNING):
        model = load(model_folder(tmp_path / "model", content), "auto")
    assert model.engine == "openvino"
    assert "onnxruntime cannot run mine" in caplog.text


@pytest.mark.parametrize("engine", ENGINES)
def test_of_a_model_with_more_outputs_the_first_counts(tmp_path: Path, engine: str) -> None:
    folder = model_folder(tmp_path / "model", onnx_model(DETECTOR_IN, DETECTOR_OUT, outputs=2))
    (nothing,) = load(folder, engine).detect(np.zeros((1, 416, 416, 3), np.uint8))
    assert len(nothing) == 0


def test_a_users_own_weights_without_the_extra_name_the_command(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    try:
        import ultralytics  # noqa: F401
    except ImportError:
        error = refused(model_folder(tmp_path / "model", b"weights", file="best.pt"))
        assert "best.pt needs ultralytics" in str(error)
        assert "make extras" in str(error)
        assert error.code == "extras_missing"
    else:
        pytest.skip("ultralytics is installed here")


@pytest.mark.parametrize(
    ("changes", "said", "code"),
    [
        ({"sha256": "0" * 64}, "not the one that the manifest promises", "file_changed"),
        ({"classes": ["helmet", "vest"]}, "knows no class 'person'", "no_person"),
        ({"classes": None}, "incomplete: 'classes'", "manifest_unreadable"),
        ({"sha256": None}, "incomplete: 'sha256'", "manifest_unreadable"),
        ({"input_size": "large"}, "incomplete", "manifest_unreadable"),
        ({"thresholds": {"helmet": 40}}, "thresholds of helmet", "manifest_unreadable"),
        ({"thresholds": {"boots": 0.4}}, "thresholds of boots", "manifest_unreadable"),
        ({"thresholds": {"helmet": "high"}}, "incomplete", "manifest_unreadable"),
        ({"thresholds": [0.4]}, "incomplete", "manifest_unreadable"),
        ({"name": "other"}, "no model 'mine'", "model_missing"),
        ({"name": None}, "cannot be read", "manifest_unreadable"),
    ],
)
def test_a_wrong_entry_of_the_manifest_is_said(tmp_path: Path, changes: dict, said: str, code: str) -> None:
    error = refused(model_folder(tmp_path / "model", b"x", **changes))
    assert said in str(error)
    assert error.code == code
    assert error.hint


@pytest.mark.parametrize(
    "manifest",
    ["", "no json", "[]", "{}", '{"models": 7}', '{"models": [], "default": []}', '{"models": ["a"]}', "\xff"],
)
def test_a_manifest_that_is_none_is_said(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest, encoding="latin-1")
    error = refused(tmp_path)
    assert "manifest.json cannot be read" in error.message or "manifest has no model" in error.message
    assert error.hint


def test_a_missing_manifest_a_missing_file_and_a_folder_in_their_place_are_said(tmp_path: Path) -> None:
    assert "There is no" in refused(tmp_path).message
    folder = model_folder(tmp_path / "model", b"x")
    (folder / "mine.onnx").unlink()
    assert "mine.onnx is not there" in refused(folder).message
    assert refused(folder).code == "file_missing"
    (folder / "manifest.json").unlink()
    (folder / "manifest.json").mkdir()
    assert "manifest.json cannot be read" in refused(folder).message


def test_the_manifest_never_leads_out_of_its_folder(tmp_path: Path) -> None:
    folder = model_folder(tmp_path / "model", b"x")
    (tmp_path / "secret").write_bytes(b"x")
    body = json.loads((folder / "manifest.json").read_text())
    body["models"][0]["file"] = "../secret"
    (folder / "manifest.json").write_text(json.dumps(body))
    assert "is not there" in refused(folder).message


def test_every_model_that_we_ship_is_what_the_manifest_promises() -> None:
    body = json.loads((ROOT / "model" / "manifest.json").read_text())
    entries = [model_manifest.read(ROOT / "model", entry["name"]) for entry in body["models"]]
    assert model_manifest.read(ROOT / "model").name == body["default"]
    assert all(entry.class_map == tuple(range(len(CLASSES))) for entry in entries)


def demo_pictures(side: int, *, seconds: tuple[float, ...]) -> np.ndarray:
    """Frames of the demonstration clip as the model gets them."""
    pictures = []
    with av.open(str(ROOT / "demo" / "warehouse.mp4")) as clip:
        wanted = {round(second * 10) for second in seconds}
        for number, frame in enumerate(clip.decode(video=0)):
            if number in wanted:
                width, height = Letterbox(frame.width, frame.height, side).scaled
                canvas = np.full((side, side, 3), 114, np.uint8)
                canvas[:height, :width] = cv2.resize(frame.to_ndarray(format="bgr24"), (width, height))
                pictures.append(canvas)
            if number > max(wanted):
                break
    return np.stack(pictures)


def overlaps(of: Detections, among: Detections) -> list[float]:
    """For each detection that one engine is sure of: how well the other's of that class and score covers it."""
    best = []
    for box, score, cls in zip(of.boxes, of.scores, of.classes, strict=True):
        if score > 0.4:
            alike = (among.classes == cls) & (np.abs(among.scores - score) < 0.1)
            best.append(float(iou(box[None], among.boxes[alike]).max(initial=0.0)))
    return best


def test_both_engines_see_the_same_in_the_demonstration() -> None:
    """Not to the last pixel: OpenVINO computes in bfloat16 where the processor does, and of two nearly equal boxes of
    one person the suppression may then keep the other."""
    entry = model_manifest.read(ROOT / "model", "ppe-nano-416")
    pictures = demo_pictures(416, seconds=tuple(range(1, 39)))
    seen = []
    for engine in ENGINES:
        model = choose(entry, engines.for_entry(entry, engine), 1).model
        assert model.engine == engine
        seen.append(model.detect(pictures))
    shared = [
        overlap for one, other in zip(*seen, strict=True) for overlap in overlaps(one, other) + overlaps(other, one)
    ]
    assert len(shared) > 200, "there was something to see"
    assert min(shared) > 0.8
    assert np.mean(np.array(shared) > 0.9) > 0.98


def test_auto_keeps_the_faster_engine() -> None:
    entry = model_manifest.read(ROOT / "model", "ppe-nano-416")
    choice = choose(entry, engines.for_entry(entry, "auto"), 1)
    assert set(choice.milliseconds) == set(ENGINES)
    by_speed = sorted(choice.milliseconds, key=choice.milliseconds.__getitem__)
    assert choice.model.engine == by_speed[0]
    assert all(choice.milliseconds[a] <= choice.milliseconds[b] for a, b in pairwise(by_speed))
