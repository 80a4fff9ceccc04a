"""Evaluates a model in another process, by the program of `make evaluate`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from backend.adapters.processes.confined_process import environment, stand_back
from backend.core.errors import ModelError
from backend.core.models.figures import ModelFigures, figures_of

MODULE = "backend.commands.evaluate"


def measure(models: Path, name: str, data: Path, work: Path, show: Callable[[str], None]) -> ModelFigures:
    """The figures of the model in the folder `models` on labelled pictures; what it prints goes to `show`.

    ModelError when it cannot be measured; the reason has been shown then.
    """
    environ = {**environment(work), "MODEL_DIR": str(models), "MODEL": name}
    process = subprocess.Popen(
        [sys.executable, "-m", MODULE, str(data)], cwd=work, env=environ, stdout=subprocess.PIPE, text=True
    )
    stand_back(process.pid)
    last = ""
    with process:
        for line in process.stdout or ():
            if last:
                show(last)
            last = line.rstrip("\n")
    found = figures_of(_object(last))
    if process.returncode or found is None:
        show(last)
        raise ModelError("The model could not be measured.", hint="Correct DATA, or leave it away.")
    return found


def _object(line: str) -> dict[str, Any] | None:
    try:
        body = json.loads(line)
    except ValueError:
        return None
    return body if isinstance(body, dict) else None
