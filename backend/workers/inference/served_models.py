"""The models that requests are matched with: those that serve, and for a while those before them."""

from __future__ import annotations

from backend.adapters.inference.registry import AnyModel, Models

GRACE_SECONDS = 8.0
"""How long the model before stays, for workers that do not know of another size yet: they read it every second. Longer
costs memory, shorter costs frames."""


class ServedModels:
    """Finds the model for a task and a size. Not thread-safe."""

    def __init__(self, models: Models) -> None:
        self._models = dict(models)
        self._before: dict[str, tuple[AnyModel, float]] = {}

    def replace(self, models: Models, now: float) -> None:
        """From now on these serve their tasks."""
        for task in models:
            if (before := self._models.get(task)) is not None:
                self._before[task] = (before, now + GRACE_SECONDS)
        self._models |= models

    def find(self, task: str, side: int, now: float) -> AnyModel | None:
        """The model that serves the task at this side of its input, pixels; None when there is none."""
        self._before = {name: kept for name, kept in self._before.items() if now <= kept[1]}
        before = self._before.get(task)
        candidates = (self._models.get(task), before[0] if before is not None else None)
        return next((model for model in candidates if model is not None and model.side == side), None)
