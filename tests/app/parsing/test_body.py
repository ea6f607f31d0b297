"""Bodies that no parser should trust: each is a 4xx problem that does not repeat them."""

import json

import pytest

GOOD = '{"experiment": {"layers": [{"kind": "dense", "units": 1}], "loss": {"kind": "mse"}, '
GOOD += '"inputs": [[1.5]], "targets": [[0.5]]}}'


def nested(depth):
    return "[" * depth + "]" * depth


def test_the_body_that_the_others_are_made_of_is_good(client):
    assert client.post(GOOD).status_code == 200
    assert client.post(GOOD, "application/json; charset=UTF-8").status_code == 200


@pytest.mark.parametrize("noun", ["traces", "runs", "surfaces", "answers"])
@pytest.mark.parametrize(
    ("body", "slug"),
    [
        (b"", "malformed-json"),
        (b"{", "malformed-json"),
        (b"secret", "malformed-json"),
        (b"{'a': 1}", "malformed-json"),
        (b'{"a": 1,}', "malformed-json"),
        (b'{"a": "secret', "malformed-json"),
        (b'{"a": "\n"}', "malformed-json"),
        (b'{"a": 01}', "malformed-json"),
        (GOOD.encode() + b"1", "malformed-json"),
        (b"\x00", "malformed-json"),
        (b"\xef\xbb\xbf" + GOOD.encode(), "bad-encoding"),
        (GOOD.encode("utf-16"), "bad-encoding"),
        (GOOD.encode("utf-16-le"), "malformed-json"),
        (GOOD.encode("utf-32"), "bad-encoding"),
        (b'"\xff"', "bad-encoding"),
        (b'"\xed\xa0\x80"', "bad-encoding"),
        (rb'{"secret": "\ud800"}', "bad-encoding"),
        (rb'{"\udc00": 1}', "bad-encoding"),
        (GOOD.replace("1.5", "NaN"), "not-finite"),
        (GOOD.replace("1.5", "Infinity"), "not-finite"),
        (GOOD.replace("1.5", "-Infinity"), "not-finite"),
        (GOOD.replace("1.5", "1e400"), "not-finite"),
        (GOOD.replace("1.5", "1" + "0" * 400), "not-finite"),
        (GOOD.replace("1.5", "1" + "0" * 5000), "not-finite"),
        ('{"a": 1, "a": 1}', "duplicate-field"),
        (GOOD.replace('"units": 1', '"units": 1, "units": 1'), "duplicate-field"),
        (nested(17), "too-deep"),
        (nested(100_000), "too-deep"),
        ('{"a":' * 17 + "1" + "}" * 17, "too-deep"),
        ("[" * 100_000, "too-deep"),
        ('["\\"]", ' + nested(16) + "]", "too-deep"),
        ('"' + "\\\"" * 60_000, "malformed-json"),
        ("[]", "invalid"),
        ("null", "invalid"),
        ("1", "invalid"),
        ('"secret"', "invalid"),
        ("{}", "invalid"),
    ],
)  # fmt: skip
def test_hostile_bodies(client, problem, body, slug, noun):
    response = client.post(body, noun=noun)
    document = problem(response, slug)
    assert 400 <= response.status_code < 500
    assert "secret" not in json.dumps(document)


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "text/plain",
        "application/xml",
        "multipart/form-data",
        "application/json; charset=latin1",
    ],
)
def test_only_json_is_read(client, problem, kind):
    problem(client.post(GOOD, kind), "unsupported-media-type")


def test_a_packed_body_is_not_unpacked(client, problem):
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    response = client.request("POST", "/api/v1/traces", content=b"x", headers=headers)
    problem(response, "unsupported-media-type")


def test_a_body_without_declared_length_is_cut_off_at_the_limit(client, problem):
    async def endless():
        while True:
            yield b"[" * 65536

    headers = {"Content-Type": "application/json"}
    response = client.request("POST", "/api/v1/traces", content=endless(), headers=headers)
    problem(response, "too-large")


def test_the_place_of_a_fault_is_given(client, problem):
    document = problem(client.post('{\n "a": 1,\n}'), "malformed-json")
    assert (document["line"], document["column"]) == (3, 1)
    bad = GOOD.replace("1.5", "1e999")
    problem(client.post(bad), "not-finite", "/experiment/inputs/0/0")
    twice = GOOD.replace('"units": 1', '"units": 1, "units": 2')
    problem(client.post(twice), "duplicate-field", "/experiment/layers/0")
    problem(client.post('{"experiment": {"secret": 1e999}}'), "not-finite", "/experiment")
