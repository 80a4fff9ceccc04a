"""When a violation that is open is suspended, continued and ended."""

from __future__ import annotations

from dataclasses import dataclass, field

from backend.core.violations.re_association import ReassociationOptions


@dataclass(frozen=True, slots=True)
class ViolationOptions:
    """How long something must be missing before a violation opens is the rule's `minimum_seconds`."""

    reassociation_seconds: float = 10.0
    """How long a suspended violation can be continued. Longer: two people may become one."""
    worn_seconds: float = 2.0
    """How long the items must be seen worn, with no observation of one missing, before the violation ends. Longer:
    later. Shorter: when the track has jumped to a passer-by, the violation ends and its person is accused again."""
    unsupported_seconds: float = 0.3
    """How long its track must not have shown the item missing before another track may continue a violation."""
    restart_reassociation_seconds: float = 60.0
    """As `reassociation_seconds`, after the worker process was away, for violations that it finds open."""
    unobserved_seconds: float = 1.5
    """Time between two observations from which on people may have gone and others come. Longer: the next person
    inherits a violation. Shorter: on a camera observed once a second who walks behind a rack is accused twice."""
    late_seconds: float = 20.0
    """How long after its end a violation can be reopened by somebody who came back in time, but of whom it was known
    later only. Longer: more to remember. Shorter: who turns their back while coming back is accused twice."""
    unassessed_seconds: float = 5.0
    """How long before leaving a person may not have been assessable and still counts as having left without the
    item. Longer: who put it on with their back to the camera counts as having left without. Shorter: who walks out
    along the edge, which cuts people off for one to three seconds, does not. A helmet is put on in two or three."""
    seconds_between_new: float = 0.0
    """Least time between two new violations of a rule's item. Above 0 for demonstrations only: people are missed."""
    reassociation: ReassociationOptions = field(default_factory=ReassociationOptions)
