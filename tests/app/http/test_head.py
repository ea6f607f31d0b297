"""Heads of requests: what is too much is refused before anything is read."""

import httpx
import pytest

from app.limits import Limits

LIMITS = Limits()
MOONS = "/api/v1/datasets/moons"
PLACES = ["/", "/healthz", "/openapi.json", MOONS, "/api/v1/traces", "/nothing"]


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_address_may_be_so_long(client, problem, path, method):
    at = "?" + "x" * (LIMITS.url_bytes - len(path) - 1)
    assert client.request(method, path + at).status_code not in (414, 500)
    past = client.request(method, path + at + "x")
    assert past.status_code == 414
    assert problem(past, "address-too-long")["limit"] == LIMITS.url_bytes


def test_escapes_count_as_they_were_sent(client_with, problem):
    few = client_with(url_bytes=20)
    assert few.get("/%41%41%41%41").status_code == 404
    problem(few.get("/?" + "%41" * 7), "address-too-long")


@pytest.mark.parametrize("path", PLACES)
def test_a_query_may_have_so_many_names(client, problem, path):
    names = [f"{k}=" for k in range(LIMITS.query_names + 1)]
    assert client.get(f"{path}?{'&'.join(names[1:])}").status_code not in (414, 500)
    past = client.get(f"{path}?{'&'.join(names)}")
    assert problem(past, "address-too-long")["limit"] == LIMITS.query_names


def test_eight_thousand_names_are_refused(client, problem):
    query = "&".join(f"{k}=" for k in range(8000))
    problem(client.get(f"{MOONS}?{query}"), "address-too-long")


def test_a_table_may_name_every_column_twice(client):
    names = [f"c{k}" for k in range(256)]
    table = "\n".join([",".join(names), ",".join(["1"] * 256), ",".join(["2"] * 256)])
    query = "&".join(f"{what}={k + 1}" for what in ("target", "category") for k in range(256))
    answer = client.post(table, "text/csv", f"datasets/csv?{query}&seed=1")
    assert answer.status_code not in (414, 500), answer.text


@pytest.mark.parametrize("path", PLACES)
def test_there_may_be_so_many_header_fields(client, problem, path):
    fields = len(own())
    at = {f"x{k}": "" for k in range(LIMITS.header_count - fields)}
    assert client.get(path, headers=at).status_code not in (431, 500)
    past = client.get(path, headers={**at, "y": ""})
    assert past.status_code == 431
    assert problem(past, "headers-too-large")["limit"] == LIMITS.header_count


@pytest.mark.parametrize("path", PLACES)
def test_header_fields_may_have_so_many_bytes(client, problem, path):
    size = sum(len(name) + len(value) + 4 for name, value in own())
    room = LIMITS.header_bytes - size - len("cookie") - 4
    assert client.get(path, headers={"cookie": "x" * room}).status_code not in (431, 500)
    past = client.get(path, headers={"cookie": "x" * (room + 1)})
    assert problem(past, "headers-too-large")["limit"] == LIMITS.header_bytes


def test_refusals_keep_to_themselves(client):
    for answer in (client.get("/?" + "x" * 9000), client.get("/", headers={"a": "x" * 40000})):
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert answer.headers["cache-control"] == "no-store"


def own():
    """The header fields that the client sends by itself."""
    return httpx.Client().build_request("GET", "http://lab.test/").headers.raw
