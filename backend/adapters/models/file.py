"""Copies a model's file: whole, once, and only if it is of the kind that its name claims.

What is checked and run afterwards is the copy, so the file cannot be changed in between.
"""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path

from backend.adapters.models import engine_note
from backend.core.errors import ModelError

LARGEST_BYTES = 512 * 1024 * 1024
"""Detectors that are fast enough for cameras have 4 to 200 MB."""
MOST_PARTS = 20_000
"""Tensors and other entries in a `.pt`."""
_CHUNK = 1 << 20
_FROM = {".onnx": "ONNX", ".pt": "a PyTorch checkpoint", ".engine": "a TensorRT engine"}
KINDS = tuple(_FROM)
_ENGINE_STARTS = (b"ptrt", b"ftrt")


@dataclass(frozen=True, slots=True)
class TakenFile:
    """Our copy."""

    path: Path
    kind: str
    """Its suffix: one of `KINDS`."""
    sha256: str
    original: str
    """The name that it had."""


def take(source: Path, folder: Path, *, largest: int = LARGEST_BYTES) -> TakenFile:
    """Copy the file into `folder` as `source` plus its suffix. ModelError with the reason when it is not accepted."""
    kind = source.suffix.lower()
    if kind not in KINDS:
        raise ModelError(f"{source.name} is none of {', '.join(KINDS)}.", hint="Give the model's file: FILE=best.pt")
    target = folder / f"source{kind}"
    sha256 = _copied(source, target, largest)
    taken = TakenFile(target, kind, sha256, source.name)
    {".pt": _check_checkpoint, ".engine": _check_engine, ".onnx": _check_onnx}[kind](taken)
    return taken


def _copied(source: Path, target: Path, largest: int) -> str:
    """Its SHA-256. Opened without following a link and without waiting, so that only a plain file is ever read."""
    try:
        handle = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if source.is_symlink():
            raise ModelError(f"{source} is a link.", hint=f"Give the file itself: {os.path.realpath(source)}") from None
        raise ModelError(f"{source} cannot be read ({error.strerror}).", hint="Check the path.") from error
    digest, size = hashlib.sha256(), 0
    with os.fdopen(handle, "rb") as given, target.open("xb") as copy:
        if not stat.S_ISREG(os.fstat(given.fileno()).st_mode):
            raise ModelError(f"{source} is no plain file.", hint="Give the model's file: FILE=best.pt")
        while chunk := given.read(_CHUNK):
            size += len(chunk)
            if size > largest:
                raise ModelError(f"{source.name} is larger than {largest >> 20} MB.", hint="No camera needs more.")
            digest.update(chunk)
            copy.write(chunk)
    if not size:
        raise ModelError(f"{source.name} is empty.", hint="Copy it again.")
    return digest.hexdigest()


def _check_onnx(taken: TakenFile) -> None:
    """Its first field is a number (the version) or a text; `onnx_header` reads the rest."""
    head = _head(taken, 4)
    if head.startswith((b"PK", b"\x80")) or head[:1] not in (b"\x08", b"\x12", b"\x3a", b"\x42"):
        raise _another(taken)


def _check_checkpoint(taken: TakenFile) -> None:
    """A ZIP archive that is stored, not compressed, as PyTorch writes it; or a bare pickle, as it used to."""
    if _head(taken, 2) == b"\x80\x02":
        return
    try:
        with zipfile.ZipFile(taken.path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError, OSError) as error:
        raise _another(taken) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > 2 * taken.path.stat().st_size + _CHUNK:
        raise ModelError(f"{taken.original} would grow far beyond its size.", hint="PyTorch writes no such file.")
    if not any(part.filename.endswith("data.pkl") for part in parts):
        raise _another(taken)


def _check_engine(taken: TakenFile) -> None:
    """TensorRT's own beginning, or ultralytics' note and then that."""
    if _head(taken, 4) in _ENGINE_STARTS:
        return
    note = engine_note.read(taken.path)
    with taken.path.open("rb") as file:
        file.seek(4 + int.from_bytes(file.read(4), "little"))
        behind = file.read(4)
    if not note or behind not in _ENGINE_STARTS:
        raise _another(taken)


def _head(taken: TakenFile, length: int) -> bytes:
    with taken.path.open("rb") as file:
        return file.read(length)


def _another(taken: TakenFile) -> ModelError:
    return ModelError(
        f"{taken.original} is not {_FROM[taken.kind]} inside, whatever its name says.",
        hint="Give the file as it was exported.",
    )
