"""All rules and zones of a camera, ready to be followed by its analysers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from backend.core.rules.applicability import Applicability
from backend.core.rules.rule import Rule, RuleKind
from backend.core.zones.zone import Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraRules:
    """What is asked on a camera from now on."""

    current: tuple[Applicability, ...] = ()
    former: tuple[Applicability, ...] = ()
    """Earlier versions of rules that were changed: their open violations go on, and they open none."""
    zones: tuple[Zone, ...] = ()
    """All of the camera."""

    def of_kind(self, kind: RuleKind) -> CameraRules:
        """The same with rules of this kind only."""
        current, former = (tuple(one for one in ones if one.rule.kind is kind) for ones in (self.current, self.former))
        return replace(self, current=current, former=former)

    def version_of(self, rule: Rule) -> Rule | None:
        """This version of the rule as it is now; None when it was removed or disabled."""
        same = (one.rule for one in (*self.current, *self.former) if one.rule.key == rule.key)
        return next((one for one in same if one.enabled), None)


def always(rules: Iterable[Rule]) -> CameraRules:
    """These rules without any schedule or fact."""
    return CameraRules(current=tuple(Applicability(rule, None, {}) for rule in rules))
