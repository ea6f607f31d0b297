import json
import re
from urllib.parse import urljoin

import pytest

from app import __version__
from app.problems import KINDS
from app.site.paths import STATIC


@pytest.mark.parametrize(
    ("query", "headers", "language"),
    [
        ("", {}, "en"),
        ("", {"Accept-Language": "ko-KR,ko;q=0.9,en;q=0.8"}, "ko"),
        ("", {"Accept-Language": "fr"}, "en"),
        ("", {"Accept-Language": "en", "Cookie": "language=ko"}, "ko"),
        ("?lang=en", {"Accept-Language": "ko", "Cookie": "language=ko"}, "en"),
        ("?lang=<x>", {"Cookie": "language=<x>"}, "en"),
    ],
)
def test_the_page_speaks_the_readers_language(client, query, headers, language):
    response = client.get(f"/{query}", headers=headers)
    words = json.loads((STATIC / "locales" / f"{language}.json").read_text("utf-8"))
    assert f'<html lang="{language}"' in response.text
    assert f"<title>{words['page.title']}</title>" in response.text
    assert words["page.noscript"] in response.text
    assert response.headers["content-language"] == language
    assert response.headers["vary"] == "Accept-Language, Cookie"
    assert "<x>" not in response.text


def test_everything_the_pages_link_to_is_there(client):
    for page in ("/", "/docs", "/problems/invalid"):
        links = re.findall(r'(?:src|href|data-openapi)="([^"]+)"', client.get(page).text)
        assert links
        for link in links:
            assert not link.startswith("/")
            assert client.get(urljoin(page, link)).status_code == 200, link


def test_what_the_page_imports_is_fetched_at_once(client):
    page = client.get("/").text
    base, script = re.search(r'src="(\./static/\w+/)(page\.js)"', page).groups()
    text = client.get(urljoin("/", base + script)).text
    imported = re.findall(r'^import .* from "\./(.*)";$', text, re.MULTILINE)
    assert imported == ["vendor/preact.js"]  # what comes later is not waited for
    assert {base + name for name in imported} == set(
        re.findall(r'rel="modulepreload" href="([^"]+)"', page)
    )


def test_the_page_says_which_version_it_is(client):
    assert f'data-version="{__version__}"' in client.get("/").text
    assert client.get("/healthz").json() == {"status": "ok", "version": __version__}


@pytest.mark.parametrize("slug", KINDS)
def test_every_problem_type_is_explained(client, slug):
    page = client.get(f"/problems/{slug}").text
    assert str(KINDS[slug].status) in page
    assert KINDS[slug].help.split("'")[0] in page


def test_the_api_page_runs_under_the_strict_policy(client):
    page = client.get("/docs").text
    assert "<script>" not in page
    assert "style=" not in page


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("address", ["/lessons", "/lessons/1/", "/problems/<x>", "/school/api/lab"])
def test_a_browser_at_a_wrong_address_is_shown_the_way_back(client, address):
    """In its language; a program gets a problem, and so does whoever asks the API."""
    for language in ("en", "ko"):
        answer = client.get(address, headers={"Accept": BROWSER, "Accept-Language": language})
        words = json.loads((STATIC / "locales" / f"{language}.json").read_text("utf-8"))
        assert answer.status_code == 404
        assert words["missing.title"] in answer.text
        assert "<x>" not in answer.text
        back = re.search(r'<p><a href="([^"]+)"', answer.text)[1]
        assert urljoin(address, back) == "/"
        assert "Accept" in answer.headers["vary"].split(", ")
    for headers in ({}, {"Accept": "*/*"}, {"Accept": "application/json"}):
        assert client.get(address, headers=headers).json()["type"] == "/problems/not-found"
    api = client.get("/api/v1/nothing", headers={"Accept": BROWSER})
    assert api.json()["type"] == "/problems/not-found"
