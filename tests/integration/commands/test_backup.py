"""`make backup` of a plant that runs, put back into an empty folder."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import companies
from backend.commands.backup import backup
from backend.commands.installation.preparation import prepare
from backend.core.accounts.scope import Scope
from backend.core.errors import InvalidInput
from backend.settings import Settings, installation_id, parse
from tests.builders import START


def settings_in(folder: Path, **environ: str) -> Settings:
    paths = {"DATA_DIR": str(folder), "EVIDENCE_DIR": str(folder.parent / "violations")}
    return parse({**paths, "DEMO": "0", **environ}, root=folder)


def test_newest_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings, to = settings_in(tmp_path / "data"), tmp_path / "backup" / "deep"
    prepare(settings)
    (settings.own_models_dir / "best").mkdir(parents=True)
    (settings.own_models_dir / "best" / "best.onnx").write_bytes(b"model")
    running = Database(settings.database_url)
    for name in ("first", "newest"):
        with running.writing(Scope.installation()) as session:
            companies.add(session, name, at=START)
        backup(settings, to)  # the second one takes the first one's place
    assert f"rsync -a {settings.evidence_dir}/" in capsys.readouterr().out
    running.close()
    assert sorted(path.name for path in to.iterdir()) == ["installation", "mandor.db", "models", "secret_key"]
    with closing(sqlite3.connect(f"{(to / 'mandor.db').as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
        assert copy.execute("SELECT name FROM companies ORDER BY id").fetchall()[1:] == [("first",), ("newest",)]
    restored = settings_in(to)
    assert prepare(restored).password is None, "its administrator is there, and the pictures are this database's"
    assert (restored.data_dir / "secret_key").read_text() == (settings.data_dir / "secret_key").read_text()
    assert installation_id(restored.data_dir) == installation_id(settings.data_dir)


def test_a_backup_onto_the_originals_is_refused(tmp_path: Path) -> None:
    settings = settings_in(tmp_path / "data")
    prepare(settings)
    with pytest.raises(InvalidInput, match="originals"):
        backup(settings, settings.data_dir)


def test_postgresql_is_left_to_its_own_tool(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = settings_in(tmp_path / "data", DATABASE_URL="postgresql://user:secret@192.0.2.1/mandor")
    backup(settings, tmp_path / "backup")
    printed = capsys.readouterr().out
    assert "pg_dump" in printed
    assert "secret" not in printed
