"""Pictures are where their key says, and no key leads out of the folder."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.adapters.evidence.store import EvidenceStore, folder_of
from backend.core.errors import InvalidInput, NotFound

ID = "01890a5d-ac96-774b-bcce-b302099a8057"
FOLDER = folder_of(1, 3, ID, datetime(2026, 1, 2, tzinfo=UTC))


def test_a_picture_is_stored_under_its_key_and_nothing_else_is_left(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path)
    stored = store.write(FOLDER, "crop.jpg", b"jpeg")
    assert stored.key == f"1/2026/01/02/3/{ID}/crop.jpg"
    assert store.read(stored.key) == b"jpeg"
    assert [p.name for p in (tmp_path / FOLDER).iterdir()] == ["crop.jpg"]
    store.remove_folder(FOLDER)
    store.remove_folder(FOLDER)
    with pytest.raises(NotFound):
        store.read(stored.key)


@pytest.mark.parametrize(
    "key",
    [
        "../secret.jpg",
        "/etc/passwd",
        "1/2026/01/02/3/../../../../../crop.jpg",
        f"{FOLDER}/../crop.jpg",
        f"{FOLDER}/crop.jpg\n",
        f"{FOLDER}/crop.jpg/../../x",
        f"{FOLDER}/meta.json",
        f"{FOLDER}/crop.{ID}.png",
        "",
    ],
)
def test_a_key_that_is_none_reaches_no_file(tmp_path: Path, key: str) -> None:
    store = EvidenceStore(tmp_path / "evidence")
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    with pytest.raises(InvalidInput):
        store.read(key)
    with pytest.raises(InvalidInput):
        store.remove(key)
    with pytest.raises(InvalidInput):
        store.remove_folder(key.rpartition("/")[0] + "/..")
