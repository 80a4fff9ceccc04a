"""The crowd bench: on a film of two people who stand apart it counts what a person would."""

from pathlib import Path

import numpy as np

from bench.crowd import _counted, _each_track, _ours
from bench.scenes.crowd_scene import bareheaded, read

SECONDS, RATE, SEED = 20, 10, 0


def film(folder: Path, *people: tuple[int, int]) -> Path:
    """Everybody of `people`, identity and x, stands 200 pixels high and is found in each frame."""
    rows = [(frame, who, x, 100, 80, 200, 1, 1, 1) for frame in range(1, SECONDS * RATE + 1) for who, x in people]
    for name in ("gt", "det"):
        (folder / name).mkdir()
        (folder / name / f"{name}.txt").write_text("\n".join(",".join(map(str, row)) for row in rows))
    (folder / "seqinfo.ini").write_text(
        f"[Sequence]\nframeRate={RATE}\nseqLength={SECONDS * RATE}\nimWidth=1000\nimHeight=500\n"
    )
    return folder


def test_of_two_who_stand_apart_the_bareheaded_one_is_accused_once(tmp_path: Path) -> None:
    bare, helmeted = (
        next(who for who in range(1, 20) if bareheaded(np.array([who]), SEED)[0] == wanted) for wanted in (True, False)
    )
    sequence = read(film(tmp_path, (bare, 200), (helmeted, 600)))
    ours = _counted(sequence, 5.0, SEED, _ours(sequence))
    assert ours == {
        "bareheaded": 1,
        "accused once": 1,
        "not accused": 0,
        "accused again": 0,
        "helmeted": 1,
        "falsely accused": 0,
        "about nobody": 0,
    }
    assert _counted(sequence, 5.0, SEED, _each_track())["falsely accused"] == 1, "it is called bareheaded now and then"
