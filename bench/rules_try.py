"""Trying a rule over 7 days of a busy camera: 50,000 minutes of people, from the database to the answer.

`make bench NAME=rules_try`. The last line is JSON: seconds for each kind of rule and for the map, bytes a second of a
person in the database, and how much was found.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras, companies
from backend.adapters.database.schema_upgrade import upgrade
from backend.adapters.database.tables import StoredTrack
from backend.adapters.machine.clock import new_id
from backend.core.accounts.scope import Scope
from backend.core.rules.rule import Rule, RuleKind, Severity, Stage
from backend.core.track_history.packing import FULL, record_of
from backend.core.zones.polygon import Corner
from backend.services.rules.rules import RuleDraft
from backend.services.rules.trials import RuleTrials

ITEMS = ["helmet", "vest"]
PART = 60
LONGEST_VISIT = 12
"""Minutes that somebody is in the picture at most."""
CORNERS: tuple[Corner, ...] = ((0.3, 0.4), (0.55, 0.4), (0.6, 0.7), (0.55, 0.95), (0.3, 0.95), (0.25, 0.7))
"""About a sixth of the picture."""
RULES = {
    "ppe": Rule(id="", items=("helmet", "vest")),
    "restricted": Rule(id="", kind=RuleKind.RESTRICTED, entry_seconds=3.0),
    "at_most": Rule(id="", kind=RuleKind.AT_MOST, most_people=3),
    "stays": Rule(
        id="",
        kind=RuleKind.STAYS,
        stages=(Stage(seconds=120, severity=Severity.NOTICE), Stage(seconds=300, severity=Severity.WARNING)),
    ),
}
LIMIT_SECONDS = 5.0


def visits(person_minutes: int, days: int, at: datetime, seed: int) -> list[tuple[int, datetime, bytes]]:
    """Parts of tracks of people who walk about, sometimes without a helmet: track id, beginning and samples."""
    rng = np.random.default_rng(seed)
    parts: list[tuple[int, datetime, bytes]] = []
    track_id = 0
    while len(parts) < person_minutes:
        track_id += 1
        minutes = min(int(rng.integers(1, LONGEST_VISIT + 1)), person_minutes - len(parts))
        since = at - timedelta(seconds=float(rng.uniform(minutes * PART + 60, days * 86400)))
        count = minutes * PART
        rows = np.zeros(count, record_of(len(ITEMS)))
        walk = np.cumsum(rng.normal(0, 0.004, (count, 2)), axis=0) + rng.uniform(0.1, 0.9, 2)
        place = np.clip(walk, 0, 1) * FULL
        rows["x"], rows["y"] = place[:, 0], place[:, 1]
        rows["height"] = rng.uniform(0.1, 0.5) * FULL
        rows["step"] = 10
        bare = rng.random() < 0.01
        helmet = np.where(rng.random(count) < 0.05, 3, 2 if bare else 1).astype(np.uint8)
        rows["bits"] = (2 | helmet << 2 | 1 << 4)[:, None]
        for start in range(0, count, PART):
            part = rows[start : start + PART].copy()
            part["step"][0] = 0
            parts.append((track_id, since + timedelta(seconds=start), part.tobytes()))
    return parts


def fill(database: Database, parts: list[tuple[int, datetime, bytes]], at: datetime) -> tuple[Scope, int]:
    """A company's camera with these tracks."""
    with database.writing(Scope.installation()) as session:
        company = companies.add(session, "bench", at=at)
        site = companies.add_site(session, company.id, "bench", "Asia/Jakarta", at=at)
        how: dict[str, Any] = {
            "name": "bench",
            "source": "demo:warehouse",
            "mode": "detect",
            "enabled": True,
            "demo": True,
        }
        camera = cameras.add(session, company.id, site.id, at=at - timedelta(days=30), **how)
        owner = {"company_id": company.id, "camera_id": camera.id, "items": ITEMS, "width": 640, "height": 384}
        session.add_all(
            StoredTrack(
                id=new_id(since),
                track_id=track_id,
                since=since,
                until=since + timedelta(seconds=PART - 1),
                packed=packed,
                **owner,
            )
            for track_id, since, packed in parts
        )
    return Scope.company(company.id), camera.id


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds, seconds of the processor, and the result."""
    began, used = time.perf_counter(), time.process_time()
    found = work()
    return round(time.perf_counter() - began, 2), round(time.process_time() - used, 2), found


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--person-minutes", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database-url", default="", help="an empty database; a SQLite file by default")
    arguments = parser.parse_args()
    at = datetime.now(UTC)
    with tempfile.TemporaryDirectory(prefix="mandor-bench-") as folder:
        file = Path(folder) / "bench.db"
        url = arguments.database_url or f"sqlite:///{file}"
        upgrade(url)
        database = Database(url)
        before = file.stat().st_size if file.exists() else 0
        parts = visits(arguments.person_minutes, arguments.days, at, arguments.seed)
        scope, camera_id = fill(database, parts, at)
        database.close()
        size = (file.stat().st_size - before) if file.exists() else 0
        database = Database(url)
        found = tried(RuleTrials(database), scope, camera_id, arguments.days, at)
        database.close()
    found["bytes_per_person_second"] = round(size / (len(parts) * PART), 2)
    found["person_minutes"] = len(parts)
    found["passed"] = max(found["seconds"].values()) <= LIMIT_SECONDS
    print(json.dumps(found))


def tried(trials: RuleTrials, scope: Scope, camera_id: int, days: int, at: datetime) -> dict[str, Any]:
    """Each kind of rule in the zone, the rule for the whole picture, and the map."""
    seconds: dict[str, float] = {}
    cpu: dict[str, float] = {}
    raised: dict[str, int] = {}
    truncated: list[str] = []
    tried_rules: dict[str, tuple[Rule, tuple[Corner, ...] | None]]
    tried_rules = {name: (rule, CORNERS) for name, rule in RULES.items()}
    tried_rules |= {f"{name}_anywhere": (RULES[name], None) for name in ("ppe", "restricted")}
    for name, (rule, corners) in tried_rules.items():
        draft = RuleDraft(rule=replace(rule), zone_id=None, schedule_id=None)

        def work(draft: RuleDraft = draft, corners: tuple[Corner, ...] | None = corners) -> Any:
            return trials.try_rule(scope, camera_id, draft, corners=corners, days=days, at=at)

        seconds[name], cpu[name], found = timed(work)
        raised[name] = found.raised
        truncated += [name] if found.truncated else []
        print(f"{name:20} {seconds[name]:6.2f} s ({cpu[name]:.2f} CPU)  {found.raised} raised, {found.people} people")
    seconds["map"], cpu["map"], mapped = timed(lambda: trials.assessability(scope, camera_id, days=days, at=at))
    print(f"{'map':20} {seconds['map']:6.2f} s  {len(mapped.map.cells)} cells")
    return {"seconds": seconds, "cpu_seconds": cpu, "raised": raised, "truncated": truncated}


if __name__ == "__main__":
    main()
