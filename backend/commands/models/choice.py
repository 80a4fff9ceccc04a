"""Which models there are, and which one runs: listing, changing, bringing back, removing."""

from __future__ import annotations

from collections.abc import Callable

from backend.adapters.models.manifest import ModelEntry
from backend.adapters.models.store import ModelStore
from backend.commands import screen
from backend.commands.questions import Questions
from backend.core.errors import ModelError
from backend.core.models.class_mapping import judged_items
from backend.services.models.activation import Activation, ModelActivation


class NotDone(Exception):
    """It has been said why."""


def show_list(store: ModelStore, activation: ModelActivation, pinned: str) -> None:
    """Every model with what it judges and how good it is; `▶` runs, `↩` is what BACK=1 brings back."""
    active, info = store.active(), activation.running()
    runs = info.name if info is not None else store.shown(pinned or active.name)
    before = None if active.previous is None else store.shown(active.previous)
    for kind, names in (("shipped", store.shipped_names()), ("added here", store.own_names())):
        screen.plain(f"{kind}:" if names else f"{kind}: none; make model FILE=best.pt adds one")
        for name in names:
            mark = "▶" if name == runs else "↩" if name == before else " "
            try:
                screen.plain(f"  {mark} {name:<24} {_facts(store.entry(name))}")
            except ModelError as error:
                screen.plain(f"  {mark} {name:<24} cannot be used: {error.message}")
    if info is None:
        screen.warn("nothing runs now: ▶ is what `make run` starts")
    elif info.switch is not None:
        screen.warn(f"{info.switch.name} is {info.switch.state}: {info.switch.reason}".rstrip(": "))
    if pinned:
        screen.warn(f"the setting MODEL={pinned} says which model runs")


def change(ask: Callable[[], Activation], name: str, activation: ModelActivation, log: str) -> None:
    """Change which model runs, and say what became of it. NotDone when the model does not run."""
    if activation.running() is not None:
        screen.step("the detector loads it beside the one that serves")
    tell(ask(), name, log)


def tell(outcome: Activation, name: str, log: str) -> None:
    """What became of a change. NotDone when the model does not run."""
    if outcome.state == "serving" and outcome.info is not None:
        info = outcome.info
        screen.good(f"{info.label} runs now, with {info.engine} on {info.device}; nothing was interrupted")
        if info.previous is not None:
            screen.plain(f"  bring {info.previous} back with: make model BACK=1")
    elif outcome.state == "later":
        screen.good(f"nothing runs now: {name} is used at the next `make run`")
    elif outcome.state == "failed":
        screen.fail(f"the detector could not load {name}, and goes on as before: {outcome.reason}", outcome.hint)
        raise NotDone
    else:
        screen.fail(f"the detector has not taken {name} yet", f"See {log}; `make model` shows what runs.")
        raise NotDone


def remove(name: str, activation: ModelActivation, questions: Questions) -> None:
    """Ask, then delete. NotDone when nobody agrees, ModelError when it may not be."""
    activation.check_removable(name)
    if not questions.agree(f"Delete the model {name} for good?"):
        screen.fail("nothing was deleted", "" if questions.terminal else f"make model REMOVE={name} YES=1")
        raise NotDone
    activation.remove(name)
    screen.good(f"{name} is deleted")


def _facts(entry: ModelEntry) -> str:
    items = judged_items(entry.mapping.values())
    figures = entry.measured
    map50 = (
        f"mAP50 {figures.map50:.3f} on {figures.data or 'its data'}" if figures and figures.map50 else "not measured"
    )
    return f"{entry.input_size} px, judges {' and '.join(items) or 'nothing'}, {map50}"
