"""An error behind the head of an answer: no second answer is begun within the first."""

import asyncio

import pytest

from app.http.head import HeadBounds
from app.http.hosts import Hosts
from app.http.middleware import CommonMiddleware
from app.http.security import SecurityHeaders
from app.limits import Limits

SCOPE = {
    "type": "http", "scheme": "http", "method": "GET", "path": "/", "root_path": "",
    "query_string": b"", "headers": [(b"host", b"lab")],
}  # fmt: skip


def answered(*sent_before):
    """What goes out of an app that fails behind these messages, and whether it failed outside."""
    out = []

    async def app(scope, receive, send):
        for message in sent_before:
            await send(message)
        raise RuntimeError("a secret of the house")

    async def send(message):
        out.append(message)

    bounds = HeadBounds(Limits(), Hosts(""))
    around = CommonMiddleware(app, {}, bounds, SecurityHeaders("'self'"))
    asyncio.run(around(SCOPE, None, send))
    return out


def head(media_type, length=None):
    headers = [(b"content-type", media_type)]
    if length:
        headers.append((b"content-length", length))
    return {"type": "http.response.start", "status": 200, "headers": headers}


def test_an_error_behind_a_head_that_went_out_ends_the_connection():
    with pytest.raises(RuntimeError):
        answered(head(b"application/jsonl"))


def test_a_head_that_was_held_gives_way_to_the_problem():
    start, body = answered(head(b"application/json", b"5000"))
    assert start["status"] == 500
    assert (b"content-type", b"application/problem+json") in start["headers"]
    assert b"secret" not in body["body"]


def test_an_error_before_any_answer_is_a_problem():
    start, body = answered()
    assert start["status"] == 500
    assert body["body"].startswith(b"{")
