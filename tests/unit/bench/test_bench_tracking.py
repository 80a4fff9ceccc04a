"""The tracking bench: its figures on films of which they are known."""

from pathlib import Path

import numpy as np
import pytest

from bench.measuring.identity_scores import IdentityScores
from bench.scenes.mot_sequence import MotSequence, read
from bench.tracking import figures, scored

FRAMES = 20
Row = tuple[float, ...]


def film(folder: Path, *, truth: list[Row], found: list[Row], name: str = "film") -> MotSequence:
    """Rows in MOTChallenge form: frame, identity, left, top, width, height, score or whether it counts, class."""
    place = folder / name
    for kind, rows in (("gt", truth), ("det", found)):
        (place / kind).mkdir(parents=True)
        (place / kind / f"{kind}.txt").write_text("\n".join(",".join(map(str, row)) for row in rows))
    (place / "seqinfo.ini").write_text(f"[Sequence]\nframeRate=10\nseqLength={FRAMES}\nevalFrom=1\n")
    return read(place, 1)


def person(
    identity: int, left: float, frames: range = range(1, FRAMES + 1), counts: int = 1, cls: int = 1
) -> list[Row]:
    return [(frame, identity, left, 100, 60, 180, counts, cls, 1) for frame in frames]


def moments(ids: list[int]) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """One person who is covered perfectly, by these ids."""
    return [(np.array([0]), np.array([each]), np.ones((1, 1))) for each in ids]


@pytest.mark.parametrize(
    ("ids", "idf1", "hota", "dup"),
    [
        ([0] * 10, 100.0, 100.0, 1.0),
        ([0] * 5 + [1] * 5, 50.0, 100 * 0.5**0.5, 2.0),
        ([0] * 9 + [1], 90.0, 100 * 0.82**0.5, 1.0),  # one frame alone is no id of the person
        ([0] * 8 + [1] * 2, 80.0, 100 * 0.68**0.5, 2.0),
    ],
)
def test_an_id_that_changes_costs_identity(ids: list[int], idf1: float, hota: float, dup: float) -> None:
    scores = IdentityScores()
    scores.add(moments(ids), least_frames=2)
    assert (scores.idf1, scores.hota, scores.dup) == pytest.approx((idf1, hota, dup))


def test_sequences_are_pooled_by_their_boxes() -> None:
    scores = IdentityScores()
    scores.add(moments([0] * 30), least_frames=2)
    scores.add(moments([0] * 5 + [1] * 5), least_frames=2)
    assert (scores.idf1, scores.dup) == pytest.approx((100 * 35 / 40, 1.5))


def test_without_boxes_there_is_no_identity() -> None:
    scores = IdentityScores()
    scores.add([(np.array([0]), np.zeros(0, int), np.zeros((1, 0)))] * 4, least_frames=2)
    assert (scores.idf1, scores.hota, scores.dup) == (0.0, 0.0, 0.0)


def test_people_who_stand_apart_are_kept_apart(tmp_path: Path) -> None:
    rows = [*person(1, 100.0), *person(2, 400.0)]
    sequence = film(tmp_path, truth=rows, found=rows)
    shown = 2 * (FRAMES - 1)  # a track is shown from its second detection on
    assert figures(scored([sequence])) == {
        "idf1": round(100 * 2 * shown / (2 * FRAMES + shown), 1),
        "hota": round(100 * ((FRAMES - 1) / FRAMES), 1),
        "dup": 1.0,
    }


@pytest.mark.parametrize(("name", "boxes"), [("MOT17-00", FRAMES - 1), ("film", 2 * (FRAMES - 1))])
def test_a_track_on_a_distractor_is_taken_out_in_mot17(tmp_path: Path, name: str, boxes: int) -> None:
    rows = [*person(1, 100.0), *person(2, 400.0, counts=0, cls=7)]
    sequence = film(tmp_path, truth=rows, found=[*person(1, 100.0), *person(2, 400.0)], name=name)
    scores = scored([sequence])
    assert (scores.persons, scores.boxes) == (FRAMES, boxes)


def test_every_other_frame_is_half_the_rate(tmp_path: Path) -> None:
    film(tmp_path, truth=person(1, 100.0), found=person(1, 100.0))
    sequence = read(tmp_path / "film", 2)
    assert (sequence.fps, len(sequence.found), len(sequence.truth)) == (5.0, FRAMES // 2, FRAMES // 2)
