"""Each status has its own reason."""

import pytest

from backend.core.video.refusal import RefusedRequest, is_moved, reason_of, suggests_other_transport


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (400, "request_refused"),
        (401, "login_refused"),
        (403, "login_refused"),
        (404, "stream_not_found"),
        (405, "request_refused"),
        (410, "stream_not_found"),
        (426, "tls_needed"),
        (429, "camera_busy"),
        (451, "request_refused"),
        (453, "camera_busy"),
        (461, "transport_refused"),
        (499, "request_refused"),
        (500, "camera_error"),
        (501, "protocol_unsupported"),
        (502, "camera_error"),
        (503, "camera_busy"),
        (505, "protocol_unsupported"),
        (599, "camera_error"),
        (300, "address_moved"),
        (301, "address_moved"),
        (302, "address_moved"),
        (399, "address_moved"),
    ],
)
def test_a_status_has_a_reason(status, reason):
    assert reason_of(status) == reason


@pytest.mark.parametrize("status", [400, 406, 461, 501])
def test_a_refused_setup_is_about_the_transport(status):
    assert reason_of(status, RefusedRequest.SETUP) == "transport_refused"
    assert suggests_other_transport(status, RefusedRequest.SETUP)
    assert not suggests_other_transport(status, RefusedRequest.DESCRIBE)


@pytest.mark.parametrize(
    ("status", "reason"), [(401, "login_refused"), (453, "camera_busy"), (404, "stream_not_found")]
)
def test_what_has_nothing_to_do_with_the_transport_keeps_its_reason(status, reason):
    assert reason_of(status, RefusedRequest.SETUP) == reason
    assert not suggests_other_transport(status, RefusedRequest.SETUP)


def test_only_some_answers_name_another_address():
    assert [status for status in range(300, 400) if is_moved(status)] == [301, 302, 303, 305, 307, 308]
