"""A value that an installation makes once and keeps in a file, the same for all of its processes."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile


def kept_value(file: Path, make: Callable[[], str]) -> str:
    """The text in `file`; on the first call, of whichever process, one that `make` returns. The file has mode 0600.

    Raises OSError when it can be neither read nor written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        kept = file.read_text().strip()
        if kept:  # a crash or a full disk may have left an empty file, which must never be the value
            return kept
        file.unlink(missing_ok=True)
    with NamedTemporaryFile("w", dir=file.parent, prefix=f"{file.name}-") as made:  # mode 0600
        made.write(make())
        made.flush()
        with suppress(FileExistsError):  # another process was first: its value is the value
            os.link(made.name, file)
    return file.read_text().strip()
