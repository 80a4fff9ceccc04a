"""Walks through an ONNX file and refuses what it must not contain.

An engine follows the file: it opens other files that tensors name, allocates whatever a tensor claims to hold, and
searches for libraries of operators. A detector needs none of that. A field that may occur once is checked each time it
occurs, so that it does not matter which one an engine takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from backend.adapters.models.protobuf_reader import ProtobufReader, message, numbers, signed, text
from backend.core.errors import ModelError

STANDARD_DOMAINS = ("", "ai.onnx")
DEEPEST = 6
"""Graphs inside graphs (loops, conditions)."""
MOST_DIMENSIONS = 16
MOST_METADATA = 64
LONGEST_METADATA = 20_000
EXPORT_HINT = "Export it again as a plain ONNX detector: one file, standard operators, batch 1."
Size = int | str
"""A dimension: a number, or the name of one that may be any."""


@dataclass(frozen=True, slots=True)
class TensorInfo:
    """An input or output. `kind` is ONNX's number of the element type: 1 float32, 2 bytes, 10 float16."""

    name: str
    kind: int
    shape: tuple[Size, ...]


def refused(reason: str) -> ModelError:
    """The error for a file that asks for what no detector needs."""
    return ModelError(f"This ONNX file is not taken. {reason}", hint=EXPORT_HINT)


class Inspection:
    """The reading of one file and what was found. Field numbers are those of onnx.proto."""

    def __init__(self) -> None:
        self.opset = 0
        self.producer = ""
        self.nodes = 0
        self.inputs: list[TensorInfo] = []
        self.outputs: list[TensorInfo] = []
        self.metadata: dict[str, str] = {}
        self.filled: set[str] = set()
        """Names of tensors that the file itself fills."""
        self._reader = ProtobufReader()

    def model(self, data: memoryview) -> None:
        """A ModelProto. Malformed when it is none; ModelError when it is not taken."""
        for number, value in self._reader.fields(data):
            if number == 2:
                self.producer = text(value)
            elif number == 7:
                self._graph(message(value), 1)
            elif number == 8:
                self._opset(message(value))
            elif number == 14:
                self._metadata(message(value))
            elif number in (20, 25):
                raise refused("It brings functions of its own.")

    def _opset(self, data: memoryview) -> None:
        found = dict(self._reader.fields(data))
        version = found.get(2, 0)
        if text(found.get(1, memoryview(b""))) in STANDARD_DOMAINS and isinstance(version, int):
            self.opset = max(self.opset, version)

    def _metadata(self, data: memoryview) -> None:
        pair = dict(self._reader.fields(data))
        if len(self.metadata) < MOST_METADATA and 1 in pair and 2 in pair:
            self.metadata[text(pair[1])] = text(pair[2], LONGEST_METADATA)

    def _graph(self, data: memoryview, depth: int) -> None:
        if depth > DEEPEST:
            raise refused("It has graphs inside graphs, too deep for a detector.")
        for number, value in self._reader.fields(data):
            if number == 1:
                self._node(message(value), depth)
            elif number == 5:
                self._tensor(message(value))
            elif number == 15:
                raise refused("It has sparse tensors.")
            elif number in (11, 12) and depth == 1:
                (self.inputs if number == 11 else self.outputs).append(self._info(message(value)))

    def _node(self, data: memoryview, depth: int) -> None:
        self.nodes += 1
        for number, value in self._reader.fields(data):
            if number == 7 and (domain := text(value)) not in STANDARD_DOMAINS:
                raise refused(f"It uses operators that are not standard ones (domain {domain}).")
            if number == 5:
                self._attribute(message(value), depth)

    def _attribute(self, data: memoryview, depth: int) -> None:
        for number, value in self._reader.fields(data):
            if number in (5, 10):
                self._tensor(message(value))
            elif number in (6, 11):
                self._graph(message(value), depth + 1)
            elif number in (22, 23):
                raise refused("It has sparse tensors.")

    def _tensor(self, data: memoryview) -> None:
        dims: list[int] = []
        for number, value in self._reader.fields(data):
            if number == 1:
                dims += [signed(n) for n in numbers(value)]
                if len(dims) > MOST_DIMENSIONS:
                    raise refused("It has a tensor of too many dimensions.")
            elif number == 8:
                self.filled.add(text(value))
            elif number == 13 or (number == 14 and value != 0):
                raise refused("It keeps data in other files, which would be opened wherever it says.")
        if any(n < 0 for n in dims) or prod(dims) > 2 * len(data):  # the smallest values are half a byte
            raise refused("It has a tensor that claims to hold more than the file does.")

    def _info(self, data: memoryview) -> TensorInfo:
        """A ValueInfoProto; of its types only that of a tensor is known."""
        name, kind, shape = "", 0, tuple[Size, ...]()
        for number, value in self._reader.fields(data):
            if number == 1:
                name = text(value)
            elif number == 2:
                for inner, found in self._reader.fields(message(value)):
                    if inner == 1:
                        kind, shape = self._tensor_type(message(found))
        return TensorInfo(name, kind, shape)

    def _tensor_type(self, data: memoryview) -> tuple[int, tuple[Size, ...]]:
        kind, shape = 0, list[Size]()
        for number, value in self._reader.fields(data):
            if number == 1 and isinstance(value, int):
                kind = value
            elif number == 2:
                shape = [self._dimension(message(one)) for n, one in self._reader.fields(message(value)) if n == 1]
        return kind, tuple(shape)

    def _dimension(self, data: memoryview) -> Size:
        for number, value in self._reader.fields(data):
            if number == 1 and isinstance(value, int):
                return signed(value)
            if number == 2:
                return text(value) or "?"
        return "?"
