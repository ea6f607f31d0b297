"""A language is a row and a catalogue: a made-up one works on every page with no other change."""

import json
from unittest.mock import patch

import pytest

from app.limits import Limits
from app.main import create_app
from app.site import opening
from app.site.pages import PAGE
from app.site.paths import STATIC
from app.site.static_files import File, StaticTree
from tests.app.conftest import Client

ROW = {"code": "qps", "name": "Pseudo", "direction": "rtl", "face": "inter/page-latin"}


@pytest.fixture(scope="module")
def pseudo(runner):
    """A client of a server that also speaks backwards."""
    tree = StaticTree(STATIC, PAGE)
    table = [*json.loads(tree.files["languages.json"].content), ROW]
    words = json.loads(tree.files["locales/en.json"].content)
    said = {key: f"⟦{text}⟧" for key, text in words.items()}
    for name, value in (("languages.json", table), ("locales/qps.json", said)):
        tree.files[name] = File(".json", json.dumps(value).encode())
    first = opening.words({"locales/qps.json": json.dumps(said)}, "locales/qps.json")
    tree.files["locales/qps.first.json"] = File(".json", first.encode())
    with patch("app.main.page_files", lambda: tree):
        return Client(runner, create_app(Limits()))


def test_the_page_speaks_it(pseudo):
    answer = pseudo.get("/", headers={"Accept-Language": "qps"})
    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == "qps"
    assert '<html lang="qps" dir="rtl"' in answer.text
    assert "⟦" in answer.text
    assert "Pseudo" in answer.text  # so that the menu can offer it
    assert "locales/qps.first.json" in answer.text


@pytest.mark.parametrize("address", ["/docs", "/problems/not-found"])
def test_the_other_pages_do_not_fail(pseudo, address):
    assert pseudo.get(f"{address}?lang=qps").status_code == 200
