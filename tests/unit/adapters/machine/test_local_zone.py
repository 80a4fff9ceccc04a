"""A machine's time zone, from what different systems say of it."""

from pathlib import Path

import pytest

from backend.adapters.machine.local_zone import machine_zone


@pytest.mark.parametrize(
    ("tz", "link", "text", "zone"),
    [
        (None, "/usr/share/zoneinfo/Asia/Jakarta", None, "Asia/Jakarta"),  # Debian, Fedora
        (None, "/var/db/timezone/zoneinfo/Asia/Makassar", None, "Asia/Makassar"),  # macOS
        (None, "/usr/share/zoneinfo/posix/Asia/Jayapura", None, "Asia/Jayapura"),
        (None, None, "Asia/Jakarta\n", "Asia/Jakarta"),  # a container
        ("Europe/Berlin", "/usr/share/zoneinfo/Asia/Jakarta", None, "Europe/Berlin"),
        (":Asia/Jakarta", None, None, "Asia/Jakarta"),
        (":/usr/share/zoneinfo/Asia/Jakarta", None, None, "Asia/Jakarta"),
        ("WIB-7", "/usr/share/zoneinfo/Asia/Jakarta", None, "Asia/Jakarta"),  # no name of the IANA database
        ("", "/opt/clock", "nowhere", "UTC"),
        (None, "/usr/share/zoneinfo/Etc/UTC", None, "UTC"),
        ("../../etc/passwd", None, None, "UTC"),
        (None, None, None, "UTC"),
    ],
)
def test_the_zone_is_the_first_one_found(
    tmp_path: Path, tz: str | None, link: str | None, text: str | None, zone: str
) -> None:
    etc = tmp_path / "etc"
    etc.mkdir()
    if link is not None:
        target = tmp_path / link.lstrip("/")
        target.parent.mkdir(parents=True)
        target.touch()
        (etc / "localtime").symlink_to(target)
    if text is not None:
        (etc / "timezone").write_text(text)
    assert machine_zone({} if tz is None else {"TZ": tz}, etc=etc) == zone


def test_a_link_that_leads_nowhere_and_bytes_that_are_no_text_are_utc(tmp_path: Path) -> None:
    (tmp_path / "localtime").symlink_to(tmp_path / "localtime")
    (tmp_path / "timezone").write_bytes(b"\xff\xfe")
    assert machine_zone({}, etc=tmp_path) == "UTC"
