"""The network and its learning. These need torch (`make extras`), which the lean installation has not."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: make extras")

from training import train as training  # noqa: E402
from training.nets.loss import Loss, generalised_iou, pairwise_iou  # noqa: E402
from training.nets.network import Detector, anchors, boxes  # noqa: E402
from training.nets.pretrained import fold  # noqa: E402
from training.run_folder import RunFolder  # noqa: E402

SHIPPED = Path(__file__).resolve().parents[3] / "model" / "ppe-nano-416.onnx"


def settings(tmp_path: Path, epochs: int = 2) -> Path:
    """A data set of eight pictures with a bright square each, and settings for a short run."""
    dice = np.random.default_rng(0)
    for split, count in (("train", 8), ("val", 2)):
        for kind in ("images", "labels"):
            (tmp_path / "data" / kind / split).mkdir(parents=True)
        for i in range(count):
            image = dice.integers(0, 90, (120, 160, 3), dtype=np.uint8)
            image[30:80, 50:100] = 240
            cv2.imwrite(str(tmp_path / f"data/images/{split}/{i}.jpg"), image)
            label = f"{i % 5} {75 / 160} {55 / 120} {50 / 160} {50 / 120}\n"
            (tmp_path / f"data/labels/{split}/{i}.txt").write_text(label)
    file = tmp_path / "run.toml"
    file.write_text(
        f'seed = 3\n[data]\nfolder = "data"\n[start]\nweights = "{SHIPPED}"\n'
        f"[schedule]\nepochs = {epochs}\nplain_epochs = 1\nsides = [96]\nbatch = 4\nwarm_up_steps = 1\n"
        "validate_every = 1\n[machine]\nthreads = 1\nworkers = 0\n"
    )
    return file


def test_folding_the_normalisation_changes_no_output() -> None:
    torch.manual_seed(0)
    network = Detector(5)
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(module.running_mean, -0.5, 0.5)
            torch.nn.init.uniform_(module.running_var, 0.5, 2)
    picture = torch.rand(1, 3, 64, 96) * 255
    with torch.no_grad():
        torch.testing.assert_close(fold(network.eval(), 5)(picture), network(picture), atol=1e-3, rtol=1e-3)


def test_an_exact_prediction_costs_nothing_but_its_uncertainty() -> None:
    cells, strides = anchors(64, 64)
    raw = torch.full((1, len(cells), 10), -9.0)
    target = torch.tensor([[1.0, 16.0, 16.0, 32.0, 32.0]])
    at = int(((cells + 0.5) * strides - torch.tensor([24.0, 24.0])).abs().sum(1).argmin())
    raw[0, at, :2] = torch.tensor([24.0, 24.0]) / strides[at] - cells[at]
    raw[0, at, 2:4] = torch.log(torch.tensor(16.0) / strides[at])
    raw[0, at, 4] = raw[0, at, 6] = 9.0
    torch.testing.assert_close(boxes(raw, cells, strides)[0, at], target[0, 1:])
    right = Loss(64, 64, torch.ones(5))(raw, [target])
    raw[0, at, 6], raw[0, at, 5] = -9.0, 9.0
    wrong = Loss(64, 64, torch.ones(5))(raw, [target])
    assert right.total < 0.1 and wrong.classes > 5


def test_overlaps() -> None:
    a = torch.tensor([[0.0, 0.0, 10.0, 10.0]])
    b = torch.tensor([[5.0, 0.0, 15.0, 10.0]])
    assert pairwise_iou(a, b).item() == pytest.approx(1 / 3)
    assert generalised_iou(a, b).item() == pytest.approx(1 / 3)
    far = torch.tensor([[20.0, 0.0, 30.0, 10.0]])
    assert generalised_iou(a, far).item() == pytest.approx(-1 / 3)


def test_a_stopped_run_goes_on_as_if_it_had_not_been(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = settings(tmp_path)
    whole = RunFolder(tmp_path / "whole")
    training.train(file, whole)
    broken = RunFolder(tmp_path / "broken")

    class PowerCut(Exception):
        pass

    save = broken.save

    def save_once(state: dict, *, best: bool) -> None:
        save(state, best=best)
        raise PowerCut

    monkeypatch.setattr(broken, "save", save_once)
    with pytest.raises(PowerCut):
        training.train(file, broken)
    training.train(file, RunFolder(tmp_path / "broken"))
    one, other = whole.load(), RunFolder(tmp_path / "broken").load()
    assert one is not None and other is not None and one["epoch"] == other["epoch"] == 1
    for name, value in one["average"].items():
        torch.testing.assert_close(value, other["average"][name], msg=name)
    assert "mAP50" in (tmp_path / "whole" / "ap50.svg").read_text()


def test_a_run_is_not_gone_on_with_under_other_settings(tmp_path: Path) -> None:
    file = settings(tmp_path, epochs=1)
    training.train(file, RunFolder(tmp_path / "run"))
    file.write_text(file.read_text().replace("seed = 3", "seed = 4"))
    with pytest.raises(ValueError, match="other settings"):
        training.train(file, RunFolder(tmp_path / "run"))


def test_fewer_pictures_than_a_batch_are_refused(tmp_path: Path) -> None:
    file = settings(tmp_path)
    file.write_text(file.read_text().replace("batch = 4", "batch = 64"))
    with pytest.raises(ValueError, match="fewer than one batch"):
        training.train(file, RunFolder(tmp_path / "run"))
