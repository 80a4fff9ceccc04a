"""Camera pictures that were spoiled on purpose, encoded as a camera would."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

from backend.core.picture_health.assessment import PictureHealth
from backend.core.picture_health.sample import GREY_HEIGHT, GREY_WIDTH, POINTS_HEIGHT, POINTS_WIDTH, PictureSample
from backend.core.vision.colour import SAMPLED_HEIGHT, SAMPLED_WIDTH, has_colour

Picture = NDArray[np.uint8]
Spoil = Callable[[Picture, float], Picture]
"""A picture (H, W, 3) and the seconds since it began to be spoiled → what the camera sends instead."""
FPS = 5
X264 = {"preset": "veryfast"}


def pictures(path: Path, *, width: int = 640, seconds: float = 60.0) -> list[Picture]:
    """The clip's pictures, `FPS` a second, at most this wide, of its first seconds."""
    found: list[Picture] = []
    scaler = VideoReformatter()
    with av.open(str(path)) as clip:
        for picture in clip.decode(video=0):
            if (picture.time or 0.0) >= seconds:
                break
            if (picture.time or 0.0) * FPS < len(found):
                continue
            wide = min(width, picture.width)
            high = round(picture.height * wide / picture.width / 2) * 2
            found.append(scaler.reformat(picture, wide, high, "bgr24", interpolation=Interpolation.AREA).to_ndarray())
    return found


def mot_pictures(folder: Path, rate: float, *, width: int = 640) -> list[Picture]:
    """A sequence of numbered JPEGs, `FPS` a second."""
    names = sorted((folder / "img1").glob("*.jpg"))
    chosen = [names[int(i * rate / FPS)] for i in range(int(len(names) * FPS / rate))]
    found = [cv2.imread(str(name)) for name in chosen]
    return [cv2.resize(p, (width, round(p.shape[0] * width / p.shape[1] / 2) * 2)) for p in found if p is not None]


def encoded(source: Iterable[Picture], options: dict[str, str], *, gop: int, bit_rate: int | None = None) -> io.BytesIO:
    """H.264 of these pictures."""
    out = io.BytesIO()
    with av.open(out, "w", format="matroska") as container:
        stream = container.add_stream("libx264", rate=FPS)
        stream.codec_context.gop_size = gop
        stream.pix_fmt = "yuv420p"
        stream.options = {**X264, **options}
        if bit_rate:
            stream.bit_rate = bit_rate
        for n, picture in enumerate(source):
            if not n:
                stream.height, stream.width = picture.shape[:2]
            frame = av.VideoFrame.from_ndarray(picture, "bgr24")
            frame.pts, frame.time_base = n, Fraction(1, FPS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    out.seek(0)
    return out


def samples(video: io.BytesIO, every_seconds: float, *, keys_only: bool = False) -> list[PictureSample]:
    """What a worker would sample: every so many seconds, or key frames only, as a worker that decodes no others."""
    return chosen(all_samples(video), every_seconds, keys_only=keys_only)


def chosen(found: list[PictureSample], every_seconds: float, *, keys_only: bool = False) -> list[PictureSample]:
    """Some of the samples of a video."""
    taken: list[PictureSample] = []
    keys, due = 0, 0.0
    for sample in found:
        if sample.at >= due and (sample.keys > keys or not keys_only):
            due = sample.at + every_seconds - 1e-6
            taken.append(sample)
        keys = sample.keys
    return taken


def all_samples(video: io.BytesIO) -> list[PictureSample]:
    """A sample of each picture of a video."""
    return list(_samples(video))


def _samples(video: io.BytesIO) -> Iterator[PictureSample]:
    averaged, sampled, coloured = VideoReformatter(), VideoReformatter(), VideoReformatter()
    keys = 0
    video.seek(0)
    with av.open(video) as clip:
        for picture in clip.decode(video=0):
            keys += bool(picture.key_frame)
            grey = averaged.reformat(picture, GREY_WIDTH, GREY_HEIGHT, "gray8", interpolation=Interpolation.AREA)
            points = sampled.reformat(picture, POINTS_WIDTH, POINTS_HEIGHT, "gray8", interpolation=Interpolation.POINT)
            tint = coloured.reformat(picture, SAMPLED_WIDTH, SAMPLED_HEIGHT, "bgr24", interpolation=Interpolation.POINT)
            colour = has_colour(tint.to_ndarray())
            yield PictureSample(picture.time or 0.0, grey.to_ndarray(), points.to_ndarray(), keys, colour)


def spoiled(source: list[Picture], *, seconds: float, after: float, spoil: Spoil | None) -> Iterator[Picture]:
    """The clip in a loop for so long; from `after` seconds on spoiled."""
    for n in range(round(seconds * FPS)):
        at, picture = n / FPS, source[n % len(source)]
        yield picture if spoil is None or at < after else spoil(picture, at - after)


def frozen(clock: bool = False) -> Spoil:
    """The first picture for ever; with the camera's clock still going in a corner."""
    held: list[Picture] = []

    def spoil(picture: Picture, since: float) -> Picture:
        held.append(picture)
        shown = held[0].copy()
        if clock:
            line = shown.shape[0] / 20
            text = f"2026-11-21 03:15:{since % 60:05.2f}"
            cv2.putText(shown, text, (8, round(1.4 * line)), 0, line / 25, (255, 255, 255), 2)
        return shown

    return spoil


def covered(picture: Picture, _since: float) -> Picture:
    """A hand on the lens: what is left of the light, a little red, and noise."""
    few = cv2.resize(picture, (8, 5), interpolation=cv2.INTER_AREA)
    light = cv2.resize(few, picture.shape[1::-1], interpolation=cv2.INTER_CUBIC).astype(np.float32) * 0.35
    return noisy(light + np.array([30, 35, 60], np.float32), 1.5)


def black(picture: Picture, _since: float) -> Picture:
    """The light is out: the sensor's noise is all there is."""
    return noisy(picture * np.float32(0.005) + 9.0, 3.0)


def out_of_focus(picture: Picture, since: float) -> Picture:
    """A lens that turns out of focus within 20 seconds."""
    return cv2.GaussianBlur(picture, (0, 0), 0.3 + 0.005 * picture.shape[1] * min(1.0, since / 20))


def turned(picture: Picture, _since: float) -> Picture:
    """A camera that was turned by a sixth of its view."""
    return np.ascontiguousarray(np.roll(picture, picture.shape[1] // 6, axis=1))


def knocked(picture: Picture, _since: float) -> Picture:
    """A camera that hangs 4 degrees askew and a little lower."""
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 4, 1.08)
    turn[1, 2] += 0.03 * height
    return cv2.warpAffine(picture, turn, (width, height), borderMode=cv2.BORDER_REFLECT)


def infrared(picture: Picture, _since: float) -> Picture:
    """Night mode: no colour."""
    return np.asarray(cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR), np.uint8)


def dusk(gain: float, sigma: float) -> Spoil:
    """The light goes within a minute down to `gain`; the sensor's noise stays."""

    def spoil(picture: Picture, since: float) -> Picture:
        left = max(gain, 1.0 - (1.0 - gain) * since / 60)
        return noisy(picture * np.float32(left), sigma)

    return spoil


def lamps_off(gain: float, sigma: float) -> Spoil:
    """The lamps are switched off; some light is left."""
    return lambda picture, _since: noisy(picture * np.float32(gain), sigma)


def quiet_night(plate: NDArray[np.float32], *, seconds: float, sigma: float, reduction: float) -> Iterator[Picture]:
    """No person: a still scene (H, W, 3) through a noisy sensor and the camera's own noise reduction over time.

    `reduction` is the share of the picture before that stays in each picture.
    """
    random = np.random.default_rng(3)
    pool = [random.normal(0, 1, plate.shape).astype(np.float32) for _ in range(5)]
    before = plate
    for n in range(round(seconds * FPS)):
        shift = (int(random.integers(0, plate.shape[0])), int(random.integers(0, plate.shape[1])))
        raw = plate + np.roll(pool[n % len(pool)], shift, (0, 1)) * np.float32(sigma)
        before = reduction * before + (1 - reduction) * np.round(raw)
        yield np.clip(np.round(before), 0, 255).astype(np.uint8)


_random = np.random.default_rng(1)


def noisy(picture: NDArray[np.float32], sigma: float) -> Picture:
    """The picture through a sensor with this much noise, grey levels."""
    noise = _random.standard_normal(picture.shape, np.float32) * np.float32(sigma)
    return np.clip(np.round(picture + noise), 0, 255).astype(np.uint8)


def first_reported(samples: Iterable[PictureSample]) -> dict[str, float]:
    """The conditions that arose, with the time of the sample at which each was first reported."""
    health, found = PictureHealth(), {}
    for sample in samples:
        health.add(sample)
        for condition in health.conditions:
            found.setdefault(condition.code, sample.at)
    return found
