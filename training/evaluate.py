"""Measures models on the validation, calibration and held-out pictures; partly labelled ones by what they label.

    python -m training.evaluate OUT_FOLDER NAME=MODEL_FOLDER … [--sets val,held_out] [--model ppe-nano-640]

Each model folder has a `manifest.json`. The finds are kept in OUT_FOLDER, so that a model is run once. Prints AP50 with
95 % intervals (bootstrap over pictures) per set and source, differences between the first model and each other one
(the same draws for both), and as the last line one JSON object.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.adapters.engines import selection as engines
from backend.adapters.engines.crop_classifier_model import PictureRefinement
from backend.adapters.inference.picture_detector import PictureDetector
from backend.adapters.models import manifest as model_manifest
from backend.adapters.pictures import picture_file
from backend.core.evaluation.average_precision import Ranking, average_precision
from backend.core.evaluation.detection_figures import EvaluatedPicture, rankings
from backend.core.ppe.items import CLASSES
from backend.core.vision.detections import EVERYTHING, Detections
from training.data.partial import labelled_classes

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared/data"
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A picture's files, its source, and the classes that it labels."""

    image: Path
    labels: Path
    source: str
    labelled: frozenset[int]


def main() -> None:
    """1. The sets. 2. What each model finds. 3. Tables."""
    parser = argparse.ArgumentParser(prog="evaluate", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("models", nargs="+", help="NAME=FOLDER")
    parser.add_argument("--sets", default="val,held_out")
    parser.add_argument("--model", default="ppe-nano-640")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--alone", action="store_true", help="the detector without its crop classifier")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    result: dict[str, Any] = {}
    for set_name in options.sets.split(","):
        pictures = pictures_of(set_name, options.data)
        evaluated = {}
        for given in options.models:
            name, folder = given.split("=", 1)
            kept = options.out / f"{name}-{options.model}-{set_name}{'-alone' if options.alone else ''}.npz"
            evaluated[name] = finds(pictures, Path(folder), options.model, kept, alone=options.alone)
        groups = {set_name: pictures}
        for source in sorted({p.source for p in pictures}):
            groups[f"{set_name}/{source}"] = [p for p in pictures if p.source == source]
        for group, chosen in groups.items():
            result[group] = _table(group, pictures, chosen, evaluated)
    print(json.dumps(result))


def pictures_of(name: str, data: Path) -> list[Evaluated]:
    """The pictures of `val`, `held_out` or `calibration`."""
    if name == "val":
        images = sorted((data / "ppe/images/val").iterdir())
        every = frozenset(range(len(CLASSES)))
        folder = data / "ppe/labels/val"
        return [Evaluated(path, folder / f"{path.stem}.txt", path.name.split("_")[0], every) for path in images]
    names = set((ROOT / f"training/splits/{name}.txt").read_text().split())
    folder = data / "ppe_more"
    with (folder / "labelled.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["file"] in names]
    return [
        Evaluated(
            folder / "images" / row["file"],
            folder / "labels" / f"{Path(row['file']).stem}.txt",
            row["source"],
            labelled_classes(row),
        )
        for row in rows
    ]


def finds(
    pictures: Sequence[Evaluated], folder: Path, model: str, kept: Path, *, alone: bool
) -> list[EvaluatedPicture]:
    """What a model finds, of the classes that each picture labels."""
    if not kept.exists():
        choice = engines.load(model_manifest.read(folder, model), "onnxruntime", 1)
        file = choice.model.entry.crop_classifier
        refine = None if file is None or alone else PictureRefinement(engines.load_crop_classifier(file, 1))
        detect = PictureDetector((choice.model, *choice.shorter), EVERYTHING, refine)
        rows = []
        for index, picture in enumerate(pictures):
            found = detect(picture_file.read(picture.image))
            rows.append(np.column_stack((np.full(len(found.scores), index), found.boxes, found.scores, found.classes)))
        np.savez_compressed(kept, rows=np.concatenate(rows).astype(np.float32))
    rows_of = np.load(kept)["rows"]
    evaluated = []
    for index, picture in enumerate(pictures):
        mine = rows_of[(rows_of[:, 0] == index) & np.isin(rows_of[:, 6], list(picture.labelled))]
        truth = _truth(picture)
        evaluated.append(EvaluatedPicture(Detections(mine[:, 1:5], mine[:, 5], mine[:, 6].astype(np.int64)), truth))
    return evaluated


def draws(ranked: dict[str, Ranking], seed: int = 0) -> NDArray[np.float64]:
    """AP50 of each class (and last their mean) over resampled pictures: (RESAMPLES, classes + 1); NaN without truth."""
    random = np.random.default_rng(seed)
    pictures = len(next(iter(ranked.values())).truths)
    out = np.full((RESAMPLES, len(ranked) + 1), np.nan)
    for i in range(RESAMPLES):
        times = np.bincount(random.integers(0, pictures, pictures), minlength=pictures)
        for column, ranking in enumerate(ranked.values()):
            total = int((ranking.truths * times).sum())
            if total:
                hits = np.repeat(ranking.hits[:, 0], times[ranking.pictures])
                out[i, column] = average_precision(hits, total)
        if not np.isnan(out[i, :-1]).all():
            out[i, -1] = np.nanmean(out[i, :-1])
    return out


def _truth(picture: Evaluated) -> Detections:
    text = picture.labels.read_text() if picture.labels.exists() else ""
    rows = np.array([line.split()[:5] for line in text.splitlines() if line.strip()], np.float64).reshape(-1, 5)
    height, width = picture_file.read(picture.image).shape[:2]
    corners = np.concatenate((rows[:, 1:3] - rows[:, 3:] / 2, rows[:, 1:3] + rows[:, 3:] / 2), 1)
    boxes = (corners * [width, height, width, height]).astype(np.float32)
    kept = np.isin(rows[:, 0], list(picture.labelled))
    return Detections(boxes[kept], np.ones(int(kept.sum()), np.float32), rows[kept, 0].astype(np.int64))


def _table(
    group: str, pictures: Sequence[Evaluated], chosen: Sequence[Evaluated], evaluated: dict[str, list[EvaluatedPicture]]
) -> dict[str, Any]:
    where = [index for index, picture in enumerate(pictures) if picture in set(chosen)]
    names = [*CLASSES, "mean"]
    out: dict[str, Any] = {"pictures": len(where)}
    drawn = {}
    print(f"{group}: {len(where)} pictures")
    for model, every in evaluated.items():
        ranked = rankings([every[index] for index in where])
        point = [ranking.ap50() for ranking in ranked.values()]
        known = [ap for ap in point if ap is not None]
        point.append(float(np.mean(known)) if known else None)
        drawn[model] = draws(ranked)
        out[model] = _row(model, names, point, drawn[model])
    first = next(iter(evaluated))
    for model in list(evaluated)[1:]:
        difference = drawn[model] - drawn[first]
        points = [
            None if out[model][n] is None or out[first][n] is None else out[model][n]["ap50"] - out[first][n]["ap50"]
            for n in names
        ]
        out[f"{model} - {first}"] = _row(f"{model} - {first}", names, points, difference)
    return out


def _row(model: str, names: list[str], point: list[float | None], drawn: NDArray[np.float64]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column, (name, value) in enumerate(zip(names, point, strict=True)):
        known = drawn[:, column][~np.isnan(drawn[:, column])]
        if value is None or not len(known):
            row[name] = None
            continue
        low, high = np.percentile(known, [2.5, 97.5])
        row[name] = {"ap50": round(value, 4), "interval": [round(float(low), 3), round(float(high), 3)]}
    answer = "  ".join(
        f"{n} {r['ap50']:.3f} [{r['interval'][0]:.3f}-{r['interval'][1]:.3f}]" for n, r in row.items() if r
    )
    print(f"  {model:20} {answer}", flush=True)
    return row


if __name__ == "__main__":
    main()
