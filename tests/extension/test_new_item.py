"""A new PPE item is one row: pipeline, events, database and HTTP interface follow from it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from backend.core.ppe.items import ITEM_TABLE
from tests.support.backend_copy import changed_files, copied_backend, run_there
from tests.support.installations.processes import ROOT

TABLE = "core/ppe/items.py"
END_OF_ROWS = "    )\n)\nCLASSES = "
ROW = """        PpeItem(
            name="mask",
            worn_class="mask",
            missing_class="no-mask",
            regions=(BodyRegion(top=0.0, bottom=0.16, centre=0.09, reach=0.06, occlusion=0.25),),
            by_colour=False,
            least_height=120.0,
            full_height=160.0,
            worn_spellings=("mask", "face mask", "masker"),
            glued_spellings=("mask",),
        ),
"""
WAY = """
import json, sys
from pathlib import Path

from backend.core.cameras.settings.camera_settings import CameraSettings
from backend.core.cameras.settings.ppe import PpeSettings
from backend.core.models.class_mapping import judged_items, proposal
from backend.core.ppe.items import ITEM_TABLE, PERSON
from tests.support.watched_camera import WatchedCamera

camera = WatchedCamera(
    sys.argv[1], Path(sys.argv[2]), CameraSettings(ppe=PpeSettings(required_items=("helmet", "mask")))
)
helmet, no_mask = ITEM_TABLE.class_pair("helmet")[0], ITEM_TABLE.class_pair("mask")[1]
box, head = (100.0, 40.0, 190.0, 340.0), (125.0, 42.0, 165.0, 78.0)
rows = [(*box, 0.9, PERSON), (*head, 0.9, helmet), (130.0, 58.0, 160.0, 78.0, 0.8, no_mask)]
outcome = camera.watch({(30, 30, 160): box}, rows, seconds=6)


def listed(query):
    return camera.client.get(f"/api/violations?{query}", headers=camera.headers)


schemas = camera.client.get("/api/openapi.json", headers=camera.headers).get_json()["components"]["schemas"]
print(json.dumps({
    "states": outcome.people[0].states,
    "masks": [(one["item"], one["camera_id"] == camera.camera_id) for one in listed("item=mask").get_json()["items"]],
    "helmets": listed("item=helmet").get_json()["items"],
    "unknown": listed("item=goggles").status_code,
    "schema": schemas["ViolationAnswer"]["properties"]["items"]["items"]["enum"],
    "required": schemas["PpeSettingsAsked"]["properties"]["required_items"],
    "proposal": proposal(["Face-Mask", "NoMask", "worker"]),
    "judged": judged_items(["mask", "no-mask", "person"]),
}))
"""


def test_a_new_item_is_one_row(tmp_path: Path, redis_url: str) -> None:
    backend = copied_backend(tmp_path)
    text = (backend / TABLE).read_text()
    assert END_OF_ROWS in text
    (backend / TABLE).write_text(text.replace(END_OF_ROWS, ROW + END_OF_ROWS))
    found = run_there(tmp_path, WAY, redis_url, str(tmp_path))
    required = str(found.pop("required"))
    assert "'mask'" in required
    assert found == {
        "states": {"helmet": "worn", "mask": "missing"},
        "masks": [["mask", True]],
        "helmets": [],
        "unknown": 400,
        "schema": ["helmet", "vest", "mask"],
        "proposal": {"Face-Mask": "mask", "NoMask": "no-mask", "worker": "person"},
        "judged": ["mask"],
    }
    assert changed_files(backend) == [TABLE]


ALLOWED = ("backend/core/ppe/items.py",)
CLASS_NAMES = {name for row in ITEM_TABLE.rows for name in (row.name, row.worn_class, row.missing_class)}
ITEM_WORD = re.compile("|".join(ITEM_TABLE.names), re.IGNORECASE)


@pytest.mark.parametrize("folder", ["core", "adapters", "services", "routes", "workers", "jobs", "commands"])
def test_no_other_file_names_an_item(folder: str) -> None:
    """Neither as a text that is compared or stored, nor in an identifier; sentences for people may give examples."""
    found = []
    for path in sorted((ROOT / "backend" / folder).rglob("*.py")):
        name = str(path.relative_to(ROOT))
        if name not in ALLOWED:
            found += [f"{name}:{line}: {text}" for line, text in named_items(path.read_text())]
    assert found == []


def named_items(source: str) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in CLASS_NAMES:
            found.append((node.lineno, node.value))
        identifier = getattr(node, "id", None) or getattr(node, "attr", None) or getattr(node, "arg", None)
        if isinstance(identifier, str) and ITEM_WORD.search(identifier):
            found.append((getattr(node, "lineno", 0), identifier))
    return found
