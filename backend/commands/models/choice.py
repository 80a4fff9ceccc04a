"""Which models there are, and which one runs: listing, changing, bringing back, removing."""

from __future__ import annotations

from collections.abc import Callable

from backend.adapters.inference.announcement import InferenceInfo
from backend.adapters.models.manifest import ModelEntry
from backend.adapters.models.store import ModelStore
from backend.commands import screen
from backend.commands.questions import Questions
from backend.core.errors import ModelError
from backend.core.inference.lane import DEFAULT_TASK
from backend.core.models.class_mapping import judged_items
from backend.services.models.activation import Activation, ActivationState, ModelActivation


class NotDone(Exception):
    """It was not done; the reason has been printed."""


def show_list(store: ModelStore, activation: ModelActivation, pinned: str) -> None:
    """Every model with its facts, by task; `▶` runs, `↩` is what BACK=1 brings back."""
    info, tasks = activation.running(), store.tasks()
    for task in tasks:
        if len(tasks) > 1:
            screen.plain(f"task {task}")
        _show_task(store, info, task, pinned if task == DEFAULT_TASK else "")
    if info is None:
        screen.warn("nothing runs now: ▶ is what `make run` starts")
    else:
        for switch in (one.switch for one in info.tasks if one.switch is not None):
            screen.warn(f"{switch.name} is {switch.state}: {switch.reason}".rstrip(": "))
    if pinned:
        screen.warn(f"the setting MODEL={pinned} names the model that runs")


def change(change_model: Callable[[], Activation], name: str, activation: ModelActivation, log: str) -> None:
    """Change which model runs, and report how that ended. NotDone when the model does not run."""
    if activation.running() is not None:
        screen.step("the detector loads it beside the one that serves")
    report(change_model(), name, log)


def report(outcome: Activation, name: str, log: str) -> None:
    """How a change ended. NotDone when the model does not run."""
    if outcome.state is ActivationState.SERVING and outcome.task is not None:
        task = outcome.task
        label = f"{task.name}@{task.sha256[:12]}"
        screen.good(f"{label} runs now, with {task.engine} on {task.device}; nothing was interrupted")
        if task.previous is not None:
            of_task = "" if task.task == DEFAULT_TASK else f" TASK={task.task}"
            screen.plain(f"  bring {task.previous} back with: make model BACK=1{of_task}")
    elif outcome.state is ActivationState.LATER:
        screen.good(f"nothing runs now: {name} is used at the next `make run`")
    elif outcome.state is ActivationState.FAILED:
        screen.fail(f"the detector could not load {name}, and goes on as before: {outcome.reason}", outcome.hint)
        raise NotDone
    else:
        screen.fail(f"the detector has not taken {name} yet", f"See {log}; `make model` shows what runs.")
        raise NotDone


def remove(name: str, activation: ModelActivation, questions: Questions) -> None:
    """Ask, then delete. NotDone without consent, ModelError when it may not be deleted."""
    activation.check_removable(name)
    if not questions.agree(f"Delete the model {name} for good?"):
        screen.fail("nothing was deleted", "" if questions.terminal else f"make model REMOVE={name} YES=1")
        raise NotDone
    activation.remove(name)
    screen.good(f"{name} is deleted")


def _show_task(store: ModelStore, info: InferenceInfo | None, task: str, pinned: str) -> None:
    active, published = store.active(task), info.task(task) if info is not None else None
    runs = published.name if published is not None else store.shown(pinned or active.name, task)
    before = None if active.previous is None else store.shown(active.previous, task)
    own = [name for name in store.own_names() if _task_of(store, name) == task]
    for kind, names in (("shipped", store.shipped_names(task)), ("added here", own)):
        screen.plain(f"{kind}:" if names else f"{kind}: none; make model FILE=best.pt adds one")
        for name in names:
            mark = "▶" if name == runs else "↩" if name == before else " "
            try:
                screen.plain(f"  {mark} {name:<24} {_facts(store.entry(name, task))}")
            except ModelError as error:
                screen.plain(f"  {mark} {name:<24} cannot be used: {error.message}")


def _task_of(store: ModelStore, name: str) -> str:
    """A model whose manifest cannot be read is listed with those of PPE, with the reason."""
    try:
        return store.task_of(name)
    except ModelError:
        return DEFAULT_TASK


def _facts(entry: ModelEntry) -> str:
    if entry.task != DEFAULT_TASK:
        return entry.licence
    items = judged_items(entry.mapping.values())
    figures = entry.measured
    map50 = (
        f"mAP50 {figures.map50:.3f} on {figures.data or 'its data'}" if figures and figures.map50 else "not measured"
    )
    return f"{entry.input_size} px, judges {' and '.join(items) or 'nothing'}, {map50}"
