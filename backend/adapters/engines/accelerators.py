"""What this machine can compute with, by the engines' own libraries, each imported only then."""

from __future__ import annotations

from pathlib import Path

CPU_INFO = Path("/proc/cpuinfo")


def onnx_providers() -> frozenset[str]:
    """What the installed ONNX Runtime can run on. Whether it works shows when a model is loaded."""
    import onnxruntime

    return frozenset(onnxruntime.get_available_providers())


def openvino_devices() -> frozenset[str]:
    """What OpenVINO finds: `CPU`, `GPU` (Intel's; `GPU.0` and `GPU.1` where there are two) …"""
    import openvino

    return frozenset(openvino.Core().available_devices)


def has_amx(cpu_info: Path = CPU_INFO) -> bool:
    """Has the CPU Intel's matrix units? With them bfloat16 is about as fast as INT8 and loses nothing."""
    try:
        return " amx_tile" in cpu_info.read_text()
    except OSError:
        return False
