"""What a first start makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend.adapters.database import Database
from backend.adapters.tables import Site
from backend.commands.preparation import prepare
from backend.core.errors import Conflict
from backend.settings import Settings, parse


def settings_in(folder: Path, evidence: Path) -> Settings:
    """Of an installation without cameras."""
    return parse({"DATA_DIR": str(folder), "EVIDENCE_DIR": str(evidence), "DEMO": "0"}, root=folder)


def test_the_first_site_is_in_the_machines_time_zone_and_a_later_start_leaves_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_in(tmp_path, tmp_path / "evidence")
    for zone in ("Asia/Jakarta", "Europe/Berlin"):
        monkeypatch.setenv("TZ", zone)
        assert prepare(settings).time_zone == zone
        database = Database(settings.database_url)
        with database.reading() as session:
            assert [site.time_zone for site in session.query(Site)] == ["Asia/Jakarta"]
        database.close()


def test_two_installations_cannot_share_an_evidence_folder(tmp_path: Path) -> None:
    shared = tmp_path / "violations"
    prepare(settings_in(tmp_path / "one", shared))
    with pytest.raises(Conflict, match="EVIDENCE_DIR"):
        prepare(settings_in(tmp_path / "two", shared))
    prepare(settings_in(tmp_path / "one", shared))
