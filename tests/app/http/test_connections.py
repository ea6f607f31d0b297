"""What clients keep waiting has a limit: in number, in bytes and in time."""

import contextlib
import json
import socket
import time

import pytest

from app.http.connections import BACKLOG, OWN_FILES, SHORT_BACKLOG, Connections, room
from app.http.listeners import listen
from app.limits import Limits
from app.main import create_app
from tests.app.live import serving
from tests.app.raw import JSON, Raw, head, posted
from tests.waiting import wait_until

HALF_HEAD = head()[:-2]
LONG = posted(b" " * 100_000)
HALF_BODY = LONG[:-1]
OWING = {"nothing": b"", "half a head": HALF_HEAD, "half a body": HALF_BODY}
SHORT = Limits(idle_seconds=0.4, head_seconds=0.6, body_seconds=0.8, unread_seconds=0.5)
SECONDS = {"nothing": 0.4, "half a head": 0.6, "half a body": 0.8}


@pytest.fixture(scope="module")
def app():
    return create_app(Limits())


@pytest.fixture(scope="module")
def short(app):
    """A server with short limits of time."""
    with serving(app, SHORT) as origin:
        yield origin


def answers(connection):
    """How many come before the connection is cut."""
    count = 0
    with contextlib.suppress(AssertionError, ConnectionResetError):
        while connection.answer():
            count += 1
    return count


def is_up(origin):
    with Raw(origin, head()) as connection:
        return connection.answer().status == 200


@pytest.mark.parametrize("owing", OWING)
def test_time_is_limited(short, owing):
    begin = time.monotonic()
    with Raw(short, OWING[owing]) as connection:
        if owing != "nothing":
            answer = connection.answer()
            assert (answer.status, answer.problem) == (408, "timeout")
        assert connection.is_closed()
    assert SECONDS[owing] <= time.monotonic() - begin < SECONDS[owing] + 1


@pytest.mark.parametrize(("whole", "limit"), [(head(), 0.6), (posted(b"[]" + b" " * 50), 0.8)])
def test_bytes_now_and_then_gain_no_time(short, whole, limit):
    """At the limit a request is answered, past it refused, however busy its client seems."""
    for seconds, statuses in ((limit / 2, (200, 422)), (limit * 3, (408,))):
        begin, tail = time.monotonic(), whole[-20:]
        with Raw(short, whole[:-20]) as connection:
            for k in range(20):
                time.sleep(max(0.0, begin + seconds * k / 20 - time.monotonic()))
                try:
                    connection.send(tail[k : k + 1])
                except OSError:
                    break
            assert connection.answer().status in statuses


def test_time_begins_anew_with_each_request(short):
    with Raw(short) as connection:
        for _ in range(8):
            time.sleep(0.15)
            connection.send(head())
            assert connection.answer().status == 200
        assert 0.4 <= connection.closed_after() < 1.4


def test_the_rest_of_a_body_that_is_answered_is_not_waited_for_without_end(short):
    with Raw(short, HALF_BODY.replace(b"/api/v1/traces", b"/nothing")) as connection:
        assert connection.answer().status == 404
        assert connection.closed_after() < 2


def test_a_connection_is_kept_after_the_rest_of_an_answered_body(short):
    whole = LONG.replace(b"/api/v1/traces", b"/nothing")
    with Raw(short, whole[:-1]) as connection:
        assert connection.answer().status == 404
        connection.send(whole[-1:] + head())
        assert connection.answer().status == 200
        assert 0.4 <= connection.closed_after() < 1.4


@pytest.mark.parametrize("owing", OWING)
def test_connections_that_wait_make_room(app, owing):
    with serving(app, Limits(connections=20)) as origin:
        waiting = [Raw(origin, OWING[owing]) for _ in range(20)]
        others = [Raw(origin, head()) for _ in range(30)]
        assert [other.answer().status for other in others] == [200] * 30
        for first in waiting[:5]:  # those that have waited longest
            if owing != "nothing":
                assert first.answer().problem == "busy"
            assert first.is_closed()
        for each in waiting + others:
            each.socket.close()


def test_connections_within_the_limit_are_kept(app):
    with serving(app, Limits(connections=20)) as origin:
        waiting = [Raw(origin, HALF_HEAD) for _ in range(20)]
        time.sleep(0.2)
        for each in waiting:
            each.send(b"\r\n")
            assert each.answer().status == 200
            each.socket.close()


def test_where_all_are_being_answered_one_more_is_refused(app, small):
    endless = {"experiment": small, "until": {"iteration": 1000}, "per_second": 5}
    order = posted(json.dumps(endless).encode(), path="/api/v1/runs")
    with serving(app, Limits(connections=3)) as origin:
        runs = [Raw(origin, order) for _ in range(3)]
        assert [run.answer().status for run in runs] == [200] * 3
        with Raw(origin) as connection:
            answer = connection.answer()
            assert (answer.status, answer.problem) == (503, "busy")
            assert int(answer.headers["retry-after"]) > 0
        runs.pop().socket.close()
        wait_until(lambda: is_up(origin))
        for run in runs:
            run.socket.close()


def test_bytes_that_wait_are_limited(app):
    """Of ten unfinished bodies of 100 KB four fit; the others make room, the oldest first."""
    with serving(app, Limits(waiting_bytes=450_000)) as origin:
        waiting = []
        for _ in range(10):
            waiting.append(Raw(origin, HALF_BODY))
            time.sleep(0.05)
        assert [each.answer().problem for each in waiting[:6]] == ["busy"] * 6
        for each in waiting[6:]:
            each.send(LONG[-1:])
            assert each.answer().problem == "malformed-json"
        assert is_up(origin)
        for each in waiting:
            each.socket.close()


def test_who_does_not_read_is_cut_off(app, small):
    large = dict(small, inputs=[[0.5, 1.0]] * 2000, targets=[[1.0]] * 2000)
    order = posted(json.dumps({"experiment": large}).encode())
    shared = Connections(SHORT)
    with serving(app, connections=shared) as origin:
        with Raw(origin, *[order] * 12) as connection:
            wait_until(lambda: shared.open)
            wait_until(lambda: not shared.open)
            assert is_up(origin)
            assert answers(connection) < 12
        with Raw(origin, order) as slow:  # reads all the time, for longer than the limit
            slow._until(b"\r\n\r\n")
            begin, read = time.monotonic(), 0
            while time.monotonic() < begin + 1.5:
                time.sleep(0.1)
                read += len(slow.socket.recv(20_000))
            assert read >= 100_000


@pytest.mark.skipif(not hasattr(socket, "TCP_NOTSENT_LOWAT"), reason="the system has no such bound")
def test_little_is_computed_ahead_for_who_does_not_read(app, small):
    """Frames of a run, some kilobytes each, until no more is written."""
    layers = [{"kind": "dense", "units": 50}, *small["layers"]]
    order = {"experiment": small | {"layers": layers}, "until": {"iteration": 5000}}
    shared = Connections(Limits())
    with (
        serving(app, connections=shared, sockets=listen(["127.0.0.1"], 0)) as origin,
        Raw(origin, posted(json.dumps(order).encode(), path="/api/v1/runs")) as connection,
    ):
        connection._until(b'{"loss"')
        seen, (watched,) = 0, shared.open
        while watched.out.written > seen:
            seen = watched.out.written
            time.sleep(0.3)
        assert 0 < seen < 600_000


def test_unread_answers_are_limited(app, small):
    large = dict(small, inputs=[[0.5, 1.0]] * 2000, targets=[[1.0]] * 2000)
    order = posted(json.dumps({"experiment": large}).encode())
    shared = Connections(Limits(unread_bytes=50_000))
    with serving(app, connections=shared) as origin, Raw(origin) as greedy:
        wait_until(lambda: shared.open)
        with contextlib.suppress(ConnectionError):  # it may be cut off while it still asks
            for _ in range(12):
                greedy.send(order)
        wait_until(lambda: not shared.open)
        assert is_up(origin)
        assert answers(greedy) < 12


def test_the_server_ends_though_answers_are_unread(app, small):
    large = dict(small, inputs=[[0.5, 1.0]] * 2000, targets=[[1.0]] * 2000)
    order = posted(json.dumps({"experiment": large}).encode())
    with contextlib.ExitStack() as stack:
        with serving(app) as origin:
            stack.enter_context(Raw(origin, *[order] * 12))
            time.sleep(1)
            begin = time.monotonic()
        assert time.monotonic() - begin < 5


def test_room_is_what_the_system_allows(monkeypatch):
    resource = pytest.importorskip("resource")
    asked = []
    monkeypatch.setattr(resource, "setrlimit", lambda _, both: asked.append(both))
    for files, most in (
        ((1024, 1024), (1024 - SHORT_BACKLOG - OWN_FILES, SHORT_BACKLOG)),
        ((64, 100), (1, SHORT_BACKLOG)),
        ((10**6, 10**6), (2000, BACKLOG)),
    ):
        monkeypatch.setattr(resource, "getrlimit", lambda _, files=files: files)
        assert room(Limits(connections=2000)) == most
    assert asked == [(1024, 1024), (100, 100)]
    monkeypatch.setattr(resource, "getrlimit", lambda _: (256, 10**6))
    assert room(Limits(connections=2000)) == (2000, BACKLOG)
    assert asked[-1] == (2000 + BACKLOG + OWN_FILES, 10**6)


def test_nothing_is_counted_any_more_when_all_have_left(app):
    shared = Connections(Limits())
    with serving(app, connections=shared) as origin:
        for sent in [*OWING.values(), head(), b"\x00", posted(b"[]"), head("POST", "/", JSON)]:
            with Raw(origin, sent):
                time.sleep(0.02)
        wait_until(lambda: not shared.open)
    assert (shared.open, shared.owing, shared.held) == (set(), {}, 0)
