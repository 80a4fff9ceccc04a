"""The same detector exported in another way finds the same, in each engine."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from backend.adapters.engines import selection as engines
from backend.adapters.models import manifest as model_manifest
from backend.core.models.class_mapping import proposal
from backend.core.models.layouts import END_TO_END, LAYOUTS, OURS, YOLO_V5, YOLO_V8
from backend.core.vision.boxes import iou
from backend.core.vision.detections import Detections
from tests.integration.models.test_models import demo_pictures, refused
from tests.support.models.model_folders import REAL, model_folder
from tests.support.models.model_wraps import NAMES, wrapped

KINDS = [(YOLO_V8, "rgb-1"), (YOLO_V5, "rgb-1"), (END_TO_END, "rgb-1"), (YOLO_V8, "rgb-255"), (OURS, "bgr-1")]


@cache
def pictures() -> np.ndarray:
    return demo_pictures(416, seconds=(4, 10.5, 20, 31))


@cache
def seen(folder: Path, engine: str) -> list[Detections]:
    entry = model_manifest.read(folder)
    return engines.for_entry(entry, engine)[engine](entry, 1).detect(pictures())


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return model_folder(tmp_path_factory.mktemp("ours"), REAL.read_bytes())


@pytest.mark.parametrize("engine", ["onnxruntime", "openvino"])
@pytest.mark.parametrize(("layout", "pixels"), KINDS)
def test_a_model_in_another_layout_finds_the_same(
    tmp_path: Path, ours: Path, layout: str, pixels: str, engine: str
) -> None:
    changes = {"layout": layout, "pixels": pixels, "classes": list(NAMES), "mapping": proposal(NAMES)}
    theirs = seen(model_folder(tmp_path, wrapped(layout, pixels), **changes), engine)
    sure = 0
    for want, have in zip(seen(ours, engine), theirs, strict=True):
        for box, score, cls in zip(want.boxes, want.scores, want.classes, strict=True):
            if score > 0.3:
                alike = (have.classes == cls) & (np.abs(have.scores - score) < 0.05)
                assert iou(box[None], have.boxes[alike]).max(initial=0.0) > 0.95
                sure += 1
        assert abs((want.scores > 0.3).sum() - (have.scores > 0.3).sum()) <= 1
    assert sure > 10, "there was something to see"


def test_every_layout_is_tried() -> None:
    assert {layout for layout, _ in KINDS} == set(LAYOUTS)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"layout": "yolo-v99"}, "'yolo-v99' is none of"),
        ({"pixels": "cmyk"}, "'cmyk' is none of"),
        ({"layout": 7}, "is none of"),
        ({"mapping": {"boots": "vest"}}, "mapping of boots"),
        ({"mapping": {"person": "boots"}}, "mapping of person"),
        ({"mapping": ["person"]}, "incomplete"),
        ({"mapping": {"helmet": "helmet"}}, "knows no class 'person'"),
    ],
)
def test_a_manifest_with_a_kind_that_we_do_not_know_is_refused(tmp_path: Path, changes: dict, message: str) -> None:
    assert message in str(refused(model_folder(tmp_path, b"x", **changes)))
