"""Folders with a manifest and one model, good or bad."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import onnx
from onnx import TensorProto, helper

from tests.support.installations.processes import ROOT

REAL = ROOT / "model" / "ppe-nano-416.onnx"
CLASSES = ["helmet", "no-helmet", "vest", "no-vest", "person"]


def model_folder(folder: Path, content: bytes, *, file: str = "mine.onnx", **changes: Any) -> Path:
    """A folder whose only model has this content and, unless changed, the right hash."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file).write_bytes(content)
    entry = {
        "name": "mine",
        "file": file,
        "sha256": hashlib.sha256(content).hexdigest(),
        "input_size": 416,
        "classes": CLASSES,
        "licence": "ours",
        **changes,
    }
    body = {"default": "mine", "models": [{k: v for k, v in entry.items() if v is not None}]}
    (folder / "manifest.json").write_text(json.dumps(body))
    return folder


def onnx_model(given: list[int | str], answered: list[int | str], *, outputs: int = 1, kind: int = 1) -> bytes:
    """A model that gives back zeros of a shape, whatever it is given."""
    shape = [size if isinstance(size, int) else 3 for size in answered]
    zeros = helper.make_tensor("zeros", TensorProto.FLOAT, shape, [0.0] * _product(shape))
    nodes = [helper.make_node("Constant", [], [f"out{i}"], value=zeros) for i in range(outputs)]
    graph = helper.make_graph(
        nodes,
        "zeros",
        [helper.make_tensor_value_info("pictures", kind, given)],
        [helper.make_tensor_value_info(f"out{i}", TensorProto.FLOAT, answered) for i in range(outputs)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 8
    return bytes(onnx.ModelProto.SerializeToString(model))


def _product(shape: list[int]) -> int:
    total = 1
    for size in shape:
        total *= size
    return total
