"""The corpora of false alarms: clips and pictures, what is true in them, and a check that they are the same files."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).with_name("corpora.toml")
Corner = tuple[float, float, float, float]


class Part(BaseModel):
    """A table of the file. Unknown keys are faults."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Truth(Part):
    """What is true of an item during a time of a clip, in an area of the picture or everywhere."""

    item: Literal["helmet", "vest"]
    begin: float = 0.0
    """Seconds into the clip."""
    end: float = 1e9
    area: Corner = (0.0, 0.0, 1.0, 1.0)
    """Shares of width and height. A violation belongs here when the middle of its box does."""
    state: Literal["missing", "worn", "empty", "unknown"]
    """`empty`: nobody is there. `unknown`: cannot be seen by eye; violations here count neither way."""
    expected: bool = False
    """Whether one violation must be opened here; without one it is missed."""


class Clip(Part):
    """An ordinary video."""

    name: str
    file: str
    sha256: str
    truth: tuple[Truth, ...]
    """The first that fits counts."""


class Noise(Part):
    """Rendered night: nobody is there, everything opened is false."""

    name: str
    seconds: float
    seed: int
    gain: float
    """Standard deviation of the sensor noise, grey levels."""
    light: float
    """Mean of the dark scene, grey levels."""
    headlights: bool


class Pictures(Part):
    """Labelled pictures, each shown as a camera that sees nothing else for some seconds."""

    name: str
    folder: str
    names: str
    """A list of file names, relative to the repository."""
    sha256: str
    """Of the pictures and their labels together, see `digest_of`."""
    seconds: float


class Corpora(Part):
    """All of `corpora.toml`."""

    data: str
    fps: float
    clip: tuple[Clip, ...]
    noise: tuple[Noise, ...]
    pictures: tuple[Pictures, ...]


def read(file: Path = FILE) -> Corpora:
    """The corpora. ValueError names every fault."""
    return Corpora.model_validate(tomllib.loads(file.read_text()))


def checked(path: Path, sha256: str) -> Path:
    """The path. ValueError when the file is another one; FileNotFoundError when it is not there."""
    given = hashlib.sha256(path.read_bytes()).hexdigest()
    if given != sha256:
        raise ValueError(f"{path.name} is not the file that corpora.toml names: {given}")
    return path


def digest_of(paths: list[Path]) -> str:
    """One SHA-256 over the SHA-256 of each file, in the given order."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def judged(clip: Clip, item: str, at: float, box: Corner) -> Truth | None:
    """What the clip says of a violation of `item` that began `at` seconds at `box` (shares of the picture)."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for truth in clip.truth:
        x1, y1, x2, y2 = truth.area
        if truth.item == item and truth.begin <= at <= truth.end and x1 <= x <= x2 and y1 <= y <= y2:
            return truth
    return None
