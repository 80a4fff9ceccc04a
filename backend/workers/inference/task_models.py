"""The models of all tasks of the registry, each following its own record."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from backend.adapters.inference.ppe_model import PpeModel
from backend.adapters.inference.registry import Models, TaskRegistry
from backend.adapters.inference.task_model import ModelSource
from backend.adapters.models.manifest import ModelEntry
from backend.adapters.models.store import ModelStore
from backend.core.inference.lane import DEFAULT_TASK
from backend.core.ppe.inference_tasks import PPE
from backend.workers.inference.follower import Load, ModelFollower

MakeSource = Callable[[ModelEntry | None], ModelSource]


class TaskModels:
    """What serves each task."""

    def __init__(
        self,
        registry: TaskRegistry,
        store: ModelStore,
        make_source: MakeSource,
        pinned: str,
        *,
        loading: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """Loads them all, each inside `loading`. ModelError when there is none of PPE.

        `pinned` is the setting MODEL, which names a PPE model.
        """

        def load_for(task: str) -> Load:
            def load(entry: ModelEntry | None) -> Models:
                with loading():
                    return registry.load(task, make_source(entry))

            return load

        self.registry = registry
        self.followers = {
            task: ModelFollower(store, load_for(task), pinned if task == DEFAULT_TASK else "", task)
            for task in registry.primary
        }

    @property
    def serving(self) -> Models:
        """By task the model that serves it."""
        found = {task.name: None for task in self.registry.tasks}
        return found | {task: model for one in self.followers.values() for task, model in one.serving.models.items()}

    @property
    def ppe(self) -> PpeModel:
        """The detector. There is always one: the server does not start without."""
        model = self.serving[PPE.name]
        assert isinstance(model, PpeModel)  # noqa: S101 - the registry's first
        return model

    def step(self) -> Models:
        """Models to serve from now on, once they are loaded. Begins to load where a record has changed."""
        loaded = [one.step() for one in self.followers.values()]
        return {task: model for one in loaded if one is not None for task, model in one.models.items()}
