"""Cutting an RTSP connection into messages and media, however the bytes arrive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.video.rtsp_message import MAX_BODY_BYTES, MAX_HEAD_BYTES, RtspMessage, RtspReader


def read(*pieces):
    reader = RtspReader()
    return [item for piece in pieces for item in reader.feed(piece)]


ANSWER = b"RTSP/1.0 401 Unauthorized\r\nCSeq: 2\r\nWWW-Authenticate: Basic\r\nwww-authenticate: NTLM\r\n\r\n"


def test_an_answer_has_a_status_and_headers_of_any_case():
    (message,) = read(ANSWER)
    assert (message.status, message.get("cseq"), message.all("WWW-Authenticate")) == (401, "2", ["Basic", "NTLM"])
    assert message.get("Session") == ""
    assert message.encode() == ANSWER


def test_a_request_has_no_status():
    (message,) = read(b"OPTIONS rtsp://camera/1 RTSP/1.0\r\nCSeq: 1\r\n\r\n")
    assert message.status is None
    assert message.start.startswith("OPTIONS")


def test_a_body_belongs_to_its_message():
    head = b"RTSP/1.0 200 OK\r\nContent-Length: 5\r\n\r\n"
    assert [item.body for item in read(head + b"v=0\r\n" + head, b"ab", b"cde")] == [b"v=0\r\n", b"abcde"]


def test_bare_line_feeds_and_empty_lines_before_a_message_are_accepted():
    (message,) = read(b"\r\n\r\nRTSP/1.0 200 OK\nCSeq: 7\n\n")
    assert message.get("CSeq") == "7"


def test_media_pass_untouched_and_between_messages():
    media = b"$\x00\x00\x03abc" + b"$\x01\x00\x00"
    assert read(media + ANSWER + media) == [media, *read(ANSWER), media]


@given(st.lists(st.integers(1, 60), min_size=1, max_size=40))
def test_it_does_not_matter_how_the_bytes_arrive(sizes):
    whole = b"$\x00\x00\x05\r\n\r\nx" + ANSWER + b"RTSP/1.0 200 OK\r\nContent-Length: 3\r\n\r\n$\x00\x00$\x00\x00\x01!"
    pieces, rest = [], whole
    for size in sizes:
        pieces.append(rest[:size])
        rest = rest[size:]
    pieces.append(rest)

    assert parts(read(*pieces)) == parts(read(whole))


def parts(items):
    """The messages, and all media in one piece: how they are cut depends on how they arrive."""
    messages = [item for item in items if isinstance(item, RtspMessage)]
    return messages, b"".join(item for item in items if isinstance(item, bytes))


@pytest.mark.parametrize(
    "data",
    [
        b"\x15\x03\x03\x00\x02\x02\x28",  # a TLS alert
        b"<html>hello</html>",
        b"HELLO WORLD\r\n\r\n",
        b"RTSP/1.0 200 OK\r\nX: " + b"x" * MAX_HEAD_BYTES,
        b"RTSP/1.0 200 OK\r\nX: " + b"x" * MAX_HEAD_BYTES + b"\r\n\r\n",
        b"RTSP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n" % (MAX_BODY_BYTES + 1),
    ],
)
def test_what_is_no_rtsp_or_too_large_is_refused(data):
    with pytest.raises(ValueError, match="RTSP"):
        read(data)


def test_headers_are_replaced_and_taken_out_whatever_their_case():
    (message,) = read(b"PLAY rtsp://c RTSP/1.0\r\ncseq: 1\r\nauthorization: Basic x\r\nRange: npt=0-\r\n\r\n")
    changed = message.with_headers(CSeq="9", Authorization=None)
    assert changed.headers == (("Range", "npt=0-"), ("CSeq", "9"))
    assert message.with_headers(User_Agent="m").get("User-Agent") == "m"
