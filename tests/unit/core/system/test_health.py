"""What is found, and what is complained of."""

import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from backend.core.system.health import Code, Facts, HealthProblem, problems

WELL = Facts(
    cameras=3,
    cameras_detecting=2,
    inference=True,
    backlog=0,
    dead_letters=0,
    silent=frozenset(),
    running=frozenset({"orchestrator", "inference", "backend"}),
)
INDONESIAN = Path(__file__).parents[4] / "frontend" / "src" / "locales" / "id" / "server" / "healthProblems.ts"
FOUND: list[tuple[dict[str, object], Code, str]] = [
    ({"backlog": 501}, "events_backlog", "501 events wait"),
    (
        {"backlog": 3, "oldest_event_seconds": 61.0},
        "events_backlog",
        "3 events wait to be stored, the oldest for 61",
    ),
    ({"dead_letters": 1}, "dead_letters", "1 event could not be stored"),
    ({"journals_refused": 2}, "journal_refused", "2 events could not be kept"),
    ({"journals_waiting": 101}, "journal_waiting", "101 events wait on disk"),
    ({"jobs_away": True}, "jobs_away", "old pictures are not removed"),
    ({"jobs_failed": ("sweep",)}, "job_failed", "The job sweep failed: see the log of jobs."),
    ({"inference": False}, "inference_away", "PPE is not checked"),
    ({"model_refused": "new", "model_running": "old"}, "model_refused", "old goes on"),
    ({"running": frozenset()}, "process_away", "orchestrator"),
    ({"silent": frozenset({"backend"})}, "process_away", "backend"),
    ({"abandoned": 6}, "supervisor_gone", "(6 of its processes go on): what ends now stays away until `make run`"),
    ({"restarts": {"inference": 5}}, "restarting", "5 times"),
    ({"camera_restarts": (7, 0, 5)}, "cameras_restarting", "2 cameras"),
    ({"clock_offsets": {"Redis": 3.2}}, "clock_wrong", "Redis is 3 s ahead of"),
    ({"clock_offsets": {"Redis": -9.0}}, "clock_wrong", "Redis is 9 s behind"),
    ({"clock_offsets": {"camera": -9.0}}, "clock_wrong", "a camera's process is 9 s behind"),
    ({"cameras_ill": 1}, "cameras_ill", "1 of 3 cameras"),
    ({"cameras_not_judged": 2}, "cameras_not_judged", "2 of 3 cameras are live, but PPE is not checked."),
    ({"cameras_partly_judged": 3}, "cameras_partly_judged", "3 of 3 cameras can't be checked often enough"),
]


def test_nothing_wrong_is_no_problem() -> None:
    assert problems(WELL) == []


@pytest.mark.parametrize(("changes", "code", "sentence"), FOUND)
def test_each_problem_has_a_code_and_a_sentence(changes: dict[str, object], code: str, sentence: str) -> None:
    (found,) = problems(replace(WELL, **changes))  # type: ignore[arg-type]
    assert found.code == code
    assert sentence in found.message
    assert not found.grave


@pytest.mark.parametrize(
    "changes",
    [
        {"backlog": 500},
        {"oldest_event_seconds": 59.0},
        {"clock_offsets": {"Redis": 1.9}},
        {"restarts": {"inference": 4}},
        {"inference": False, "cameras_detecting": 0},  # nobody asks it for anything
        {"silent": frozenset({"inference"}), "cameras_detecting": 0},
        {"silent": None, "running": None, "backlog": None, "dead_letters": None, "inference": None},  # not known
    ],
)
def test_what_is_bearable_or_not_known_is_not_complained_of(changes: dict[str, object]) -> None:
    assert problems(replace(WELL, **changes)) == []  # type: ignore[arg-type]


def test_what_is_grave_comes_first() -> None:
    away = HealthProblem("redis_unavailable", "Redis does not answer.", grave=True)
    found = problems(replace(WELL, apart=(HealthProblem("disk_low", "Nearly full."), away), dead_letters=1))
    assert [problem.code for problem in found] == ["redis_unavailable", "disk_low", "dead_letters"]


def indonesian() -> dict[str, str]:
    """The sentences that the dashboard has, by code."""
    table = INDONESIAN.read_text().split("healthWords")[0]
    return dict(re.findall(r"^  (\w+): '(.+)',$", table, re.MULTILINE))


def test_every_code_has_an_indonesian_sentence() -> None:
    assert set(indonesian()) == set(get_args(Code))


@pytest.mark.parametrize(("changes", "code", "sentence"), FOUND)
def test_an_indonesian_sentence_uses_given_values_only(changes: dict[str, object], code: Code, sentence: str) -> None:
    (found,) = problems(replace(WELL, **changes))  # type: ignore[arg-type]
    assert set(re.findall(r"{(\w+)}", indonesian()[code])) == set(found.values), sentence
