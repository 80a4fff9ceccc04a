"""`make model` as a person runs it, on an installation that does not run: what is taken, what is refused, and why."""

from __future__ import annotations

import json
import os
import struct
import sys
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import pytest

from backend.adapters.models import file as model_file
from backend.adapters.pictures.demo_picture import FRAME, demo_picture
from backend.adapters.processes import confined_process
from backend.adapters.processes.confinement import landlock_version
from backend.commands import model as command
from backend.core.errors import ModelError
from tests.integration.models.test_model_switch import own_model
from tests.support.installations.processes import ROOT
from tests.support.models import hostile_models
from tests.support.models.model_folders import REAL, onnx_model
from tests.support.models.model_wraps import NAMES, ultralytics_metadata, wrapped
from tests.support.video.demo_truth import FRAMES

MAP = "MAP=Hardhat=helmet,NO-Hardhat=no-helmet,Safety Vest=vest,NO-Safety Vest=no-vest,Person=person"
no_extras = pytest.mark.skipif(find_spec("ultralytics") is not None, reason="ultralytics is installed here")


class Command:
    """`make model` in this process, on an installation of its own that does not run."""

    def __init__(self, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.data = data
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *words: str, code: int = 0, **environ: str) -> str:
        """What it says; it must end with this code, and leave nothing half made."""
        settings = {"REDIS_URL": "", "MODEL": "", "MODEL_DIR": "", "DATA_DIR": str(self.data), **environ}
        with self._monkeypatch.context() as patch:
            for name, value in settings.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["model", *words])
            ended = 0
            try:
                command.main()
            except SystemExit as error:
                ended = int(error.code or 0)
        message = self._capsys.readouterr().out
        assert ended == code, message
        assert not list(self.data.glob("models/.staging-*"))
        return message


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def model(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(data, monkeypatch, capsys)


def manifest(data_dir: Path, name: str) -> dict:
    (entry,) = json.loads((data_dir / "models" / name / "manifest.json").read_text())["models"]
    return dict(entry)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our model as ultralytics would export it."""
    file = tmp_path_factory.mktemp("given") / "best.onnx"
    file.write_bytes(wrapped())
    return file


def test_a_model_is_understood_tried_kept_and_used_at_the_next_start(
    model: Command, data: Path, exported: Path
) -> None:
    message = model(f"FILE={exported}", "YES=1", "NAME=plant-1", "LICENCE=ours")
    assert "layout yolo-v8, pixels rgb-1" in message
    assert "2 person" in message
    assert "used at the next `make run`" in message
    entry = manifest(data, "plant-1")
    assert entry["mapping"]["NO-Hardhat"] == "no-helmet"
    assert (entry["licence"], entry["input_size"]) == ("ours", 416)
    drawn = cv2.imread(str(data / "models" / "plant-1" / "self-test.jpg"))
    assert drawn.shape == (540, 960, 3)
    assert not (data / "models" / "plant-1" / "work").exists()
    listed = model()
    assert "▶ plant-1" in listed
    assert "↩ ppe-" in listed


def test_a_model_that_states_no_size_is_used_at_the_square_that_works(
    model: Command, data: Path, tmp_path: Path
) -> None:
    """Its input has open height and width, but the graph behind was built for 416 pixels."""
    file = tmp_path / "open.onnx"
    file.write_bytes(wrapped(states_size=False))
    assert "416 pixels" in model(f"FILE={file}", "YES=1", "NAME=plant-1")
    entry = manifest(data, "plant-1")
    assert entry["input_size"] == 416
    assert "shorter" not in entry, "with fewer rows it does not run"
    assert "640 pixels" in model(f"FILE={file}", "YES=1", "SIZE=640", code=1)


def test_without_a_terminal_it_shows_how_to_agree(model: Command, data: Path, exported: Path) -> None:
    message = model(f"FILE={exported}", code=1)
    assert "NO-Safety Vest" in message
    assert "YES=1" in message
    assert MAP.removeprefix("MAP=") in message
    assert "kept" in model(f"FILE={exported}", MAP)


def test_models_come_and_go(model: Command, data: Path, exported: Path) -> None:
    for name in ("one", "two"):
        own_model(data / "models" / name, name, REAL.read_bytes())
        model(f"USE={name}")
    assert "already" in model(f"FILE={exported}", "YES=1", "NAME=one", code=1)
    assert "model that runs" in model("REMOVE=two", "YES=1", code=1)
    model("BACK=1")
    assert "▶ one" in model()
    assert "YES=1" in model("REMOVE=two", code=1)
    assert "deleted" in model("REMOVE=two", "YES=1")
    assert "No model was replaced" in model("BACK=1", code=1)
    assert "no model 'two'" in model("USE=two", code=1)
    assert "added no model" in model("REMOVE=ppe-nano-640", "YES=1", code=1)
    model("USE=ppe-nano-416")
    assert "▶ ppe-nano-416" in model()


def test_a_setting_that_names_the_model_wins_and_is_named(model: Command, data: Path, exported: Path) -> None:
    message = model(f"FILE={exported}", "YES=1", "NAME=one", MODEL="ppe-nano-416")
    assert "MODEL=ppe-nano-416 names the model that runs" in message
    assert "▶ ppe-nano-416" in model(MODEL="ppe-nano-416")
    model("USE=one")  # a model of one's own may be named by the setting as well
    assert "▶ one" in model(MODEL="one")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (hostile_models.external_data(), "data in other files"),
        (hostile_models.custom_operator(), "not standard ones"),
        (REAL.read_bytes()[:100_000], "cut off"),
        (hostile_models.hostile_pickle(Path("/nowhere")), "is not ONNX inside"),
        (onnx_model([1, 3, 224, 224], [1, 1000]), "does not say what its classes"),
        (wrapped(metadata=ultralytics_metadata(["Hardhat", "cone", "Vest", "dog", "cat"])), "No class of this model"),
        (wrapped(metadata=ultralytics_metadata(["Person", "Hardhat"])), "in a layout that Mandor knows"),
        (wrapped("boxes-then-scores", "rgb-1"), "PIXELS="),
    ],
)
def test_what_is_no_detector_for_us_is_refused_with_a_reason(
    model: Command, data: Path, tmp_path: Path, content: bytes, message: str
) -> None:
    (tmp_path / "best.onnx").write_bytes(content)
    assert message in model(f"FILE={tmp_path / 'best.onnx'}", "YES=1", code=1)
    assert model().count("▶ ppe-") == 1
    assert not list(data.glob("models/*/manifest.json"))


def test_names_pixels_and_a_picture_can_be_given(model: Command, data: Path, tmp_path: Path) -> None:
    (tmp_path / "best.onnx").write_bytes(wrapped("yolo-v8", "bgr-255", metadata={}))
    file = f"FILE={tmp_path / 'best.onnx'}"
    cv2.imwrite(str(tmp_path / "empty.jpg"), np.full((400, 600, 3), 90, np.uint8))
    names = f"NAMES={','.join(NAMES)}"
    message = model(file, names, "PIXELS=bgr-255", f"PICTURE={tmp_path / 'empty.jpg'}", "YES=1", code=1)
    assert "It finds no person" in message
    assert (data / "models" / "self-test-failed.jpg").exists()
    assert "2 person" in model(file, names, "PIXELS=bgr-255", "YES=1")


def labelled(folder: Path) -> Path:
    """A data set of one picture of the demonstration, with its people."""
    truth = FRAMES[FRAME]["people"]
    for name in ("images", "labels"):
        (folder / name).mkdir(parents=True)
    cv2.imwrite(str(folder / "images" / "a.jpg"), demo_picture(ROOT / "demo"))
    lines = []
    for x1, y1, x2, y2 in (person["visible_box_xyxy"] for person in truth):
        lines.append(f"4 {(x1 + x2) / 1920} {(y1 + y2) / 1080} {(x2 - x1) / 960} {(y2 - y1) / 540}")
    (folder / "labels" / "a.txt").write_text("\n".join(lines))
    return folder


def test_with_data_it_is_measured_and_the_figures_are_kept(
    model: Command, data: Path, exported: Path, tmp_path: Path
) -> None:
    message = model(f"FILE={exported}", f"DATA={labelled(tmp_path / 'site-1')}", "YES=1", "NAME=one")
    measured = manifest(data, "one")["measured"]
    assert (measured["data"], measured["pictures"]) == ("site-1", 1)
    assert measured["ap50"]["person"] > 0.9
    assert f"mAP50 {measured['map50']:.3f} on site-1" in model()
    assert "AP50" in message
    (tmp_path / "empty" / "images").mkdir(parents=True)
    assert "could not be measured" in model(f"FILE={exported}", f"DATA={tmp_path / 'empty'}", "YES=1", code=1)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["FILE=/nowhere/best.onnx"], "cannot be read"),
        (["FILE=/tmp"], "none of .onnx"),
        (["FILE=best.zip"], "none of .onnx"),
        (["PICTURE=/etc/hostname", "FILE=x.onnx"], "not a picture"),
        (["DATA=/etc", "FILE=x.onnx"], "no folder images"),
    ],
)
def test_impossible_arguments_are_named(model: Command, data: Path, words: list[str], message: str) -> None:
    assert message in model(*words, code=1)


@pytest.mark.parametrize("words", [["FLE=x"], ["best.onnx"], ["FILE=a.onnx", "USE=b"], ["BACK=1", "LIST=1"]])
def test_unknown_arguments_show_the_usage(model: Command, data: Path, words: list[str]) -> None:
    assert "make model FILE=best.pt" in model(*words, code=2)


def test_only_plain_files_are_taken(model: Command, data: Path, tmp_path: Path, exported: Path) -> None:
    (tmp_path / "link.onnx").symlink_to(exported)
    message = model(f"FILE={tmp_path / 'link.onnx'}", "YES=1", code=1)
    assert "is a link" in message
    assert str(exported) in message
    os.mkfifo(tmp_path / "pipe.onnx")
    assert "no plain file" in model(f"FILE={tmp_path / 'pipe.onnx'}", "YES=1", code=1)


def test_a_file_that_is_too_large_is_not_copied_whole(tmp_path: Path, exported: Path) -> None:
    with pytest.raises(ModelError, match="larger than 1 MB"):
        model_file.take(exported, tmp_path, largest=1 << 20)
    assert (tmp_path / "source.onnx").stat().st_size <= 1 << 20


@pytest.fixture
def pickle(tmp_path: Path) -> Path:
    file = tmp_path / "best.pt"
    file.write_bytes(hostile_models.hostile_pickle(tmp_path / "it-ran"))
    return file


@no_extras
@pytest.mark.parametrize("words", [[], ["YES=1"]])
def test_a_pickle_is_never_loaded_without_the_extra_and_the_command_is_named(
    model: Command, data: Path, pickle: Path, words: list[str]
) -> None:
    assert "make extras" in model(f"FILE={pickle}", *words, code=1)
    assert not (pickle.parent / "it-ran").exists()


FAKE_ULTRALYTICS = """
import pathlib, pickle, zipfile
def YOLO(file):
    archive = zipfile.ZipFile(file)
    pickle.loads(archive.read(next(name for name in archive.namelist() if name.endswith("data.pkl"))))
    ran, stolen = pathlib.Path("ran-here").exists(), pathlib.Path("stolen").read_text()
    raise RuntimeError(f"ran: {ran}, stolen: {stolen!r}")
"""
"""Loads pickles as the real one does, and can do nothing else."""


@no_extras
def test_a_pickle_runs_only_after_consent_and_then_where_there_is_nothing_to_take(
    model: Command, pickle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extras = tmp_path / "extras"
    extras.mkdir()
    (extras / "torch.py").touch()
    (extras / "ultralytics.py").write_text(FAKE_ULTRALYTICS)
    (tmp_path / "secret").write_text("secret")
    monkeypatch.syspath_prepend(extras)
    usual = confined_process.environment
    monkeypatch.setattr(
        confined_process,
        "environment",
        lambda folder: {**usual(folder), "PYTHONPATH": f"{ROOT}:{extras}"},
    )
    message = model(f"FILE={pickle}", code=1)
    assert "runs whatever code its maker put into it" in message
    assert f"make model FILE={pickle} YES=1" in message
    assert "ran: True" not in message
    message = model(f"FILE={pickle}", "YES=1", code=1)
    assert "ran: True" in message
    if landlock_version():  # else there are limits only, and the person is settings so
        assert "stolen: ''" in message
        assert not (tmp_path / "it-ran").exists(), "it ran, but could not reach out of its folder"


def test_an_archive_that_would_grow_is_refused_before_consent_is_asked(
    model: Command, data: Path, tmp_path: Path
) -> None:
    (tmp_path / "best.pt").write_bytes(hostile_models.zip_bomb())
    message = model(f"FILE={tmp_path / 'best.pt'}", "YES=1", code=1)
    assert "grow far beyond its size" in message


def test_an_engine_is_taken_for_what_it_is_and_refused_where_it_cannot_run(
    model: Command, data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "best.engine"
    note = json.dumps({"names": {str(i): name for i, name in enumerate(NAMES)}, "imgsz": [640, 640]}).encode()
    file.write_bytes(struct.pack("<i", len(note)) + note + b"ptrt" + b"\0" * 1000)
    assert "trusts what it loads" in model(f"FILE={file}", code=1)
    message = model(f"FILE={file}", "YES=1", code=1)
    assert "5 classes, 640 pixels" in message
    assert "TensorRT engine" in message
    file.write_bytes(b"MZ nothing of the kind")
    assert "is not a TensorRT engine inside" in model(f"FILE={file}", "YES=1", code=1)
