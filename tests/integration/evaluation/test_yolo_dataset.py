"""Folders of labelled pictures, good ones and what people really have."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from backend.adapters.evaluation import yolo_dataset
from backend.core.errors import InvalidInput
from tests.support.detection_classes import HELMET, NO_HELMET, PERSON
from tests.support.models.yolo_folders import add_picture

LABEL = "4 0.5 0.5 0.5 1.0\n0 0.5 0.1 0.1 0.1\n"


def refused(folder: Path, split: str = "") -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        yolo_dataset.read(folder, split)
    assert caught.value.message
    return caught.value


def test_pictures_and_labels_side_by_side(tmp_path: Path) -> None:
    add_picture(tmp_path, "a.jpg", LABEL)
    add_picture(tmp_path, "b.PNG", "")
    found = yolo_dataset.read(tmp_path)
    assert [picture.path.name for picture in found.pictures] == ["a.jpg", "b.PNG"]
    assert found.pictures[0].classes.tolist() == [PERSON, HELMET]
    assert found.pictures[0].boxes[0].tolist() == [0.25, 0.0, 0.75, 1.0]
    assert found.pictures[1].boxes.shape == (0, 4)
    assert (found.split, found.faults, found.unlabelled, dict(found.foreign)) == ("", (), (), {})


@pytest.mark.parametrize(
    ("splits", "asked", "taken"),
    [
        (["train"], "", "train"),
        (["train", "val"], "", "val"),
        (["train", "val"], "train", "train"),
        (["test", "train", "valid"], "", "valid"),
    ],
)
@pytest.mark.parametrize("layout", ["images/val", "val/images"])
def test_of_several_splits_one_is_taken(tmp_path: Path, splits: list[str], asked: str, taken: str, layout: str) -> None:
    for split in splits:
        add_picture(tmp_path, f"{split}.jpg", LABEL, split=split)
        if layout == "val/images":
            (tmp_path / split).mkdir()
            for kind in ("images", "labels"):
                shutil.move(tmp_path / kind / split, tmp_path / split / kind)
    found = yolo_dataset.read(tmp_path, asked)
    assert found.split == taken
    assert [picture.path.name for picture in found.pictures] == [f"{taken}.jpg"]
    assert len(found.pictures[0].classes) == 2


def test_a_split_that_is_not_there_and_a_choice_that_is_not_ours_are_asked_for(tmp_path: Path) -> None:
    for split in ("day", "night"):
        add_picture(tmp_path, "a.jpg", LABEL, split=split)
    assert "SPLIT=" in refused(tmp_path).hint
    assert "no split 'val'" in refused(tmp_path, "val").message
    assert "day, night" in refused(tmp_path, "val").hint


def test_what_is_no_data_set_is_refused(tmp_path: Path) -> None:
    assert "not a folder" in refused(tmp_path / "nowhere").message
    assert "no pictures" in refused(tmp_path).message
    (tmp_path / "images" / "val").mkdir(parents=True)
    assert "no pictures" in refused(tmp_path).message
    add_picture(tmp_path, "a.jpg", LABEL)
    shutil.rmtree(tmp_path / "labels")
    assert "there is no" in refused(tmp_path).message


def test_a_picture_without_a_label_file_is_empty_and_is_named(tmp_path: Path) -> None:
    add_picture(tmp_path, "a.jpg", LABEL)
    add_picture(tmp_path, "b.jpg", None)
    found = yolo_dataset.read(tmp_path)
    assert found.unlabelled == ("b.jpg",)
    assert len(found.pictures[1].classes) == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"4 0.5 0.5 0.2 0.2\n0 0.5 0.5\n", "a.txt line 2: 3 numbers"),
        (b"9 0.5 0.5 0.2 0.2\n", "a.txt line 1: class 9 is not one of 0 to 4"),
        (b"\xff\xfe\x00rubbish", "a.txt cannot be read"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a.txt cannot be read"),
    ],
)
def test_a_picture_with_a_bad_label_is_left_out_and_the_line_is_said(tmp_path: Path, content: bytes, said: str) -> None:
    add_picture(tmp_path, "a.jpg", LABEL)
    add_picture(tmp_path, "b.jpg", LABEL)
    (tmp_path / "labels" / "a.txt").write_bytes(content)
    found = yolo_dataset.read(tmp_path)
    assert [picture.path.name for picture in found.pictures] == ["b.jpg"]
    (fault,) = found.faults
    assert fault.startswith("a.jpg: left out")
    assert said in fault


def test_files_that_belong_to_nothing_are_said(tmp_path: Path) -> None:
    add_picture(tmp_path, "a.jpg", LABEL)
    (tmp_path / "images" / "notes.docx").write_text("x")
    (tmp_path / "images" / ".DS_Store").write_text("x")
    (tmp_path / "labels" / "gone.txt").write_text(LABEL)
    found = yolo_dataset.read(tmp_path)
    assert found.faults == ("notes.docx: not a picture", "gone.txt: no picture of that name")


@pytest.mark.parametrize(
    "names",
    [
        "names: {0: person, 1: Boots, 2: No_Helmet}",
        "names: [Worker, Boots, NO-Hardhat]",
        "nc: 3\nnames:\n  - person\n  - Boots\n  - NO-HELMET\n",
        "names:\n  0: person\n  1: Boots\n  2: no-helmet\n",
    ],
)
def test_the_data_sets_own_names_are_mapped_to_ours(tmp_path: Path, names: str) -> None:
    (tmp_path / "data.yaml").write_text(names)
    add_picture(tmp_path, "a.jpg", "0 .5 .5 .2 .2\n1 .5 .5 .2 .2\n2 .5 .5 .2 .2\n")
    found = yolo_dataset.read(tmp_path)
    assert found.pictures[0].classes.tolist() == [PERSON, NO_HELMET]
    assert found.classes == {PERSON, NO_HELMET}
    assert dict(found.foreign) == {"Boots": 1}
    assert set(found.renamed.values()) <= {"person", "no-helmet"}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "names: 5",
        "names: []",
        "names: {a: helmet}",
        "names: {1: helmet}",
        "just text",
        "a: [",
        "[" * 5000,
        "names: !!python/object/apply:os.system [ls]",
        "\x00",
        "names: [cat, dog]",
    ],
)
def test_a_data_yaml_that_does_not_say_is_refused(tmp_path: Path, content: str) -> None:
    add_picture(tmp_path, "a.jpg", LABEL)
    (tmp_path / "data.yaml").write_text(content)
    error = refused(tmp_path)
    assert "data.yaml" in error.message
    assert "helmet" in error.hint
