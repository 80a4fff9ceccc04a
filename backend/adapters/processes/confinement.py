"""Takes away from this process what opening a stranger's file does not need: memory, time, disk, files and network.

Limits work everywhere. Files and TCP are taken away by Landlock, which Linux has since 5.13 and 6.7; where it is
missing, the result says so. It holds for the calling thread and those that it starts: call it before any library
does.
"""

from __future__ import annotations

import ctypes
import os
import resource
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_CAPABILITIES_VERSION = 0x20080522
_NO_NEW_PRIVILEGES = 38
_EXECUTE, _WRITE, _READ, _LIST, _TRUNCATE = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 14
_REMOVE_FOLDER, _REMOVE, _MAKE_FOLDER, _MAKE_FILE = 1 << 4, 1 << 5, 1 << 7, 1 << 8
_HANDLED = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
"""Everything about files that a version of Landlock can forbid."""
_TCP = 0b11
_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11
_READ_ONLY = _EXECUTE | _READ | _LIST
_CHANGE = _READ_ONLY | _WRITE | _TRUNCATE | _REMOVE | _REMOVE_FOLDER | _MAKE_FOLDER | _MAKE_FILE
_OF_A_FILE = _EXECUTE | _WRITE | _READ | _TRUNCATE


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceLimits:
    """What the process may use at most."""

    memory_bytes: int
    """Address space, which is more than what is in use: libraries map themselves into it."""
    cpu_seconds: int
    file_bytes: int


def limit(limits: ResourceLimits) -> None:
    """Set the limits, and leave no core dump behind."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))


def drop_capabilities() -> None:
    """Where Mandor runs as root, be no more than the owner of root's files."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.capset(struct.pack("<Ii", _CAPABILITIES_VERSION, 0), struct.pack("<6I", *[0] * 6))


def landlock_version() -> int:
    """0 where the kernel has none."""
    libc = ctypes.CDLL(None, use_errno=True)
    return max(0, int(libc.syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))))


def lock_away(readable: Iterable[Path], changeable: Iterable[Path]) -> bool:
    """Leave only these folders and files, and no TCP. Says whether this kernel can do that."""
    version = landlock_version()
    if version < 1:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    handled = max((known, mask) for known, mask in _HANDLED.items() if known <= version)[1]
    attributes = struct.pack("<Q", handled)
    if version >= 4:
        attributes += struct.pack("<Q", _TCP)
    if version >= 6:
        attributes += struct.pack("<Q", _ABSTRACT_SOCKETS_AND_SIGNALS)
    ruleset = libc.syscall(_CREATE, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint32(0))
    if ruleset < 0:
        return False
    try:
        for paths, access in ((readable, _READ_ONLY), (changeable, _CHANGE)):
            for path in paths:
                _allow(libc, ruleset, path, access & handled)
        return bool(libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0 and libc.syscall(_RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, access: int) -> None:
    """Allow it below `path`; a path that is not there allows nothing."""
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rule = struct.pack("<Qi", access if path.is_dir() else access & _OF_A_FILE, handle)
        libc.syscall(_ADD, ruleset, 1, rule, ctypes.c_uint32(0))
    finally:
        os.close(handle)
