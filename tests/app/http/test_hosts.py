"""The field Host: given once, and one of the names that a setting lists."""

import asyncio
import contextlib

import httpx
import pytest

from app.http.hosts import Hosts
from app.main import create_app
from app.problems import Problem

NAMES = "lab.school.example, *.class.example,10.0.0.7,[fd00::1]"
OURS = (
    "lab.school.example", "LAB.school.example:8000", "lab.school.example.", "a.class.example",
    "a.b.class.example", "10.0.0.7:80", "[fd00::1]:8000", "localhost:8000", "127.0.0.1", "[::1]:1",
)  # fmt: skip
OTHERS = (
    "evil.example", "school.example", "a.lab.school.example", "class.example", "xclass.example",
    "lab.school.example.evil.example", "10.0.0.70", "[fd00::2]", "", ":80",
    "lab.school.example@evil.example", "lab.school.example:80:80", "é",
)  # fmt: skip


def scope(*hosts, version="1.1"):
    headers = [(b"host", host.encode("latin-1")) for host in hosts]
    return {"type": "http", "http_version": version, "headers": headers}


def refused(names, *hosts, version="1.1"):
    with contextlib.suppress(Problem):
        return Hosts(names).check(scope(*hosts, version=version))
    with pytest.raises(Problem) as caught:
        Hosts(names).check(scope(*hosts, version=version))
    assert caught.value.document.status == 400
    return caught.value.document.type.removeprefix("/problems/")


@pytest.mark.parametrize("host", OURS)
def test_names_that_are_listed_and_this_machine_are_ours(host):
    assert refused(NAMES, host) is None


@pytest.mark.parametrize("host", OTHERS)
def test_others_are_refused_where_names_are_listed(host):
    assert refused(NAMES, host) == "unknown-host"
    assert refused("", host) is None


@pytest.mark.parametrize("names", ["", NAMES])
def test_a_host_is_given_once(names):
    assert refused(names) == "bad-request"
    assert refused(names, "localhost", "localhost") == "bad-request"
    assert refused(names, version="1.0") == ("unknown-host" if names else None)


@pytest.mark.parametrize("wrong", ["a b", "http://a", "a:80", "*", "a.*", "a,,b c", "[a", "a..b"])
def test_what_is_no_name_is_told(wrong):
    with pytest.raises(ValueError, match="is no name of a host"):
        Hosts(wrong)


def test_every_address_asks_for_it(monkeypatch):
    monkeypatch.setenv("BACKPROP_LAB_HOSTS", NAMES)
    transport = httpx.ASGITransport(app=create_app())

    async def ask(host, method, path):
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
            return await client.request(method, path)

    for method in ("GET", "POST"):
        for path in ("/", "/healthz", "/api/v1/traces", "/nothing"):
            answer = asyncio.run(ask("evil.example", method, path))
            assert (answer.status_code, answer.json()["type"]) == (400, "/problems/unknown-host")
            assert "evil" not in answer.text
            assert asyncio.run(ask("lab.school.example", method, path)).status_code != 400
