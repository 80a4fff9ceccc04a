"""A model that answers one task: identity, input, and how a batch of requests becomes answers.

A new task is a subclass and a line in `registry`: scheduling, batching, quarantine, load, activation and the published
information find it there.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Generic, Self, TypeVar

from backend.adapters.models.manifest import ModelEntry
from backend.core.inference.tasks import Task

I = TypeVar("I")  # noqa: E741 - input
A = TypeVar("A")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelIdentity:
    """Which model this is and what runs it."""

    name: str
    sha256: str = ""
    engine: str = ""
    device: str = "cpu"
    """What it computes on and in: `cpu, bf16`, `cuda:0`."""
    licence: str = ""
    file: str = ""
    """Name of its file, without the folder; empty where that is not known."""
    milliseconds: Mapping[str, float] = field(default_factory=dict)
    """Time for one picture per engine that was tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSource:
    """What a model is loaded from."""

    entry: ModelEntry | None
    """Of the manifest, for this task or the one that it refines; None when the manifest has no model for it."""
    engine: str
    """The setting ENGINE."""
    threads: int
    face_model: Path | None = None
    """The setting FACE_MODEL_PATH; None: no face detector."""


class TaskModel(ABC, Generic[I, A]):
    """A loaded model. Inputs are `FrameInput` or `CropsInput` as `task.input` says, answers what `task` encodes."""

    task: ClassVar[Task[Any]]
    identity: ModelIdentity
    side: int
    """Of the square frame or crops that it takes, pixels. Requests of another size are for another model."""

    @classmethod
    @abstractmethod
    def load(cls, source: ModelSource) -> Self | None:
        """Load it. None when the entry has no model for this task. ModelError says what is wrong with it."""

    @abstractmethod
    def run(self, inputs: Sequence[I]) -> list[A]:
        """The answers to a batch, one for each input and equal to those of batches of one. ModelError on failure."""
