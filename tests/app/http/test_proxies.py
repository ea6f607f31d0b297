"""Below an address of its own, behind proxies that strip their prefix and those that do not."""

import asyncio

import pytest

from app.http.proxies import BehindProxies
from app.limits import Limits
from app.main import create_app
from tests.app.conftest import Client

HERE = "127.0.0.1"  # from where the tests' client calls


@pytest.fixture(scope="module")
def apps():
    """Those made, by their settings: each takes half a second."""
    return {}


@pytest.fixture
def behind(runner, monkeypatch, apps):
    """An app with a root path, or that trusts proxies."""

    def make(root_path="", trusted=""):
        monkeypatch.setenv("BACKPROP_LAB_ROOT_PATH", root_path)
        monkeypatch.setenv("BACKPROP_LAB_TRUSTED_PROXIES", trusted)
        if (root_path, trusted) not in apps:
            apps[root_path, trusted] = create_app(Limits())
        return Client(runner, apps[root_path, trusted])

    return make


@pytest.mark.parametrize("path", ["", "/lab", "/user/jo@school.org/proxy/8000"])
@pytest.mark.parametrize("said", [False, True])
@pytest.mark.parametrize("stripped", [False, True])
def test_every_address_is_found_below_a_prefix(behind, small, path, said, stripped):
    client = behind("" if said else path, HERE if said else "")
    headers = {"X-Forwarded-Prefix": path} if said else {}
    front = "" if stripped else path
    for page in ("/", "/docs", "/openapi.json", "/healthz", "/api/v1/kinds", "/problems/invalid"):
        assert client.get(front + page, headers=headers).status_code == 200, page
    order = {"experiment": small}
    url = f"{front}/api/v1/traces"
    assert client.request("POST", url, json=order, headers=headers).status_code == 200
    refused = client.request("POST", url, json={}, headers=headers)
    assert refused.json()["type"] == f"{path}/problems/invalid"
    assert int(refused.headers["content-length"]) == len(refused.content)


@pytest.mark.parametrize("query", ["", "?hide=build&lang=ko"])
def test_a_prefix_without_its_slash_leads_to_the_page(behind, query):
    response = behind("/lab").get(f"/lab{query}")
    assert response.status_code == 307
    assert response.headers["location"] == f"/lab/{query}"
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("trusted", ["", "10.0.0.0/8"])
def test_who_is_not_trusted_says_no_prefix(behind, trusted):
    client = behind("", trusted)
    headers = {"X-Forwarded-Prefix": "/evil"}
    assert client.get("/evil/docs", headers=headers).status_code == 404
    assert client.get("/nothing", headers=headers).json()["type"] == "/problems/not-found"


@pytest.mark.parametrize(
    ("said", "believed"),
    [
        ("/lab/", "/lab"),
        ("/a, /b/", "/a/b"),
        ("//evil.example", ""),
        ("/lab\\x", ""),
        ("lab", ""),
        ("/lab?x", ""),
        ("/" + "x" * 600, ""),
        ("/", ""),
    ],
)
def test_a_prefix_is_read_with_care(behind, said, believed):
    client = behind("", HERE)
    answer = client.get("/nothing", headers={"X-Forwarded-Prefix": said})
    assert answer.json()["type"] == f"{believed}/problems/not-found"


@pytest.mark.parametrize("path", ["lab", "/lab/", "//x", "/a b", "/a?b", "/é", "/" + "x" * 600])
def test_a_root_path_that_is_none_is_refused(path):
    with pytest.raises(ValueError, match="root path"):
        BehindProxies(None, root_path=path)


def test_a_path_that_only_begins_like_the_prefix_is_another(behind):
    assert behind("/lab").get("/laboratory").status_code == 404


def test_the_documents_of_the_api_name_their_server_relative_to_themselves(client):
    assert client.get("/openapi.json").json()["servers"] == [{"url": "./"}]


@pytest.mark.parametrize("root_path", ["", "/lab"])
def test_what_is_logged_names_the_client_before_the_proxy(root_path):
    """The server logs what stands in the scope that it made."""

    async def app(*_):
        pass

    said = [(b"x-forwarded-for", b"10.9.8.7"), (b"x-forwarded-prefix", b"/x")]
    scope = {
        "type": "http", "path": "/", "query_string": b"", "headers": said[: 1 + bool(root_path)],
        "client": (HERE, 1), "scheme": "http",
    }  # fmt: skip
    asyncio.run(BehindProxies(app, HERE, root_path)(scope, app, app))
    assert scope["client"][0] == "10.9.8.7"
    assert scope["path"] == ("/x/" if root_path else "/")
