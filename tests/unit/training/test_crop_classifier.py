"""The crop classifier's training: what it learns from, its fourth answer, and its last layer. Needs torch."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: make extras")

from backend.core.ppe.items import CropKind  # noqa: E402
from backend.core.ppe.refinement import ANSWERS, MISSING, WORN  # noqa: E402
from backend.core.vision.detections import Detections  # noqa: E402
from tests.support.detection_classes import HELMET, NO_HELMET  # noqa: E402
from training.crop_classifier import export, exported, head_crops, headgear  # noqa: E402
from training.crop_classifier.candidates import gather, labelled_kinds  # noqa: E402
from training.crop_classifier.last_layer import Correction, Heads, learned, measured, odds, put  # noqa: E402
from training.crop_classifier.network import NEVER, OTHER_HEADGEAR, SIDE, STATES, CropClassifier, Exported  # noqa: E402
from training.data.label_code import encode, unlabelled_mask  # noqa: E402
from training.data.pictures import Picture  # noqa: E402

SHIPPED = Path(__file__).resolve().parents[3] / "model" / "second-look-96.onnx"
HEADS_ONLY = unlabelled_mask({HELMET, NO_HELMET})


def picture(rows: list[list[float]], unlabelled: int = 0, name: str = "a.webp") -> Picture:
    image = np.zeros((100, 100, 3), np.uint8)
    targets = np.array(rows, np.float32).reshape(-1, 5)
    targets[:, 0] = encode(targets[:, 0], unlabelled)
    return Picture(Path(name), image, image[::2, ::2], targets)


def test_other_headgear_is_an_answer_for_heads_only_and_is_exported_as_missing() -> None:
    torch.manual_seed(0)
    network = CropClassifier().eval()
    crops = torch.rand(2, 3, SIDE, SIDE) * 255
    with torch.no_grad():
        raw, shipped = network(crops), Exported(network)(crops)
    assert raw.shape == (2, len(CropKind), STATES + 4) and shipped.shape == (2, len(CropKind), ANSWERS)
    assert (raw[:, 1:, OTHER_HEADGEAR] == NEVER).all()
    scores = raw[:, CropKind.HEAD, :STATES].softmax(-1)
    torch.testing.assert_close(shipped[:, CropKind.HEAD, MISSING], scores[:, MISSING] + scores[:, OTHER_HEADGEAR])
    torch.testing.assert_close(shipped[..., :3].sum(-1), torch.ones(2, len(CropKind)))


@pytest.mark.parametrize("measured", [False, True])
def test_the_network_begins_with_the_answers_of_the_shipped_file(measured: bool) -> None:
    crops = torch.from_numpy(np.random.default_rng(0).integers(0, 255, (4, 3, SIDE, SIDE)).astype(np.float32))
    session = onnxruntime.InferenceSession(str(SHIPPED), providers=["CPUExecutionProvider"])
    (expected,) = session.run(None, {"crops": crops.numpy()})
    network = exported.network(SHIPPED, [crops] if measured else []).eval()
    with torch.no_grad():
        np.testing.assert_allclose(Exported(network)(crops).numpy(), expected, atol=2e-3)


def test_a_kind_whose_classes_are_not_all_labelled_teaches_no_nothing() -> None:
    head = [[NO_HELMET, 10, 10, 30, 30]]
    assert labelled_kinds(picture(head, HEADS_ONLY).targets) == {CropKind.HEAD}
    assert labelled_kinds(picture(head).targets) == set(CropKind)
    found = Detections(
        np.array([[60, 60, 90, 90]] * 2, np.float32), np.array([0.5, 0.5], np.float32), np.array([NO_HELMET, 2])
    )
    candidates = gather([picture(head, HEADS_ONLY)], lambda _: [found])
    assert len(candidates.nothing[CropKind.HEAD]) == 1
    assert not candidates.nothing[CropKind.TORSO]


def test_a_labelled_bare_head_under_a_hat_is_other_headgear() -> None:
    rows = [[NO_HELMET, 10, 10, 30, 30], [NO_HELMET, 60, 10, 80, 30]]
    hats = {"a.webp": np.array([[9.0, 8.0, 31.0, 36.0]])}
    candidates = gather([picture(rows, HEADS_ONLY)], lambda _: [], hats)
    assert [box.tolist() for _, box in candidates.headgear] == [[10, 10, 30, 30]]
    assert candidates.is_headgear(0, np.array([10.0, 10, 30, 30]))
    assert not candidates.is_headgear(0, np.array([60.0, 10, 80, 30]))


def test_hats_are_read_in_pixels_of_the_smaller_picture(tmp_path: Path) -> None:
    (tmp_path / "labelled.csv").write_text("file,width,height,original_size\na.webp,50,100,100x200\n")
    (tmp_path / "heads.csv").write_text(
        "class,source_picture,x1,y1,x2,y2\nnot-a-helmet-hat,a.webp,10,20,30,40\nhelmet,a.webp,1,2,3,4\n"
    )
    assert {name: boxes.tolist() for name, boxes in headgear.read(tmp_path).items()} == {"a.webp": [[5, 10, 15, 20]]}


def heads(shift: float) -> Heads:
    dice = torch.Generator().manual_seed(0)
    bare = torch.rand(300, generator=dice) < 0.5
    features = torch.randn(300, 6, generator=dice) + shift * bare[:, None] * torch.tensor([1.0, 0, 0, 0, 0, 0])
    return Heads(features, bare, torch.arange(300) % 3)


def test_the_last_layer_learns_and_a_strong_pull_keeps_it() -> None:
    crops, before = heads(4.0), torch.zeros(300)
    free, held = learned(crops, before, 0.001), learned(crops, before, 1e6)
    assert ((free(crops.features) > 0) == crops.bare).float().mean() > 0.9
    assert held.weight.abs().max() < 1e-3


def test_a_correction_moves_the_odds_of_heads_by_itself_and_nothing_else() -> None:
    torch.manual_seed(0)
    network = CropClassifier()
    width = network.answer.in_features
    features, correction = torch.randn(5, width), Correction(torch.randn(width) / 9, torch.tensor(0.3))
    before, weights = odds(network, features), network.answer.weight.detach().clone()
    put(network, correction)
    torch.testing.assert_close(odds(network, features), before + correction(features), atol=1e-4, rtol=1e-4)
    changed = (network.answer.weight != weights).any(1).nonzero()[:, 0].tolist()
    assert changed == [int(CropKind.HEAD) * ANSWERS + state for state in (WORN, MISSING)]


def test_shares_of_mistakes_are_counted_by_kind_of_head() -> None:
    found = measured(torch.tensor([1.0, -1.0, -1.0, 1.0]), torch.tensor([False, False, True, True]))
    assert (found["helmets_called_bare"], found["bare_called_helmets"]) == (0.5, 0.5)


def test_crops_of_pictures_that_are_kept_apart_are_not_learned_from(tmp_path: Path) -> None:
    (tmp_path / "heads.csv").write_text("crop,class,source_picture\na.jpg,helmet,hhw_1.webp\nb.jpg,helmet,esp_2.webp\n")
    (row,) = head_crops.listed(tmp_path, frozenset({"hhw_1.webp"}))
    assert row["crop"] == "b.jpg" and head_crops.source_of(row) == "esp"


def test_a_crop_is_prepared_the_same_twice(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), np.random.default_rng(0).integers(0, 255, (SIDE, SIDE, 3), dtype=np.uint8))
    one, other = (head_crops.prepared(tmp_path / "a.png") for _ in range(2))
    assert one.shape == (SIDE, SIDE, 3)
    np.testing.assert_array_equal(one, other)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning", "ignore::torch.jit.TracerWarning")
def test_the_exported_file_takes_any_number_of_crops(tmp_path) -> None:
    file = tmp_path / "crops.onnx"
    export.write(Exported(CropClassifier()).eval(), file)
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    for number in (1, 5):
        (answers,) = session.run(None, {"crops": np.zeros((number, 3, SIDE, SIDE), np.float32)})
        assert answers.shape == (number, len(CropKind), 7)
