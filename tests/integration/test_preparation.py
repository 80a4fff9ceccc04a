"""What a first start makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend.adapters.database import Database
from backend.adapters.tables import Site
from backend.commands.preparation import prepare
from backend.settings import parse


def test_the_first_site_is_in_the_machines_time_zone_and_a_later_start_leaves_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = parse(
        {"DATA_DIR": str(tmp_path), "EVIDENCE_DIR": str(tmp_path / "evidence"), "DEMO": "0"}, root=tmp_path
    )
    for zone in ("Asia/Jakarta", "Europe/Berlin"):
        monkeypatch.setenv("TZ", zone)
        assert prepare(settings).time_zone == zone
        database = Database(settings.database_url)
        with database.reading() as session:
            assert [site.time_zone for site in session.query(Site)] == ["Asia/Jakarta"]
        database.close()
