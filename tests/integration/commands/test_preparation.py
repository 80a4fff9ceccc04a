"""What a first start makes."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from backend.adapters.database.connection import Database
from backend.adapters.database.tables import Site
from backend.commands.installation.preparation import prepare
from backend.core.accounts.scope import Scope
from backend.services.evidence.owner import Claim
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
        with database.reading(Scope.installation()) as session:
            assert [site.time_zone for site in session.query(Site)] == ["Asia/Jakarta"]
        database.close()


def test_two_installations_that_share_an_evidence_folder_are_warned(tmp_path: Path) -> None:
    one, two = (settings_in(tmp_path / name, tmp_path / "violations") for name in ("one", "two"))
    assert prepare(one).evidence is Claim.ALONE
    assert prepare(two).evidence is Claim.SHARED
    assert prepare(one).evidence is Claim.SHARED


def test_other_users_of_the_machine_read_no_password_and_no_picture(tmp_path: Path) -> None:
    settings = settings_in(tmp_path / "data", tmp_path / "violations")
    for folder in (settings.data_dir, settings.evidence_dir):  # as an older version made them
        folder.mkdir(mode=0o755)
    (settings.data_dir / "mandor.db").touch(mode=0o644)
    prepare(settings)
    prepared = (settings.data_dir, settings.evidence_dir, settings.data_dir / "mandor.db")
    assert [stat.S_IMODE(path.stat().st_mode) for path in prepared] == [0o700, 0o700, 0o600]
    made = tmp_path / "made"
    write = f"from backend import settings; settings.load(); open({str(made)!r}, 'w').close()"
    subprocess.run([sys.executable, "-c", write], check=True, umask=0o022)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
