"""A sample of the bad inputs of `python -m tools.fuzz`, sent to a server of its own."""

import time

import pytest

from tools.fuzz.case import Case, request
from tools.fuzz.client import KINDS, Tally, draw, send
from tools.fuzz.connection import Outcome, exchange, take
from tools.fuzz.report import report
from tools.fuzz.server import Server, describe, serving

EACH = 12


@pytest.fixture(scope="module")
def server():
    with serving() as server:
        yield server


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_bad_input_is_answered(server: Server, kind: str) -> None:
    seeds = [f"{kind} {k}" for k in range(EACH)]
    api = describe(server.address)
    # What stays is left out: it takes as long as the server has patience.
    seeds = [seed for seed in seeds if not draw(api, seed, [kind])[1].stays]
    tally = send(server.address, api, seeds, [kind], time.monotonic() + 60)
    assert tally.sent[kind] == len(seeds) > EACH / 2
    # Seconds are measured where nothing else runs; here they are told, not held.
    failures = [line for lines in tally.failures.values() for line in lines]
    assert not [line for line in failures if not line.endswith(" s")]
    assert "Traceback" not in server.log.read_text("utf-8", errors="replace")


def test_a_seed_brings_the_same_case_each_time(server: Server) -> None:
    api = describe(server.address)
    drawn = [draw(api, f"{k}", list(KINDS)) for k in range(40)]
    assert drawn == [draw(api, f"{k}", list(KINDS)) for k in range(40)]
    assert len({case.data for _, case in drawn}) > 30


def test_every_operation_that_is_posted_to_is_tried(server: Server) -> None:
    api = describe(server.address)
    assert {"/api/v1/traces", "/api/v1/runs", "/api/v1/surfaces", "/api/v1/answers"} <= set(
        api.orders
    )
    assert any("moons" in path for path in api.queries)


def test_an_answer_that_does_not_come_is_noticed(server: Server) -> None:
    two = Case(request("/healthz", headers="Connection: close\r\n"), owed=2)
    assert exchange(server.address, two, 0) == Outcome((200,), 1, pytest.approx(0.5, abs=0.5))


@pytest.mark.parametrize(
    ("heard", "whole", "parted"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", True, (200, b"")),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no", True, None),
        (b"HTTP/1.1 413 X\r\n\r\nrest", False, (413, b"rest")),
        (b"HTTP/1.1 20", False, None),
        (b"<html>", False, (0, b"")),
        (b"", False, None),
    ],
)
def test_answers_are_parted(heard: bytes, whole: bool, parted: object) -> None:
    assert take(heard, whole=whole) == parted


@pytest.mark.parametrize(
    ("outcome", "log", "memory"),
    [
        (Outcome((500,), 0, 0.1), "", 100.0),
        (Outcome((0,), 0, 0.1), "", 100.0),
        (Outcome((), 1, 0.1), "", 100.0),
        (Outcome((400,), 0, 1.1), "", 100.0),
        (Outcome((400,), 0, 0.1), "Traceback", 100.0),
        (Outcome((400,), 0, 0.1), "", 111.0),
    ],
    ids=["5xx", "no HTTP", "missing", "late", "traceback", "grown"],
)
def test_each_thing_that_goes_wrong_makes_it_fail(
    outcome: Outcome, log: str, memory: float
) -> None:
    good, bad = Tally(), Tally()
    good.note("x", "1", Outcome((400,), 0, 0.1))
    bad.note("x", "1", outcome)
    assert report(good, [(1, 100.0), (1, 100.0)], "") == 0
    assert report(bad, [(1, 100.0), (1, memory)], log) == 1
