"""What the running inference server publishes about itself: its tasks, their models, its load."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from backend.adapters.redis.connection import RedisClient
from backend.core.faces.inference_tasks import FACES
from backend.core.inference.load_window import Load, TaskLoad
from backend.core.models.class_mapping import judged_items
from backend.core.models.figures import ModelFigures, figures_of, measured_of
from backend.core.ppe.inference_tasks import CROPS, PPE
from backend.core.ppe.items import CLASSES

INFO_EXPIRES_SECONDS = 6
_WIRE_NAMES = {"crop_side": "second_look_side"}
_LOAD_WIRE_NAMES = {"refinements_per_second": "second_looks_per_second"}
"""Names on the wire that differ from those here: they are older, and other versions read them."""


class SwitchState(StrEnum):
    """How far a change of the model is."""

    LOADING = "loading"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSwitch:
    """Another model is being loaded, or could not be; the one that served goes on."""

    state: SwitchState
    name: str
    code: str = ""
    """Why it could not be: one of `core.model_faults`; empty from a server of an earlier version."""
    reason: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskInfo:
    """A task that the server answers, and with which model. Texts are empty where no model serves it (see `switch`)."""

    task: str
    input: str
    """Of `InputKind`."""
    refines: str = ""
    """The task whose answer it refines."""
    name: str = ""
    """Of the model."""
    sha256: str = ""
    engine: str = ""
    device: str = ""
    licence: str = ""
    file: str = ""
    """Name of the model's file, without the folder."""
    input_size: int = 0
    """Side of the frame's square or of the crops, pixels; 0: no model serves the task."""
    previous: str | None = None
    """The model that would be brought back; None when none was ever replaced."""
    switch: ModelSwitch | None = None
    load: TaskLoad | None = None
    resting: tuple[int, ...] = ()
    """Cameras whose requests are not served for a while, see `core.inference.quarantine`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedDetector:
    """Whether a detector is loaded, the name of its file, and what it computes on."""

    loaded: bool
    path: str
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InferenceInfo:
    """What the server publishes. Fields about a model are those of the PPE task; `tasks` has all."""

    name: str
    sha256: str
    engine: str
    device: str
    input_size: int
    classes: tuple[str, ...]
    """As the model calls them."""
    licence: str
    milliseconds: Mapping[str, float]
    """Time for one picture per engine that was tried when it was loaded."""
    pid: int = 0
    crop_side: int = 0
    """Side of the crops that the crop classifier takes, pixels; 0: there is none."""
    mapping: Mapping[str, str] = field(default_factory=dict)
    """Class of the model → item of ours."""
    attribution: str = ""
    measured: ModelFigures | None = None
    pinned: bool = False
    """The setting MODEL names it, so the record of which model is to run is not followed."""
    previous: str | None = None
    """The model that would be brought back; None when none was ever replaced."""
    switch: ModelSwitch | None = None
    load: Load | None = None
    """What the server did in the last seconds."""
    resting: tuple[int, ...] = ()
    """Cameras whose requests are not served for a while, see `core.inference.quarantine`."""
    tasks: tuple[TaskInfo, ...] = ()

    @property
    def label(self) -> str:
        """Name and short hash, as events carry it."""
        return f"{self.name}@{self.sha256[:12]}"

    @property
    def judges(self) -> tuple[str, ...]:
        """The items that people can be assessed for with this model."""
        return judged_items(self.mapping.values())

    @property
    def face_model(self) -> LoadedDetector:
        """What finds faces."""
        return _detector(self.task(FACES.name))

    @property
    def body_model(self) -> LoadedDetector:
        """What finds people."""
        return _detector(self.task(PPE.name))

    @property
    def refused_model(self) -> str:
        """A model that could not be loaded, of any task; empty when there is none."""
        switches = [(self.name, self.switch), *((one.name or one.task, one.switch) for one in self.tasks)]
        failed = [(name, one) for name, one in switches if one is not None and one.state is SwitchState.FAILED]
        return next((one.name or name for name, one in failed), "")

    def task(self, name: str) -> TaskInfo | None:
        """The task of this name; None when the server does not know it."""
        return next((one for one in self.tasks if one.task == name), None)


def announce(redis: RedisClient, info: InferenceInfo) -> None:
    """Publish that the server runs, for the next seconds."""
    redis.set(redis.names.inference_info, encode_info(info), ex=INFO_EXPIRES_SECONDS)


def read_info(redis: RedisClient) -> InferenceInfo | None:
    """The running server, or None when there is none."""
    value: bytes | None = redis.get(redis.names.inference_info)  # type: ignore[assignment]
    return None if value is None else decode_info(value)


def encode_info(info: InferenceInfo) -> str:
    """An announcement as JSON."""
    body = {_WIRE_NAMES.get(name, name): value for name, value in asdict(info).items()}
    body["measured"] = measured_of(info.measured) if info.measured is not None else None
    body["load"] = load_to_wire(info.load) if info.load is not None else None
    return json.dumps(body)


def decode_info(value: bytes) -> InferenceInfo:
    """The inverse, also for servers of other versions: what is missing has its default, what is unknown is left out."""
    given: dict[str, Any] = json.loads(value)
    body = _renamed(given, _WIRE_NAMES)
    body["classes"] = tuple(body["classes"])
    body.setdefault("mapping", {name: name for name in body["classes"] if name in CLASSES})
    body["measured"] = figures_of(body.get("measured"))
    body["switch"] = _switch_of(body.get("switch"))
    body["load"] = _load_of(body.get("load"))
    body["resting"] = tuple(body.get("resting", ()))
    body["tasks"] = tuple(_task_of(one) for one in body["tasks"]) if body.get("tasks") else _tasks_of_old(body)
    return InferenceInfo(**_known(body, InferenceInfo))


def load_to_wire(load: Load) -> dict[str, Any]:
    """As a dictionary, by the names on the wire."""
    return {_LOAD_WIRE_NAMES.get(name, name): value for name, value in asdict(load).items()}


def _detector(task: TaskInfo | None) -> LoadedDetector:
    if task is None or not task.input_size:
        return LoadedDetector(loaded=False, path="", device="")
    return LoadedDetector(loaded=True, path=task.file, device=task.device)


def _tasks_of_old(body: Mapping[str, Any]) -> tuple[TaskInfo, ...]:
    """The tasks of a server that announces none: PPE, and the crop classifier if it has one."""
    shared = {name: body.get(name, "") for name in ("name", "sha256", "engine", "device", "licence")}
    ppe = TaskInfo(
        **shared,
        task=PPE.name,
        input=PPE.input,
        input_size=body["input_size"],
        previous=body.get("previous"),
        switch=body["switch"],
        resting=body["resting"],
    )
    side = body.get("crop_side", 0)
    crops = TaskInfo(task=CROPS.name, input=CROPS.input, refines=CROPS.refines, input_size=side)
    return (ppe, crops) if side else (ppe,)


def _task_of(body: dict[str, Any]) -> TaskInfo:
    read = {
        **body,
        "switch": _switch_of(body.get("switch")),
        "load": TaskLoad(**_known(body["load"], TaskLoad)) if body.get("load") else None,
        "resting": tuple(body.get("resting", ())),
    }
    return TaskInfo(**_known(read, TaskInfo))


def _switch_of(body: dict[str, Any] | None) -> ModelSwitch | None:
    return ModelSwitch(**{**_known(body, ModelSwitch), "state": SwitchState(body["state"])}) if body else None


def _load_of(body: dict[str, Any] | None) -> Load | None:
    return Load(**_known(_renamed(body, _LOAD_WIRE_NAMES), Load)) if body else None


def _renamed(body: Mapping[str, Any], wire_names: Mapping[str, str]) -> dict[str, Any]:
    here = {wire: name for name, wire in wire_names.items()}
    return {here.get(name, name): value for name, value in body.items()}


def _known(body: Mapping[str, Any], kind: type) -> dict[str, Any]:
    fields: Mapping[str, object] = kind.__dict__["__dataclass_fields__"]
    return {name: value for name, value in body.items() if name in fields}
