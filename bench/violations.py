"""False alarms: violations that a model opens where nothing is missing, and violations that it misses.

    make bench NAME=violations [ARGS="--beside ../other/model --only simulated,clips,noise,pictures,demo"]

On ordinary clips, rendered night noise and labelled pictures (`bench/corpora.toml`) and on the rendered clips with
exact truth, with the crop classifier, at the shipped thresholds, five observations a second. `--beside` names the
folder of a second manifest, measured the same way. `simulated` compares the judgement alone with three common rules,
on the same simulated detections of the scenes of the field. Prints tables and, as the last line, one JSON object:
precision, recall, reports per violation, median delay and share not assessable of the simulated scenes, the same of the
rivals, and the counts of each corpus by model.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable
from dataclasses import asdict
from itertools import takewhile
from pathlib import Path
from typing import Any

import av

from backend import settings
from backend.adapters.pictures import picture_file
from bench import corpora
from bench.corpora import Clip, Corpora, Noise, Pictures
from bench.scenes import night_noise, violation_counts
from bench.scenes.violation_counts import Counts
from bench.scenes.violation_replay import Picture, Replay, Seen, of_clip
from bench.simulation import comparison

ROOT = Path(__file__).resolve().parent.parent
DEMO = {"day": ROOT / "demo/warehouse.mp4", "night": ROOT / "demo/warehouse_night.mp4"}
PARTS = ("clips", "noise", "pictures", "demo")
SIMULATED = "simulated"


def main() -> None:
    """1. The simulated scenes. 2. Each model on each corpus. 3. The JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--beside", type=Path, help="the folder of a second manifest")
    parser.add_argument("--only", default=",".join((SIMULATED, *PARTS)), help="which parts, separated by commas")
    parser.add_argument("--seconds", type=float, default=math.inf, help="of each clip (all)")
    options = parser.parse_args()
    parts = options.only.split(",")
    result: dict[str, Any] = comparison.compare() if SIMULATED in parts else {}
    if set(parts) & set(PARTS):
        result |= _with_models(parts, options.beside, options.seconds)
    print(json.dumps(result))


def _with_models(parts: list[str], beside: Path | None, seconds: float) -> dict[str, Any]:
    chosen = settings.load()
    found = corpora.read()
    folders = {"shipped": chosen.model_dir} | ({"beside": beside} if beside else {})
    result: dict[str, Any] = {"model": chosen.model}
    seen: Seen = {}
    for name, folder in folders.items():
        replay = Replay(folder, chosen.model, seen)
        print(f"{name}: {replay.choice.model.entry.label}")
        result[name] = measure(replay, found, parts, seconds)
    return result


def measure(replay: Replay, found: Corpora, parts: list[str], seconds: float) -> dict[str, Any]:
    """The counts of one model on each corpus, and per hour of ordinary video."""
    data = (ROOT / found.data).resolve()
    counts: dict[str, dict[str, Counts]] = {part: {} for part in PARTS if part in parts}
    if "clips" in counts:
        counts["clips"] = {c.name: _printed(c.name, _clip(replay, c, data, found.fps, seconds)) for c in found.clip}
    if "noise" in counts:
        counts["noise"] = {n.name: _printed(n.name, _noise(replay, n, found.fps)) for n in found.noise}
    if "pictures" in counts:
        counts["pictures"] = {p.name: _printed(p.name, _pictures(replay, p, data, found.fps)) for p in found.pictures}
    if "demo" in counts:
        counts["demo"] = {n: _printed(n, _demo(replay, path, found.fps, seconds)) for n, path in DEMO.items()}
    video = [each for part in ("clips", "noise") for each in counts.get(part, {}).values()]
    whole = sum(video, Counts())
    if video:
        print(f"  false violations per hour of ordinary video: {whole.false_per_hour:.1f}")
    return {
        **{part: {name: asdict(each) for name, each in of.items()} for part, of in counts.items()},
        "false_per_hour": whole.false_per_hour if video else None,
    }


def _clip(replay: Replay, clip: Clip, data: Path, fps: float, seconds: float) -> Counts:
    path = corpora.checked(data / clip.file, clip.sha256)
    return violation_counts.of_clip(
        clip, replay.frames(clip.name, _first(of_clip(path, fps), seconds)), min(seconds, _seconds(path))
    )


def _noise(replay: Replay, noise: Noise, fps: float) -> Counts:
    opened = replay.frames(noise.name, night_noise.frames(noise, fps))
    return Counts(false=len(opened), seconds=noise.seconds)


def _pictures(replay: Replay, pictures: Pictures, data: Path, fps: float) -> Counts:
    folder = data / pictures.folder
    names = (ROOT / pictures.names).read_text().split()
    files = [(folder / "images" / name, folder / "labels" / f"{Path(name).stem}.txt") for name in names]
    if corpora.digest_of([path for pair in files for path in pair]) != pictures.sha256:
        raise ValueError(f"the pictures of {pictures.name!r} are not those that corpora.toml names")
    total = Counts()
    for image, labels in files:
        opened = replay.still(image.name, picture_file.read(image), pictures.seconds, fps)
        total += violation_counts.of_picture(labels.read_text(), opened, pictures.seconds)
    return total


def _demo(replay: Replay, path: Path, fps: float, seconds: float) -> Counts:
    truth = json.loads((ROOT / "demo/warehouse.truth.json").read_text())
    return violation_counts.of_truth(truth, replay.frames(path.name, _first(of_clip(path, fps), seconds)))


def _first(frames: Iterable[tuple[float, Picture]], seconds: float) -> Iterable[tuple[float, Picture]]:
    return takewhile(lambda each: each[0] <= seconds, frames)


def _seconds(path: Path) -> float:
    with av.open(str(path)) as video:
        assert video.duration is not None
        return float(video.duration / av.time_base)


def _printed(name: str, counts: Counts) -> Counts:
    print(
        f"  {name:26} {counts.seconds:6.0f} s  true {counts.true}, false {counts.false}, again {counts.again}, "
        f"missed {counts.missed}, unknown {counts.unknown}",
        flush=True,
    )
    return counts


if __name__ == "__main__":
    main()
