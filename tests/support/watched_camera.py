"""One camera from its frames to the database: a script of a detector, and all that is real behind it.

Imports nothing of `backend` before it is made, so that it works on a copy (see `backend_copy`).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from backend.core.accounts.scope import Scope

PASSWORD = "quite-a-password"
START = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


class WatchedCamera:
    """A company's camera with these settings. `client` and `headers` are of its administrator."""

    def __init__(self, redis_url: str, folder: Path, settings: Any) -> None:
        from backend.adapters.database.repositories import cameras, companies
        from backend.adapters.database.schema_upgrade import upgrade
        from backend.app import assemble
        from backend.core.cameras.camera import CameraConfig
        from backend.services.accounts.accounts import ensure_first_administrator
        from backend.services.assembly import build
        from backend.services.events.delivery import EventDelivery

        url, at = f"sqlite:///{folder}/mandor.db", datetime.now(UTC)
        upgrade(url)
        self.backend = build(
            database_url=url,
            redis_url=redis_url,
            installation="tests",
            evidence_dir=folder / "evidence",
            secret_key="k" * 40,
            token_lifetime=timedelta(hours=1),
        )
        self.backend.ingest.step(block_seconds=0.01)  # makes the stream's group
        ensure_first_administrator(self.backend.database, email="a@b.example", password=PASSWORD, at=at)
        with self.backend.database.writing(Scope.installation()) as session:
            site = companies.add_site(session, 1, "plant", "Asia/Jakarta", at=at)
            how: dict[str, Any] = {"name": "gate", "source": "demo:warehouse", "mode": "detect"}
            self.camera_id = cameras.add(session, 1, site.id, **how, enabled=True, demo=False, at=at).id
            site_id = site.id
        self.config = CameraConfig(
            camera_id=self.camera_id, company_id=1, site_id=site_id, name="gate", source="", settings=settings
        )
        self._delivery = EventDelivery(self.backend.redis, folder / "journal")
        self.client = assemble(self.backend).test_client()
        answer = self.client.post("/api/auth/login", json={"email": "a@b.example", "password": PASSWORD}).get_json()
        self.headers = {"Authorization": f"Bearer {answer['access_token']}"}

    def watch(self, boxes: dict[Any, Any], rows: list[Any], *, seconds: float) -> Any:
        """Five frames a second in which people are painted at `boxes` and `rows` are detected; the last outcome."""
        from backend.adapters.machine.clock import new_id
        from backend.services.camera_process.analysis.frame_processor import FrameProcessor
        from tests.fakes.detector import FakeDetector
        from tests.fakes.frame import FakeFrame

        detector = FakeDetector()
        detector.rows = rows
        processor = FrameProcessor(
            self.config,
            detect=detector,
            publish=self._delivery.journal.add,
            save_episodes=lambda _episodes: None,
            new_id=new_id,
        )
        outcome = None
        for i in range(round(seconds * 5)):
            outcome = processor.process(FakeFrame(START + timedelta(seconds=i / 5), boxes), 320, "toy@0")
        while self._delivery.step():
            pass
        while self.backend.ingest.step(block_seconds=0.01):
            pass
        return outcome
