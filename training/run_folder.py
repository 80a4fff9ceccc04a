"""A run's folder: its settings, checkpoints, history and curves. Nothing in it is ever half-written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import torch

from training import curves


class RunFolder:
    """Where a run lives. It goes on where it stopped when its last checkpoint is there."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.last = path / "last.pt"
        self.best = path / "best.pt"
        self._history = path / "history.jsonl"

    def keep_settings(self, file: Path) -> None:
        """Copy the settings in. ValueError when the run was begun with others."""
        kept = self.path / "settings.toml"
        if self.last.exists() and kept.exists() and kept.read_text() != file.read_text():
            raise ValueError(f"{self.path} was begun with other settings: choose another folder, or remove it")
        shutil.copyfile(file, kept)

    def load(self) -> dict[str, Any] | None:
        """The last checkpoint, or None for a fresh run."""
        if not self.last.exists():
            return None
        state: dict[str, Any] = torch.load(self.last, weights_only=True, map_location="cpu")
        return state

    def save(self, state: dict[str, Any], *, best: bool) -> None:
        """Keep a checkpoint."""
        fresh = self.last.with_suffix(".new")
        torch.save(state, fresh)
        fresh.replace(self.last)
        if best:
            shutil.copyfile(self.last, fresh)
            fresh.replace(self.best)

    def write(self, epoch: int, figures: dict[str, Any]) -> None:
        """Add an epoch to the history and draw the curves anew. An epoch that is there already is replaced."""
        rows = [row for row in self.history() if row["epoch"] < epoch] + [{"epoch": epoch, **figures}]
        fresh = self._history.with_suffix(".new")
        fresh.write_text("".join(json.dumps(row) + "\n" for row in rows))
        fresh.replace(self._history)
        losses = {k: [(r["epoch"], r[k]) for r in rows] for k in ("loss", "box", "object", "classes")}
        (self.path / "loss.svg").write_text(curves.svg("loss by epoch", losses))
        measured = [row for row in rows if "map50" in row]
        found = {"mAP50": [(r["epoch"], r["map50"]) for r in measured if r["map50"] is not None]}
        for name in measured[-1]["ap50"] if measured else ():
            found[name] = [(r["epoch"], r["ap50"][name]) for r in measured if r["ap50"][name] is not None]
        found = {name: curve for name, curve in found.items() if curve}
        (self.path / "ap50.svg").write_text(curves.svg("AP50 on the validation pictures", found))

    def history(self) -> list[dict[str, Any]]:
        """What was written so far, oldest first."""
        if not self._history.exists():
            return []
        return [json.loads(line) for line in self._history.read_text().splitlines()]
