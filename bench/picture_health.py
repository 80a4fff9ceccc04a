"""How soon spoiled pictures are reported, and how often good ones are: `make bench NAME=picture_health`.

Clips are looped for minutes, as the pipeline does with files, spoiled after 70 seconds, encoded as cameras do, and
sampled once a second, once in four seconds, and at key frames only.
"""

from __future__ import annotations

import argparse
import io
import time
from pathlib import Path

import numpy as np

from backend.core.picture_health.assessment import PictureHealth
from backend.core.picture_health.sample import PictureSample
from bench.scenes import picture_cases as cases

AFTER = 70.0
HOW = {"1 s": (1.0, False), "4 s": (4.0, False), "keys": (0.0, True)}
ENCODERS = {
    "crf 28": ({"crf": "28"}, None),
    "200 kbit/s": ({}, 200_000),
    "400 kbit/s, strict": ({"maxrate": "400k", "bufsize": "800k"}, 400_000),
}
SPOILS = {
    "frozen": (cases.frozen, "frozen"),
    "frozen, clock goes on": (lambda: cases.frozen(clock=True), "frozen"),
    "covered": (lambda: cases.covered, "covered"),
    "black": (lambda: cases.black, "dark"),
    "out of focus": (lambda: cases.out_of_focus, "defocused"),
    "turned": (lambda: cases.turned, "moved"),
    "knocked": (lambda: cases.knocked, "moved"),
}
QUIET = {
    "as it is": lambda: None,
    "dusk to 25 %": lambda: cases.dusk(0.25, 2.0),
    "dusk to 8 %": lambda: cases.dusk(0.08, 2.0),
    "lamps off": lambda: cases.lamps_off(0.2, 2.0),
}


def delays(name: str, source: list[cases.Picture], seconds: float) -> None:
    """One line per way to spoil the clip and encoder: seconds until it is reported."""
    for what, (make, code) in SPOILS.items():
        for encoder, (options, rate) in ENCODERS.items():
            if encoder != "crf 28" and not what.startswith("frozen"):
                continue
            spoiled = cases.spoiled(source, seconds=seconds, after=AFTER, spoil=make())
            video = cases.encoded(spoiled, options, gop=2 * cases.FPS, bit_rate=rate)
            every_sample, line = cases.all_samples(video), []
            for how, (every, keys) in HOW.items():
                found = cases.first_reported(cases.chosen(every_sample, every, keys_only=keys))
                delay = found.pop(code, float("nan")) - AFTER
                line.append(f"{how}: {delay:5.1f}" + (f" also {sorted(found)}" if found else ""))
            print(f"{name:24} {what:22} {encoder:20} {' | '.join(line)}", flush=True)


def false_alarms(name: str, source: list[cases.Picture], seconds: float) -> None:
    """One line per quiet change of light: what was reported although nothing is wrong."""
    for what, make in QUIET.items():
        spoiled = cases.spoiled(source, seconds=seconds, after=AFTER, spoil=make())
        video = cases.encoded(spoiled, {"crf": "30"}, gop=2 * cases.FPS)
        line = [
            f"{how}: {cases.first_reported(cases.samples(video, every, keys_only=keys)) or '-'}"
            for how, (every, keys) in HOW.items()
        ]
        print(f"{name:24} {what:22} {seconds / 60:4.1f} min {' | '.join(line)}", flush=True)


def nights(plate: np.ndarray, seconds: float) -> None:
    """A night without people: what was reported although nothing is wrong."""
    for gain, sigma, kept in ((0.5, 2.0, 0.0), (0.3, 1.5, 0.8), (0.3, 0.7, 0.9), (0.2, 0.3, 0.9), (0.1, 1.0, 0.95)):
        for crf, gop in ((18, 10), (28, 10), (38, 10), (28, 60)):
            night = cases.quiet_night(plate * gain, seconds=seconds, sigma=sigma, reduction=kept)
            video = cases.encoded(night, {"crf": str(crf)}, gop=gop)
            what = f"light {gain}, noise {sigma}, reduction {kept}, crf {crf}, key every {gop // cases.FPS} s"
            print(f"{what:66} {seconds / 60:4.1f} min {_alarms(video)}", flush=True)


def _alarms(video: io.BytesIO) -> str:
    samples = cases.all_samples(video)
    found = {
        how: cases.first_reported(cases.chosen(samples, every, keys_only=keys)) for how, (every, keys) in HOW.items()
    }
    return " | ".join(f"{how}: {codes or '-'}" for how, codes in found.items())


def cost(source: list[cases.Picture]) -> None:
    """CPU of one sample, without the two conversions."""
    video = cases.encoded(source[:100], {"crf": "23"}, gop=5)
    found = list(cases.samples(video, 0.2))
    health, began = PictureHealth(), time.process_time()
    for n in range(1000):
        sample = found[n % len(found)]
        health.add(PictureSample(float(n), sample.grey, sample.points, n, sample.colour))
    print(f"one sample: {(time.process_time() - began):.3f} ms of CPU")


def main() -> None:
    """Run it over the demonstration clips and, where there are some, clips and sequences of `--data`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=None, help="a folder with clips/")
    parser.add_argument("--seconds", type=float, default=240.0)
    parser.add_argument("--only", default="", help="delays, alarms or nights")
    parser.add_argument("--clip", default="", help="only clips with this in their names")
    asked = parser.parse_args()
    root = Path(__file__).resolve().parents[1]
    clips = {path.stem: path for path in sorted((root / "demo").glob("*.mp4"))}
    if asked.data is not None:
        clips |= {path.stem: path for path in sorted((asked.data / "clips").glob("*.mp4"))}
    sources = {name: cases.pictures(path) for name, path in clips.items() if asked.clip in name}
    cost(next(iter(sources.values())))
    if asked.only in ("", "nights"):
        night = cases.pictures(root / "demo" / "warehouse_night.mp4")
        plate = np.mean(night[:4], axis=0, dtype=np.float32)
        nights(plate, asked.seconds)
    for name, source in sources.items():
        if asked.only in ("", "alarms"):
            false_alarms(name, source, asked.seconds)
        if asked.only in ("", "delays"):
            delays(name, source, AFTER + 45.0)


if __name__ == "__main__":
    main()
