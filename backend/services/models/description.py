"""How a model is to be used: what its file states, unless the user overrides it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from backend.adapters.engines.onnx_shape import TYPES
from backend.adapters.models.onnx_header import OnnxHeader
from backend.core.errors import InvalidInput, ModelError
from backend.core.models.class_name_list import parse_names
from backend.core.models.layouts import LAYOUTS, OURS, PIXELS, RAW_PIXELS, likely_layout

DEFAULT_SIZE = 640
SMALLEST, LARGEST, STEP = 160, 1920, 32
USUAL_SIZES = (DEFAULT_SIZE, 416, 320, 512, 1280, 960, 608, 768, 800, 1024, 448, 384, 256, 224)
"""Tried in this order on a model whose file leaves its size open. More: a model that fits none is refused later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What the user states about the model; empty where the file's statement holds."""

    names: str = ""
    size: str = ""
    layout: str = ""
    pixels: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """How the model is to be used."""

    names: tuple[str, ...]
    input_size: int
    any_rows: bool
    """Whether it also runs with fewer rows, so that wide pictures cost less."""
    layout: str
    pixels: str
    licence: str
    """As the file states, or empty."""


def input_size(header: OnnxHeader, overrides: Overrides) -> int:
    """Side of the square input, pixels. ModelError when the model does not take one picture of that kind."""
    if len(header.inputs) != 1 or not header.outputs:
        raise ModelError(f"It takes {len(header.inputs)} inputs; a detector takes one.", hint="Is it a detector?")
    (given,) = header.inputs
    if len(given.shape) != 4 or (isinstance(given.shape[1], int) and given.shape[1] != 3):
        raise ModelError(f"It takes {list(given.shape)}, which is no picture.", hint="Mandor needs (1, 3, side, side).")
    if given.kind not in TYPES:
        raise ModelError("Its input is neither float32 nor float16.", hint="Export it without int8 or uint8 input.")
    batch, _, rows, columns = given.shape
    if isinstance(batch, int) and batch not in (1, -1):
        raise ModelError(f"It takes {batch} pictures at once.", hint="Export it with batch=1.")
    fixed = {side for side in (rows, columns) if isinstance(side, int) and side > 0}
    if len(fixed) > 1:
        raise ModelError(f"Its input is {columns} × {rows}, no square.", hint="Export it with a square, as imgsz=640.")
    size = _overriding_size(overrides.size) or next(iter(fixed), 0) or _stated_size(header.metadata) or DEFAULT_SIZE
    if fixed and size not in fixed:
        raise ModelError(f"Its input is {fixed.pop()} pixels, not {size}.", hint="Leave SIZE away, or export it anew.")
    if not SMALLEST <= size <= LARGEST or (not fixed and size % STEP):
        raise ModelError(
            f"An input of {size} pixels cannot be used.",
            hint=f"A multiple of {STEP} from {SMALLEST} to {LARGEST} can; 640 is usual.",
        )
    return size


def possible_sizes(header: OnnxHeader, overrides: Overrides) -> tuple[int, ...]:
    """Sides of the square input to try, in order. ModelError as for `input_size`.

    An input of open height and width may stand before a graph that was built for one size.
    """
    size = input_size(header, overrides)
    return (size,) if overrides.size or not has_open_size(header) else tuple(dict.fromkeys((size, *USUAL_SIZES)))


def has_open_size(header: OnnxHeader) -> bool:
    """Whether the file states neither height nor width of its input."""
    _, _, rows, columns = header.inputs[0].shape
    return not any(isinstance(side, int) and side > 0 for side in (rows, columns))


def describe(
    header: OnnxHeader, size: int, shape: tuple[int, ...], overrides: Overrides, *, runs_shorter: bool = True
) -> Description:
    """Everything else. ModelError for what does not fit.

    `shape` is that of the first output for one picture of `size`; `runs_shorter`: whether it ran with fewer rows, which
    counts where the file leaves the size open.
    """
    names = class_names(header.metadata, overrides)
    layout = overrides.layout or likely_layout(shape, len(names))
    if layout not in LAYOUTS:
        raise ModelError(
            f"It answers {list(shape)}, which is no detection of {len(names)} classes ({', '.join(names[:8])}) "
            "in a layout that Mandor knows.",
            hint=f"Are these all its classes? NAMES=… names others, LAYOUT= one of {', '.join(LAYOUTS)}.",
        )
    pixels = overrides.pixels or _likely_pixels(header, layout)
    if pixels not in PIXELS:
        raise ModelError(f"{pixels!r} is no kind of pixels.", hint=f"PIXELS is one of {', '.join(PIXELS)}.")
    return Description(
        names=names,
        input_size=size,
        any_rows=runs_shorter and has_open_size(header),
        layout=layout,
        pixels=pixels,
        licence=header.metadata.get("license", "")[:200],
    )


def describe_engine(note: Mapping[str, str], overrides: Overrides) -> Description:
    """How a TensorRT engine is to be used, by the note that ultralytics writes before it. It does the rest itself."""
    size = _overriding_size(overrides.size) or _stated_size(note)
    if not size:
        raise ModelError("The file does not state its input size.", hint="State it: SIZE=640")
    return Description(
        names=class_names(note, overrides),
        input_size=size,
        any_rows=False,
        layout=OURS,
        pixels=RAW_PIXELS,
        licence=note.get("license", "")[:200],
    )


def class_names(metadata: Mapping[str, str], overrides: Overrides) -> tuple[str, ...]:
    """The user's, else the file's. ModelError when neither names them."""
    names = overrides.names or metadata.get("names", "")
    if not names:
        raise ModelError(
            "The file does not say what its classes are called.",
            hint="Name them in its order: NAMES=helmet,vest,person",
        )
    try:
        return parse_names(names)
    except InvalidInput as error:
        raise ModelError(error.message, hint=error.hint) from error


def _likely_pixels(header: OnnxHeader, layout: str) -> str:
    """The YOLO family takes RGB from 0 to 1; ours, and YOLOX, take what cameras give."""
    stated = header.metadata.get("input", "")
    if layout == OURS or stated.startswith("BGR 0-255"):
        return RAW_PIXELS
    return "rgb-1"


def _overriding_size(text: str) -> int:
    if text and not text.isdecimal():
        raise ModelError(f"SIZE={text} is no number of pixels.", hint="SIZE=640, for example.")
    return int(text or 0)


def _stated_size(metadata: Mapping[str, str]) -> int:
    """ultralytics writes `imgsz: [640, 640]`, we write `size: 640`."""
    sides = re.findall(r"\d{2,5}", metadata.get("imgsz", metadata.get("size", "")))
    return max(map(int, sides), default=0)
