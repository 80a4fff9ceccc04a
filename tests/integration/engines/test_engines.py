"""Which engines are tried on which machine, and that all of them see the same."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from backend.adapters.engines import accelerators
from backend.adapters.engines import selection as engines
from backend.adapters.engines.detection_model import choose
from backend.adapters.engines.onnx_model import OnnxModel
from backend.adapters.engines.openvino_model import OpenVinoModel, best_precision
from backend.adapters.inference.picture_detector import PictureDetector
from backend.adapters.models import manifest as model_manifest
from backend.adapters.models.manifest import ModelEntry
from backend.core.errors import ModelError
from backend.core.vision.boxes import iou
from backend.core.vision.detections import SERVING, Detections, Selection
from tests.support.installations.processes import ROOT
from tests.support.models.model_folders import REAL, model_folder
from tests.support.models.yolo_folders import demo_pictures

SHORT = REAL.with_name("ppe-nano-416x256.onnx")
INTEL_WITH_AMX = "flags\t\t: fpu sse2 avx512_bf16 amx_bf16 amx_tile amx_int8\n"


def entry_with_int8(folder: Path, **int8: object) -> ModelEntry:
    """A model with one shorter form and a variant of both. (What the variant computes in does not matter here.)"""
    parts = {"file": "small.onnx", "sha256": _hash(REAL), "shorter": [_short("small-256.onnx")], **int8}
    model_folder(folder, REAL.read_bytes(), shorter=[_short("mine-256.onnx")], int8=parts)
    for name in ("mine-256.onnx", "small-256.onnx"):
        (folder / name).write_bytes(SHORT.read_bytes())
    (folder / "small.onnx").write_bytes(REAL.read_bytes())
    return model_manifest.read(folder)


def _short(file: str, rows: int = 256) -> dict[str, object]:
    return {"file": file, "rows": rows, "sha256": _hash(SHORT)}


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.fixture
def shipped() -> ModelEntry:
    return model_manifest.read(ROOT / "model", "ppe-nano-416")


@pytest.mark.parametrize(
    ("providers", "devices", "tried"),
    [
        ({"CPUExecutionProvider"}, {"CPU"}, ["onnxruntime", "openvino"]),
        ({"CPUExecutionProvider", "CUDAExecutionProvider"}, {"CPU"}, ["onnxruntime", "cuda", "openvino"]),
        (
            {"CPUExecutionProvider", "CUDAExecutionProvider", "TensorrtExecutionProvider"},
            {"CPU"},
            ["onnxruntime", "cuda", "tensorrt", "openvino"],
        ),
        ({"CPUExecutionProvider"}, {"CPU", "GPU"}, ["onnxruntime", "openvino", "openvino-gpu"]),
        ({"CPUExecutionProvider"}, {"CPU", "GPU.0", "GPU.1"}, ["onnxruntime", "openvino", "openvino-gpu"]),
    ],
)
def test_auto_tries_what_the_machine_has(
    shipped: ModelEntry, monkeypatch: pytest.MonkeyPatch, providers: set[str], devices: set[str], tried: list[str]
) -> None:
    monkeypatch.setattr(accelerators, "onnx_providers", lambda: frozenset(providers))
    monkeypatch.setattr(accelerators, "openvino_devices", lambda: frozenset(devices))
    assert list(engines.for_entry(shipped, "auto")) == tried
    for name in engines.ENGINES:
        if name in tried:
            assert list(engines.for_entry(shipped, name)) == [name]
        else:
            with pytest.raises(ModelError, match=f"{name} is not there") as caught:
                engines.for_entry(shipped, name)
            assert "GPU" in caught.value.hint


def test_this_machine_is_asked() -> None:
    assert "CPUExecutionProvider" in accelerators.onnx_providers()
    assert "CPU" in accelerators.openvino_devices()


def test_where_openvino_cannot_be_loaded_onnx_runtime_takes_over(
    shipped: ModelEntry, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)  # an import of it fails
    choice = engines.load(shipped, "auto", 1)
    assert choice.model.engine == "onnxruntime"
    assert len(choice.model.detect(np.zeros((1, shipped.rows, shipped.input_size, 3), np.uint8))) == 1
    assert "OpenVINO cannot be loaded" in caplog.text
    with pytest.raises(ModelError, match="openvino is not there"):
        engines.load(shipped, "openvino", 1)


def test_an_engine_that_cannot_run_the_model_is_left_out(shipped: ModelEntry) -> None:
    def broken(entry: ModelEntry, threads: int) -> OnnxModel:
        raise ModelError("It cannot run here.")

    choice = choose(shipped, {"openvino": broken, **engines.for_entry(shipped, "onnxruntime")}, 1)
    assert choice.model.engine == "onnxruntime"
    assert set(choice.milliseconds) == {"onnxruntime"}


def test_matrix_units_are_known_by_the_cpus_own_list(tmp_path: Path) -> None:
    (tmp_path / "with").write_text(INTEL_WITH_AMX)
    (tmp_path / "without").write_text(INTEL_WITH_AMX.replace("amx", "avx"))
    assert accelerators.has_amx(tmp_path / "with")
    assert not accelerators.has_amx(tmp_path / "without")
    assert not accelerators.has_amx(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("device", "capabilities", "precision"),
    [
        ("CPU", ["FP32", "INT8"], "f32"),
        ("CPU", ["BF16", "FP32", "FP16"], "bf16"),
        ("CPU", ["FP16", "FP32"], "f32"),
        ("GPU", ["FP32", "FP16", "BF16"], "f16"),
        ("GPU.1", ["FP32"], "f32"),
    ],
)
def test_the_precision_is_what_the_device_has_and_boxes_can_bear(
    device: str, capabilities: list[str], precision: str
) -> None:
    assert best_precision(device, capabilities) == precision


def test_device_and_precision_are_stated(shipped: ModelEntry) -> None:
    assert OnnxModel(shipped, 1).device == "cpu"
    assert OpenVinoModel(shipped, 1, precision="f32").device == "cpu, f32"
    assert OpenVinoModel(shipped, 1).device in ("cpu, f32", "cpu, bf16")


def test_a_gpu_that_is_promised_and_fails_is_not_replaced_by_the_cpu_in_silence(shipped: ModelEntry) -> None:
    if "CUDAExecutionProvider" in accelerators.onnx_providers():
        pytest.skip("this machine has the GPU")
    with pytest.warns(UserWarning, match="CUDAExecutionProvider"), pytest.raises(ModelError, match="cannot use CUDA"):
        OnnxModel(shipped, 1, "CUDAExecutionProvider")


def test_in_the_same_precision_the_engines_agree_to_a_fraction_of_a_pixel(shipped: ModelEntry) -> None:
    forms = (shipped, *shipped.shorter)
    one = PictureDetector([OnnxModel(form, 1) for form in forms])
    other = PictureDetector([OpenVinoModel(form, 1, precision="f32") for form in forms])
    seen = 0
    for _, picture in demo_pictures((60, 130, 170, 240, 290)):
        a, b = one(picture), other(picture)
        assert len(a) == len(b)
        seen += len(a)
        for cls in np.unique(a.classes):
            overlaps = iou(a.of(int(cls)).boxes, b.of(int(cls)).boxes).max(axis=1)
            assert overlaps.min() > 0.98
        assert np.abs(np.sort(a.scores) - np.sort(b.scores)).max() < 0.005
    assert seen > 25, "there was something to see"


def test_a_variant_in_eight_bits_is_tried_where_there_are_no_matrix_units(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = entry_with_int8(tmp_path)
    assert (entry.path.name, entry.is_int8) == ("mine.onnx", False)
    assert [(form.int8.path.name, form.int8.rows, form.int8.is_int8) for form in (entry, *entry.shorter)] == [
        ("small.onnx", 416, True),
        ("small-256.onnx", 256, True),
    ]
    monkeypatch.setattr(accelerators, "has_amx", lambda: True)
    assert list(engines.for_entry(entry, "auto")) == ["onnxruntime", "openvino"]
    monkeypatch.setattr(accelerators, "has_amx", lambda: False)
    assert list(engines.for_entry(entry, "auto")) == ["onnxruntime", "openvino", "onnxruntime-int8", "openvino-int8"]
    loaders = engines.for_entry(entry, "onnxruntime")
    assert list(loaders) == ["onnxruntime", "onnxruntime-int8"]
    choice = choose(entry, {"onnxruntime-int8": loaders["onnxruntime-int8"]}, 1)
    assert [model.entry.path.name for model in (choice.model, *choice.shorter)] == ["small.onnx", "small-256.onnx"]
    assert choice.model.device == "cpu, int8"


class Paced:
    """A model that takes so long."""

    engine, device, input_size, rows = "fake", "none", 64, 64

    def __init__(self, entry: ModelEntry, seconds: float) -> None:
        self.entry = entry
        self._seconds = seconds

    def detect(self, pictures: np.ndarray, selection: Selection = SERVING) -> list[Detections]:
        until = time.perf_counter() + self._seconds
        while time.perf_counter() < until:
            pass
        return [Detections.none()]


@pytest.mark.parametrize(
    ("plain", "variant", "chosen"),
    [
        pytest.param(0.010, 0.005, "small.onnx", id="half the time"),
        pytest.param(0.010, 0.0095, "mine.onnx", id="not worth what it does not find"),
        pytest.param(0.005, 0.010, "mine.onnx", id="slower"),
    ],
)
def test_a_variant_in_eight_bits_is_chosen_when_it_saves_much(
    tmp_path: Path, plain: float, variant: float, chosen: str
) -> None:
    entry = entry_with_int8(tmp_path)
    loaders = {
        "plain": lambda form, threads: Paced(form, plain),
        "small": lambda form, threads: Paced(form.int8, variant),
    }
    choice = choose(entry, loaders, 1)
    assert choice.model.entry.path.name == chosen
    assert set(choice.milliseconds) == {"plain", "small"}


@pytest.mark.parametrize(
    ("int8", "message"),
    [
        ({"sha256": "0" * 64}, "small.onnx is not the one"),
        ({"file": "gone.onnx"}, "gone.onnx is not there"),
        ({"shorter": []}, "other forms"),
        ({"shorter": [_short("small-256.onnx", rows=320)]}, "other forms"),
        ({"file": None}, "incomplete"),
    ],
)
def test_a_variant_that_does_not_match_the_manifest_is_refused(tmp_path: Path, int8: dict, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        entry_with_int8(tmp_path, **int8)


def test_a_manifest_whose_variant_is_no_entry_is_refused(tmp_path: Path) -> None:
    entry_with_int8(tmp_path)
    body = json.loads((tmp_path / "manifest.json").read_text())
    body["models"][0]["int8"] = "small.onnx"
    (tmp_path / "manifest.json").write_text(json.dumps(body))
    with pytest.raises(ModelError, match="incomplete"):
        model_manifest.read(tmp_path)
