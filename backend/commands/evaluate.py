"""`make evaluate DATA=…`: measures the model on a labelled data set. The last line is one JSON object."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from backend import settings as settings_module
from backend.adapters.engines import selection as engines
from backend.adapters.engines.crop_classifier_model import PictureRefinement
from backend.adapters.evaluation import yolo_dataset
from backend.adapters.evaluation.yolo_dataset import YoloDataset
from backend.adapters.inference.picture_detector import PictureDetector
from backend.adapters.models.manifest import ModelEntry
from backend.adapters.models.store import ModelStore
from backend.commands import screen
from backend.commands.evaluation import table as evaluation_table
from backend.core.errors import MandorError
from backend.core.vision.detections import EVERYTHING
from backend.services.evaluation.answer import answer
from backend.services.evaluation.evaluation import evaluate, shipped_thresholds
from backend.settings import Settings, SettingsError

FAULTS_SHOWN = 20
PARTS = 10


def main() -> None:
    """Measure and print. Exit code 1 when it cannot be done, with the reason."""
    parser = argparse.ArgumentParser(prog="evaluate", description="Measure the model on a labelled data set.")
    parser.add_argument("data", type=Path, help="a folder with images/ and labels/, as YOLO tools lay them out")
    parser.add_argument("--split", default="", help="the folder below images/ (default: the only one, else val)")
    parser.add_argument(
        "--detector-only", "--first-look-only", action="store_true", help="measure without the crop classifier"
    )
    options = parser.parse_args()
    try:
        run(settings_module.load(), options.data, options.split, refined=not options.detector_only)
    except SettingsError as error:
        screen.fail(f"settings:\n{error}", "Correct them in .env or in the environment.")
        sys.exit(1)
    except MandorError as error:
        screen.fail(error.message, error.hint)
        sys.exit(1)


def run(settings: Settings, data: Path, split: str, *, refined: bool) -> None:
    """1. Read the labels. 2. Load the model. 3. Run it on every picture. 4. The tables. 5. The JSON object."""
    dataset = yolo_dataset.read(data.expanduser().resolve(), split)
    show_data_set(dataset)
    entry = ModelStore(settings.model_dir, settings.own_models_dir).wanted(settings.model)
    choice = engines.load(entry, settings.engine, settings.inference_threads)
    label = choice.model.entry.label
    screen.good(f"model: {label} with {choice.model.engine} on {choice.model.device}")
    refine = _refinement(entry, settings) if refined else None
    screen.good("crop classifier: on everything that was detected" if refine else "crop classifier: none")
    detect = PictureDetector((choice.model, *choice.shorter), EVERYTHING, refine)
    found = evaluate(dataset, detect, shipped_thresholds(entry.thresholds), progress=show_progress)
    show_left_out(found.faults)
    screen.plain()
    for line in evaluation_table.lines(found):
        screen.plain(line)
    what = {
        "model": label,
        "engine": choice.model.engine,
        "device": choice.model.device,
        "input_size": entry.input_size,
        "second_look": refine is not None,
        "data": str(data),
        "split": dataset.split,
        "without_labels": len(dataset.unlabelled),
    }
    screen.plain(json.dumps({**answer(found), **what}, allow_nan=False))


def _refinement(entry: ModelEntry, settings: Settings) -> PictureRefinement | None:
    """The model's crop classifier; None when it has none."""
    file = entry.crop_classifier
    return PictureRefinement(engines.load_crop_classifier(file, settings.inference_threads)) if file else None


def show_data_set(dataset: YoloDataset) -> None:
    """What will be measured, and what of the data set will not."""
    named = f", split {dataset.split}" if dataset.split else ""
    boxes = sum(len(picture.classes) for picture in dataset.pictures)
    screen.good(f"data: {len(dataset.pictures)} pictures{named}, {boxes} boxes")
    if not boxes:
        screen.warn("there is no box of our classes: only false alarms can be counted")
    if dataset.unlabelled:
        shown = ", ".join(dataset.unlabelled[:3])
        screen.warn(f"{len(dataset.unlabelled)} pictures have no label file: taken as empty ({shown} …)")
    if dataset.renamed:
        screen.good("taken as " + ", ".join(f"{name}: {item}" for name, item in dataset.renamed.items()))
    if dataset.foreign:
        counted = ", ".join(f"{name} ({count})" for name, count in dataset.foreign.items())
        screen.warn(f"boxes of classes that are none of ours are left out: {counted}")


def show_left_out(faults: tuple[str, ...]) -> None:
    """Each file with its reason."""
    for fault in faults[:FAULTS_SHOWN]:
        screen.warn(fault)
    if len(faults) > FAULTS_SHOWN:
        screen.warn(f"and {len(faults) - FAULTS_SHOWN} more")


def show_progress(done: int, total: int) -> None:
    """A line now and then, on the error stream: the output stays readable for programs."""
    every = max(1, total // PARTS)
    if done % every == 0 or done == total:
        print(f"  {done} of {total} pictures", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
