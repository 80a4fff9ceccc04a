"""An analyser that follows the camera's rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from backend.core.rules.camera_rules import CameraRules
from backend.core.violations.decisions import Closed


@runtime_checkable
class RuleFollower(Protocol):
    """Takes over other rules without a restart; what it knows of people stays."""

    def follow_rules(self, rules: CameraRules, at: datetime) -> Sequence[Closed]:
        """Other rules from now on.

        Violations of rules that were removed or disabled end as stopped; those of a rule that was changed go on under
        its former version.
        """
        ...
