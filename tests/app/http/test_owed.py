"""What a client owes has an end, and who reads is not hurried."""

from dataclasses import replace

from app.http.owed import CLOSE, HASTE, IDLE, LINGER, Owed
from app.http.request_parser import BODY, HEAD
from app.limits import Limits

LIMITS = replace(Limits(), idle_seconds=1.0, head_seconds=2.0, body_seconds=3.0, unread_seconds=4.0)


def test_each_thing_has_its_own_time():
    for what, seconds in ((IDLE, 1.0), (HEAD, 2.0), (BODY, 3.0), (CLOSE, LINGER)):
        owed = Owed(LIMITS, 100.0)
        assert owed.owe(what, 100.0)
        assert owed.late(100.0 + seconds) is None
        problem = owed.late(100.1 + seconds)
        assert problem
        assert problem.document.status == 408
        assert f" {seconds:g} seconds" in problem.document.detail


def test_what_is_owed_already_gets_no_more_time():
    owed = Owed(LIMITS, 0.0)
    owed.owe(BODY, 0.0)
    assert not owed.owe(BODY, 2.9)
    assert owed.late(3.1)
    owed.owe(None, 3.1)
    assert owed.late(99.0) is None


def test_who_reads_a_little_now_and_then_goes_on_reading():
    owed = Owed(LIMITS, 0.0)
    for now in range(1, 20, 3):
        assert not owed.has_stopped_reading(now, float(now), hasty=False)
    assert not owed.has_stopped_reading(19, 22.9, hasty=False)
    assert owed.has_stopped_reading(19, 23.1, hasty=False)
    assert owed.has_stopped_reading(19, 19.1 + HASTE, hasty=True)


def test_bytes_that_wait_are_told_as_a_difference():
    owed = Owed(LIMITS, 0.0)
    assert [owed.hold(n) for n in (5, 8, 0)] == [5, 3, -8]
