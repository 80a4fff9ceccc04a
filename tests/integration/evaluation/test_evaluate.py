"""`make evaluate`: its last line is one JSON object, and what it cannot use it names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backend.adapters.evaluation import yolo_dataset
from backend.core.errors import InvalidInput
from backend.core.ppe.items import CLASSES
from backend.core.vision.detections import Detections
from backend.services.evaluation.evaluation import Evaluation, evaluate, shipped_thresholds
from tests.support.installations.processes import ROOT
from tests.support.models.yolo_folders import add_picture, demo_dataset

PPE = ROOT.parent / "shared" / "data" / "ppe"
PERSON_HERE = "4 0.5 0.5 0.5 0.5\n"


def command(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    settings = {"MODEL": "ppe-nano-416", "ENGINE": "onnxruntime", **environ}
    return subprocess.run(
        [sys.executable, "-m", "backend.commands.evaluate", *arguments],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )


def answered(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stdout + done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def test_the_demonstration_is_measured_and_the_last_line_says_how_well(tmp_path: Path) -> None:
    done = command(str(demo_dataset(tmp_path)))
    answer = answered(done)
    assert answer["pictures"] == 5
    assert answer["model"].startswith("ppe-nano-416@")
    assert answer["engine"] == "onnxruntime"
    assert answer["truths"]["person"] >= 5
    assert answer["ap50"]["person"] > 0.9, "near people on a clean picture"
    assert answer["ap50"]["helmet"] > 0.5
    assert answer["second_look"] is True
    known = [ap for ap in answer["ap50"].values() if ap is not None]
    assert answer["map50"] == pytest.approx(np.mean(known), abs=1e-3)
    assert answer["map50_95"] < answer["map50"]
    low, high = answer["interval"]["map50"]
    assert low <= answer["map50"] <= high
    for per_class in ("ap50", "ap50_95", "recall", "precision", "thresholds"):
        assert set(answer[per_class]) == set(CLASSES)
    assert set(answer["by_condition"]) == {"native", "half", "dark", "blurred", "compressed"}
    assert answer["by_condition"]["native"]["map50"] == answer["map50"]
    assert len({str(figures["ap50_95"]) for figures in answer["by_condition"].values()}) == 5, "each was looked at"
    assert set(answer["by_size"]) == {"small", "medium", "large"}
    counted = sum(answer["by_size"][size]["truths"]["person"] for size in answer["by_size"])
    assert counted == answer["truths"]["person"]
    assert sum(answer["confusion"]["helmet"].values()) == answer["truths"]["helmet"]
    assert len(answer["calibration"]["bins"]) == 10
    for shown in ("precision", "compressed", "small", "5 pictures", "no-helmet"):
        assert shown in done.stdout
    assert "5 of 5 pictures" in done.stderr
    documented = (ROOT / "docs" / "evaluation.md").read_text()
    assert [key for key in answer if f"`{key}`" not in documented] == []


def test_what_cannot_be_used_is_named_and_the_rest_is_measured(tmp_path: Path) -> None:
    folder = demo_dataset(tmp_path, (60, 240))
    (folder / "images" / "broken.jpg").write_bytes(b"\xff\xd8\xff no picture")
    (folder / "labels" / "broken.txt").write_text(PERSON_HERE)
    add_picture(folder, "odd.png", "4 0.5 0.5 wide high\n")
    add_picture(folder, "empty.png", None)
    done = command(str(folder))
    answer = answered(done)
    assert answer["pictures"] == 3
    assert answer["without_labels"] == 1
    assert sorted(fault.split(":")[0] for fault in answer["left_out"]) == ["broken.jpg", "odd.png"]
    for said in ("broken.jpg is not a picture", "odd.txt line 1", "empty.png"):
        assert said in done.stdout


@pytest.mark.parametrize("case", ["nothing", "no folder", "no picture can be read", "no such model", "no such engine"])
def test_what_cannot_be_measured_ends_with_a_reason_and_code_1(tmp_path: Path, case: str) -> None:
    folder, environ = tmp_path, {}
    if case == "no folder":
        folder = tmp_path / "nowhere"
    elif case != "nothing":
        add_picture(tmp_path, "a.jpg", PERSON_HERE)
    if case == "no picture can be read":
        (tmp_path / "images" / "a.jpg").write_bytes(b"")
    elif case == "no such model":
        environ = {"MODEL": "best"}
    elif case == "no such engine":
        environ = {"ENGINE": "abacus"}
    done = command(str(folder), **environ)
    assert done.returncode == 1
    assert "✗" in done.stdout
    assert "Traceback" not in done.stderr


def measured(folder: Path, rows: list[tuple[float, ...]]) -> Evaluation:
    """What comes out when the detector says these rows (x1 y1 x2 y2 score class) of every picture."""
    found = np.array(rows, dtype=np.float32).reshape(-1, 6)
    dataset = yolo_dataset.read(folder)
    return evaluate(
        dataset,
        lambda picture: Detections(found[:, :4], found[:, 4], found[:, 5].astype(np.int64)),
        shipped_thresholds({"person": 0.6}),
    )


def test_figures_are_in_the_pixels_of_each_picture_and_at_each_classs_threshold(tmp_path: Path) -> None:
    add_picture(tmp_path, "a.png", "4 0.25 0.5 0.5 1.0\n0 0.75 0.5 0.5 1.0\n", size=(80, 40))
    found = measured(tmp_path, [(0, 0, 40, 40, 0.5, 4), (40, 0, 80, 40, 0.5, 0)])
    assert found.native.ap50["person"] == found.native.ap50["helmet"] == 1.0
    assert (found.native.recall["person"], found.native.recall["helmet"]) == (0.0, 1.0)
    assert (found.native.precision["person"], found.native.precision["helmet"]) == (None, 1.0)
    assert found.native.ap50["vest"] is None
    assert found.native.map50 == 1.0
    assert found.by_condition["half"].ap50["person"] == 0.0, "what is half as large is looked for twice as large"
    assert found.by_size["medium"].truths["person"] == 1
    assert found.by_size["small"].truths["person"] == 0


def test_a_class_that_the_data_set_does_not_label_cannot_be_wrong(tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text("names: [person, vest]")
    add_picture(tmp_path, "a.png", "0 0.5 0.5 1.0 1.0\n", size=(40, 40))
    found = measured(tmp_path, [(0, 0, 40, 40, 0.9, 4), (0, 0, 10, 10, 0.9, 2), (0, 0, 10, 10, 0.9, 0)])
    assert found.native.precision["person"] == 1.0
    assert found.native.precision["vest"] == 0.0
    assert found.native.precision["helmet"] is None


def test_where_no_picture_is_left_nothing_is_measured(tmp_path: Path) -> None:
    add_picture(tmp_path, "a.jpg", PERSON_HERE).write_bytes(b"GIF89a")
    with pytest.raises(InvalidInput, match=r"None of the pictures.*a\.jpg"):
        measured(tmp_path, [])


@pytest.mark.skipif(not PPE.is_dir(), reason="the training pictures are not here")
def test_the_shipped_model_has_the_figures_that_its_manifest_claims() -> None:
    from backend.adapters.engines import selection as engines
    from backend.adapters.engines.crop_classifier_model import PictureSecondLook
    from backend.adapters.evaluation.picture_conditions import NATIVE
    from backend.adapters.inference.picture_detector import PictureDetector
    from backend.adapters.models import manifest as model_manifest
    from backend.core.vision.detections import EVERYTHING

    entry = model_manifest.read(ROOT / "model")
    choice = engines.load(entry, "onnxruntime", 1)
    assert choice.second_look is not None and entry.measured is not None
    detect = PictureDetector((choice.model, *choice.shorter), EVERYTHING, PictureSecondLook(choice.second_look))
    found = evaluate(yolo_dataset.read(PPE), detect, shipped_thresholds(entry.thresholds), conditions=[NATIVE]).native
    assert found.map50 == pytest.approx(entry.measured.map50, abs=0.003)
    for name, ap50 in entry.measured.ap50.items():
        assert found.ap50[name] == pytest.approx(ap50, abs=0.01)
        assert found.recall[name] == pytest.approx(entry.measured.recall[name], abs=0.01)
