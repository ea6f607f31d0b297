"""Heads are those of uvicorn, byte for byte."""

import asyncio
from itertools import product

import pytest
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from app.http.cycle import Cycle

FIELDS = {
    "a length": [(b"content-length", b"2"), (b"content-type", b"text/plain")],
    "no length": [(b"Content-Type", b"text/plain"), (b"x-other", b"")],
    "chunks": [(b"transfer-encoding", b"chunked")],
    "an end": [(b"connection", b"close"), (b"Content-Length", b"2")],
    "two lengths": [(b"content-length", b"2"), (b"content-length", b"2")],
    "no header": [(b"a b", b"c")],
    "a line more": [(b"a", b"b\r\nc: d")],
}


class Transport:
    def __init__(self):
        self.written, self.closed = b"", False

    def write(self, data):
        self.written += data

    def close(self):
        self.closed = True


def answered(kind, method, status, fields, *, keep_alive, chunks=None):
    """What is written, whether the connection is closed, and how it went."""
    out, done = Transport(), []

    async def answer():
        cycle = kind(
            {"method": method, "headers": []}, out, FlowControl(out), None, None, False,
            [(b"date", b"now")], asyncio.Event(), False, keep_alive, lambda: done.append(1),
        )  # fmt: skip
        cycle.chunked_encoding = chunks
        try:
            head = {"type": "http.response.start", "status": status, "headers": fields}
            await cycle.send(head)
            for more in (True, False):
                part = {"type": "http.response.body", "body": b"o" if more else b"k"}
                await cycle.send({**part, "more_body": more})
        except RuntimeError as error:
            done.append(type(error))

    asyncio.run(answer())
    return out.written, out.closed, done


@pytest.mark.parametrize("name", FIELDS)
def test_it_answers_as_uvicorn_does(name):
    for method, status, keep_alive in product(["GET", "HEAD"], [200, 204, 404], [True, False]):
        given = (method, status, FIELDS[name])
        theirs = answered(RequestResponseCycle, *given, keep_alive=keep_alive)
        assert answered(Cycle, *given, keep_alive=keep_alive) == theirs


def test_an_end_without_chunks_that_was_settled_before_stays():
    given = ("GET", 200, FIELDS["no length"])
    ours, *_ = answered(Cycle, *given, keep_alive=False, chunks=False)
    assert b"transfer-encoding" not in ours
    assert ours == answered(RequestResponseCycle, *given, keep_alive=False, chunks=False)[0]
