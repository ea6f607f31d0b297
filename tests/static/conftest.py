"""Pure modules need no page of their own: the tests of a worker share one, which keeps what it has
imported."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.fixtures import watch
from tests.static.pure import PLAIN


@pytest.fixture(scope="session")
def shared(browser: Browser, server: int) -> Iterator[tuple[Page, list[str]]]:
    """A page that runs nothing of its own, and what it complains about."""
    complaints: list[str] = []
    origin = f"http://localhost:{server}"
    with browser.new_context(base_url=origin, locale="en-US") as context:
        watch(context, origin, complaints)
        page = context.new_page()
        page.goto(PLAIN)
        yield page, complaints


@pytest.fixture
def page(shared: tuple[Page, list[str]]) -> Iterator[Page]:
    """The page that all share."""
    page, complaints = shared
    complaints.clear()
    yield page
    assert not complaints
