"""What cameras offer for logging in, as it is written in the field."""

import pytest

from backend.core.video.challenge import MOST_CHALLENGES, is_answered_by_libav, parse_challenges


def read(*headers):
    return [(one.scheme, dict(one.parameters)) for one in parse_challenges(headers)]


def test_a_challenge_is_a_scheme_and_its_parameters():
    assert read('Digest realm="IP Camera(A1)", nonce="ab=c", stale=FALSE, algorithm="SHA-256"') == [
        ("digest", {"realm": "IP Camera(A1)", "nonce": "ab=c", "stale": "FALSE", "algorithm": "SHA-256"})
    ]


def test_quotes_inside_of_a_realm_and_commas_end_nothing():
    assert read(r'Basic realm="the \"north\" gate, hall 2"') == [("basic", {"realm": 'the "north" gate, hall 2'})]


def test_one_header_may_hold_several_challenges():
    found = read('Digest realm="a", nonce="1", Basic realm="b"', "NTLM TlRMTVNTUAAB==", "Negotiate")
    assert [scheme for scheme, _ in found][:2] == ["digest", "basic"]
    assert ("negotiate", {}) in found
    assert found[1][1] == {"realm": "b"}


@pytest.mark.parametrize("header", ["", ",,,", "=", 'Digest realm="open', 'realm="nobody asks"', "Digest =", '"""'])
def test_what_is_malformed_raises_nothing(header):
    parse_challenges([header])


def test_only_so_many_are_read():
    assert len(read("Basic, " * 100)) == MOST_CHALLENGES


MD5, SHA = 'Digest realm="r", nonce="n"', 'Digest realm="r", nonce="n", algorithm=SHA-256'


@pytest.mark.parametrize(
    ("headers", "can"),
    [
        ([MD5], True),
        ([MD5 + ", algorithm=MD5"], True),
        ([MD5 + ", algorithm=MD5-sess"], True),
        ([MD5 + ', qop="auth,auth-int"'], True),
        ([MD5 + ', qop="auth-int"'], False),
        ([MD5 + ", algorithm=md5"], False),
        ([SHA], False),
        ([SHA, MD5], True),
        ([MD5, SHA], False),
        ([SHA, 'Basic realm="r"'], False),
        (['Basic realm="r"'], True),
        (["NTLM"], False),
        ([], False),
    ],
)
def test_libav_answers_md5_and_takes_the_last_challenge(headers, can):
    assert is_answered_by_libav(parse_challenges(headers)) is can
