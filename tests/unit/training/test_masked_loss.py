"""The loss of partly labelled pictures teaches what they label, and nothing else. Needs torch (`make extras`)."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: make extras")

from backend.core.ppe.items import PERSON  # noqa: E402
from tests.support.detection_classes import HELMET, NO_HELMET, NO_VEST, VEST  # noqa: E402
from training.data.label_code import REGION, classes_of, encode, labelled_of, unlabelled_mask  # noqa: E402
from training.nets.loss import Loss  # noqa: E402
from training.nets.network import anchors  # noqa: E402

HEADS_ONLY = unlabelled_mask({HELMET, NO_HELMET})
HEAD_BOX = (16.0, 16.0, 32.0, 32.0)


def row(cls: int, box: tuple[float, ...], unlabelled: int = 0) -> list[float]:
    return [float(encode(np.array([cls]), unlabelled)[0]), *box]


def gradient(targets: list[list[float]], start: float = 0.0) -> torch.Tensor:
    """Gradient (N, 10) of the loss of one picture of 64 x 64: boxes of one stride, all scores from logits `start`."""
    cells, _ = anchors(64, 64)
    raw = torch.zeros(1, len(cells), 10)
    raw[..., 4:] = start
    raw.requires_grad_()
    Loss(64, 64, torch.ones(5))(raw, [torch.tensor(targets).reshape(-1, 5)]).total.backward()
    assert raw.grad is not None and torch.isfinite(raw.grad).all()
    return raw.grad[0]


@pytest.mark.parametrize("cls", range(5))
def test_a_code_holds_the_class_and_the_labelling_of_its_picture(cls: int) -> None:
    codes = torch.from_numpy(encode(np.array([cls, REGION]), HEADS_ONLY))
    assert classes_of(codes).tolist() == [cls, REGION]
    assert labelled_of(codes)[0].tolist() == [True, True, False, False, False]


def test_the_code_of_a_fully_labelled_picture_is_the_class() -> None:
    assert unlabelled_mask(range(5)) == 0
    assert encode(np.arange(5), 0).tolist() == [0, 1, 2, 3, 4]


def test_unlabelled_classes_of_an_object_get_no_gradient() -> None:
    whole = gradient([row(HELMET, HEAD_BOX)])
    partly = gradient([row(HELMET, HEAD_BOX, HEADS_ONLY)])
    answers = whole[:, 5 + PERSON] != 0
    assert answers.any()
    for cls in (VEST, NO_VEST, PERSON):
        assert (partly[:, 5 + cls] == 0).all()
    for cls in (HELMET, NO_HELMET):
        torch.testing.assert_close(partly[answers, 5 + cls], whole[answers, 5 + cls])


def test_objectness_in_a_region_is_not_pushed_down_by_unlabelled_classes() -> None:
    nothing_labelled = unlabelled_mask(set())
    region = row(REGION, (0.0, 0.0, 32.0, 64.0), nothing_labelled)
    cells, strides = anchors(64, 64)
    inside = ((cells[:, 0] + 0.5) * strides[:, 0]) < 32
    found = gradient([region])
    assert (found[inside] == 0).all()
    assert (found[~inside, 4] > 0).all()


def test_the_edge_of_a_region_belongs_to_it_on_the_left_and_not_on_the_right() -> None:
    cells, strides = anchors(64, 64)
    middles = (cells + 0.5) * strides
    finest = (strides[:, 0] == 8) & (middles[:, 1] == 20)
    region = row(REGION, (12.0, 0.0, 28.0, 64.0), unlabelled_mask(set()))
    ignored = gradient([region])[finest, 4] == 0
    assert middles[finest, 0][ignored].tolist() == [12.0, 20.0]


def test_in_a_region_only_scores_of_labelled_classes_are_pushed_down() -> None:
    region = row(REGION, (0.0, 0.0, 64.0, 64.0), HEADS_ONLY)
    found = gradient([region])
    assert (found[:, 5 : 5 + 2] > 0).all() and (found[:, 4] > 0).all()
    assert (found[:, 5 + 2 :] == 0).all()
    unlikely = torch.full((10,), 0.0)
    unlikely[5:7] = -12.0
    cells, _ = anchors(64, 64)
    raw = unlikely.repeat(1, len(cells), 1).requires_grad_()
    Loss(64, 64, torch.ones(5))(raw, [torch.tensor([region])]).total.backward()
    assert raw.grad is not None
    assert raw.grad[..., 4].abs().max() < 1e-4, "a person who is surely no head keeps its objectness"


def test_a_labelled_object_inside_a_region_is_still_taught() -> None:
    found = gradient([row(NO_HELMET, HEAD_BOX, HEADS_ONLY), row(REGION, (0.0, 0.0, 64.0, 64.0), HEADS_ONLY)], -6.0)
    assert (found[:, 4] < 0).any(), "its anchors are pulled up"
    assert (found[:, 5 + NO_HELMET] < 0).any()


def test_overlapping_regions_teach_only_what_both_label() -> None:
    vests = unlabelled_mask({VEST})
    everywhere = (0.0, 0.0, 64.0, 64.0)
    found = gradient([row(REGION, everywhere, HEADS_ONLY), row(REGION, everywhere, vests)])
    assert (found == 0).all()


def test_very_sure_wrong_scores_in_a_region_stay_finite() -> None:
    gradient([row(REGION, (0.0, 0.0, 64.0, 64.0), HEADS_ONLY)], start=60.0)


def test_a_picture_without_rows_teaches_background() -> None:
    assert (gradient([])[:, 4] > 0).all()
