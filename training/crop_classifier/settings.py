"""The crop classifier's settings: one TOML file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import Field

from training.settings import Part, Positive


class Settings(Part):
    """One run. Relative paths start at the file's folder."""

    folder: Path
    """The pictures, in YOLO layout."""
    train: str = "train"
    partial: Path | None = None
    """Partly labelled pictures (see `training.data.partial`), with hats that are no helmets in `heads.csv`."""
    apart: tuple[Path, ...] = ()
    """Lists of file names of `partial` that are not learned from."""
    detector: Path
    """The detector whose finds are classified: a checkpoint (`.pt`), or an exported one (`.onnx`) of side 416."""
    start: Path | None = None
    """An exported crop classifier to begin from; else ImageNet weights."""
    seed: int = 0
    epochs: Annotated[int, Field(ge=1)]
    crops: Annotated[int, Field(ge=64)] = 6000
    """Crops an epoch."""
    batch: Annotated[int, Field(ge=2)] = 64
    learning_rate: Positive = 8e-4
    backbone_rate: Positive = 0.4
    """The backbone knows ImageNet already and learns this much slower."""
    threads: Annotated[int, Field(ge=0)] = 0
    workers: Annotated[int, Field(ge=0)] = 1


def read(path: Path) -> Settings:
    """The settings in a TOML file. ValueError names every fault."""
    given = Settings.model_validate(tomllib.loads(path.read_text()))
    here = path.resolve().parent
    return given.model_copy(
        update={
            "folder": (here / given.folder).resolve(),
            "partial": (here / given.partial).resolve() if given.partial else None,
            "apart": tuple((here / path).resolve() for path in given.apart),
            "detector": (here / given.detector).resolve(),
            "start": (here / given.start).resolve() if given.start else None,
        }
    )
