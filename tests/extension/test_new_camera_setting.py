"""A new camera setting is one field in one backend file: interface, database, worker and OpenAPI follow from it."""

from __future__ import annotations

import filecmp
import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.installations.processes import ROOT

GROUP = "core/cameras/settings/picture_health.py"
FIELD = """
    dust_limit: float = number(0.5, least=0.0, most=1.0, description="How much dust on the lens is accepted.")
"""

WAY = """
import json, sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from backend.adapters.cameras import config as camera_config
from backend.adapters.database.repositories.cameras import enabled_camera_configs, find
from backend.adapters.database.schema_upgrade import upgrade
from backend.app import assemble
from backend.core.accounts.scope import Scope
from backend.services.accounts.accounts import ensure_first_administrator
from backend.services.assembly import build

redis_url, folder = sys.argv[1], Path(sys.argv[2])
url = f"sqlite:///{folder}/mandor.db"
upgrade(url)
backend = build(
    database_url=url, redis_url=redis_url, installation="tests", evidence_dir=folder, secret_key="k" * 40,
    token_lifetime=timedelta(hours=1),
)
ensure_first_administrator(backend.database, email="a@b.example", password="quite-a-password", at=datetime.now(UTC))
client = assemble(backend).test_client()
token = client.post("/api/auth/login", json={"email": "a@b.example", "password": "quite-a-password"}).get_json()
headers = {"Authorization": "Bearer " + token["access_token"]}


def call(method, path, **settings):
    body = {"settings": {"picture_health": settings}} if settings else None
    if method == "POST":
        body = {"name": "Dock 4", "source": "demo:warehouse", **body}
    return client.open(path, method=method, headers=headers, json=body).get_json()


made = call("POST", "/api/cameras", dust_limit=0.25)
one = f"/api/cameras/{made['id']}"
refused = call("PATCH", one, dust_limit=1.5)
with backend.database.reading(Scope.installation()) as session:
    stored = find(session, 1, made["id"]).settings
    camera_config.publish_all(backend.redis, enabled_camera_configs(session))
worker = camera_config.read(backend.redis, made["id"])
schemas = call("GET", "/api/openapi.json")["components"]["schemas"]
print(json.dumps({
    "answered": call("GET", one)["settings"]["picture_health"]["dust_limit"],
    "stored": json.loads(stored)["picture_health"],
    "worker": worker.settings.picture_health.dust_limit,
    "refused": refused["errors"],
    "asked": schemas["PictureHealthSettingsAsked"]["properties"]["dust_limit"]["anyOf"][0],
    "described": schemas["PictureHealthSettingsAnswer"]["properties"]["dust_limit"]["description"],
}))
"""


def changed_files(before: Path, after: Path) -> list[str]:
    found = filecmp.dircmp(before, after, ignore=["__pycache__"])
    names = [*found.left_only, *found.right_only, *found.diff_files]
    for name in found.common_dirs:
        names += [f"{name}/{below}" for below in changed_files(before / name, after / name)]
    return names


def test_a_new_setting_is_one_field_in_one_file(tmp_path: Path, redis_url: str) -> None:
    before, backend = tmp_path / "before", tmp_path / "backend"
    shutil.copytree(ROOT / "backend", before, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(before, backend)
    file = backend / GROUP
    text = file.read_text()
    text = text.replace("specification import flag\n", "specification import flag, number\n")
    file.write_text(text.replace("\n    @property\n    def ignored", f"{FIELD}\n    @property\n    def ignored"))
    found = subprocess.run(
        [sys.executable, "-c", WAY, redis_url, str(tmp_path)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout) == {
        "answered": 0.25,
        "stored": {"dust_limit": 0.25},
        "worker": 0.25,
        "refused": [
            {"field": "settings.picture_health.dust_limit", "message": "Choose a number from 0 to 1.", "code": ""}
        ],
        "asked": {"type": "number", "minimum": 0.0, "maximum": 1.0},
        "described": "How much dust on the lens is accepted.",
    }
    assert changed_files(before, backend) == [GROUP]
