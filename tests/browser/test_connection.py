"""The server goes away and comes back: the page goes on, and nothing it held is lost."""

import re
import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from app.main import create_app
from engine import Training
from tests.browser.fixtures import PATIENCE
from tests.browser.lab import Lab, wait_until
from tests.browser.lifecycle import Process, Stoppable, Thread
from tests.browser.modules import give_modules
from tests.browser.test_keep import state
from tests.browser.training import EPOCH, Trainer, circle
from tests.samples import cases

STATUS = ".connection"
DONE = "Number(document.querySelector('.iteration').dataset.iteration)"
WORDS = {
    "en-US": {
        "offline": "The server cannot be reached.",
        "later": "The picture shows it when the server is back.",
        "back": "The server is back.",
    },
    "ko-KR": {
        "offline": "서버에 연결할 수 없어요.",
        "later": "서버에 다시 연결되면 그림에 나타나요.",
        "back": "서버에 다시 연결됐어요.",
    },
}


@pytest.fixture(scope="module")
def app() -> Any:
    return create_app()


@pytest.fixture
def away(request: pytest.FixtureRequest, app: Any) -> Iterator[Stoppable]:
    """A server that tests may stop: a thread, or a process that a run is cut off from."""
    server = Process() if "how" in request.fixturenames else Thread(app)
    yield server
    server.stop(signal.SIGKILL)


@pytest.fixture
def open_page(browser: Browser, away: Stoppable) -> Iterator[Callable[..., Page]]:
    """Opens pages of that server; an error that nobody caught fails the test."""
    contexts, errors = [], []

    def make(**options: Any) -> Page:
        size = {"viewport": {"width": 1440, "height": 900}}
        context = browser.new_context(
            base_url=f"http://localhost:{away.port}", **({"locale": "en-US"} | size | options)
        )
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda error: errors.append(error.error))
        contexts.append(context)
        page = context.new_page()
        give_modules(page)
        Lab(page).open()
        return page

    yield make
    for context in contexts:
        context.close()
    assert not errors


def soon(page: Page) -> None:
    """Do not wait for the next attempt."""
    page.evaluate("dispatchEvent(new Event('online'))")


@pytest.mark.parametrize("locale", WORDS)
def test_edits_and_the_latest_choice_are_kept_and_sent(
    open_page: Callable[..., Page], away: Stoppable, locale: str
) -> None:
    page = open_page(locale=locale)
    loss = page.locator('.build select[name="loss"]')
    expect(loss).to_be_visible()
    rate = page.locator(".build").get_by_label(
        {"en-US": "Learning rate", "ko-KR": "학습률"}[locale]
    )
    before = rate.input_value()
    away.stop()
    loss.select_option("mse")
    rate.fill("0.125")
    rate.press("Tab")
    expect(page.locator(STATUS)).to_contain_text(WORDS[locale]["offline"])
    expect(page.locator(STATUS)).to_contain_text(WORDS[locale]["later"])
    assert page.locator(STATUS).count() == 1
    assert page.locator(".toast, .refusal").count() == 0
    assert "fetch" not in page.locator("body").inner_text()
    assert (loss.input_value(), rate.input_value()) == ("mse", "0.125")  # nothing springs back
    away.start()
    soon(page)
    expect(page.locator(STATUS)).to_contain_text(WORDS[locale]["back"])
    expect(page.locator(STATUS)).to_have_count(0)
    assert (loss.input_value(), rate.input_value()) == ("mse", "0.125")
    page.keyboard.press("Control+z")
    expect(rate).to_have_value(before)


def test_of_examples_chosen_meanwhile_the_latest_is_opened(
    open_page: Callable[..., Page], away: Stoppable
) -> None:
    page = open_page()
    away.stop()
    titles = []
    for place in (-9, -7, -8):
        page.locator(".picker summary").click()
        choice = page.locator(".picker .menu button").nth(place)
        titles.append(choice.inner_text().partition("\n")[0])
        choice.click()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    away.start()
    soon(page)
    expect(page.locator(".picker summary")).to_contain_text(titles[-1])
    assert len({url for url in asked if "/examples/" in url}) <= 2  # the one under way, and this


@pytest.mark.parametrize("how", cases([signal.SIGKILL], [signal.SIGKILL, signal.SIGTERM]))
def test_a_run_that_was_cut_off_goes_on_by_itself_with_the_same_numbers(
    open_page: Callable[..., Page], away: Stoppable, how: signal.Signals
) -> None:
    trainer = Trainer(open_page()).ready_with("Circle")
    page = trainer.page
    trainer.until(epoch=40)
    trainer.play.click()
    wait_until(page, f"() => {DONE} > 30")
    away.stop(how)
    wait_until(page, "() => modules['view/server/connection.js'].connection.value !== 'online'")
    away.start()
    soon(page)
    expect(trainer.play).to_have_text("Train", timeout=60_000)
    found = state(page)
    training = Training(circle())
    training.run(640)
    assert found["line"]["checkpoints"][-1] == [640, *training.current.values().tolist()]
    iterations = [point["iteration"] for point in found["line"]["points"]]
    assert set(range(0, 641, EPOCH)) <= set(iterations)
    assert sorted(iterations) == iterations


HIDE = """(hidden) => {
    Object.defineProperty(document, "visibilityState", {
        configurable: true, get: () => hidden ? "hidden" : "visible" });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
}"""


def test_seven_tabs_train_for_only_the_one_that_is_seen_holds_a_connection(
    open_page: Callable[..., Page],
) -> None:
    """A browser has six connections to an origin, for all its tabs together."""
    first = open_page()
    tabs = [first, *(first.context.new_page() for _ in range(6))]
    for page in tabs:
        trainer = Trainer(page)
        trainer.open("mazur-2-2-2")
        expect(page.locator(".picker summary")).to_contain_text("A step by step")
        page.locator("select[name=grain]").first.select_option("iteration")
        trainer.play.click()
        expect(trainer.play).to_have_text("Pause")
        wait_until(page, f"() => {DONE} > 10")
        page.evaluate(HIDE, True)
    stood = tabs[0].evaluate(DONE)
    tabs[0].evaluate(HIDE, False)
    wait_until(tabs[0], f"() => {DONE} > {stood + 20}")
    assert tabs[0].locator(STATUS).count() == 0
    expect(Trainer(tabs[0]).play).to_have_text("Pause")


def test_a_server_that_asks_to_wait_is_asked_again_when_it_said(
    open_page: Callable[..., Page], away: Stoppable
) -> None:
    page = open_page()
    asked = []

    def busy(route: Any) -> None:
        asked.append(page.evaluate("performance.now()"))
        if len(asked) > 2:
            route.continue_()
            return
        body = '{"type": "/problems/busy", "title": "", "status": 503, "detail": "Busy."}'
        headers = {"Retry-After": "1", "Content-Type": "application/problem+json"}
        route.fulfill(status=503, headers=headers, body=body)

    page.route("**/api/v1/traces", busy)
    page.locator('.build select[name="loss"]').select_option("mse")
    expect(page.locator(STATUS)).to_contain_text("The server is back.")
    expect(page.locator('.build select[name="loss"]')).to_have_value("mse")
    assert asked[1] - asked[0] >= 1000
    assert page.locator(".refusal, .toast").count() == 0


@pytest.mark.parametrize("answer", ["a page to sign in", "half an answer", "a proxy's own page"])
def test_what_is_no_answer_of_the_server_counts_as_none(
    open_page: Callable[..., Page], answer: str
) -> None:
    page = open_page()
    ways: dict[str, dict[str, Any]] = {
        "a page to sign in": {"status": 200, "content_type": "text/html", "body": "<h1>Sign in"},
        "half an answer": {"status": 200, "content_type": "application/json", "body": '{"a": '},
        "a proxy's own page": {"status": 502, "content_type": "text/html", "body": "<h1>502"},
    }
    page.route("**/api/v1/traces", lambda route: route.fulfill(**ways[answer]))
    page.locator('.build select[name="loss"]').select_option("mse")
    expect(page.locator(STATUS)).to_contain_text("The server cannot be reached.")
    page.unroute("**/api/v1/traces")
    soon(page)
    expect(page.locator(STATUS)).to_contain_text("The server is back.")
    expect(page.locator('.build select[name="loss"]')).to_have_value("mse")


def test_every_page_asks_under_a_token_of_its_own(open_page: Callable[..., Page]) -> None:
    first = open_page()
    tokens = []
    for page in (first, first, first.context.new_page()):
        with page.expect_request("**/api/v1/traces") as asked:
            page.goto("/#example=mazur-2-2-2&t=1&iteration=2")
            page.reload()
        tokens.append(asked.value.headers["x-client-token"])
    assert tokens[0] == tokens[1] != tokens[2]
    assert all(len(token) == 32 for token in tokens)


@pytest.mark.parametrize("locale", cases(["ko-KR"], list(WORDS)))
def test_a_clock_that_is_set_back_changes_nothing(
    open_page: Callable[..., Page], away: Stoppable, locale: str
) -> None:
    page = open_page(locale=locale)
    page.evaluate("Date.now = () => 0")
    page.evaluate("Date.prototype.getTime = () => 0")
    away.stop()
    page.locator('.build select[name="loss"]').select_option("mse")
    expect(page.locator(STATUS)).to_contain_text(WORDS[locale]["offline"])
    away.start()
    soon(page)
    expect(page.locator('.build select[name="loss"]')).to_have_value("mse")
    expect(page).to_have_url(re.compile("experiment="))
    Lab(page).addressed()
    page.reload()
    Lab(page).ready()
    expect(page.locator('.build select[name="loss"]')).to_have_value("mse")
    expect(page.locator(".undo button").first).not_to_have_attribute("aria-disabled", "true")
