"""HEAD and OPTIONS on every address that the OpenAPI document names, and on the pages."""

import pytest

PAGES = ["/", "/docs", "/openapi.json", "/problems/invalid", "/api/v1/examples/mazur-2-2-2"]


@pytest.fixture(scope="module")
def methods(client):
    """Each address that needs nothing filled in, with the methods that the document names."""
    paths = client.get("/openapi.json").json()["paths"]
    plain = {path: set(map(str.upper, of)) for path, of in paths.items() if "{" not in path}
    assert len(plain) > 20
    return {path: {"GET"} for path in PAGES} | plain


def test_options_tell_the_methods(client, methods):
    for path, known in methods.items():
        answer = client.request("OPTIONS", path)
        assert (answer.status_code, answer.content) == (204, b""), path
        more = {"HEAD"} if "GET" in known else set()
        assert set(answer.headers["allow"].split(", ")) == {"OPTIONS", *known, *more}, path


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_head_has_the_header_of_get_and_no_content(client, methods, coding):
    for path in [path for path, known in methods.items() if "GET" in known]:
        got, head = (
            client.request(method, path, headers={"Accept-Encoding": coding})
            for method in ("GET", "HEAD")
        )
        assert (got.status_code, head.status_code) == (200, 200), path
        assert dict(head.headers) == dict(got.headers), path
        assert head.content == b"", path
        assert int(head.headers["content-length"]) > 0, path


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_nothing_is_nowhere(client, method):
    assert client.request(method, "/nothing").status_code == 404
