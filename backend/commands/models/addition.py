"""`make model FILE=…`: adds a model, step by step, and prints what each step found."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.adapters.evaluation import process as evaluation_process
from backend.adapters.models.store import ModelStore
from backend.adapters.pictures import demo_picture, picture_file
from backend.commands import screen
from backend.commands.models.arguments import Arguments
from backend.commands.models.choice import NotDone
from backend.commands.models.mapping import agreed_mapping
from backend.commands.questions import Questions
from backend.core.errors import ModelError
from backend.core.models.figures import measured_of
from backend.services.models import self_test as model_self_test
from backend.services.models.description import Description
from backend.services.models.intake import UNKNOWN_LICENCE, Candidate, ModelIntake, proposed_name, write_manifest
from backend.settings import Settings

RUNS_CODE = {
    ".pt": "a pickle: loading it runs whatever code its maker put into it",
    ".engine": "loaded by NVIDIA's TensorRT, which trusts what it loads",
}


class Addition:
    """One model that is being added."""

    def __init__(self, settings: Settings, store: ModelStore, arguments: Arguments, questions: Questions) -> None:
        self._settings = settings
        self._store = store
        self._arguments = arguments
        self._questions = questions
        self._intake = ModelIntake(store)

    def run(self) -> str:
        """The name of the model that was added. MandorError or NotDone when it was not.

        1. Take a copy. 2. Ask, and export a `.pt`. 3. Describe it. 4. Agree on its classes. 5. Test it on a picture.
        6. Measure it. 7. Keep it.
        """
        picture, data = self._picture(), self._data()
        candidate = self._intake.begin(Path(self._arguments.file).expanduser())
        try:
            name = self._arguments.name or proposed_name(candidate.source)
            self._intake.check_name(name)
            self._prepare(candidate)
            description = self._intake.describe(candidate, self._arguments.overrides)
            screen.good(
                f"a detector of {len(description.names)} classes, {description.input_size} pixels, "
                f"layout {description.layout}, pixels {description.pixels}"
            )
            mapping = agreed_mapping(description.names, self._arguments.map, self._questions)
            self._intake.make(candidate, name, description, mapping, self._licence(description))
            self._test(candidate, picture)
            self._measure(candidate, name, data)
            self._store.keep(candidate.made, name)
        finally:
            self._intake.discard(candidate)
        screen.good(f"{name} is kept in {self._store.own / name}")
        return name

    def _picture(self) -> NDArray[np.uint8]:
        if self._arguments.picture:
            return picture_file.read(Path(self._arguments.picture).expanduser())
        return demo_picture.demo_picture(self._settings.root / "demo")

    def _data(self) -> Path | None:
        data = Path(self._arguments.data).expanduser().resolve() if self._arguments.data else None
        if data is not None and not (data / "images").is_dir():
            raise ModelError(f"{data} has no folder images.", hint="DATA is a folder with images/ and labels/.")
        return data

    def _prepare(self, candidate: Candidate) -> None:
        kind, file = candidate.source.kind, candidate.source.original
        if kind == ".pt" and (find_spec("ultralytics") is None or find_spec("torch") is None):
            raise ModelError(
                f"{file} needs ultralytics and torch to be exported, which are not installed.",
                hint="Run `make extras` first (ultralytics is AGPL-3.0), or export the model to ONNX yourself.",
            )
        if kind in RUNS_CODE:
            screen.warn(f"{file} is {RUNS_CODE[kind]}.")
            screen.plain("  Go on only if you trust where it comes from.")
            if not self._questions.agree("  Load it?"):
                screen.fail("it was not loaded", f"If you trust it: make model FILE={self._arguments.file} YES=1")
                raise NotDone
        if kind == ".pt":
            screen.step("exporting it to ONNX, in a process apart")
            locked = self._intake.export(candidate, self._arguments.overrides)
            apart = "no files but its own, no TCP" if locked else "limits only: this kernel has no Landlock"
            screen.good(f"exported; what runs from now on is the ONNX ({apart})")

    def _licence(self, description: Description) -> str:
        stated = f"{description.licence} (as the file states)" if description.licence else UNKNOWN_LICENCE
        licence = self._arguments.licence or self._questions.text(f"Its licence [{stated}]: ", stated)
        screen.plain(f"  licence: {licence}")
        return licence

    def _test(self, candidate: Candidate, picture: NDArray[np.uint8]) -> None:
        screen.step(f"testing it on {self._arguments.picture or 'a picture of the demonstration'}, in a process apart")
        try:
            result = model_self_test.run(
                candidate.made,
                candidate.work,
                picture,
                engine=self._settings.engine,
                threads=self._settings.inference_threads,
                gpu=candidate.runs.kind == ".engine",
            )
        except ModelError:
            self._save_failed(candidate)
            raise
        found = ", ".join(f"{count} {name}" for name, count in result.counts.items() if count)
        times = ", ".join(f"{name} {ms:.1f} ms" for name, ms in result.milliseconds.items())
        screen.good(f"it found {found}; time for one picture: {times}")
        if not result.forms_agree:
            screen.warn("with fewer rows it finds something else, so wide pictures cost as much as square ones")
            self._change(candidate, shorter=None)

    def _measure(self, candidate: Candidate, name: str, data: Path | None) -> None:
        if data is None:
            screen.warn("it was not measured: DATA=<folder with images/ and labels/> shows how good it is")
            return
        screen.step(f"measuring it on {data}")
        figures = evaluation_process.measure(candidate.made, name, data, candidate.work, screen.plain)
        self._change(candidate, measured={**measured_of(figures), "data": data.name})
        screen.good(f"mAP50 {figures.map50:.3f}" if figures.map50 is not None else "measured")

    def _change(self, candidate: Candidate, **changes: object) -> None:
        """Change its manifest; None removes a field."""
        (entry,) = json.loads((candidate.made / "manifest.json").read_text())["models"]
        write_manifest(candidate.made, {k: v for k, v in {**entry, **changes}.items() if v is not None})

    def _save_failed(self, candidate: Candidate) -> None:
        drawn = candidate.made / model_self_test.PICTURE
        if drawn.exists():
            kept = drawn.replace(self._store.own / "self-test-failed.jpg")
            screen.plain(f"  what it found is drawn in {kept}")
