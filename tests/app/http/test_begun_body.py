"""Frames that go past the layers of the app arrive as if they had come through them."""

import json

import pytest

from app.http.begun_body import BegunBody
from app.limits import Limits
from app.main import create_app
from tests.app.live import serving
from tests.app.raw import Raw, head, posted

RUNS = "/api/v1/runs"


@pytest.fixture(scope="module")
def origin():
    with serving(create_app(Limits())) as origin:
        yield origin


def unchunked(connection):
    """A body in chunks (RFC 9112, 7.1), read to its end and no further."""
    parts = []
    while size := int(connection._until(b"\r\n"), 16):
        while len(connection.buffer) < size + 2:
            connection.buffer += connection._more()
        parts.append(connection.buffer[:size])
        assert connection.buffer[size : size + 2] == b"\r\n"
        connection.buffer = connection.buffer[size + 2 :]
    assert connection._until(b"\r\n") == b""
    return parts


@pytest.mark.parametrize("form", ["application/jsonl", "text/event-stream"])
@pytest.mark.parametrize("close", [(), (b"Connection: close\r\n",)])
def test_each_frame_is_a_chunk_and_all_have_the_bytes_of_any_server(
    client, origin, small, monkeypatch, form, close
):
    written, write = [], BegunBody.write
    monkeypatch.setattr(BegunBody, "write", lambda of, b: (written.append(b), write(of, b))[1])
    order = {"experiment": small, "until": {"iteration": 3}, "values": "list"}
    accept = b"Accept: %b\r\n" % form.encode()
    with Raw(origin, posted(json.dumps(order).encode(), accept, *close, path=RUNS)) as connection:
        answer = connection.answer()
        assert answer.headers["transfer-encoding"] == "chunked"
        parts = unchunked(connection)
        if close:
            assert connection.is_closed()
        else:  # another request is answered behind it
            connection.send(head())
            assert connection.answer().status == 200
    assert len(written) == len(parts) == 4
    plain = client.request("POST", RUNS, json=order, headers={"Accept": form})
    assert b"".join(parts) == plain.content
    assert len(written) == 4


@pytest.mark.parametrize("keep", [b"", b"Connection: keep-alive\r\n"])
def test_http_1_0_knows_no_chunks(client, origin, small, keep):
    """What has no length ends where the connection ends (RFC 9112, 6.1)."""
    order = {"experiment": small, "until": {"iteration": 3}}
    asked = posted(json.dumps(order).encode(), keep, path=RUNS).replace(b"HTTP/1.1", b"HTTP/1.0")
    with Raw(origin, asked) as connection:
        answer = connection.answer()
        assert "transfer-encoding" not in answer.headers
        assert answer.headers["connection"] == "close"
        told = connection.buffer
        while part := connection.socket.recv(4096):
            told += part
    assert told == client.request("POST", RUNS, json=order).content
