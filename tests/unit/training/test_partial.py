"""Reading partly labelled pictures: what is labelled, where unlabelled objects may be, what is kept apart."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is not installed: make extras")

from backend.core.ppe.items import PERSON
from tests.support.detection_classes import HELMET, NO_HELMET, NO_VEST, VEST
from training.data.composition import Tile, place
from training.data.label_code import REGION, classes_of
from training.data.partial import labelled_classes, names, read, regions
from training.data.samples import Mix, Samples

ROOT = Path(__file__).resolve().parents[3]
HEADS = "helmet;no-helmet"
HELD_OUT, CALIBRATION = (ROOT / "training/splits" / name for name in ("held_out.txt", "calibration.txt"))


def row(source: str = "hhw", labelled: str = HEADS, hivis: str = "0.5", file: str = "a.webp") -> dict[str, str]:
    return {"file": file, "source": source, "labelled": labelled, "hivis": hivis}


def data_set(folder: Path, rows: list[dict[str, str]], label: str = "0 0.5 0.5 0.2 0.2\n") -> Path:
    (folder / "images").mkdir()
    (folder / "labels").mkdir()
    lines = ["file,source,labelled,hivis", *(f"{r['file']},{r['source']},{r['labelled']},{r['hivis']}" for r in rows)]
    (folder / "labelled.csv").write_text("\n".join(lines) + "\n")
    for one in rows:
        cv2.imwrite(str(folder / "images" / one["file"]), np.zeros((100, 100, 3), np.uint8))
        (folder / "labels" / f"{Path(one['file']).stem}.txt").write_text(label)
    return folder


@pytest.mark.parametrize(
    ("given", "labelled"),
    [
        (row(hivis="0.0019"), {HELMET, NO_HELMET, VEST}),
        (row(hivis="0.002"), {HELMET, NO_HELMET}),
        (row(source="esp", hivis="0.0", labelled=f"{HEADS};person"), {HELMET, NO_HELMET, PERSON}),
        (row(source="sv4", hivis="0.0", labelled=f"{HEADS};vest;no-vest"), {HELMET, NO_HELMET, VEST, NO_VEST}),
    ],
)
def test_vests_count_as_labelled_where_a_picture_of_hhw_has_no_warning_colour(given, labelled) -> None:
    assert labelled_classes(given) == labelled


def test_people_may_be_where_a_head_or_a_torso_or_a_person_is_labelled() -> None:
    targets = np.array([[HELMET, 40, 10, 60, 20], [NO_VEST, 100, 50, 120, 90], [PERSON, 0, 0, 9, 9]], np.float32)
    found = regions(targets, {HELMET, NO_HELMET, PERSON})
    assert found.tolist() == [[0, 0, 9, 9], [10, 7, 90, 90], [94, 26, 126, 138]]


def test_a_fully_labelled_picture_has_no_regions() -> None:
    assert len(regions(np.array([[HELMET, 1, 1, 9, 9]], np.float32), set(range(5)))) == 0


def test_pictures_that_are_kept_apart_or_left_out_are_not_read(tmp_path: Path) -> None:
    rows = [row(file=f"{name}.webp") for name in ("hhw_1", "hhw_2", "esp_1")]
    data_set(tmp_path, rows)
    assert [p.path.stem for p in read(tmp_path)] == ["hhw_1", "hhw_2", "esp_1"]
    assert [p.path.stem for p in read(tmp_path, {"hhw_2.webp"}, ("esp_",))] == ["hhw_1"]


def test_a_region_stays_when_most_of_it_is_cut_off(tmp_path: Path) -> None:
    (picture,) = read(data_set(tmp_path, [row(hivis="0.5")], "0 0.5 0.95 0.2 0.1\n"))
    kinds = classes_of(picture.targets[:, 0]).tolist()
    assert kinds == [HELMET, REGION]
    import random

    canvas = np.zeros((100, 100, 3), np.uint8)
    kept = place(picture, canvas, Tile(0, 0, 100, 100), (1.0, 1.0), random.Random(3))
    assert REGION in classes_of(kept[:, 0]).tolist()


def test_partly_labelled_pictures_are_drawn_by_their_own_weight(tmp_path: Path) -> None:
    pictures = read(data_set(tmp_path, [row(file=f"{i}.webp") for i in range(4)]))
    samples = Samples(pictures, 64, Mix(mosaic=0, bare_heads=1, pasted=0, partial=0.5), 0, 12)
    samples.begin(0)
    assert len(samples) == 12


def test_no_picture_has_two_roles() -> None:
    held_out, calibration = names([HELD_OUT]), names([CALIBRATION])
    assert (len(held_out), len(calibration)) == (300, 150)
    assert not held_out & calibration
    sources = {source: sum(name.startswith(source) for name in held_out) for source in ("hhw", "esp", "sv4")}
    assert sources == {"hhw": 150, "esp": 100, "sv4": 50}
