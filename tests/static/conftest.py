"""Pure modules need no page: the tests of a worker share one place where they run, which keeps what
it has imported."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.fixtures import watch
from tests.static.pure import Core, InNode, InPage, find_node

NODE = find_node()


@pytest.fixture(scope="session")
def shared_page(browser: Browser, server: int) -> Iterator[InPage]:
    complaints: list[str] = []
    origin = f"http://localhost:{server}"
    with browser.new_context(base_url=origin, locale="en-US") as context:
        watch(context, origin, complaints)
        yield InPage(context.new_page(), complaints)


@pytest.fixture
def core_in_page(shared_page: InPage) -> Iterator[Core]:
    """Where they run beside what only a browser has: for what is drawn."""
    yield from _silent(shared_page)


if NODE:

    @pytest.fixture(scope="session")
    def node() -> Iterator[InNode]:
        process = InNode(NODE)
        yield process
        process.close()

    @pytest.fixture
    def core(node: InNode) -> Iterator[Core]:
        """Where the page's pure modules run."""
        yield from _silent(node)

else:

    @pytest.fixture
    def core(core_in_page: Core) -> Core:
        """Where the page's pure modules run, without Node."""
        return core_in_page


def _silent(core: Core) -> Iterator[Core]:
    core.complaints.clear()
    yield core
    assert not core.complaints
