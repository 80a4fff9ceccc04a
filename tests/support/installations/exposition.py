"""Reads Prometheus's text exposition, strictly: what is not in the format fails the test."""

from __future__ import annotations

import re

Samples = dict[str, dict[tuple[tuple[str, str], ...], float]]
"""Values by sample name and labels."""
_SAMPLE = re.compile(r"([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? (-?[0-9.e+-]+|\+Inf|NaN)")
_LABEL = re.compile(r'([a-z_]+)="((?:[^"\\]|\\.)*)"(?:,|$)')
_SUFFIXES = ("_bucket", "_sum", "_count")


def parse(text: str) -> Samples:
    """The samples. Each family has its HELP and TYPE before it, once; no sample comes twice."""
    found: Samples = {}
    types: dict[str, str] = {}
    assert text.endswith("\n")
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert name not in types, f"{name} comes twice"
            assert kind in ("gauge", "counter", "histogram")
            assert (kind == "counter") == name.endswith("_total"), name
            types[name] = kind
        elif not line.startswith("# HELP "):
            _add(found, types, line)
    return found


def _add(found: Samples, types: dict[str, str], line: str) -> None:
    match = _SAMPLE.fullmatch(line)
    assert match is not None, f"not a sample: {line}"
    name, labels, value = match.groups()
    family = next((name.removesuffix(s) for s in _SUFFIXES if types.get(name.removesuffix(s)) == "histogram"), name)
    assert family in types, f"{name} has no TYPE"
    pairs = tuple(_LABEL.findall(labels or ""))
    assert pairs not in found.get(name, {}), f"{line} comes twice"
    found.setdefault(name, {})[pairs] = float(value)
