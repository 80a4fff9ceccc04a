"""Mutants that no test can tell from the original, or that none ought to, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from tests.mutate.mutations import Mutant


@dataclass(frozen=True, slots=True)
class Argued:
    """Changes that are left out: on lines of a module that contain `text`, of the kind `change` (empty: any)."""

    module: str
    """Path in `backend/core`."""
    text: str
    change: str
    reason: str


NEGATIVE = "numpy takes any negative length for an open one"
OVERLAP = "an overlap of measured boxes is never exactly the limit"
ARGUED: tuple[Argued, ...] = (
    Argued("coverage/intervals.py", "if span.since < span.until", "Lt → LtE", "an empty span ends where it begins"),
    Argued("coverage/intervals.py", "return (2 if reason == OBSERVED", "2 → 3", "no name comes before the empty one"),
    Argued("coverage/intervals.py", "return (2 if reason == OBSERVED", "3 → 2", "no name comes before the empty one"),
    Argued("coverage/intervals.py", "return (2 if reason == OBSERVED", "4 → 5", "the order stays"),
    Argued("coverage/intervals.py", "return (0 if reason in PLANNED else 1", "0 → -1", "the order stays"),
    Argued("ppe/belief.py", "evidence > 0 and seen.missing", "Gt → GtE", "a share of nothing is nothing"),
    Argued("ppe/crop_regions.py", "reshape(-1", "1 → 2", NEGATIVE),
    Argued("ppe/inference_tasks.py", "reshape(-1", "1 → 2", NEGATIVE),
    Argued("ppe/crop_regions.py", ">= IN_REGION", "GtE → Gt", OVERLAP),
    Argued("ppe/crop_regions.py", ">= INSIDE", "GtE → Gt", OVERLAP),
    Argued("ppe/crop_regions.py", ">= SAME_THING", "GtE → Gt", OVERLAP),
    Argued("ppe/crop_regions.py", ">= SAME_THING", "0 → -1", "one column is the first and the last"),
    Argued("ppe/crop_regions.py", ">= SAME_THING", "1 → 2", "only the first column is used"),
    Argued("ppe/crop_regions.py", "np.where(here, found.scores, -1.0)", "1.0 → 1.2", "below every score"),
    Argued("ppe/crop_regions.py", "np.where(here, found.scores, -1.0)", "1.0 → 0.8", "below every score"),
    Argued("ppe/crop_regions.py", ".max(initial=0.0)", "0.0 → -1.0", "the other class's share is more"),
    Argued("ppe/observation.py", "across < 1 + OUTSIDE", "Gt → GtE", OVERLAP),
    Argued("ppe/observation.py", "across < 1 + OUTSIDE", "Lt → LtE", OVERLAP),
    Argued("ppe/observation.py", "across < 1 + OUTSIDE", "LtE → Lt", OVERLAP),
    Argued("ppe/observation.py", "closeness, 0.0)", "0.0 → -1.0", "no more assigned than nothing"),
    Argued("ppe/refinement.py", "regions.priors.max(1, initial=0), 0, 1)", "0 → -1", "priors are not negative"),
    Argued(
        "violations/re_association.py",
        "abs(box[0] - edge), abs(box[2] - edge)",
        "Sub → Add",
        "the other side is nearer",
    ),
    Argued("schedules/camera_plan.py", "switched > until", "Gt → GtE", "both are the same instant then"),
    Argued("schedules/scheduler.py", "MICROSECOND = ", "1 → 2", "slots last minutes"),
    Argued("schedules/scheduler.py", "HORIZON_DAYS = 16", "", "more than the two weeks that are needed"),
    Argued("schedules/scheduler.py", "MOST_KEPT_DAYS = 100", "", "how much is kept changes no answer"),
    Argued("schedules/scheduler.py", "return self.begins <= at and", "returns None", "what is not kept is computed"),
    Argued("schedules/scheduler.py", "return self.begins <= at and", "LtE → Lt", "what is not kept is computed"),
    Argued("schedules/scheduler.py", "switched[0] is not known", "0 → 1", "what is not kept is computed"),
    Argued("schedules/scheduler.py", "switched[0] is not known", "0 → -1", "what is not kept is computed"),
    Argued("schedules/scheduler.py", "moment > at and", "Gt → GtE", "the rule at that time is the rule"),
    Argued("schedules/scheduler.py", "mode == CameraMode.OFF", "Eq → NotEq", "only changes of it are compared"),
    Argued("schedules/scheduler.py", "for offset in range(-1, HORIZON_DAYS))", "1 → 2", "a day more has no change"),
    Argued("schedules/scheduler.py", "if exception > today", "Gt → GtE", "today is looked at in any case"),
    Argued("schedules/local_time.py", ">= local:", "GtE → Gt", "the clock never shows a time that it jumps over"),
    Argued("schedules/faults.py", "_Placed(start := (day - 1) * DAY", "Sub → Add", "all days move alike"),
    Argued("schedules/faults.py", "_Placed(start := (day - 1) * DAY", "1 → 2", "all days move alike"),
    Argued("schedules/faults.py", "_Placed(start := (day - 1) * DAY", "1 → 0", "all days move alike"),
    Argued(
        "schedules/faults.py", "first.ends + WEEK", "Add → Sub", "nothing comes after the last, so its end is unused"
    ),
    Argued("schedules/faults.py", "_order(later.path) >=", "GtE → Gt", "no slot overlaps itself"),
)


def argued(module: str, mutant: Mutant) -> Argued | None:
    """Why this mutant of a module is left out; None when it is not."""
    fits = (one for one in ARGUED if one.module == module and one.text in mutant.text)
    return next((one for one in fits if not one.change or one.change == mutant.change), None)
