"""The detector on pictures of any size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from backend.adapters.engines import selection as engines
from backend.adapters.inference.picture_detector import PictureDetector
from backend.adapters.models import manifest as model_manifest
from backend.adapters.pictures import picture_file
from backend.core.ppe.items import PERSON
from backend.core.vision.detections import EVERYTHING, SERVING, Detections, Selection
from tests.support.installations.processes import ROOT
from tests.support.models.yolo_folders import demo_dataset
from tests.support.video.demo_truth import FRAMES

SIDE = 64


class FakeForm:
    """Sees one person in the middle half of its rows, and remembers what it was shown."""

    engine, device, input_size = "fake", "none", SIDE

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.shown: list[np.ndarray] = []
        self.selections: list[Selection] = []

    def detect(self, pictures: np.ndarray, selection: Selection = SERVING) -> list[Detections]:
        self.shown += list(pictures)
        self.selections.append(selection)
        return [Detections(np.array([[8.0, 4, 56, 20]]), np.array([0.9]), np.array([PERSON])) for _ in pictures]


@pytest.mark.parametrize(
    ("width", "height", "rows", "filled", "box"),
    [
        pytest.param(128, 64, 40, (32, 64), [16, 8, 112, 40], id="a wide picture, shrunk, takes the short form"),
        pytest.param(128, 80, 40, (40, 64), [16, 8, 112, 40], id="as high as the short form"),
        pytest.param(128, 82, 64, (41, 64), [16, 8, 112, 40], id="a row more takes the square one"),
        pytest.param(64, 128, 64, (64, 32), [16, 8, 64, 40], id="a high picture, its box cut at its edge"),
        pytest.param(32, 16, 40, (32, 64), [4, 2, 28, 10], id="a small picture is enlarged"),
        pytest.param(1, 1, 64, (64, 64), [0.125, 0.0625, 0.875, 0.3125], id="one pixel"),
    ],
)
def test_the_shortest_form_that_holds_the_picture_looks_and_boxes_come_back(
    width: int, height: int, rows: int, filled: tuple[int, int], box: list[float]
) -> None:
    forms = [FakeForm(64), FakeForm(40)]
    found = PictureDetector(forms)(np.full((height, width, 3), 200, np.uint8))
    (used,) = [form for form in forms if form.shown]
    assert used.rows == rows
    (shown,) = used.shown
    assert shown.shape == (rows, SIDE, 3)
    assert (shown[: filled[0], : filled[1]] == 200).all()
    assert (shown[filled[0] :] == 114).all()
    assert (shown[:, filled[1] :] == 114).all()
    assert found.boxes[0].tolist() == pytest.approx(box)


def test_what_is_asked_for_reaches_the_model_and_a_second_look_has_the_last_word() -> None:
    form = FakeForm(64)
    seen = []

    def refine(picture: np.ndarray, found: Detections) -> Detections:
        seen.append((picture.shape, found.boxes.tolist()))
        return Detections(found.boxes, found.scores / 2, found.classes)

    found = PictureDetector([form], EVERYTHING, refine)(np.zeros((128, 128, 3), np.uint8))
    assert form.selections == [EVERYTHING]
    assert seen == [((128, 128, 3), [[16, 8, 112, 40]])]
    assert found.scores.tolist() == [0.45]


def test_the_shipped_model_finds_the_people_of_the_demonstration(tmp_path: Path) -> None:
    entry = model_manifest.read(ROOT / "model", "ppe-nano-416")
    load = engines.for_entry(entry, "onnxruntime")["onnxruntime"]
    forms = [load(form, 1) for form in (entry, *entry.shorter)]
    picture = picture_file.read(demo_dataset(tmp_path, (240,)) / "images" / "0240.png")
    served, everything = PictureDetector(forms)(picture), PictureDetector(forms, EVERYTHING)(picture)
    assert len(served.of(PERSON, at_least=0.4)) == len(FRAMES[240]["people"])
    assert len(everything) > 3 * len(served)
    assert everything.scores.min() < 0.01
    assert len(everything) <= EVERYTHING.most
