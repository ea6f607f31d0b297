"""Who sends piece by piece is read now and then, few at a time, and loses nothing by it."""

import time
from types import SimpleNamespace

import pytest

from app.http.connections import Connections
from app.http.rests import AT_ONCE, ENOUGH, LONGEST, PART, SHORTEST, TICK, Rests, rest_after
from app.limits import Limits
from app.main import create_app
from tests.app.live import serving
from tests.app.raw import Raw, head, posted


class Loop:
    """Calls what is due when it is told to."""

    def __init__(self):
        self.now, self.soon, self.later = 0.0, [], []

    def time(self):
        return self.now

    def call_soon(self, call, *args):
        self.soon.append((call, args))

    def call_later(self, delay, call, *args):
        self.later.append((self.now + delay, call, args))

    def is_running(self):
        return True

    def turn(self):
        """One pass of what is due by now."""
        due = self.soon + [(call, args) for at, call, args in self.later if at <= self.now]
        self.soon, self.later = [], [one for one in self.later if one[0] > self.now]
        for call, args in due:
            call(*args)


class Flow:
    """Of one connection."""

    read_paused = False

    def pause_reading(self):
        self.read_paused = True

    def resume_reading(self):
        self.read_paused = False


class Connection(SimpleNamespace):
    __hash__ = object.__hash__


def waiting(loop, count, age=1.0):
    made = []
    for _ in range(count):
        owed = SimpleNamespace(age=lambda _: age)
        made.append(Connection(loop=loop, flow=Flow(), owed=owed, received=1000))
    return made


def reading(connections):
    return sum(not each.flow.read_paused for each in connections)


@pytest.mark.parametrize(
    ("age", "received", "rest"),
    [
        (0.0, 100, 0.0),  # most requests come at once
        (SHORTEST * PART * 0.9, 100, 0.0),
        (2.0, 100, 2.0 / PART),
        (59.0, 100, LONGEST),
        (2.0, 100 * ENOUGH, 2.0 / 100),  # what comes fast is read as soon as enough is there
        (0.1, 100 * ENOUGH, 0.0),
        (1.0, 0, 1.0 / PART),
    ],
)
def test_a_rest_is_a_part_of_the_time_that_a_request_has_taken(age, received, rest):
    assert rest_after(age, received) == pytest.approx(rest)


def test_few_are_read_again_in_one_pass():
    loop, rests = Loop(), Rests()
    some = waiting(loop, 3 * AT_ONCE)
    for each in some:
        rests.begin(each)
    assert reading(some) == 0
    loop.now = TICK
    loop.turn()
    assert reading(some) == 0
    loop.now = 1.0
    for k in (1, 2, 3):
        loop.turn()
        assert reading(some) == k * AT_ONCE
    loop.turn()
    assert [*loop.soon, *loop.later, *rests.resting] == []


def test_whose_rest_is_over_first_is_read_first():
    loop, rests = Loop(), Rests()
    (old,), (young,) = waiting(loop, 1, age=5.0), waiting(loop, 1, age=0.5)
    rests.begin(old)
    rests.begin(young)
    loop.now = 0.1
    loop.turn()
    assert (old.flow.read_paused, young.flow.read_paused) == (True, False)


def test_what_waits_for_another_reason_is_not_read_on():
    loop, rests = Loop(), Rests()
    (full,) = waiting(loop, 1)
    full.flow.pause_reading()
    rests.begin(full)
    rests.end(full)
    assert full.flow.read_paused
    assert [*rests.resting, *loop.later] == []


@pytest.fixture(scope="module")
def app():
    return create_app(Limits())


def resting(shared, each):
    """Send byte by byte until the connection rests; what was not sent then."""
    rest = posted(b"[]" + b" " * 5000)
    each.send(rest[:300])
    for k in range(300, len(rest)):
        if shared.rests.resting:
            return rest[k:]
        each.send(rest[k : k + 1])
        time.sleep(0.002)
    raise AssertionError("it never rests")


def test_a_request_that_rests_is_answered_when_it_has_come(app):
    shared = Connections(Limits())
    with serving(app, connections=shared) as origin, Raw(origin) as slow:
        slow.send(resting(shared, slow) + head())
        assert slow.answer().problem == "invalid"
        assert slow.answer().status == 200


def test_a_server_that_ends_reads_what_was_sent_meanwhile(app):
    shared = Connections(Limits())
    with serving(app, connections=shared) as origin:
        slow = Raw(origin)
        slow.send(resting(shared, slow))
    with slow:
        assert slow.answer().problem in ("invalid", "restarting")
