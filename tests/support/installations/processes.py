"""Real processes of ours for tests: started in a folder of their own, killed without a word."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


class OwnProcess:
    """`python …` in the repository's root, logging into a file."""

    def __init__(self, arguments: list[str], *, log: Path, environ: Mapping[str, str] | None = None) -> None:
        self._command = [sys.executable, *arguments]
        self._environ = {**os.environ, **(environ or {})}
        self.log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; what it logs goes behind what was logged before."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, env=self._environ, cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )

    @property
    def pid(self) -> int:
        """The number of the process that runs."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """SIGKILL, as a crash does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=20)
            self._process = None

    def ends(self, *, seconds: float) -> int:
        """The code with which it ends by itself."""
        assert self._process is not None
        return self._process.wait(timeout=seconds)

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._process is not None and self._process.poll() is None
