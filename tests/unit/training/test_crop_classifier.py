"""The crop classifier's training: what it learns from, its fourth answer, and its last layer. Needs torch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: make extras")

from backend.core.detection import HELMET, NO_HELMET, Detections  # noqa: E402
from backend.core.second_look import ANSWERS, MISSING, Kind  # noqa: E402
from training.crop_classifier import exported, headgear  # noqa: E402
from training.crop_classifier.candidates import gather, labelled_kinds  # noqa: E402
from training.crop_classifier.last_layer import Crops, Layer, layer_of, learned, put  # noqa: E402
from training.crop_classifier.network import NEVER, OTHER_HEADGEAR, SIDE, STATES, CropClassifier, Exported  # noqa: E402
from training.label_code import encode, unlabelled_mask  # noqa: E402
from training.pictures import Picture  # noqa: E402

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
    assert raw.shape == (2, len(Kind), STATES + 4) and shipped.shape == (2, len(Kind), ANSWERS)
    assert (raw[:, 1:, OTHER_HEADGEAR] == NEVER).all()
    scores = raw[:, Kind.HEAD, :STATES].softmax(-1)
    torch.testing.assert_close(shipped[:, Kind.HEAD, MISSING], scores[:, MISSING] + scores[:, OTHER_HEADGEAR])
    torch.testing.assert_close(shipped[..., :3].sum(-1), torch.ones(2, len(Kind)))


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
    assert labelled_kinds(picture(head, HEADS_ONLY).targets) == {Kind.HEAD}
    assert labelled_kinds(picture(head).targets) == set(Kind)
    found = Detections(
        np.array([[60, 60, 90, 90]] * 2, np.float32), np.array([0.5, 0.5], np.float32), np.array([NO_HELMET, 2])
    )
    candidates = gather([picture(head, HEADS_ONLY)], lambda _: [found])
    assert len(candidates.nothing[Kind.HEAD]) == 1
    assert not candidates.nothing[Kind.TORSO]


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


def crops_of(shift: float) -> Crops:
    dice = torch.Generator().manual_seed(0)
    states = torch.randint(0, 3, (300,), generator=dice)
    features = torch.randn(300, 6, generator=dice) + shift * torch.nn.functional.one_hot(states, 6)
    return Crops(features, states, torch.zeros(300, dtype=torch.long))


def test_the_last_layer_learns_and_a_strong_pull_keeps_it() -> None:
    crops, start = crops_of(4.0), Layer(torch.zeros(3, 6), torch.zeros(3))
    free, held = learned(crops, start, 0.01), learned(crops, start, 1e6)
    right = (free.logits(crops.features).argmax(1) == crops.states).float().mean()
    assert right > 0.9
    assert held.weight.abs().max() < 1e-3


@pytest.mark.parametrize("kind", list(Kind))
def test_a_layer_is_put_back_where_it_was_taken_from(kind: Kind) -> None:
    network = CropClassifier()
    before = network.answer.weight.detach().clone()
    put(network, kind, layer_of(network, kind))
    torch.testing.assert_close(network.answer.weight, before)
    layer = layer_of(network, kind)
    put(network, kind, Layer(layer.weight + 1, layer.bias))
    changed = (network.answer.weight != before).any(1).nonzero()[:, 0].tolist()
    first = int(kind) * ANSWERS
    assert changed == [first, first + 1, first + 2]
