"""A new kind of event is a file, a handler and their two registry lines: journal, stream, ingest and metrics follow."""

from __future__ import annotations

import filecmp
import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.installations.processes import ROOT

KIND = '''"""Events about doors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events.delivery import Delivery, DeliveryLimits
from backend.core.events.envelope import Event
from backend.core.events.kind import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorOpened(Event):
    """A door in the picture was opened."""

    kind: ClassVar[str] = "door.opened"

    door: str


DOOR_OPENED = EventKind(
    event=DoorOpened,
    delivery=Delivery.DURABLE,
    limits=DeliveryLimits(waiting=100, waiting_bytes=100_000, stream_entries=500),
)
'''
HANDLER = '''"""Stores that doors were opened."""

from __future__ import annotations

from backend.adapters.database.connection import Database
from backend.adapters.database.tables import CameraStateChange
from backend.core.accounts.scope import Scope
from backend.core.events.door import DoorOpened


class DoorHandlers:
    """One method for each kind."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def opened(self, event: DoorOpened) -> bool:
        """Record it once."""
        with self._database.writing(Scope.company(event.company_id)) as session:
            if session.get(CameraStateChange, event.id) is not None:
                return False
            row = {"id": event.id, "company_id": event.company_id, "camera_id": event.camera_id, "at": event.at}
            session.add(CameraStateChange(**row, state="door", reason=event.door))
        return True
'''
REGISTRY_LINES = {
    "core/events/kinds.py": (
        ("from backend.core.events.delivery import", "from backend.core.events.door import DOOR_OPENED\n"),
        ("    CAMERA_CHANGED,\n", "    DOOR_OPENED,\n"),
    ),
    "services/ingest/handlers.py": (
        ("from backend.services.ingest.violations import", "from backend.services.ingest.doors import DoorHandlers\n"),
        ("        CAMERA_CHANGED.name:", "        DOOR_OPENED.name: DoorHandlers(database).opened,\n"),
        ("from backend.core.events.violation import", "from backend.core.events.door import DOOR_OPENED\n"),
    ),
}
"""A line is put before the first occurrence of the text beside it."""

WAY = """
import json, sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from backend.adapters.database.repositories import camera_changes, cameras, companies
from backend.adapters.database.schema_upgrade import upgrade
from backend.adapters.machine.clock import new_id
from backend.app import assemble
from backend.core.accounts.scope import Scope
from backend.core.events.door import DoorOpened
from backend.services.assembly import build
from backend.services.events.delivery import EventDelivery

redis_url, folder = sys.argv[1], Path(sys.argv[2])
url, at = f"sqlite:///{folder}/mandor.db", datetime.now(UTC)
upgrade(url)
backend = build(
    database_url=url, redis_url=redis_url, installation="tests", evidence_dir=folder, secret_key="k" * 40,
    token_lifetime=timedelta(hours=1),
)
with backend.database.writing(Scope.installation()) as session:
    company = companies.add(session, "ours", at=at)
    site = companies.add_site(session, company.id, "plant", "Asia/Jakarta", at=at)
    how = {"name": "gate", "source": "demo:warehouse", "mode": "detect", "enabled": True, "demo": False, "at": at}
    camera = cameras.add(session, company.id, site.id, **how)
where = {"company_id": company.id, "site_id": site.id, "camera_id": camera.id}
event = DoorOpened(id=new_id(at), at=at, model="", **where, door="north")
published = []
backend.event_listeners.append(lambda one: published.append(one.kind))

worker = EventDelivery(backend.redis, folder / "journal")
accepted = [worker.publish(event) for _ in range(101)]
killed, worker = worker, EventDelivery(backend.redis, folder / "journal")
while worker.step():
    pass
backend.ingest.step(block_seconds=0.01)
while backend.ingest.step(block_seconds=0.01):
    pass
with backend.database.reading(Scope.installation()) as session:
    rows = [(row.state, row.reason) for row in camera_changes.of_camera(session, company.id, camera.id)]
metrics = assemble(backend).test_client().get("/metrics").text
print(json.dumps({
    "accepted": accepted.count(True),
    "rows": rows,
    "published": published,
    "metric": [line for line in metrics.splitlines() if "door.opened" in line and "stored" in line],
}))
"""


def changed_files(before: Path, after: Path) -> list[str]:
    found = filecmp.dircmp(before, after, ignore=["__pycache__"])
    names = [*found.left_only, *found.right_only, *found.diff_files]
    for name in found.common_dirs:
        names += [f"{name}/{below}" for below in changed_files(before / name, after / name)]
    return names


def test_a_new_kind_is_a_file_a_handler_and_their_registry_lines(tmp_path: Path, redis_url: str) -> None:
    backend = tmp_path / "backend"
    shutil.copytree(ROOT / "backend", backend, ignore=shutil.ignore_patterns("__pycache__"))
    (backend / "core/events/door.py").write_text(KIND)
    (backend / "services/ingest/doors.py").write_text(HANDLER)
    for name, lines in REGISTRY_LINES.items():
        text = (backend / name).read_text()
        for before, line in lines:
            assert before in text
            text = text.replace(before, line + before, 1)
        (backend / name).write_text(text)
    found = subprocess.run(
        [sys.executable, "-c", WAY, redis_url, str(tmp_path)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout) == {
        "accepted": 100,  # the kind's own limit in the journal
        "rows": [["door", "north"]],  # once, though it was published and sent a hundred times
        "published": ["door.opened"],
        "metric": ['mandor_events_stored_total{kind="door.opened"} 1.0'],
    }
    new = ["core/events/door.py", "services/ingest/doors.py"]
    assert sorted(changed_files(ROOT / "backend", backend)) == sorted([*new, *REGISTRY_LINES])
