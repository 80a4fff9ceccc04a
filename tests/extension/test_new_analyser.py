"""A new analyser is one file and its registry line: its decision goes from the frame to the database."""

from __future__ import annotations

from pathlib import Path

from tests.support.backend_copy import changed_files, copied_backend, run_there

REGISTRY = "core/analysers/registry.py"
ANALYSER_FILE = "core/analysers/left_half.py"
ANALYSER = '''"""People in the left half of the picture: an event whenever their number changes."""

from __future__ import annotations

from datetime import datetime

from backend.core.analysis.analyser import Analyser, Analysis
from backend.core.analysis.decision import EventDecision
from backend.core.analysis.scene import Scene
from backend.core.events.camera import CameraChanged


class LeftHalfAnalyser(Analyser):
    """Counts people whose middle is in the left half."""

    def __init__(self) -> None:
        self._count = 0

    def observe(self, scene: Scene, at: datetime) -> Analysis:
        """One event per change."""
        boxes = scene.tracks.boxes[scene.visible]
        count = int(((boxes[:, 0] + boxes[:, 2]) / 2 < scene.size[0] / 2).sum())
        if count == self._count:
            return Analysis()
        self._count = count
        fields = {"state": "left half", "reason": str(count)}
        return Analysis(decisions=(EventDecision(event=CameraChanged, fields=fields),))
'''
LINES = (
    (
        "from backend.core.analysers.ppe import PpeAnalyser\n",
        "from backend.core.analysers.left_half import LeftHalfAnalyser\n",
    ),
    ('    "ppe": _ppe,\n', '    "left_half": lambda context: LeftHalfAnalyser(),\n'),
)
"""Each second text is put before the first."""
WAY = """
import json, sys
from pathlib import Path

from backend.adapters.database.repositories import camera_changes
from backend.core.accounts.scope import Scope
from backend.core.cameras.settings.camera_settings import CameraSettings
from backend.core.cameras.settings.detection import DetectionSettings
from backend.core.ppe.items import PERSON
from tests.support.watched_camera import WatchedCamera

analysers = tuple(sys.argv[3].split(","))
camera = WatchedCamera(
    sys.argv[1], Path(sys.argv[2]), CameraSettings(detection=DetectionSettings(analysers=analysers))
)
left, right = (100.0, 40.0, 190.0, 340.0), (400.0, 40.0, 490.0, 340.0)
rows = [(*left, 0.9, PERSON), (*right, 0.9, PERSON)]
outcome = camera.watch({(30, 30, 160): left, (220, 60, 30): right}, rows, seconds=8)
with camera.backend.database.reading(Scope.installation()) as session:
    changes = [(one.state, one.reason) for one in camera_changes.of_camera(session, 1, camera.camera_id)]
answer = camera.client.get("/api/violations", headers=camera.headers).get_json()
schemas = camera.client.get("/api/openapi.json", headers=camera.headers).get_json()["components"]["schemas"]
print(json.dumps({
    "changes": changes,
    "missing": [one["items"] for one in answer["items"]],
    "people": len(outcome.people),
    "offered": "'left_half'" in str(schemas["DetectionSettingsAsked"]["properties"]["analysers"]),
}))
"""


def test_a_new_analyser_is_one_file_and_its_registry_line(tmp_path: Path, redis_url: str) -> None:
    backend = copied_backend(tmp_path)
    (backend / ANALYSER_FILE).write_text(ANALYSER)
    text = (backend / REGISTRY).read_text()
    for before, line in LINES:
        assert before in text
        text = text.replace(before, line + before, 1)
    (backend / REGISTRY).write_text(text)
    results = {}
    for analysers in ("ppe", "left_half", "ppe,left_half"):
        folder = tmp_path / analysers
        folder.mkdir()
        results[analysers] = run_there(tmp_path, WAY, redis_url, str(folder), analysers)
    counted = [["left half", "1"]]
    both = [["helmet", "vest"]] * 2  # of each of the two people
    assert results == {
        "ppe": {"changes": [], "missing": both, "people": 2, "offered": True},
        "left_half": {"changes": counted, "missing": [], "people": 2, "offered": True},
        "ppe,left_half": {"changes": counted, "missing": both, "people": 2, "offered": True},
    }
    assert changed_files(backend) == sorted([ANALYSER_FILE, REGISTRY])
