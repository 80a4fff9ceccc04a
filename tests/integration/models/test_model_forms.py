"""A model's shorter forms see what the square one sees, for less."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from backend.adapters.engines import selection as engines
from backend.adapters.models import manifest as model_manifest
from backend.core.ppe.items import PERSON
from backend.core.vision.boxes import Letterbox, iou
from backend.core.vision.detections import Detections

ROOT = Path(__file__).resolve().parents[3]
NAMES = ["ppe-nano-640", "ppe-nano-512", "ppe-nano-416"]


def letterboxed(side: int, clip: str) -> list[np.ndarray]:
    """A few moments of the demonstration as the detector gets them."""
    pictures = []
    with av.open(str(ROOT / "demo" / clip)) as container:
        for index, frame in enumerate(container.decode(video=0)):
            if index in (60, 130, 240, 300):
                width, height = Letterbox(frame.width, frame.height, side).scaled
                canvas = np.full((side, side, 3), 114, np.uint8)
                canvas[:height, :width] = frame.to_ndarray(format="bgr24", width=width, height=height)
                pictures.append(canvas)
    return pictures


def sure(found: Detections) -> Detections:
    keep = found.scores > 0.4
    return Detections(found.boxes[keep], found.scores[keep], found.classes[keep])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("engine", ["onnxruntime", "openvino"])
def test_a_shorter_form_finds_what_the_square_one_finds(name: str, engine: str) -> None:
    entry = model_manifest.read(ROOT / "model", name)
    load = engines.for_entry(entry, engine)[engine]
    square, (short,) = load(entry, 1), [load(form, 1) for form in entry.shorter]
    assert short.rows < 0.65 * square.rows
    people = 0
    for clip in ("warehouse.mp4", "warehouse_night.mp4"):
        for picture in letterboxed(entry.input_size, clip):
            (wanted,), (got,) = square.detect(picture[None]), short.detect(picture[None, : short.rows])
            wanted, got = sure(wanted), Detections(got.boxes, got.scores, got.classes)
            for box, score, cls in zip(wanted.boxes, wanted.scores, wanted.classes, strict=True):
                same = got.of(int(cls))
                overlaps = iou(box[None], same.boxes)[0]
                best = int(overlaps.argmax())
                assert overlaps[best] > 0.85
                assert abs(float(same.scores[best]) - float(score)) < 0.08
            people += int((wanted.classes == PERSON).sum())
    assert people >= 10, "there was something to see"


def test_every_form_holds_a_16_to_9_picture() -> None:
    for name in NAMES:
        entry = model_manifest.read(ROOT / "model", name)
        assert Letterbox(1920, 1080, entry.input_size).scaled[1] <= entry.shorter[0].rows
