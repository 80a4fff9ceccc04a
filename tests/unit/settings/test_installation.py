"""The id of an installation: made once, kept, never guessed from a broken file."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from backend.settings import SettingsError, installation_id, is_older_than_its_id


def test_all_processes_of_an_installation_get_one_id(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(installation_id, [tmp_path / "data"] * 40))
    assert len(ids) == 1
    assert ids == {installation_id(tmp_path / "data")}
    assert ids != {installation_id(tmp_path / "other")}
    assert (tmp_path / "data" / "installation").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("traces", "older"), [((), False), (("logs",), False), (("secret_key",), True), (("pm2", "run"), True)]
)
def test_data_that_were_there_before_the_id_are_known_to_be_older(
    tmp_path: Path, traces: tuple[str, ...], older: bool
) -> None:
    for name in traces:
        (tmp_path / name).mkdir()
    installation_id(tmp_path)
    (tmp_path / "mandor.db").touch()
    assert is_older_than_its_id(tmp_path) is older


def test_an_empty_file_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "installation").touch()
    assert len(installation_id(tmp_path)) == 16


@pytest.mark.parametrize("content", ["../other", "a:b", "x", "*"])
def test_a_broken_id_is_reported(tmp_path: Path, content: str) -> None:
    (tmp_path / "installation").write_text(content)
    with pytest.raises(SettingsError, match="installation cannot be used"):
        installation_id(tmp_path)
