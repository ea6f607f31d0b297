"""The page below an address of its own, behind Debian's nginx: everything in it still works."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from app.main import create_app
from tests.app.live import serving
from tests.browser.fixtures import HAS_BEEN_HERE, PATIENCE, REPORT_VIOLATIONS, watch
from tests.browser.lab import Lab
from tests.browser.nginx import nginx
from tests.samples import cases

WAYS: dict[str, dict[str, Any]] = {
    "stripped, and nobody says so": {"prefix": "/user/x/proxy/8000"},
    "passed on, told by a header": {"prefix": "/lab", "tells": True, "strip": False},
    "stripped, told by a header": {"prefix": "/lab", "tells": True, "gzip": True},
    "passed on, and set": {"prefix": "/lab", "strip": False, "root_path": "/lab"},
    "TLS and compression": {"prefix": "/lab", "tls": True, "gzip": True},
    "the root": {"prefix": ""},
}


@pytest.fixture(scope="module", params=WAYS.values(), ids=WAYS.keys())
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Where the page is, behind nginx."""
    way = dict(request.param)
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        patch.setenv("BACKPROP_LAB_ROOT_PATH", way.pop("root_path", ""))
        patch.setenv("BACKPROP_LAB_TRUSTED_PROXIES", "127.0.0.1" if way.get("tells") else "")
        app = stack.enter_context(serving(create_app()))
        folder = tmp_path_factory.mktemp("nginx")
        yield stack.enter_context(nginx(folder, int(app.rpartition(":")[2]), **way))


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    complaints: list[str] = []
    with browser.new_context(
        locale="en-US", ignore_https_errors=True, viewport={"width": 1440, "height": 900}
    ) as context:
        context.set_default_timeout(PATIENCE)
        context.add_init_script(REPORT_VIOLATIONS)
        context.add_init_script(HAS_BEEN_HERE)
        watch(context, address.rstrip("/"), complaints)
        yield context.new_page()
    assert not complaints


def test_the_page_works_below_its_address(page: Page, address: str) -> None:
    page.goto(address)
    lab = Lab(page).ready()
    fonts = page.evaluate("[...document.fonts].filter((f) => f.status === 'error').length")
    assert fonts == 0
    page.locator("summary", has_text="English").click()
    page.get_by_role("button", name="한국어").click()
    expect(page.locator(".timeline")).to_contain_text("역전파")
    (cookie,) = page.context.cookies(address)
    assert address.endswith(cookie["path"])
    page.reload()
    lab.ready()
    expect(page.locator("html")).to_have_attribute("lang", "ko")

    page.locator("select[name=grain]").first.select_option("iteration")
    page.locator("button.play").click()  # a stream through the proxy
    shown = page.locator(".iteration").first
    expect(shown).to_have_attribute("data-iteration", re.compile("[0-9]{2,}"))
    page.locator("button.play").click()

    page.get_by_role("button", name="공유").click()
    link = page.locator(".share input.input").input_value()
    assert link.startswith(f"{address}#")
    page.goto(link)
    lab.ready()
    assert page.locator(".brand").evaluate("(a) => a.href") == address


def test_the_pages_beside_it_work_too(page: Page, address: str) -> None:
    page.goto(f"{address}problems/invalid")
    docs = page.get_by_role("link", name="API").evaluate("(a) => a.href")
    assert docs == f"{address}docs"
    page.get_by_role("link", name="Backprop Lab").click()
    expect(page).to_have_url(re.compile(re.escape(address)))
    Lab(page).ready()


NAMED = list(WAYS)[: cases(1, len(WAYS))]
"""The page of the API takes five seconds: that at the root is in test_docs.py."""


@pytest.mark.parametrize("address", [WAYS[name] for name in NAMED], ids=NAMED, indirect=True)
def test_the_api_can_be_tried_from_its_page(page: Page, address: str) -> None:
    page.goto(f"{address}problems/diverged")
    page.get_by_role("link", name="API").click()
    expect(page).to_have_url(f"{address}docs")
    page.get_by_text("List every op").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".live-responses-table tbody .response-col_status")).to_contain_text("200")
