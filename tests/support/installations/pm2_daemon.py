"""A real PM2 with a home of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.installations.processes import ROOT

PROGRAM = ROOT / "node_modules" / ".bin" / "pm2"


@contextmanager
def pm2_home() -> Iterator[Path]:
    """A folder with a short path, since PM2's sockets are in it; its daemon is ended afterwards."""
    if not PROGRAM.exists() or shutil.which("node") is None:
        if os.environ.get("MANDOR_REQUIRE_ALL") == "1":
            pytest.fail("PM2 is not installed: npm ci")
        pytest.skip("PM2 is not installed: npm ci")
    with tempfile.TemporaryDirectory(prefix="pm2-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        try:
            yield home
        finally:
            environ = {**os.environ, "PM2_HOME": str(home)}
            subprocess.run([str(PROGRAM), "kill"], env=environ, capture_output=True, timeout=60, check=True)
