import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.evaluation.yolo_label import BadLabel, parse


@pytest.mark.parametrize(
    ("line", "cls", "box"),
    [
        ("2 0.5 0.5 0.2 0.4", 2, (0.4, 0.3, 0.6, 0.7)),
        ("  0\t.5 .5 1 1 ", 0, (0, 0, 1, 1)),
        ("1.0 0.5 0.5 1e-1 0.1", 1, (0.45, 0.45, 0.55, 0.55)),
        ("0 0.05 0.5 0.2 0.2", 0, (0, 0.4, 0.15, 0.6)),  # cut at the picture's edge
        ("3 0.1 0.1 0.4 0.2 0.3 0.6", 3, (0.1, 0.1, 0.4, 0.6)),  # an outline of three points
    ],
)
def test_a_line_is_a_class_and_a_box(line: str, cls: int, box: tuple[float, ...]) -> None:
    label = parse(line, 5)
    assert label.cls == cls
    assert label.box == pytest.approx(box)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("helmet 0.5 0.5 0.2 0.4", "not made of numbers"),
        ("0 0.5 0.5 0.2", "4 numbers"),
        ("0 0.5 0.5 0.2 0.4 0.9", "6 numbers"),
        ("5 0.5 0.5 0.2 0.4", "class 5 is not one of 0 to 4"),
        ("-1 0.5 0.5 0.2 0.4", "class -1"),
        ("0.5 0.5 0.5 0.2 0.4", "class 0.5"),
        ("0 320 240 50 60", "are these pixels?"),
        ("0 0.5 0.5 0 0.4", "no size"),
        ("0 0.5 0.5 -0.2 0.4", "not between 0 and 1"),
        ("0 nan 0.5 0.2 0.4", "not finite"),
        ("inf 0.5 0.5 0.2 0.4", "not finite"),
        ("0 0.1 0.1 0.4 0.1 0.3 0.1", "no size"),
    ],
)
def test_a_line_that_is_no_label_is_refused_with_the_reason(line: str, message: str) -> None:
    with pytest.raises(BadLabel, match=message.replace("?", r"\?")):
        parse(line, 5)


@given(st.lists(st.one_of(st.floats(), st.integers(), st.text()), max_size=9))
def test_whatever_a_line_holds_it_is_a_box_in_the_picture_or_refused(words: list) -> None:
    try:
        label = parse(" ".join(map(str, words)), 5)
    except BadLabel:
        return
    x1, y1, x2, y2 = label.box
    assert 0 <= x1 < x2 <= 1
    assert 0 <= y1 < y2 <= 1
