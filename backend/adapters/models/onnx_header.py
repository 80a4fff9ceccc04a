"""What an ONNX file states about itself, read before any engine opens it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from backend.adapters.models.onnx_inspection import EXPORT_HINT, Inspection, TensorInfo, refused
from backend.adapters.models.protobuf_reader import Malformed
from backend.core.errors import ModelError

OLDEST_OPSET = 9
MOST_VALUES = 100_000_000
"""Values of one input or output."""


@dataclass(frozen=True, slots=True)
class OnnxHeader:
    """What the file states about itself. Inputs that it fills by itself are left out."""

    opset: int
    producer: str
    inputs: tuple[TensorInfo, ...]
    outputs: tuple[TensorInfo, ...]
    metadata: dict[str, str] = field(default_factory=dict)


def read(path: Path) -> OnnxHeader:
    """Read and check a file. ModelError when it is no ONNX, or asks for what no detector needs."""
    inspection = Inspection()
    try:
        inspection.model(memoryview(path.read_bytes()))
    except Malformed as error:
        raise ModelError(f"{path.name} is not ONNX, or is cut off: {error}.", hint=EXPORT_HINT) from error
    if not inspection.nodes or not inspection.opset:
        raise ModelError(f"{path.name} is not ONNX: it has no operators.", hint=EXPORT_HINT)
    if inspection.opset < OLDEST_OPSET:
        raise refused(f"It is of opset {inspection.opset}; the oldest that is taken is {OLDEST_OPSET}.")
    given = tuple(one for one in inspection.inputs if one.name not in inspection.filled)
    for one in (*given, *inspection.outputs):
        _check_size(one)
    return OnnxHeader(inspection.opset, inspection.producer, given, tuple(inspection.outputs), inspection.metadata)


def _check_size(one: TensorInfo) -> None:
    values = 1
    for length in one.shape:
        if isinstance(length, int):
            values *= max(length, 1)
            if length < 0 or values > MOST_VALUES:
                raise refused(f"Its {one.name or 'input'} would be of a size that no detector has: {list(one.shape)}.")
