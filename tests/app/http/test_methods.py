"""HEAD and OPTIONS on every address that the OpenAPI document names, and on the pages."""

import pytest

from app.main import create_app

PATHS = ["/", "/docs", "/openapi.json", "/problems/invalid", "/api/v1/examples/mazur-2-2-2"]
SCHEMA = create_app().state.openapi["paths"]
PLAIN = [path for path in SCHEMA if "{" not in path]


def methods(path):
    return {name.upper() for name in SCHEMA.get(path, {"get": ()})}


@pytest.mark.parametrize("path", [*PATHS, *PLAIN])
def test_options_tell_the_methods(client, path):
    answer = client.request("OPTIONS", path)
    assert (answer.status_code, answer.content) == (204, b"")
    more = {"HEAD"} if "GET" in methods(path) else set()
    assert set(answer.headers["allow"].split(", ")) == {"OPTIONS", *methods(path), *more}


@pytest.mark.parametrize("path", [p for p in (*PATHS, *PLAIN) if "GET" in methods(p)])
@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_head_has_the_header_of_get_and_no_content(client, path, coding):
    got, head = (
        client.request(method, path, headers={"Accept-Encoding": coding})
        for method in ("GET", "HEAD")
    )
    assert head.status_code == got.status_code == 200
    assert dict(head.headers) == dict(got.headers)
    assert head.content == b""
    assert int(head.headers["content-length"]) > 0


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_nothing_is_nowhere(client, method):
    assert client.request(method, "/nothing").status_code == 404
