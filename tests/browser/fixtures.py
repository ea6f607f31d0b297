"""A real browser on a real server; a page that complains about anything fails its test."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import nullcontext
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from app.limits import Limits
from app.main import create_app
from tests.app.live import serving
from tests.browser.modules import handed_out, use_single_modules
from tests.browser.reused import ReusedPages
from tests.loops import no_loop_running
from tools.machine import find_browser

# A secure context, and the plain-http name of a classroom's network, where clipboard,
# crypto.randomUUID and service workers do not exist.
HOSTS = ["localhost", "classroom.test"]

PATIENCE = 30_000
"""Milliseconds that a page may take on a machine that does much else; then it is stuck."""

# The address bar, which nobody sees here, would start a page of its own for each window. Of several
# lists the last one counts, so what Playwright turns off stands here too.
NOT_WANTED = [
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    *("HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "PaintHolding", "LensOverlay"),
    *("MediaRouter", "OptimizationHints", "ThirdPartyStoragePartitioning", "AimEnabled"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "NetworkTimeServiceQuerying", "PreconnectToSearch"),
]

FLAGS = [
    f"--disable-features={','.join(NOT_WANTED)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP classroom.test 127.0.0.1",
]

LAPTOP: dict[str, object] = {"locale": "en-US", "viewport": {"width": 1440, "height": 900}}

HAS_BEEN_HERE = """try { localStorage.setItem("met", "1") } catch { /* shut here */ }"""
"""Who comes for the first time is met by the first minute; tests are of everything else."""

REPORT_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
    console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`))"""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "everywhere: run on localhost and on the LAN name")
    config.addinivalue_line("markers", "single_modules: the page runs on its files as they are")
    config.addinivalue_line("markers", "newcomer: as who opens the page for the first time")
    config.addinivalue_line("markers", "refused: the server is to refuse something with a 4xx")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.definition.get_closest_marker("everywhere"):
        metafunc.parametrize("origin", HOSTS, indirect=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Function) -> Generator[None]:
    """A test without a browser may run a loop of its own, whatever ran before it."""
    with nullcontext() if "browser" in item.fixturenames else no_loop_running():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Function) -> Generator[None]:
    """As above."""
    with nullcontext() if "browser" in item.fixturenames else no_loop_running():
        return (yield)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = find_browser()
    if executable is None:
        reason = "this machine has no Chromium, Chrome or Edge"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable,
            args=FLAGS,
            ignore_default_args=["--hide-scrollbars"],  # a person's take room
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server() -> Iterator[int]:
    """Port of a running server, patient with tables: the process that reads one has to start.

    Its page hands out the modules that it is made of.
    """
    limits = replace(Limits.from_environment(os.environ), table_seconds=PATIENCE / 1000)
    with handed_out():
        app = create_app(limits)
    with serving(app) as address:
        yield int(address.rpartition(":")[2])


@pytest.fixture
def origin(request: pytest.FixtureRequest, server: int) -> str:
    """Address of the app, by its localhost name unless the test is marked `everywhere`."""
    return f"http://{getattr(request, 'param', HOSTS[0])}:{server}"


@pytest.fixture
def new_context(
    browser: Browser, origin: str, request: pytest.FixtureRequest
) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts (language, theme, size as options), each watched for complaints."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    marked = {mark.name for mark in request.node.iter_markers()}

    def make(**options: object) -> BrowserContext:
        context = _context(browser, origin, complaints, "newcomer" in marked, options)
        if "single_modules" in marked:
            use_single_modules(context)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    # A browser reports every 4xx on its own.
    assert not [c for c in complaints if not ("refused" in marked and "with a status of 4" in c)]


def _context(
    browser: Browser, origin: str, complaints: list[str], newcomer: bool, options: dict[str, object]
) -> BrowserContext:
    context = browser.new_context(base_url=origin, **options)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(REPORT_VIOLATIONS)
    if not newcomer:
        context.add_init_script(HAS_BEEN_HERE)
    watch(context, origin, complaints)
    return context


@pytest.fixture(scope="session")
def reused(browser: Browser) -> Iterator[ReusedPages]:
    """The pages that tests of a worker use one after the other."""

    def make(base_url: str, **options: object) -> tuple[BrowserContext, list[str]]:
        complaints: list[str] = []
        return _context(browser, base_url, complaints, False, options), complaints

    pages = ReusedPages(make)
    yield pages
    pages.close()


@pytest.fixture
def new_page(
    new_context: Callable[..., BrowserContext],
    origin: str,
    reused: ReusedPages,
    request: pytest.FixtureRequest,
) -> Iterator[Callable[..., Page]]:
    """Gives pages (language, theme, size as options): such as other tests have used, but for tests
    that ask for something of their own."""
    own = {"newcomer", "single_modules", "refused"}
    if own & {mark.name for mark in request.node.iter_markers()}:
        yield lambda **options: new_context(**options).new_page()
        return
    taken = []

    def take(**options: object) -> Page:
        taken.append(reused.take(base_url=origin, **options))
        return taken[-1].page

    failed = request.session.testsfailed
    yield take
    complained = [words for each in taken for words in each.complaints]
    for each in taken:
        each.spoilt |= bool(complained) or request.session.testsfailed > failed
        reused.give_back(each)
    assert not complained


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page in an English, light browser of a laptop's size."""
    return new_page(**LAPTOP)


@pytest.fixture
def assert_accessible() -> Callable[..., None]:
    """Asserts that axe finds nothing on a page as it stands, or within a part of it."""

    def check(page: Page, within: str | None = None) -> None:
        # Of what is in order, one element each is told: to name them all took half of the time.
        options = {"preload": False, "resultTypes": ["violations"]}
        axe = Axe("0") if page.evaluate("'axe' in globalThis") else Axe()  # half a megabyte, once
        found = axe.run(page, within, options).response["violations"]
        assert not [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]

    return check


def watch(context: BrowserContext, origin: str, complaints: list[str]) -> None:
    """Collect console errors and warnings, uncaught errors and requests to any other host."""

    def on_console(message: ConsoleMessage) -> None:
        # On a busy machine what is preloaded waits for its use; test_settings.py tells that it is.
        late = "but not used within a few seconds" in message.text
        if message.type in {"error", "warning"} and not late:
            complaints.append(f"{message.type}: {message.text} at {message.location['url']}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((f"{origin}/", "data:", "blob:")):
            complaints.append(f"request: {request.url}")

    context.on("console", on_console)
    context.on("request", on_request)
    context.on("weberror", lambda error: complaints.append(f"error: {error.error}"))
