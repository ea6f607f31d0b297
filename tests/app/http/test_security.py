import pytest

from app.http.security import SecurityHeaders

PATHS = ["/", "/docs", "/healthz", "/api/v1/kinds", "/problems/invalid", "/nothing"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_keeps_to_itself(client, path):
    headers = client.get(path).headers
    policy = dict(d.split(" ", 1) for d in headers["content-security-policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "font-src": "'self'",
        "img-src": "'self' data: blob:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
    }
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "strict-transport-security" not in headers
    assert "access-control-allow-origin" not in headers


def test_openers_are_cut_off_where_browsers_obey(client):
    name = "cross-origin-opener-policy"
    assert name not in client.get("http://lab.test/").headers
    assert client.get("https://lab.test/").headers[name] == "same-origin"


def test_a_school_may_embed_the_page(client_with, monkeypatch):
    monkeypatch.setenv("BACKPROP_LAB_FRAME_ANCESTORS", "'self' https://school.example")
    policy = client_with().get("/").headers["content-security-policy"]
    assert policy.endswith("; frame-ancestors 'self' https://school.example")


@pytest.mark.parametrize("sources", ["", "*; script-src *", "a, b", "a\nb"])
def test_a_setting_cannot_change_the_rest_of_the_policy(sources):
    with pytest.raises(ValueError, match="frame ancestors"):
        SecurityHeaders(sources)
