"""What comes over the line until the first question stands on the screen, as a release carries it.

It is what `benchmarks/first_paint.py` measures in a browser, counted without one.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import app.main
from app.limits import Limits
from app.main import create_app
from app.site.pages import PAGE
from app.site.static_files import StaticTree
from tests.app.conftest import Client

ROOT = Path(__file__).parents[3]
NODE = shutil.which("node")
MOST = {"en": 120_000, "ko": 200_000}
"""Bytes, heads included."""
HEAD = 300
"""Bytes that a browser counts for the head of an answer."""
FIRST = "two-neuron-chain"
ASKED = re.compile(r'<(?:link|script)[^>]*(?:href|src)="([^"]+)"')
ICON = "favicon.svg"
"""It is asked for behind all else."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not NODE or not (ROOT / "node_modules" / "esbuild").exists():
        pytest.skip("the page is built by Node")
    target = tmp_path_factory.mktemp("built") / "static"
    subprocess.run([NODE, "tools/build_page.mjs", target], cwd=ROOT, check=True)
    return target


@pytest.mark.parametrize("language", MOST)
def test_the_first_question_stands_after_few_bytes(
    built: Path, monkeypatch: pytest.MonkeyPatch, runner, language: str
) -> None:
    monkeypatch.setattr(app.main, "page_files", lambda: StaticTree(built, PAGE))
    client = Client(runner, create_app(Limits()))
    accepts = {"Accept-Encoding": "gzip", "Accept-Language": language}
    page = client.get("/", headers=accepts)
    addresses = [a for a in ASKED.findall(page.text) if not a.endswith(ICON)]
    assert any(address.endswith("page.js") for address in addresses)
    assert any(address.endswith(f"{language}.first.json") for address in addresses)
    answers = [page, *(client.get(f"/{a.removeprefix('./')}", headers=accepts) for a in addresses)]
    later = [f"/api/v1/examples/{FIRST}?trace=true", "/api/v1/examples"]  # the code asks for them
    answers += [client.get(address, headers=accepts) for address in later]
    assert {answer.status_code for answer in answers} == {200}
    assert len(answers) >= 9
    assert answers[-2].json()["trace"]["values"]
    assert sum(a.num_bytes_downloaded + HEAD for a in answers) < MOST[language]
