"""What is not HTTP, or not quite, over sockets: each gets an answer that all answers resemble."""

import json
import threading
import time

import pytest

from app.http.connections import Connections
from app.limits import Limits
from app.main import create_app
from tests.app.live import serving
from tests.app.raw import HOST, JSON, Raw, head, posted

LIMITS = Limits()
CHUNKED = b"Transfer-Encoding: chunked\r\n"


@pytest.fixture(scope="module")
def app():
    return create_app(LIMITS)


@pytest.fixture(scope="module")
def origin(app):
    with serving(app) as origin:
        yield origin


REFUSED = {
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00", 400, "bad-request"),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "bad-request"),
    "nothing": (b"\x00" * 1000, 400, "bad-request"),
    "a word": (b"hello\r\n\r\n", 400, "bad-request"),
    "lines that end in LF": (b"GET / HTTP/1.1\nHost: a\n\n", 400, "bad-request"),
    "a version that is none": (b"GET / HTTP/9.9\r\n\r\n", 400, "bad-request"),
    "a NUL in a header": (head("GET", "/", b"A: b\x00c\r\n"), 400, "bad-request"),
    "a bare CR in a header": (head("GET", "/", b"A: b\rc\r\n"), 400, "bad-request"),
    "a folded header": (head("GET", "/", b" a\r\n"), 400, "bad-request"),
    "a header without colon": (head("GET", "/", b"A\r\n"), 400, "bad-request"),
    "bytes in the address": (b"GET /\xff HTTP/1.1\r\n\r\n", 400, "bad-request"),
    "an address that is none": (b"GET a:b HTTP/1.1\r\n\r\n", 400, "bad-request"),
    "two lengths": (
        head("POST", "/", b"Content-Length: 1\r\n", b"Content-Length: 2\r\n"), 400, "bad-request",
    ),
    "length and chunks": (
        head("POST", "/", CHUNKED, b"Content-Length: 2\r\n"), 400, "bad-request",
    ),
    "a length below zero": (head("POST", "/", b"Content-Length: -1\r\n"), 400, "bad-request"),
    "a length beyond all": (
        head("POST", "/", b"Content-Length: %b\r\n" % (b"9" * 40)), 400, "bad-request",
    ),
    "chunks that are none": (
        head("POST", "/api/v1/traces", JSON, CHUNKED) + b"x\r\n", 400, "bad-request",
    ),
    "a small method": (head("get", "/"), 405, "method-not-allowed"),
    "an unknown method": (head("FOO", "/"), 405, "method-not-allowed"),
    "a proxy's method": (head("CONNECT", "lab.test:80"), 405, "method-not-allowed"),
    "a long address": (head("GET", "/" + "x" * 100_000), 414, "address-too-long"),
    "an address without end": (b"GET /" + b"x" * 300_000, 414, "address-too-long"),
    "a header without end": (
        b"GET / HTTP/1.1\r\nA: " + b"x" * 300_000, 431, "headers-too-large",
    ),
    "a name without end": (b"GET / HTTP/1.1\r\n" + b"x" * 300_000, 431, "headers-too-large"),
    "headers without end": (
        b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 50_000, 431, "headers-too-large",
    ),
    "trailers without end": (
        head("POST", "/api/v1/traces", JSON, CHUNKED) + b"0\r\n" + b"a: b\r\n" * 50_000,
        431, "headers-too-large",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_a_problem_like_all_others(origin, name):
    sent, status, slug = REFUSED[name]
    with Raw(origin, sent) as connection:
        answer = connection.answer()
        assert (answer.status, answer.problem) == (status, slug)
        assert answer.headers["connection"] == "close"
        assert connection.is_closed()


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_behind_the_answer_to_a_request_before_it(origin, name):
    with Raw(origin, head() + REFUSED[name][0]) as connection:
        assert connection.answer().status == 200
        assert connection.answer().status >= 400
        assert connection.is_closed()


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_when_it_comes_byte_by_byte(origin, name):
    sent = REFUSED[name][0]
    with Raw(origin) as connection:
        for k in range(min(len(sent), 300)):
            connection.send(sent[k : k + 1])
        connection.send(sent[300:])
        assert connection.answer().problem
        assert connection.is_closed()


def test_the_log_names_who_sent_what_is_not_http_once_a_second(caplog):
    begin = time.monotonic()
    with serving(create_app(LIMITS)) as origin:
        for _ in range(100):
            with Raw(origin, b"\x16\x03\x01") as connection:
                assert connection.answer().status == 400
    lines = [record.getMessage() for record in caplog.records]
    assert 1 <= len(lines) <= 1 + (time.monotonic() - begin)
    assert all(line.startswith("127.0.0.1 sent what is not HTTP") for line in lines)


@pytest.mark.parametrize("sent", [b"", b"GET / HT", posted(b"{}")[:-1], posted(b"{}")])
def test_a_client_that_leaves_logs_nothing(origin, caplog, sent):
    with Raw(origin, sent):
        pass
    with Raw(origin, head()) as connection:
        assert connection.answer().status == 200
    assert not caplog.records


@pytest.mark.parametrize("offer", [b"websocket", b"h2c", b"x"])
def test_an_offer_of_another_protocol_is_passed_over(origin, caplog, offer):
    """A parser takes what follows such a head for the other protocol; a body is none."""
    fields = b"Connection: Upgrade, HTTP2-Settings\r\n", b"Upgrade: %b\r\n" % offer
    with Raw(origin, posted(b'{"a":', *fields), head("GET", "/healthz", *fields)) as connection:
        assert connection.answer().problem == "malformed-json"
        assert connection.answer().status == 200
    sent = posted(b"[]", *fields)
    with Raw(origin, sent[:-2], sent[-2:-1], sent[-1:]) as connection:
        assert connection.answer().problem == "invalid"
    assert not caplog.records


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("http://lab.test/healthz", 200),
        ("http://lab.test/healthz?x=1", 200),
        ("http://lab.test", 200),
        ("http://lab.test?lang=ko", 200),
        ("https://lab.test/nothing", 404),
    ],
)
def test_an_address_may_name_its_server(origin, target, status):
    with Raw(origin, head("GET", target, b"Connection: close\r\n")) as connection:
        assert connection.answer().status == status


def test_trailers_are_no_headers(origin):
    sent = head("POST", "/api/v1/traces", CHUNKED) + b"2\r\n[]\r\n0\r\n"
    with Raw(origin, sent + b"Content-Type: application/json\r\n\r\n") as connection:
        assert connection.answer().problem == "unsupported-media-type"


@pytest.mark.parametrize("sent", [b"GET / HT", head("GET", "/")[:-2], posted(b"{}")[:-1]])
def test_a_request_that_breaks_off_is_told_so(origin, sent):
    with Raw(origin, sent) as connection:
        connection.end()
        assert connection.answer().problem == "bad-request"
        assert connection.is_closed()


def test_who_sends_no_more_is_still_answered(origin):
    with Raw(origin, head()) as connection:
        connection.end()
        assert connection.answer().status == 200
        assert connection.is_closed()


@pytest.mark.parametrize("fields", [(), (b"Connection: close\r\n",)])
def test_who_still_sends_gets_to_read_why_it_is_too_much(origin, fields):
    body = b" " * (2 * LIMITS.body_bytes)
    with Raw(origin, posted(body, *fields)) as connection:
        assert connection.answer().problem == "too-large"
    with Raw(origin, head("POST", "/api/v1/traces", JSON, CHUNKED, *fields)) as connection:
        for _ in range(100):
            connection.send(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
        connection.send(b"0\r\n\r\n")
        assert connection.answer().problem == "too-large"


@pytest.mark.parametrize("count", [2, 50, 20_000])
def test_requests_on_one_connection_are_all_answered_in_turn(origin, count):
    """As many as are sent in one packet or do not fit into all that is read ahead."""
    paths = ["/healthz", "/nothing"] * (count // 2)
    with Raw(origin) as connection:
        sender = threading.Thread(
            target=connection.send, args=(b"".join(head("GET", path) for path in paths),)
        )
        sender.start()
        assert [connection.answer().status for _ in paths] == [200, 404] * (count // 2)
        sender.join()
        connection.send(posted(b"[]"))
        assert connection.answer().problem == "invalid"


def test_what_is_read_ahead_is_bounded(small):
    """Behind a run as much is sent as the server takes, and that is little."""
    endless = {"experiment": small, "until": {"iteration": 10**5}, "per_second": 2}
    shared = Connections(LIMITS)
    with serving(create_app(LIMITS), connections=shared) as origin:
        connection = Raw(origin, posted(json.dumps(endless).encode(), path="/api/v1/runs"))
        assert connection.answer().status == 200
        connection.socket.settimeout(0.5)
        with pytest.raises(TimeoutError):
            connection.send(head() * 1_000_000)
        assert shared.held <= 2**20
        connection.socket.close()


def test_who_sends_no_more_is_answered_all(origin):
    with Raw(origin, (head() + posted(b"[]")) * 300) as connection:
        connection.end()
        assert [connection.answer().status for _ in range(600)] == [200, 422] * 300
        assert connection.is_closed()


def test_old_versions_are_answered(origin):
    with Raw(origin, b"GET /healthz HTTP/1.0\r\n" + HOST + b"\r\n") as connection:
        assert connection.answer().status == 200
        assert connection.is_closed()
