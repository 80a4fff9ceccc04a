"""Real pictures through the shipped detector and pipeline: who is accused, and how often."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.support.installations.processes import ROOT
from tests.support.video.clips import there_and_back
from tests.support.video.replay import accused

CLIPS = ROOT.parent / "shared" / "data" / "clips"
pytestmark = pytest.mark.skipif(not CLIPS.is_dir(), reason="the real clips are not here")
IN_VIEW = [(5.5, 20.5), (23.0, 46.0), (49.5, 70.5), (74.0, 88.0), (91.5, 120.5), (123.5, 137.0)]
"""Seconds in which each of six people is in view, none with helmet or vest; they come seconds after one another."""


def test_of_people_who_pass_one_by_one_each_is_accused_once_of_each_item() -> None:
    found = accused(CLIPS / "intel_one-by-one-person-detection.mp4", fps=5)
    counted = Counter((item, who(at)) for item, at, _box in found)
    assert counted == {(item, n): 1 for item in ("helmet", "vest") for n in range(len(IN_VIEW))}


def who(at: float) -> int | None:
    """The number of the person who is in view."""
    return next((n for n, (came, went) in enumerate(IN_VIEW) if came <= at <= went), None)


def test_two_bareheaded_men_who_cross_one_another_and_a_helmeted_one_are_accused_once_each(tmp_path: Path) -> None:
    clip = there_and_back(tmp_path / "clip.mp4", CLIPS / "construction_vikas.mp4")
    front, behind = 0.73, 0.62  # where their feet are
    feet = sorted((item, round(box[3], 1)) for item, _at, box in accused(clip, fps=5))
    assert feet == [("helmet", round(behind, 1)), ("helmet", round(front, 1))]
