"""Raw output of YuNet to faces."""

import numpy as np
import pytest

from backend.core.faces.yunet import SCORE_FLOOR, STRIDES, decode

SIDE = 64


def nothing() -> dict[str, np.ndarray]:
    found = {}
    for stride in STRIDES:
        cells = (SIDE // stride) ** 2
        found |= {f"{name}_{stride}": np.zeros((cells, 1), np.float32) for name in ("cls", "obj")}
        found[f"bbox_{stride}"] = np.zeros((cells, 4), np.float32)
    return found


def place(raw: dict[str, np.ndarray], stride: int, cell: int, score: float, size: float = 2.0) -> None:
    raw[f"cls_{stride}"][cell] = raw[f"obj_{stride}"][cell] = score
    raw[f"bbox_{stride}"][cell] = (0.5, 0.5, np.log(size), np.log(size))


def test_a_face_is_where_its_cell_states() -> None:
    raw = nothing()
    place(raw, 8, 8 * 3 + 2, 0.9)  # row 3, column 2
    found = decode(raw, SIDE)
    assert found.boxes.tolist() == [pytest.approx([12, 20, 28, 36])]
    assert found.scores.tolist() == pytest.approx([0.9])


def test_the_score_is_the_geometric_mean_and_clipped() -> None:
    raw = nothing()
    place(raw, 16, 0, 1.0)
    raw["cls_16"][0], raw["obj_16"][0] = 0.4, 1.7
    assert decode(raw, SIDE).scores.tolist() == pytest.approx([0.4**0.5])


@pytest.mark.parametrize(("score", "count"), [(SCORE_FLOOR - 0.01, 0), (SCORE_FLOOR + 0.001, 1)])
def test_weak_faces_are_left_out(score: float, count: int) -> None:
    raw = nothing()
    place(raw, 32, 1, score)
    assert len(decode(raw, SIDE)) == count


def test_one_face_that_two_cells_found_is_one() -> None:
    raw = nothing()
    place(raw, 8, 27, 0.9, size=4.0)
    place(raw, 8, 28, 0.8, size=4.0)
    place(raw, 8, 63, 0.7)
    assert decode(raw, SIDE).scores.tolist() == pytest.approx([0.9, 0.7])


def test_an_absurd_size_does_not_overflow() -> None:
    raw = nothing()
    place(raw, 8, 0, 0.9)
    raw["bbox_8"][0, 2:] = 1e9
    assert np.isfinite(decode(raw, SIDE).boxes).all()
