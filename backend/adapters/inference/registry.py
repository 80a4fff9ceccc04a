"""The registry of tasks: the one place that lists which models the inference server can run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from backend.adapters.inference.crop_classifier import CropClassifier
from backend.adapters.inference.face_model import FaceModel
from backend.adapters.inference.ppe_model import PpeModel
from backend.adapters.inference.task_model import ModelSource, TaskModel
from backend.core.inference.tasks import Task

AnyModel = TaskModel[Any, Any]
Models = Mapping[str, AnyModel | None]
"""By task the model that serves it; None where the task is known but has no model."""


def default_registry() -> TaskRegistry:
    """The tasks of this version."""
    return TaskRegistry(
        (
            PpeModel,
            CropClassifier,
            FaceModel,
        )
    )


class TaskRegistry:
    """Finds tasks and their models by name. ValueError for two of one name, or one that refines an unknown one."""

    def __init__(self, kinds: Iterable[type[AnyModel]]) -> None:
        self._kinds: dict[str, type[AnyModel]] = {}
        for kind in kinds:
            task = kind.task
            if task.name in self._kinds or (task.refines and task.refines not in self._kinds):
                raise ValueError(f"the task {task.name} is there twice, or before the task that it refines")
            self._kinds[task.name] = kind

    @property
    def tasks(self) -> tuple[Task[Any], ...]:
        """All tasks, in the order of the registry."""
        return tuple(kind.task for kind in self._kinds.values())

    @property
    def primary(self) -> tuple[str, ...]:
        """The tasks that refine no other: each has manifest entries, and a record of which one is to run."""
        return tuple(task.name for task in self.tasks if not task.refines)

    def task(self, name: str) -> Task[Any] | None:
        """The task of this name; None when there is none."""
        kind = self._kinds.get(name)
        return None if kind is None else kind.task

    def load(self, primary: str, source: ModelSource) -> Models:
        """The models of a primary task and of those that refine it. ModelError when one cannot be loaded."""
        return {name: kind.load(source) for name, kind in self._kinds.items() if kind.task.lane == primary}
