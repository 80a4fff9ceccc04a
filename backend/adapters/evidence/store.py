"""Pictures of violations, as files: `<company>/<yyyy>/<mm>/<dd>/<camera>/<violation>/{crop.jpg,wide.jpg,meta.json}`.

A key is the path below the root. A better picture of the same violation comes as a file of its own
(`crop.<event>.jpg`), so that a row in the database points to the old picture or the new one, never to a mixture.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from backend.adapters.machine import disk
from backend.adapters.machine.disk import Disk
from backend.core.errors import InvalidInput, NotFound, Unavailable

_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_FOLDER = re.compile(rf"\d{{1,10}}/\d{{4}}/\d{{2}}/\d{{2}}/\d{{1,10}}/{_ID}")
_MARKS = "installations.json"
_KEY = re.compile(rf"{_FOLDER.pattern}/(?:crop|wide)(?:\.{_ID})?\.jpg")


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """Where a picture lies and what it is."""

    key: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Who stores evidence in a folder, and since when all of theirs that comes into it is in their database."""

    installation: str
    since: datetime


class EvidenceStore:
    """The pictures below one folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def write(self, folder: str, name: str, jpeg: bytes) -> StoredPicture:
        """Store a picture durably: a temporary name, fsync, rename. Unavailable when the disk refuses."""
        key = f"{folder}/{name}"
        if not _KEY.fullmatch(key):
            raise InvalidInput(f"{key!r} is no key of a picture.")
        self._write(self._root / key, jpeg)
        return StoredPicture(key, hashlib.sha256(jpeg).hexdigest())

    def write_meta(self, folder: str, meta: dict[str, Any]) -> None:
        """Store what is known about the pictures beside them, for readers of the folder who lack the database."""
        _checked_folder(folder)
        self._write(self._root / folder / "meta.json", json.dumps(meta, indent=2, sort_keys=True).encode())

    def read(self, key: str) -> bytes:
        """The picture. NotFound when it is gone."""
        if not _KEY.fullmatch(key):
            raise InvalidInput("This is no key of a picture.")
        try:
            return (self._root / key).read_bytes()
        except FileNotFoundError as error:
            raise NotFound("The picture is no longer there.") from error
        except OSError as error:
            raise _refused(error) from error

    def remove(self, key: str) -> None:
        """Forget one picture. Gone already is fine."""
        if not _KEY.fullmatch(key):
            raise InvalidInput("This is no key of a picture.")
        (self._root / key).unlink(missing_ok=True)

    def remove_folder(self, folder: str) -> int:
        """Forget everything of a violation. Gone already is fine. Returns how many files went."""
        _checked_folder(folder)
        return self._remove(self._root / folder)

    def remove_company(self, company_id: int) -> int:
        """Forget everything of a company. Gone already is fine. Returns how many files went."""
        return self._remove(self._root / str(int(company_id)))

    def size_of(self, folder: str) -> int:
        """What a violation's files take. Files that are not there take nothing."""
        _checked_folder(folder)
        try:
            return sum(file.stat().st_size for file in (self._root / folder).iterdir())
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise _refused(error) from error

    @property
    def marks_file(self) -> Path:
        """Where the marks are."""
        return self._root / _MARKS

    def marks(self) -> list[Mark]:
        """Who stores evidence here; empty when no installation has marked it. Unavailable when that cannot be known."""
        try:
            stored = json.loads(self.marks_file.read_bytes())
            return [Mark(str(m["installation"]), datetime.fromisoformat(m["since"]).astimezone(UTC)) for m in stored]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise _refused(error) from error
        except (ValueError, KeyError, TypeError) as error:
            raise Unavailable(
                f"{self.marks_file} cannot be read.", code="evidence_unavailable", hint="Remove it, and `make run`."
            ) from error

    def set_marks(self, marks: list[Mark]) -> None:
        """Record who stores evidence here. Unavailable when the disk refuses."""
        stored = [{"installation": mark.installation, "since": mark.since.isoformat()} for mark in marks]
        self._write(self.marks_file, json.dumps(stored).encode())

    def newest(self) -> str | None:
        """The violation that was opened last, of those with a folder; None when there is none."""
        days = {found.relative_to(self._root).parts[1:] for found in self._root.glob("*/*/*/*")}
        for day in sorted(days, reverse=True):
            folders = (found.relative_to(self._root) for found in self._root.glob("/".join(("*", *day, "*", "*"))))
            ids = [folder.name for folder in folders if _FOLDER.fullmatch(folder.as_posix())]
            if ids:
                return max(ids)  # UUIDv7: in the order of time
        return None

    def disk(self) -> Disk:
        """The disk that the pictures are on."""
        return disk.measure(self._root)

    def folders(self, *, before: datetime) -> Iterator[str]:
        """Every violation's folder that was not written into since `before`."""
        for found in self._root.glob("*/*/*/*/*/*"):
            folder = found.relative_to(self._root).as_posix()
            with contextlib.suppress(FileNotFoundError):  # removed by another process
                if _FOLDER.fullmatch(folder) and found.stat().st_mtime < before.timestamp():
                    yield folder

    def remove_empty(self) -> None:
        """Forget days and cameras of which no picture is left."""
        for depth in ("*/*/*/*/*", "*/*/*/*", "*/*/*", "*/*"):
            for folder in self._root.glob(depth):
                with contextlib.suppress(OSError):  # it is not empty, or no longer there
                    folder.rmdir()

    def _remove(self, folder: Path) -> int:
        try:
            files = sum(1 for path in folder.rglob("*") if path.is_file())
            shutil.rmtree(folder)
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise _refused(error) from error
        return files

    def _write(self, path: Path, content: bytes) -> None:
        temporary = path.with_name(f".{path.name}.tmp")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            temporary.replace(path)
            _sync_folder(path.parent)
        except OSError as error:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise _refused(error) from error


def folder_of(company_id: int, camera_id: int, violation_id: str, opened_at: datetime) -> str:
    """Where a violation's files lie, below the root."""
    return f"{company_id}/{opened_at:%Y/%m/%d}/{camera_id}/{violation_id}"


def _checked_folder(folder: str) -> None:
    if not _FOLDER.fullmatch(folder):
        raise InvalidInput(f"{folder!r} is no folder of a violation.")


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refused(error: OSError) -> Unavailable:
    return Unavailable(
        f"The evidence folder cannot be used: {error.strerror}.",
        code="evidence_unavailable",
        hint="Free some disk space or check the folder's permissions.",
    )
