"""Logins against the examples of the RFCs, and what follows from each 401."""

import hashlib
import re

import pytest

from backend.core.video.login import CameraLogin, LoginStep

CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
RFC_7616 = (
    'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={algorithm}, '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)


def login(username="Mufasa", password="Circle of Life", cnonce=CNONCE):
    return CameraLogin(username, password, new_cnonce=lambda: cnonce)


def fields(header):
    return dict(re.findall(r'(\w+)="?([^",]*)"?', header.partition(" ")[2]))


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_the_example_of_rfc_7616(algorithm, response):
    mine = login()
    assert mine.challenged([RFC_7616.format(algorithm=algorithm)]) is LoginStep.ANSWER
    sent = fields(mine.authorization("GET", "/dir/index.html"))
    assert sent["response"] == response
    assert (sent["algorithm"], sent["qop"], sent["nc"], sent["cnonce"]) == (algorithm, "auth", "00000001", CNONCE)
    assert sent["opaque"] == "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"


def test_the_example_of_rfc_2069_without_a_quality_of_protection():
    """As corrected by its erratum 749."""
    mine = login("Mufasa", "CircleOfLife")
    mine.challenged(['Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"'])
    sent = mine.authorization("GET", "/dir/index.html")
    assert fields(sent)["response"] == "1949323746fe6a43ef61f9606e7febea"
    assert "qop" not in sent
    assert "algorithm" not in sent


@pytest.mark.parametrize(
    ("name", "hashed"),
    [("MD5-sess", hashlib.md5), ("SHA-256-sess", hashlib.sha256), ("sha-256-SESS", hashlib.sha256)],
)
def test_a_session_variant_hashes_the_nonces_into_the_secret(name, hashed):
    def h(text):
        return hashed(text.encode()).hexdigest()

    mine = login("u", "p", "c")
    mine.challenged([f'Digest realm="r", nonce="n", algorithm={name}, qop="auth"'])
    secret = h(h("u:r:p") + ":n:c")
    for number in ("00000001", "00000002"):
        sent = fields(mine.authorization("SETUP", "rtsp://camera/1"))
        assert sent["response"] == h(f"{secret}:n:{number}:c:auth:" + h("SETUP:rtsp://camera/1"))


def test_auth_int_of_an_empty_body_is_answered_where_nothing_else_is_offered():
    mine = login("u", "p", "c")
    mine.challenged(['Digest realm="r", nonce="n", qop="auth-int"'])
    sent = fields(mine.authorization("GET", "/"))

    def h(text):
        return hashlib.md5(text.encode()).hexdigest()

    assert sent["response"] == h(f"{h('u:r:p')}:n:00000001:c:auth-int:" + h("GET:/:" + h("")))


def test_the_strongest_offer_is_taken_and_basic_last():
    both = ['Digest realm="r", nonce="n", algorithm=MD5', 'Digest realm="r", nonce="m", algorithm=SHA-256', "Basic"]
    for headers in (both, both[::-1]):
        mine = login()
        mine.challenged(headers)
        assert fields(mine.authorization("GET", "/"))["algorithm"] == "SHA-256"
    mine = login("u", "p")
    mine.challenged(['Digest realm="r", nonce="n", algorithm=FOO', 'Basic realm="r"'])
    assert mine.authorization("GET", "/") == "Basic dTpw"


def test_nothing_is_sent_before_the_camera_asks():
    assert login().authorization("GET", "/") is None


def test_a_second_refusal_is_final():
    mine = login()
    assert mine.challenged(['Digest realm="r", nonce="1"']) is LoginStep.ANSWER
    assert mine.challenged(['Digest realm="r", nonce="2", stale="FALSE"']) is LoginStep.REFUSED


def test_a_stale_nonce_is_answered_again_but_not_the_same_one_twice():
    mine = login()
    mine.challenged(['Digest realm="r", nonce="1"'])
    assert mine.challenged(['Digest realm="r", nonce="2", stale=TRUE']) is LoginStep.ANSWER
    assert fields(mine.authorization("GET", "/"))["nonce"] == "2"
    assert mine.challenged(['Digest realm="r", nonce="2", stale=true']) is LoginStep.REFUSED


def test_a_nonce_that_expires_after_the_login_was_accepted_is_replaced():
    mine = login()
    mine.challenged(['Digest realm="r", nonce="1"'])
    mine.accepted()
    assert mine.challenged(['Digest realm="r", nonce="2"']) is LoginStep.ANSWER
    assert mine.challenged(['Digest realm="r", nonce="3"']) is LoginStep.REFUSED


def test_without_credentials_a_login_is_needed():
    assert login("", "").challenged(["Basic"]) is LoginStep.NEEDED


@pytest.mark.parametrize("header", ["NTLM", "Bearer x=y", 'Digest realm="r", nonce="n", algorithm=FOO', "Digest"])
def test_a_kind_that_is_not_known_is_unsupported(header):
    assert login().challenged([header]) is LoginStep.UNSUPPORTED


def test_an_odd_user_name_stays_inside_of_its_quotes():
    mine = login('o"p\\', "ü")
    mine.challenged(['Digest realm="a\\"b", nonce="n"'])
    assert mine.authorization("GET", "/").startswith('Digest username="o\\"p\\\\", realm="a\\"b", ')


def test_a_camera_that_names_no_login_never_saw_the_password():
    assert login().challenged([]) is LoginStep.UNSUPPORTED


def test_no_offer_after_an_answer_refuses_it():
    mine = login()
    mine.challenged(["Basic"])
    assert mine.challenged([]) is LoginStep.REFUSED
