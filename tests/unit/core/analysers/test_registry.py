"""Which analysers run, and what a pipeline makes of several."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from backend.core.analysers.registry import ANALYSERS, DEFAULT_ANALYSERS, AnalyserContext, create_analysers
from backend.core.analysis.analyser import Analyser, Analysis, PersonLabels
from backend.core.analysis.decision import Decision
from backend.core.analysis.scene import Scene
from backend.core.cameras.settings.detection import DetectionSettings
from backend.core.errors import InvalidInput
from backend.core.pipeline.camera_pipeline import CameraPipeline
from backend.core.rules.camera_rules import always
from backend.core.rules.rule import default_rules
from backend.core.vision.detections import Detections
from tests.support.detection_classes import PERSON
from tests.support.episodes import open_episode
from tests.support.pipelines import numbered_ids, ppe_pipeline

CONTEXT = AnalyserContext(rules=always(default_rules(("helmet",))), new_id=numbered_ids())
START = datetime(2026, 1, 1, tzinfo=UTC)
STANDING = Detections(
    np.array([[100, 100, 160, 280]], np.float32), np.array([0.9], np.float32), np.array([PERSON], np.int64)
)


class Counting(Analyser):
    """Labels everybody, and decides once a picture."""

    def __init__(self, label: str) -> None:
        self.scenes: list[Scene] = []
        self._label = label

    def observe(self, scene: Scene, at: datetime) -> Analysis:
        self.scenes.append(scene)
        labels = {track: PersonLabels(states={self._label: "yes"}) for track in scene.tracks.ids.tolist()}
        return Analysis(decisions=(Decision(),), labels=labels)


def test_every_analyser_gets_the_same_tracks_and_their_results_are_joined() -> None:
    one, other = Counting("one"), Counting("other")
    pipeline = CameraPipeline((one, other))
    for i in range(3):
        outcome = pipeline.observe(STANDING, START + timedelta(seconds=i / 5), size=(640, 360), scale=1.0)
    assert one.scenes[-1] is other.scenes[-1]
    assert len(outcome.decisions) == 2
    assert [person.states for person in outcome.people] == [{"one": "yes", "other": "yes"}]


def test_an_analyser_without_a_use_for_still_pictures_decides_nothing_in_them() -> None:
    pipeline = CameraPipeline((Counting("one"),))
    for i in range(3):
        pipeline.observe(STANDING, START + timedelta(seconds=i / 5), size=(640, 360), scale=1.0)
    outcome = pipeline.hold(START + timedelta(seconds=1))
    assert (outcome.decisions, [person.states for person in outcome.people]) == ((), [{}])


def test_a_pipeline_without_an_analyser_for_it_returns_the_violations_that_it_does_not_own() -> None:
    saved = open_episode("helmet")
    assert CameraPipeline((Counting("one"),)).restore([saved]) == [saved]
    pipeline = ppe_pipeline(("helmet",))
    assert (pipeline.restore([saved]), len(pipeline.open_episodes)) == ([], 1)


def test_a_pipeline_without_ppe_asks_the_crop_classifier_nothing() -> None:
    asked = CameraPipeline((Counting("one"),)).refinement_request(STANDING, 4)
    assert (len(asked.regions), len(asked.settled)) == (0, 1)


def test_an_unknown_name_raises_and_names_those_that_exist() -> None:
    with pytest.raises(InvalidInput) as raised:
        create_analysers(("ppe", "weather"), CONTEXT)
    assert "weather" in raised.value.message and "ppe" in raised.value.hint


def test_a_camera_whose_settings_name_no_analysers_runs_the_default() -> None:
    assert DetectionSettings().analysers == DEFAULT_ANALYSERS
    assert set(DEFAULT_ANALYSERS) <= set(ANALYSERS)
