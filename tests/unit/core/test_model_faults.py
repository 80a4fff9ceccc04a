"""The codes of models that cannot be used are those that the interface's description names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from backend.core.errors import ModelError
from backend.core.model_faults import ModelFault

API = Path(__file__).parents[3] / "docs" / "api.md"


def test_every_code_is_documented_and_no_other() -> None:
    (documented,) = re.findall(
        r"`code` is stable: (`model_missing`.*?) empty while loading", API.read_text(), re.DOTALL
    )
    assert set(re.findall(r"`(\w+)`", documented)) - {"reason"} == set(get_args(ModelFault))


def test_a_model_error_without_a_code_of_its_own_is_just_unusable() -> None:
    assert ModelError("It is broken.").code == "model_unusable"
    assert ModelError("It is gone.", code="file_missing").code == "file_missing"
