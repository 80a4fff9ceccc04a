"""Which packets are decoded when one picture a second is enough."""

from backend.core.video.preview_decoding import KEY_SECONDS, PREVIEW_SECONDS, PreviewPolicy, PreviewStep

SKIP, ALONE, FOLLOW = PreviewStep.SKIP, PreviewStep.ALONE, PreviewStep.FOLLOW


def steps(policy, *packets, pictures=1):
    """The steps for packets of (is_key, now)."""
    found = []
    for is_key, now in packets:
        step = policy.step(is_key=is_key, now=now)
        if step is ALONE:
            policy.decoded_alone(pictures)
        found.append(step)
    return found


def test_key_frames_are_decoded_alone_and_the_rest_is_left_out():
    assert steps(PreviewPolicy(), (True, 0), (False, 0.1), (True, 1), (False, 1.1)) == [ALONE, SKIP, ALONE, SKIP]


def test_key_frames_that_come_faster_are_thinned():
    packets = [(True, 0), (True, PREVIEW_SECONDS - 0.01), (True, PREVIEW_SECONDS)]
    assert steps(PreviewPolicy(), *packets) == [ALONE, SKIP, ALONE]


def test_key_frames_at_the_usual_distance_stay_cheap():
    packets = [(n % 40 == 0, n / 10) for n in range(400)]
    assert FOLLOW not in steps(PreviewPolicy(), *packets)


def test_key_frames_that_are_far_apart_make_every_packet_count():
    policy = PreviewPolicy()
    assert steps(policy, (True, 0), (False, KEY_SECONDS), (False, KEY_SECONDS + 0.1)) == [ALONE, SKIP, FOLLOW]
    assert steps(policy, (True, 40), (False, 40.1)) == [FOLLOW, FOLLOW]
    assert policy.follows
    assert policy.keys_are_pictures


def test_a_stream_that_never_sends_a_key_frame_is_followed():
    assert steps(PreviewPolicy(), *[(False, n) for n in range(7)])[-2:] == [FOLLOW, FOLLOW]


def test_two_key_frames_without_a_picture_are_no_pictures():
    policy = PreviewPolicy()
    assert steps(policy, (True, 0), pictures=0) == [ALONE]
    assert policy.keys_are_pictures
    assert steps(policy, (True, 1), (False, 1.1), pictures=0) == [ALONE, FOLLOW]
    assert not policy.keys_are_pictures


def test_one_damaged_key_frame_changes_nothing():
    policy = PreviewPolicy()
    steps(policy, (True, 0), pictures=0)
    steps(policy, (True, 1), pictures=1)
    steps(policy, (True, 2), pictures=0)
    assert not policy.follows
