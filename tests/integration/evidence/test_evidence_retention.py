"""Pictures go when their time or room is over, the violations stay and say so; both databases, real files."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import companies, violations
from backend.adapters.database.repositories import evidence as pictures
from backend.adapters.database.repositories.violations import ViolationQuery
from backend.adapters.database.schema_upgrade import upgrade
from backend.adapters.database.tables import Violation
from backend.adapters.evidence.store import EvidenceStore, Mark, folder_of
from backend.adapters.machine import disk
from backend.adapters.machine.disk import Disk
from backend.adapters.machine.reserve_file import Ballast
from backend.core.accounts.scope import Scope
from backend.core.errors import Unavailable
from backend.core.evidence.retention import RetentionLimits
from backend.services.evidence import owner as evidence_owner
from backend.services.evidence import sweep as evidence_sweep
from backend.services.evidence.owner import Claim
from backend.services.evidence.retention import EvidenceRetention
from backend.services.evidence.sweep import EvidenceSweep
from tests.builders import START, CompanyOfWorld, build_company, opened
from tests.fakes.crashes import Killed
from tests.support.installations.tmpfs import fill, tiny_disk

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


class Scene:
    """Violations with pictures, and what retention makes of them."""

    def __init__(self, database: Database, root: Path, ballast: Path) -> None:
        self.database = database
        self.root = root
        self.evidence = EvidenceStore(root)
        self.ballast = Ballast(ballast, size=64 * 1024)
        assert self.ballast.take()
        self.company: CompanyOfWorld = build_company(database, "ours")
        self.evidence.set_marks([Mark(evidence_owner.installation(database), START - 1000 * DAY)])

    def store(
        self, age: timedelta, *, size: int = 1000, reviewed: bool = False, is_open: bool = False, measured: bool = True
    ) -> str:
        event = opened(self.company, at=START - age)
        folder = folder_of(event.company_id, event.camera_id, event.id, event.opened_at)
        crop = self.evidence.write(folder, "crop.jpg", bytes(size // 2))
        wide = self.evidence.write(folder, "wide.jpg", bytes(size - size // 2))
        with self.database.writing(Scope.installation()) as session:
            session.add(
                Violation(
                    id=event.id,
                    company_id=event.company_id,
                    site_id=event.site_id,
                    camera_id=event.camera_id,
                    item="helmet",
                    opened_at=event.opened_at,
                    closed_at=None if is_open else event.opened_at + timedelta(minutes=1),
                    confidence=0.9,
                    box=[0, 0, 1, 1],
                    model="m",
                    picture_event_id=event.id,
                    crop_key=crop.key,
                    wide_key=wide.key,
                    crop_sha256=crop.sha256,
                    wide_sha256=wide.sha256,
                    demo=False,
                    reviewed_at=event.opened_at + HOUR if reviewed else None,
                    pictures_bytes=size if measured else None,
                )
            )
        return event.id

    def retention(self, limits: RetentionLimits, *, row_days: int = 0) -> EvidenceRetention:
        return EvidenceRetention(self.database, self.evidence, self.ballast, limits, row_days=row_days)

    def rows(self) -> dict[str, Violation]:
        with self.database.reading(Scope.installation()) as session:
            found = violations.listed(session, self.company.company_id, ViolationQuery(limit=1000))
        return {one.row.id: one.row for one in found}

    def with_files(self) -> set[str]:
        return {path.parent.name for path in self.root.rglob("*.jpg")}

    def make_old(self) -> None:
        """As if all that is on disk had been written days ago."""
        long_ago = (START - 3 * DAY).timestamp()
        for folder in self.root.rglob("*"):
            os.utime(folder, (long_ago, long_ago))


@pytest.fixture
def scene(database: Database, tmp_path: Path) -> Scene:
    return Scene(database, tmp_path / "evidence", tmp_path / "data")


def test_pictures_are_removed_by_age_and_the_violation_shows_it(scene: Scene) -> None:
    old, reviewed = scene.store(91 * DAY), scene.store(91 * DAY, reviewed=True)
    still_open, young = scene.store(91 * DAY, is_open=True), scene.store(DAY)
    run = scene.retention(RetentionLimits(days={"unreviewed": 90, "reviewed": 365})).run(at=START)
    assert (run.pictures, run.bytes, run.rows) == ({"age": 1}, 1000, 0)
    assert scene.with_files() == {reviewed, still_open, young}
    assert {i: row.pictures_removed_at for i, row in scene.rows().items()} == {
        old: START,
        reviewed: None,
        still_open: None,
        young: None,
    }
    assert not scene.retention(RetentionLimits(days={"unreviewed": 90})).run(at=START + HOUR).did_something
    assert scene.rows()[old].pictures_removed_at == START


def test_a_class_keeps_to_its_size_and_old_rows_are_measured_first(scene: Scene) -> None:
    ids = [scene.store((10 - n) * DAY, measured=n > 4) for n in range(8)]
    reviewed = scene.store(20 * DAY, reviewed=True, measured=False)
    run = scene.retention(RetentionLimits(most_bytes={"unreviewed": 3000})).run(at=START)
    assert run.pictures == {"size": 5}
    assert scene.with_files() == {*ids[5:], reviewed}
    assert scene.rows()[reviewed].pictures_bytes == 1000


def test_a_violation_itself_goes_long_after_its_pictures(scene: Scene) -> None:
    ancient, old = scene.store(731 * DAY), scene.store(100 * DAY)
    retention = scene.retention(RetentionLimits(days={"unreviewed": 90}), row_days=730)
    assert retention.run(at=START).rows == 0
    assert set(scene.rows()) == {ancient, old}
    assert retention.run(at=START + 3 * DAY).rows == 1
    assert set(scene.rows()) == {old}


@pytest.fixture
def pretend_disk(monkeypatch: pytest.MonkeyPatch, scene: Scene) -> Callable[[int, float], None]:
    """A disk of a size, of which evidence takes its bytes; removing some gives back a share of them."""

    def pretend(room: int, gives_back: float = 1.0) -> None:
        def taken() -> int:
            return sum(path.stat().st_size for path in scene.root.rglob("*.jpg"))

        full = taken()

        def measure(_folder: Path) -> Disk:
            return Disk(device=1, free_bytes=int(room - full + (full - taken()) * gives_back), total_bytes=room)

        monkeypatch.setattr(disk, "measure", measure)

    return pretend


def test_for_the_reserve_the_oldest_reviewed_go_first_and_unreviewed_last(
    scene: Scene, pretend_disk: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.services.evidence.retention.BATCH", 2)
    reviewed = [scene.store((5 - n) * DAY, reviewed=True) for n in range(5)]
    unreviewed = [scene.store((50 - n) * DAY) for n in range(5)]
    pretend_disk(10_000)
    run = scene.retention(RetentionLimits(free_bytes=3000)).run(at=START)
    assert run.pictures == {"reserve": 3}
    assert scene.with_files() == {*reviewed[3:], *unreviewed}
    run = scene.retention(RetentionLimits(free_bytes=6500)).run(at=START)
    assert scene.with_files() == set(unreviewed[2:])


def test_a_disk_that_gives_nothing_back_is_not_emptied_for_nothing(
    scene: Scene, pretend_disk: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.services.evidence.retention.BATCH", 2)
    for n in range(10):
        scene.store((5 + n) * DAY)
    pretend_disk(10_000, 0.0)
    assert scene.retention(RetentionLimits(free_bytes=5000)).run(at=START).pictures == {"reserve": 2}


def test_a_crash_between_row_and_files_leaves_what_the_sweep_finds(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, young = scene.store(91 * DAY), scene.store(DAY)

    def die(_folder: str) -> None:
        raise Killed

    monkeypatch.setattr(scene.evidence, "remove_folder", die)
    retention = scene.retention(RetentionLimits(days={"unreviewed": 90}))
    with pytest.raises(Killed):
        retention.run(at=START)
    monkeypatch.undo()
    assert (scene.rows()[old].pictures_removed_at, scene.with_files()) == (START, {old, young})
    sweep = EvidenceSweep(scene.database, scene.evidence)
    assert sweep.run(at=START) == 0, "what is younger than a day stays"
    scene.make_old()
    assert sweep.run(at=START) == 1
    assert scene.with_files() == {young}
    assert sweep.run(at=START) == 0


def test_the_sweep_removes_files_of_no_violation_but_not_beside_a_wrong_database(
    scene: Scene, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = scene.store(DAY)
    strays = [f"{opened(scene.company, at=START - DAY).id}" for _ in range(3)]
    for stray in strays:
        scene.evidence.write(folder_of(1, 1, stray, START - DAY), "crop.jpg", b"x")
    scene.make_old()
    monkeypatch.setattr(evidence_sweep, "MOST_STRANGERS", 2)
    sweep = EvidenceSweep(scene.database, scene.evidence)
    assert sweep.run(at=START) == 0
    assert "of no violation" in caplog.text
    monkeypatch.setattr(evidence_sweep, "MOST_STRANGERS", 3)
    assert sweep.run(at=START) == 3
    assert scene.with_files() == {kept}
    assert len(list(scene.root.glob("*/*/*/*/*"))) == 1, "empty folders go as well"


def stray(scene: Scene, age: timedelta) -> str:
    """Pictures of a violation that the database does not know."""
    found = opened(scene.company, at=START - age).id
    scene.evidence.write(folder_of(1, 1, found, START - age), "crop.jpg", b"x")
    return found


def test_two_installations_do_not_sweep_each_others_evidence(scene: Scene, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/other.db"
    upgrade(url)
    other = Database(url)
    with other.writing(Scope.installation()) as session:
        companies.add(session, "theirs", at=START - DAY)
    ours, unknown = scene.store(2 * DAY), stray(scene, 2 * DAY)
    scene.make_old()
    assert EvidenceSweep(other, scene.evidence).run(at=START) == 0, "it is not theirs"
    assert evidence_owner.claim(other, scene.evidence, at=START - 3 * DAY) is Claim.SHARED
    for database in (scene.database, other):
        assert EvidenceSweep(database, scene.evidence).run(at=START) == 0
    assert scene.with_files() == {ours, unknown}
    other.close()
    scene.evidence.marks_file.unlink()
    assert EvidenceSweep(scene.database, scene.evidence).run(at=START) == 0, "nobody has said whose it is"
    assert evidence_owner.claim(scene.database, scene.evidence, at=START - 3 * DAY) is Claim.ALONE
    assert EvidenceSweep(scene.database, scene.evidence).run(at=START) == 1
    assert scene.with_files() == {ours}


def test_what_was_there_before_the_mark_stays(scene: Scene) -> None:
    old = stray(scene, 5 * DAY)
    scene.evidence.marks_file.unlink()
    evidence_owner.claim(scene.database, scene.evidence, at=START - 3 * DAY)
    late, kept = stray(scene, 2 * DAY), scene.store(2 * DAY)
    scene.make_old()
    assert EvidenceSweep(scene.database, scene.evidence).run(at=START) == 1
    assert scene.with_files() == {old, kept}
    assert late not in scene.with_files()


def test_after_an_older_database_was_restored_its_newer_evidence_stays(scene: Scene) -> None:
    scene.store(9 * DAY)
    assert evidence_owner.claim(scene.database, scene.evidence, at=START - 8 * DAY) is Claim.ALONE
    assert [mark.since for mark in scene.evidence.marks()] == [START - 1000 * DAY], "all is known: the mark stays"
    lost = stray(scene, 5 * DAY)  # what the backup did not have
    assert evidence_owner.claim(scene.database, scene.evidence, at=START - 4 * DAY) is Claim.NEWER
    scene.store(3 * DAY)
    stray(scene, 2 * DAY)
    scene.make_old()
    assert EvidenceSweep(scene.database, scene.evidence).run(at=START) == 1
    assert lost in scene.with_files()


def test_what_a_company_has_and_lost_is_counted_by_class(scene: Scene) -> None:
    scene.store(91 * DAY)
    scene.store(2 * DAY, size=700)
    scene.store(3 * DAY, reviewed=True, measured=False)
    other = build_company(scene.database, "theirs")
    scene.retention(RetentionLimits(days={"unreviewed": 90})).run(at=START)
    with scene.database.reading(Scope.installation()) as session:
        ours = pictures.used(session, scene.company.company_id)
        removed = pictures.removed_since(session, scene.company.company_id, START - DAY)
        assert pictures.used(session, other.company_id) == {}
        assert pictures.removed_since(session, other.company_id, START - DAY).last_at is None
    assert ours["unreviewed"] == pictures.UsedStorage(1, 700, 0, START - 2 * DAY)
    assert ours["reviewed"] == pictures.UsedStorage(1, 1000, 0, START - 3 * DAY)
    assert removed == pictures.RemovedPictures(1, 1000, START)


def test_a_database_of_an_older_version_is_upgraded_and_its_pictures_are_measured_later(scene: Scene) -> None:
    known = scene.store(DAY, measured=False)
    with scene.database.reading(Scope.installation()) as session:
        assert [place.id for place in pictures.unmeasured(session, 5)] == [known]
    scene.retention(RetentionLimits()).run(at=START)
    assert scene.rows()[known].pictures_bytes == 1000


def test_a_full_disk_with_database_and_evidence_on_it_is_emptied_by_retention(tmp_path: Path) -> None:
    with tiny_disk(tmp_path / "disk", kilobytes=4096) as folder:
        url = f"sqlite:///{folder}/mandor.db"
        upgrade(url)
        database = Database(url)
        scene = Scene(database, folder / "violations", folder)
        reviewed = [scene.store((9 - n) * DAY, size=100_000, reviewed=True) for n in range(8)]
        unreviewed = [scene.store((99 - n) * DAY, size=100_000) for n in range(8)]
        fill(folder)
        assert disk.measure(folder).free_bytes == 0
        with pytest.raises(Unavailable) as refused:
            scene.evidence.write(folder_of(1, 1, reviewed[0], START), "crop.jpg", bytes(100_000))
        assert refused.value.code == "evidence_unavailable"
        with pytest.raises(Unavailable) as refused, database.writing(Scope.installation()) as session:
            session.execute(text("CREATE TABLE t AS SELECT randomblob(3000000) AS x"))
        assert (refused.value.code, "full" in refused.value.message) == ("database_unavailable", True)
        run = scene.retention(RetentionLimits(free_bytes=400_000)).make_room(at=START)
        assert run.pictures["reserve"] <= 6
        assert disk.measure(folder).free_bytes >= 300_000
        assert scene.with_files() >= set(unreviewed), "no unreviewed evidence went"
        assert not scene.with_files() & set(reviewed[:4]), "the oldest reviewed went"
        assert scene.store(timedelta(0)) in scene.rows()
        database.close()


def test_the_ballast_is_real_and_never_half(tmp_path: Path) -> None:
    with tiny_disk(tmp_path / "disk", kilobytes=128) as folder:
        ballast = Ballast(folder, size=64 * 1024)
        assert not ballast.drop()
        assert ballast.take()
        assert ballast.take()
        assert disk.measure(folder).free_bytes <= 64 * 1024
        fill(folder)
        assert ballast.drop()
        assert disk.measure(folder).free_bytes == 64 * 1024
        (folder / "more").write_bytes(bytes(40_000))
        assert not ballast.take()
        assert not (folder / "ballast").exists()
