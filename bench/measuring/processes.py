"""The processes of a benchmark: started with their output in files, and all ended by their ids, whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

END_SECONDS = 5.0
"""What a process is given to end by itself before it is killed."""
TAIL_CHARACTERS = 2000


class BenchError(Exception):
    """The benchmark cannot go on; the message says why and what to do."""


class Processes:
    """A group of processes that end together. Use as a context manager."""

    def __init__(self, folder: Path) -> None:
        """`folder` takes their output."""
        self._folder = folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, arguments: Sequence[str], environ: Mapping[str, str] | None = None) -> Path:
        """Start one in a session of its own, so that an interrupt reaches it through us only; gives its output file."""
        output = self.output(name)
        with output.open("wb") as out, output.with_suffix(".err").open("wb") as errors:
            self._running[name] = subprocess.Popen(
                list(arguments),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=errors,
                env={**os.environ, **(environ or {})},
                start_new_session=True,
            )
        return output

    def output(self, name: str) -> Path:
        """Where this process writes."""
        return self._folder / f"{name}.out"

    def ids(self) -> list[int]:
        """The process ids."""
        return [process.pid for process in self._running.values()]

    def ids_of(self, *names: str) -> list[int]:
        """The process ids of these."""
        return [self._running[name].pid for name in names]

    def check(self) -> None:
        """BenchError with the end of its output when one has ended by itself."""
        for name, process in self._running.items():
            if process.poll() is not None:
                errors = self.output(name).with_suffix(".err").read_text(errors="replace")[-TAIL_CHARACTERS:]
                raise BenchError(f"{name} ended with code {process.returncode}:\n{errors}")

    def names(self) -> list[str]:
        """What runs."""
        return list(self._running)

    def end(self, names: Sequence[str]) -> None:
        """Ask these to end, then kill what did not."""
        ending = {name: self._running[name] for name in names}
        for process in ending.values():
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGINT)
        deadline = time.monotonic() + END_SECONDS
        for name, process in reversed(ending.items()):
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            del self._running[name]

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end(self.names())


def wait_until(condition: Callable[[], bool], what: str, *, seconds: float, processes: Processes) -> None:
    """Wait for a condition; BenchError when it does not come true in time or one of the processes ends."""
    deadline = time.monotonic() + seconds
    while not condition():
        processes.check()
        if time.monotonic() > deadline:
            raise BenchError(f"Waited {seconds:.0f} seconds for {what}.")
        time.sleep(0.05)
