"""What counts as a false alarm: by written truth, by labels, by the exact truth of the rendered clips."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench import corpora
from bench.corpora import Clip, Noise, Truth, judged
from bench.scenes import night_noise
from bench.scenes.violation_counts import Counts, of_clip, of_picture, of_truth
from bench.scenes.violation_replay import Violation

LEFT, RIGHT = (0.1, 0.2, 0.3, 0.9), (0.7, 0.2, 0.9, 0.9)
WALKER = Truth(item="helmet", begin=2, end=5, state="missing", expected=True)
MACHINES = Truth(item="helmet", begin=5, state="empty")


def clip(*truth: Truth) -> Clip:
    return Clip(name="a", file="a.mp4", sha256="", truth=truth)


@pytest.mark.parametrize(
    ("violation", "counted"),
    [
        (Violation("helmet", 2.0, LEFT), "true"),
        (Violation("helmet", 4.9, LEFT), "true"),
        (Violation("helmet", 5.1, LEFT), "false"),
        (Violation("helmet", 1.9, LEFT), "false"),
        (Violation("vest", 3.0, LEFT), "false"),
    ],
)
def test_a_violation_is_true_where_and_while_the_item_is_missing(violation: Violation, counted: str) -> None:
    counts = of_clip(clip(WALKER, MACHINES), [violation], 10)
    assert getattr(counts, counted) == 1
    assert counts.true + counts.false == 1
    assert counts.missed == (counted != "true")


def test_the_first_truth_that_fits_counts() -> None:
    far = Truth(item="helmet", area=(0, 0, 0.5, 1), state="unknown")
    both = clip(far, Truth(item="helmet", state="worn"))
    counts = of_clip(both, [Violation("helmet", 1, LEFT), Violation("helmet", 1, RIGHT)], 10)
    assert (counts.unknown, counts.false) == (1, 1)
    assert judged(both, "helmet", 1, LEFT) == far


def test_a_second_violation_of_one_person_is_counted_apart() -> None:
    counts = of_clip(clip(WALKER), [Violation("helmet", 2, LEFT), Violation("helmet", 4, LEFT)], 10)
    assert (counts.true, counts.again, counts.false) == (1, 1, 0)


def head(cls: int, x: float, size: float = 0.06) -> str:
    return f"{cls} {x} 0.26 {size} {size}\n"


def test_an_accused_person_is_judged_by_the_label_at_their_own_head() -> None:
    labels = head(0, 0.2) + head(1, 0.8)
    counts = of_picture(labels, [Violation("helmet", 0, LEFT), Violation("helmet", 0, RIGHT)], 3)
    assert (counts.false, counts.true, counts.missed) == (1, 1, 0)


def test_a_person_without_a_labelled_head_and_a_vest_count_for_nothing() -> None:
    counts = of_picture(head(1, 0.8), [Violation("helmet", 0, LEFT), Violation("vest", 0, RIGHT)], 3)
    assert (counts.unknown, counts.true, counts.false, counts.missed) == (1, 0, 0, 1)


def test_bare_heads_that_are_too_small_are_not_missed() -> None:
    assert of_picture(head(1, 0.5, 0.0374), [], 3).missed == 0
    assert of_picture(head(1, 0.5, 0.0375), [], 3).missed == 1


def test_the_exact_truth_knows_whom_a_violation_is_about() -> None:
    people = [{"id": "W1", "box_xyxy": [10, 20, 30, 90]}, {"id": "W2", "box_xyxy": [70, 20, 90, 90]}]
    truth = {
        "fps": 10,
        "width": 100,
        "height": 100,
        "violations": [{"person": "W2", "item": "helmet"}, {"person": "W1", "item": "vest"}],
        "frames": [{"people": people}] * 20,
    }
    counts = of_truth(truth, [Violation("helmet", 1, RIGHT), Violation("helmet", 1, LEFT)])
    assert (counts.true, counts.false, counts.missed) == (1, 1, 1)


def test_counts_add_up_to_a_rate() -> None:
    whole = Counts(false=1, seconds=1800) + Counts(false=2, seconds=1800)
    assert whole.false_per_hour == 3
    assert Counts().false_per_hour == 0


def test_a_file_that_is_not_the_named_one_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.mp4"
    file.write_bytes(b"other")
    with pytest.raises(ValueError, match="not the file"):
        corpora.checked(file, "0" * 64)


def test_the_corpora_name_their_files_relatively() -> None:
    found = corpora.read()
    for path in (found.data, *(c.file for c in found.clip), *(p.folder for p in found.pictures)):
        assert not Path(path).is_absolute()


def test_the_same_night_is_rendered_twice() -> None:
    noise = Noise(name="a", seconds=0.4, seed=3, gain=9, light=14, headlights=True)
    one, other = (list(night_noise.frames(noise, 5)) for _ in range(2))
    assert [at for at, _ in one] == [0.0, 0.2]
    np.testing.assert_array_equal(one[1][1], other[1][1])
