"""A training run's settings: one TOML file, every value checked before anything is loaded."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from training.nets.network import STRIDES

Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]


class Part(BaseModel):
    """A table of the file. Unknown keys are faults."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Data(Part):
    """Which pictures. `folder` is in YOLO layout, with `images/<split>` and `labels/<split>`."""

    folder: Path
    train: str = "train"
    validation: str = "val"
    partial: Path | None = None
    """Partly labelled pictures: a folder with `labelled.csv` (see `training.data.partial`)."""
    apart: list[Path] = []
    """Lists of file names of `partial` that are not learned from."""
    leave_out: list[str] = []
    """Pictures whose file names begin so are not learned from, such as "css_"."""


class Start(Part):
    """Where the weights come from: YOLOX-nano's COCO weights (`.onnx`) or an earlier run's checkpoint (`.pt`)."""

    weights: Path


class Schedule(Part):
    """How long and how fast."""

    epochs: Annotated[int, Field(ge=1)]
    plain_epochs: Annotated[int, Field(ge=0)]
    """The last epochs see single pictures near their own size, and box coordinates count exactly."""
    sides: Annotated[list[int], Field(min_length=1)]
    """Input sizes, pixels; one an epoch, in turn."""
    batch: Annotated[int, Field(ge=2)] = 16
    samples: Annotated[int, Field(ge=0)] = 0
    """Samples an epoch; 0: as many as there are pictures."""
    fixed_statistics: bool = False
    """Keep the normalisation's means and variances as the start has them: a quarter less time, for fine-tuning."""
    frozen_stem: bool = False
    """Do not teach the layers up to stride 4, which hold edges and colours and cost a fifth of the time."""
    learning_rate: Positive = 1e-3
    final_share: Share = 0.02
    """The learning rate ends, along a cosine, at this share of its highest."""
    warm_up_steps: Annotated[int, Field(ge=1)] = 150
    weight_decay: Annotated[float, Field(ge=0)] = 0.01
    average: Share = 0.999
    """Weight of the past in the running mean of the weights, which is what is kept. Higher is smoother and slower."""
    validate_every: Annotated[int, Field(ge=1)] = 4

    @field_validator("sides")
    @classmethod
    def _divisible(cls, sides: list[int]) -> list[int]:
        if any(side % STRIDES[-1] for side in sides):
            raise ValueError(f"every side must be a multiple of {STRIDES[-1]}")
        return sides


class Samples(Part):
    """See `training.data.samples.Mix`."""

    mosaic: Share = 0.5
    bare_heads: Positive = 3.0
    pasted: Share = 0.3
    partial: Positive = 1.0


class Loss(Part):
    """How much an answering anchor of a class counts."""

    class_weights: Annotated[list[Positive], Field(min_length=5, max_length=5)] = [1.0, 1.0, 1.0, 1.0, 1.0]


class Machine(Part):
    """Nothing here changes what is learned, but for rounding."""

    threads: Annotated[int, Field(ge=0)] = 0
    """CPU threads of the network; 0: all."""
    workers: Annotated[int, Field(ge=0)] = 1
    """Processes that prepare samples."""


class Settings(Part):
    """One run."""

    seed: int = 0
    data: Data
    start: Start
    schedule: Schedule
    samples: Samples = Samples()
    loss: Loss = Loss()
    machine: Machine = Machine()


def read(path: Path) -> Settings:
    """The settings in a TOML file; relative paths in it start at the file's folder. ValueError names every fault."""
    settings = Settings.model_validate(tomllib.loads(path.read_text()))
    here = path.resolve().parent
    given = settings.data
    data = given.model_copy(
        update={
            "folder": (here / given.folder).resolve(),
            "partial": (here / given.partial).resolve() if given.partial else None,
            "apart": [(here / path).resolve() for path in given.apart],
        }
    )
    start = settings.start.model_copy(update={"weights": (here / settings.start.weights).resolve()})
    return settings.model_copy(update={"data": data, "start": start})
