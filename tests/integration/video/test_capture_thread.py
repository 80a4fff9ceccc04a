"""The capture thread: states, waits, hand-over and ending, with scripted captures."""

import threading
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise

import av
import pytest

from backend.adapters.video.capture import VideoCapture
from backend.adapters.video.capture_errors import failure
from backend.adapters.video.capture_thread import CaptureThread
from backend.adapters.video.frame import PictureScaler, StreamInfo, VideoFrame
from backend.core.cameras.source import parse
from backend.core.video.retry_policy import RetryState
from tests.support.video.rtsp import ROOT, rtsp_camera

DEMO = ROOT / "demo" / "warehouse.mp4"
MORNING = datetime(2026, 5, 1, 6, tzinfo=UTC)
PICTURE = av.VideoFrame(64, 64, "gray8")


class Script:
    """A source that behaves as written: every connection has its own list of steps.

    A step is a time to move on to (seconds; a picture arrives then), a `SourceError` to raise, or `WAIT`, which
    holds the thread until the test says `go` or the connection is closed.
    """

    WAIT = object()

    def __init__(self, *connections):
        self.connections = list(connections)
        self.now = 0.0
        self.waiting = threading.Semaphore(0)
        self.go = threading.Semaphore(0)
        self.pauses = []
        self.opened = []
        self.over = threading.Event()

    def monotonic(self):
        return self.now

    def clock(self):
        return MORNING + timedelta(seconds=self.now)

    def open(self, source):
        if not self.connections:
            self.over.set()
            raise failure("unreachable")
        steps = self.connections.pop(0)
        if isinstance(steps, Exception):
            raise steps
        self.opened.append(Connection(self, steps))
        return self.opened[-1]

    def pause(self, seconds):
        self.pauses.append(seconds)
        self.now += seconds
        return self.over.is_set()


class Connection:
    info = StreamInfo(width=64, height=64, codec="h264", fps=10)

    def __init__(self, script, steps):
        self.script, self.steps = script, steps
        self.decode_errors = 0
        self.waited_seconds = 0.0
        self.closed = self.is_held = False

    def frames(self):
        for seq, step in enumerate(self.steps, 1):
            if step is Script.WAIT:
                self.is_held = True
                self.script.waiting.release()
                assert self.script.go.acquire(timeout=10)
                self.is_held = False
                if self.closed:
                    return
            elif isinstance(step, Exception):
                raise step
            else:
                self.script.now = step
                yield frame(seq, self.script.clock())

    def close(self):
        self.closed = True
        if self.is_held:
            self.script.go.release()


def frame(seq, at):
    return VideoFrame(
        seq=seq, at=at, pts=0.0, is_key=True, width=64, height=64, picture=PICTURE, scaler=PictureScaler()
    )


def thread_of(script, source="rtsp://camera/1", **how):
    return CaptureThread(
        parse(source),
        open_capture=script.open,
        clock=script.clock,
        monotonic=script.monotonic,
        pause=script.pause,
        randomness=lambda: 0.5,
        **how,
    )


def run_until_waiting(script, **how):
    thread = thread_of(script, **how)
    thread.start()
    assert script.waiting.acquire(timeout=10)
    return thread


def run_to_the_end(script, **how):
    """Until the script has no more connections."""
    thread = thread_of(script, **how)
    thread.start()
    thread._thread.join(10)
    assert not thread._thread.is_alive()
    return thread


def test_it_is_connecting_until_the_first_picture_and_then_live():
    script = Script([Script.WAIT, 0.1, 0.2, Script.WAIT])
    thread = run_until_waiting(script)
    assert (thread.status().state, thread.latest()) == ("connecting", None)
    script.go.release()
    assert script.waiting.acquire(timeout=10)
    status = thread.status()
    assert (status.state, status.reason, status.frames_received) == ("live", "", 2)
    assert status.since == MORNING + timedelta(seconds=0.1)
    assert status.info == Connection.info
    assert status.last_frame_monotonic == 0.2
    assert thread.stop()


def test_only_the_newest_picture_is_kept():
    thread = run_until_waiting(script := Script([0.1, 0.2, 0.3, Script.WAIT]))
    assert thread.latest().seq == 3
    assert thread.wait_newer(2, timeout=0).seq == 3
    assert thread.wait_newer(3, timeout=0.01) is None
    script.go.release()
    thread.stop()


def test_replaced_pictures_are_counted_whatever_their_times():
    script = Script([0.1, Script.WAIT, 30.0, Script.WAIT, 30.1, 30.2, 30.3, Script.WAIT])
    thread = run_until_waiting(script)
    assert thread.wait_newer(0, 1).seq == 1
    for seq, replaced in ((2, 0), (5, 2)):
        script.go.release()
        assert script.waiting.acquire(timeout=5)
        assert thread.wait_newer(seq - 1, 1).seq >= seq
        assert thread.replaced() == replaced
    thread.stop()


def test_threads_that_wait_for_a_picture_are_woken_by_it_and_by_the_end():
    script = Script([Script.WAIT, 0.1, Script.WAIT])
    thread = run_until_waiting(script)
    got = []
    waiter = threading.Thread(target=lambda: got.extend([thread.wait_newer(0, 10), thread.wait_newer(1, 10)]))
    waiter.start()
    script.go.release()
    assert script.waiting.acquire(timeout=10)
    thread.stop()
    waiter.join(5)
    assert [picture and picture.seq for picture in got] == [1, None]


def test_three_seconds_without_a_picture_are_stale_and_the_next_picture_is_live():
    script = Script([1.0, Script.WAIT, 9.0, Script.WAIT])
    thread = run_until_waiting(script)
    script.now = 3.9
    assert thread.status().state == "live"
    script.now = 5.0
    status = thread.status()
    assert (status.state, status.since) == ("stale", MORNING + timedelta(seconds=4))
    script.go.release()
    assert script.waiting.acquire(timeout=10)
    assert thread.status().state == "live"
    thread.stop()


def test_the_rate_is_that_of_the_last_seconds():
    script = Script([n / 10 for n in range(100)] + [Script.WAIT])
    thread = run_until_waiting(script)
    assert thread.status().fps == pytest.approx(10)
    script.now += 30
    assert thread.status().fps == 0
    thread.stop()


def test_pictures_are_handed_over_at_the_rate_that_is_asked_for():
    script = Script([n / 25 for n in range(250)] + [Script.WAIT])
    handed = []
    thread = thread_of(script, min_interval_seconds=0.2)
    put = thread._newest.put
    thread._newest.put = lambda picture: (handed.append(picture), put(picture))
    thread.start()
    assert script.waiting.acquire(timeout=10)
    assert len(handed) == pytest.approx(50, abs=1)
    assert thread.status().frames_received == 250
    gaps = [(b.at - a.at).total_seconds() for a, b in pairwise(handed)]
    assert min(gaps) >= 0.16
    thread.stop()


@pytest.mark.parametrize(
    ("ending", "state", "reason"),
    [
        ([0.1, failure("stream_ended")], "connecting", "stream_ended"),  # a short loss is no failure yet
        ([0.1, failure("stream_broken")], "connecting", "stream_broken"),
        (failure("login_refused"), "failed", "login_refused"),
        (failure("unreachable"), "failed", "unreachable"),
    ],
)
def test_a_loss_is_reconnecting_and_a_refusal_is_failed(ending, state, reason):
    script = Script(ending)
    seen = []
    thread = thread_of(script)
    script.pause = lambda seconds: seen.append(thread.status()) or True
    thread._pause = script.pause
    thread.start()
    thread._thread.join(10)
    assert [(s.state, s.reason) for s in seen] == [(state, reason)]
    assert seen[0].hint or reason == "stream_ended"


def test_waits_grow_with_failures_and_are_long_where_a_retry_rarely_heals():
    script = Script(failure("unreachable"), failure("unreachable"), failure("unreachable"), failure("login_refused"))
    status = run_to_the_end(script).status()
    assert script.pauses == [1, 2, 4, 20, 1]
    assert status.state == "failed"


def test_a_failure_that_lasts_keeps_its_beginning():
    script = Script(failure("login_refused"), failure("login_refused"))
    assert run_to_the_end(script).status().since == MORNING + timedelta(seconds=80)  # when it became unreachable


def test_a_third_refused_login_is_tried_again_after_half_an_hour_and_the_time_is_reported():
    script = Script(failure("login_refused"), failure("login_refused"), failure("login_refused"))
    seen = []
    thread = thread_of(script)
    thread._pause = lambda seconds: seen.append(thread.status()) or script.pause(seconds)
    thread.start()
    thread._thread.join(10)
    assert script.pauses[:3] == [20, 60, 1800]
    assert [status.retry.rests for status in seen[:3]] == [False, False, True]
    assert seen[2].retry_at == MORNING + timedelta(seconds=80 + 1800)


def test_a_picture_forgives_refused_logins_at_once():
    script = Script(failure("login_refused"), failure("login_refused"), [100.0, failure("stream_ended")])
    assert run_to_the_end(script).status().retry.logins_refused == 0


def test_the_wait_of_an_earlier_process_is_waited_out():
    before = RetryState().failed("login_refused").failed("login_refused").failed("login_refused")
    script = Script([2000.0, Script.WAIT])
    seen = []
    thread = thread_of(script, retry=before, retry_at=MORNING + timedelta(seconds=900))
    thread._pause = lambda seconds: seen.append(thread.status()) or script.pause(seconds)
    thread.start()
    assert script.waiting.acquire(timeout=10)
    assert script.pauses == [900]
    assert (seen[0].state, seen[0].reason) == ("failed", "login_refused")
    assert thread.status().state == "live"
    thread.stop()


def test_try_now_ends_the_wait_and_keeps_what_was_counted():
    attempts = threading.Semaphore(0)

    def refuse(source):
        attempts.release()
        raise failure("login_refused")

    thread = CaptureThread(
        parse("rtsp://camera/1"), open_capture=refuse, clock=lambda: MORNING, monotonic=time.monotonic
    )
    thread.start()
    for _ in range(4):
        assert attempts.acquire(timeout=10)
        until = time.monotonic() + 10
        while thread.status().retry_at is None and time.monotonic() < until:
            time.sleep(0.01)
        thread.try_now()
    assert thread.stop()
    assert thread.status().retry.logins_refused >= 4


def test_an_old_picture_is_neither_live_nor_handed_over():
    """libav gives out what it held when a camera hung: its stamp says that it is ten seconds old."""
    script = Script([1.0, Script.WAIT, 11.0, Script.WAIT])
    thread = run_until_waiting(script)
    script.clock = lambda: MORNING + timedelta(seconds=1)  # the next picture is stamped so, and arrives at 11 s
    thread._clock = lambda: MORNING + timedelta(seconds=11)
    script.go.release()
    assert script.waiting.acquire(timeout=10)
    status = thread.status()
    assert (status.state, status.frames_received) == ("stale", 1)
    assert status.last_frame_at == MORNING + timedelta(seconds=1)
    assert thread.latest().seq == 1
    thread.stop()


def test_waits_are_short_again_after_a_connection_that_held():
    held = [float(n) for n in range(100, 130)]
    script = Script(
        failure("unreachable"), failure("unreachable"), [*held, failure("stream_ended")], [135.0, failure("timeout")]
    )
    run_to_the_end(script)
    assert script.pauses == [1, 2, 1, 2, 4]


def test_counters_go_on_over_connections():
    script = Script([0.1, 0.2, failure("stream_ended")], [10.0, Script.WAIT])
    thread = thread_of(script)
    thread.start()
    assert script.waiting.acquire(timeout=10)
    script.opened[0].decode_errors = 99  # the old one counts no more
    script.opened[1].decode_errors = 2
    status = thread.status()
    assert (status.frames_received, status.reconnects, status.decode_errors) == (3, 1, 2)
    assert thread.latest().seq == 3
    thread.stop()


def test_a_file_played_once_is_not_opened_again(tmp_path):
    script = Script([0.1, failure("stream_ended")])
    status = run_to_the_end(script, source="file:/gate.mp4?once=1").status()
    assert (status.state, status.reason, script.pauses) == ("failed", "stream_ended", [])


def test_an_unexpected_error_is_logged_without_the_password_and_tried_again(caplog):
    script = Script([0.1, RuntimeError("cannot read rtsp://u:geheim@camera/1")], [0.2, failure("stream_ended")])
    thread = run_to_the_end(script, source="rtsp://u:geheim@camera/1")
    assert thread.status().frames_received == 2
    assert "RuntimeError" in caplog.text
    assert "geheim" not in caplog.text


def test_stop_does_not_wait_for_a_thread_that_is_stuck():
    stuck, release = threading.Event(), threading.Event()

    def open_stuck(source):
        stuck.set()
        release.wait(30)
        raise failure("timeout")

    thread = CaptureThread(
        parse("rtsp://camera/1"), open_capture=open_stuck, clock=lambda: MORNING, monotonic=time.monotonic
    )
    thread.start()
    assert stuck.wait(10)
    began = time.monotonic()
    assert not thread.stop()
    assert time.monotonic() - began < 5
    release.set()
    thread._thread.join(10)
    assert not thread._thread.is_alive()


def test_stop_ends_a_long_wait_between_attempts_at_once():
    attempted = threading.Event()

    def refuse(source):
        attempted.set()
        raise failure("login_refused")

    thread = CaptureThread(
        parse("rtsp://camera/1"), open_capture=refuse, clock=lambda: MORNING, monotonic=time.monotonic
    )
    thread.start()
    assert attempted.wait(10)
    assert thread.stop()


def test_stop_before_start_is_allowed():
    assert thread_of(Script()).stop()


def real_thread(url, **how):
    open_capture = partial(
        VideoCapture, demo_dir=ROOT / "demo", clock=lambda: datetime.now(UTC), monotonic=time.monotonic
    )
    return CaptureThread(
        parse(url), open_capture=open_capture, clock=lambda: datetime.now(UTC), monotonic=time.monotonic, **how
    )


def test_a_camera_that_loses_its_power_is_live_again_when_it_is_back():
    pauses, back = [], threading.Event()

    def pause(seconds):
        pauses.append(thread.status())
        back.wait(20)
        return False

    with rtsp_camera(gate=DEMO) as camera:
        thread = real_thread(camera.url("gate"), pause=pause)
        thread.start()
        first = thread.wait_newer(0, 15)
        assert first is not None
        assert thread.status().state == "live"
        camera.stop()
    with rtsp_camera(port=camera.port, gate=DEMO) as again:
        before = thread.status()
        last = thread.latest()
        back.set()
        newer = thread.wait_newer(last.seq, 15)
        assert newer is not None
        assert newer.at > last.at
        assert newer.to_gray(160, 90).mean() > 50
        after = thread.status()
        assert again.process.poll() is None
        assert thread.stop()
    assert before.state in ("connecting", "stale")
    assert (after.state, after.reconnects >= 1) == ("live", True)
    assert pauses[0].reason in ("stream_ended", "stream_broken")


def test_a_clip_plays_and_stops_quickly():
    thread = real_thread("demo:warehouse?start=5", min_interval_seconds=0.2)
    thread.start()
    assert thread.wait_newer(0, 15) is not None
    began = time.monotonic()
    assert thread.stop()
    assert time.monotonic() - began < 1
