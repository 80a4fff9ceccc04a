"""No password and no token gets into a log, whatever the origin of the text."""

import pytest

from backend.core.system.redaction import redacted


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("opening rtsp://viewer:s3cr3t@10.0.0.7:554/a", "opening rtsp://***@10.0.0.7:554/a"),
        ("rtsp://viewer:s3cr3t@pw@h/ failed", "rtsp://***@h/ failed"),
        ("GET /stream/1.mjpg?token=s3cr3t&t=1", "GET /stream/1.mjpg?token=***&t=1"),
        ("http://h/v?user=a&pwd=s3cr3t", "http://h/v?user=a&pwd=***"),
        ("Authorization: Bearer s3cr3t.s3cr3t-x", "Authorization: Bearer ***"),
        ("postgresql+psycopg://mandor:s3cr3t@db/mandor", "postgresql+psycopg://***@db/mandor"),
        ("redis://:s3cr3t@h:6379/0", "redis://***@h:6379/0"),
        ("camera 3 is live; mail a@b.example", "camera 3 is live; mail a@b.example"),
    ],
)
def test_secrets_are_masked_and_the_rest_stays(text: str, kept: str) -> None:
    assert redacted(text) == kept
