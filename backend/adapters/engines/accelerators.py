"""What this machine can compute with, by the engines' own libraries, each imported only then."""

from __future__ import annotations

import logging
from pathlib import Path

log = logging.getLogger(__name__)
CPU_INFO = Path("/proc/cpuinfo")


def onnx_providers() -> frozenset[str]:
    """What the installed ONNX Runtime can run on. Whether it works shows when a model is loaded."""
    import onnxruntime

    return frozenset(onnxruntime.get_available_providers())


def openvino_devices() -> frozenset[str]:
    """What OpenVINO finds: `CPU`, `GPU` (Intel's; `GPU.0` and `GPU.1` where there are two) …

    Nothing where the library cannot be loaded; then the other engines have to do.
    """
    try:
        import openvino

        return frozenset(openvino.Core().available_devices)
    except (ImportError, OSError, RuntimeError) as error:
        log.warning("OpenVINO cannot be loaded on this machine: %s", error)
        return frozenset()


def has_amx(cpu_info: Path = CPU_INFO) -> bool:
    """Has the CPU Intel's matrix units? With them bfloat16 is about as fast as INT8 and loses nothing."""
    try:
        return " amx_tile" in cpu_info.read_text()
    except OSError:
        return False
