import gzip

import pytest

from app.http.compression import LEAST, MOST
from app.http.head import HeadBounds
from app.http.hosts import Hosts
from app.http.middleware import CommonMiddleware
from app.http.security import SecurityHeaders
from app.limits import Limits
from tests.app.conftest import Client

TAKES = {"Accept-Encoding": "br, gzip"}
NOT = {"Accept-Encoding": "identity"}


def answering(runner, *parts, kind="application/json", **headers):
    """An app that answers with these bytes; with its length if they are one part."""

    async def app(scope, receive, send):
        told = {"content-type": kind, **{n.replace("_", "-"): v for n, v in headers.items()}}
        if len(parts) == 1:
            told["content-length"] = str(len(parts[0]))
        raw = [(name.encode(), value.encode()) for name, value in told.items()]
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        for part in parts:
            more = part is not parts[-1]
            await send({"type": "http.response.body", "body": part, "more_body": more})

    bounds = HeadBounds(Limits(), Hosts())
    return Client(runner, CommonMiddleware(app, {}, bounds, SecurityHeaders()))


@pytest.mark.parametrize("path", ["kinds", "datasets"])
def test_json_is_compressed_for_those_who_take_it(client, path):
    plain = client.get(f"/api/v1/{path}", headers=NOT)
    zipped = client.get(f"/api/v1/{path}", headers=TAKES)
    assert "content-encoding" not in plain.headers
    assert zipped.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in plain.headers["vary"]
    assert plain.headers["vary"] == zipped.headers["vary"]
    assert zipped.content == plain.content
    assert int(zipped.headers["content-length"]) < len(plain.content) / 2


def test_a_trace_is_compressed_and_still_varies_by_what_is_accepted(client, small):
    zipped = client.trace(small, headers=TAKES)
    assert zipped.headers["content-encoding"] == "gzip"
    assert {v.strip() for v in zipped.headers["vary"].split(",")} == {"Accept", "Accept-Encoding"}
    assert zipped.json() == client.trace(small, headers=NOT).json()


@pytest.mark.parametrize(
    ("length", "fit"), [(LEAST - 1, False), (LEAST, True), (MOST, True), (MOST + 1, False)]
)
def test_sizes_at_the_limits_and_one_past_them(runner, length, fit):
    response = answering(runner, b"x" * length).get("/", headers=TAKES)
    assert ("content-encoding" in response.headers) == fit
    assert response.content == b"x" * length


def test_what_is_not_json_or_compressed_already_stays(runner):
    text = answering(runner, b"x" * LEAST, kind="text/html").get("/", headers=TAKES)
    assert "content-encoding" not in text.headers
    own = gzip.compress(b"x" * 100_000, 0)[: MOST - 10]
    ready = answering(runner, own, content_encoding="identity").get("/", headers=TAKES)
    assert ready.headers["content-encoding"] == "identity"
    assert ready.content == own


def test_a_stream_arrives_in_its_parts(runner):
    response = answering(runner, b"x" * LEAST, b"y" * LEAST).get("/", headers=TAKES)
    assert "content-encoding" not in response.headers
    assert response.content == b"x" * LEAST + b"y" * LEAST
