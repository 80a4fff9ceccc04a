"""Why a model cannot be used: codes beside the message, for other languages."""

from __future__ import annotations

from typing import Literal

ModelFault = Literal[
    "model_missing",
    "manifest_unreadable",
    "record_unreadable",
    "file_missing",
    "file_changed",
    "no_person",
    "engine_missing",
    "extras_missing",
    "not_loadable",
    "wrong_shape",
    "no_engine",
    "ended_detector",
    "model_unusable",
]
"""`record_unreadable`: of which model is to run. `no_engine`: each engine that was tried had a reason of its own.
`ended_detector`: while it was loaded, again and again. `model_unusable`: only the message gives the reason."""
