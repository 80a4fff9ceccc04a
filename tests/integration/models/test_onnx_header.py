"""An ONNX file is looked into before any engine opens it; what asks for more than a detector needs is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from backend.adapters.models import onnx_header
from backend.adapters.models.protobuf_reader import Malformed, ProtobufReader
from backend.core.errors import ModelError
from tests.support.models import hostile_models
from tests.support.models.model_folders import REAL
from tests.support.models.model_wraps import NAMES, wrapped

CONTENT = REAL.read_bytes()


def header(folder: Path, content: bytes) -> onnx_header.OnnxHeader:
    (folder / "model.onnx").write_bytes(content)
    return onnx_header.read(folder / "model.onnx")


def test_our_own_and_ultralytics_files_state_their_names_and_shapes(tmp_path: Path) -> None:
    ours = header(tmp_path, CONTENT)
    assert ours.opset == 17
    assert [(one.name, one.kind, one.shape) for one in ours.inputs] == [("images", 1, ("b", 3, 416, 416))]
    theirs = header(tmp_path, wrapped())
    assert theirs.metadata["names"] == str(dict(enumerate(NAMES)))
    assert theirs.outputs[0].shape == ("batch", 9, "n")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (hostile_models.external_data(), "data in other files"),
        (hostile_models.external_data("/dev/zero"), "data in other files"),
        (hostile_models.external_data_in_a_branch(), "data in other files"),
        (hostile_models.custom_operator(), "domain com.evil"),
        (hostile_models.custom_operator("ai.onnx\x1b[2J"), "domain ai.onnx?"),
        (hostile_models.own_function(), "functions of its own"),
        (hostile_models.huge_tensor(), "claims to hold more"),
        (hostile_models.negative_tensor(), "claims to hold more"),
        (hostile_models.huge_input(), "size that no detector has"),
        (hostile_models.deep(), "too deep"),
        (b"", "no operators"),
        (b"\x08\x08", "no operators"),
        (CONTENT[:200_000], "cut off"),
        (CONTENT[:-100], "cut off"),
        (b"This is a shopping list, no model.\n" * 30, "not ONNX"),
        (b"\x3a\xff\xff\xff\xff\xff\xff\xff\xff\x7f", "cut off"),  # a graph of nine exabytes
        (b"\x08" + b"\xff" * 20, "number without end"),
    ],
)
def test_what_no_detector_needs_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(ModelError) as caught:
        header(tmp_path, content)
    assert message in caught.value.message
    assert "\x1b" not in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("seed", range(60))
def test_whatever_the_bytes_are_they_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    """Bytes of a real file, some of them changed."""
    random = np.random.default_rng(seed)
    spoilt = bytearray(CONTENT[:60_000] if seed % 2 else CONTENT)
    for position in random.integers(0, min(len(spoilt), 20_000), 1 + seed):
        spoilt[position] = random.integers(0, 256)
    try:
        header(tmp_path, bytes(spoilt))
    except ModelError as error:
        assert error.hint


def test_a_file_of_tiny_parts_is_given_up_soon() -> None:
    with pytest.raises(Malformed, match="more parts"):
        for _ in ProtobufReader(most_fields=1000).fields(memoryview(b"\x08\x01" * 5000)):
            pass
