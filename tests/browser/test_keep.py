"""Nothing is lost on reload: lines with their curves, what can be undone, settings."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.lab import Lab, wait_until

# Reads the page's own state: what is shown to the last digit.
STATE = """async () => {
    const state = modules["view/control/state.js"];
    const plain = ({ id, start, record }) => ({
        id, start: start && [start.iteration, ...start.values],
        points: record.points,
        checkpoints: record.checkpoints.map((c) => [c.iteration, ...c.values]),
    });
    return {
        values: [...state.trace.value.values],
        iteration: state.trace.value.document.iteration,
        time: state.time.value,
        line: plain(state.line.value),
        lines: state.lines.value.map(plain),
        past: state.history.value.past.map((e) => [e.line.id, e.iteration]),
        future: state.history.value.future.map((e) => [e.line.id, e.iteration]),
        rate: String(state.rate.value),
        lenses: state.lenses.value,
        training: state.training.value,
    };
}"""


def state(page: Page) -> dict:
    return page.evaluate(STATE)


def train(page: Page, iterations: int) -> None:
    """Train the page's own way, up to an iteration."""
    page.evaluate(
        """async (last) => {
            const { setGrain } = modules["view/control/granularity.js"];
            const { train } = modules["view/control/train.js"];
            await setGrain("iteration");
            await train(last);
        }""",
        iterations,
    )
    expect(page).to_have_url(re.compile(f"iteration={iterations}&"))


def halve_the_rate(page: Page) -> None:
    page.locator(".build").get_by_label("Learning rate").fill("0.25")
    page.locator(".build").get_by_label("Learning rate").press("Enter")
    expect(page.locator(".build").get_by_label("Learning rate")).to_have_value("0.25")


@pytest.mark.everywhere
def test_a_reload_keeps_curve_branch_and_undo(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 9)
    train(page, 40)
    halve_the_rate(page)
    train(page, 60)
    before = state(page)
    assert [point["iteration"] for point in before["line"]["points"]] == list(range(40, 61))
    assert before["past"]
    page.reload()
    Lab(page).ready()
    assert state(page) == before
    for change in ("training, from 40 to 60 iterations", "Learning rate η: 0.5 → 0.25"):
        expect(page.locator(".undo button").first).to_have_attribute("title", f"Undo: {change}")
        page.keyboard.press("Control+z")
    expect(page.locator(".build").get_by_label("Learning rate")).to_have_value("0.5")
    after = state(page)
    assert after["iteration"] == 40
    assert [point["iteration"] for point in after["line"]["points"]] == list(range(41))


def test_a_page_that_is_left_before_its_storage_is_open_comes_back(new_context) -> None:
    """Also every number, as there are −0 and ∞ in what is kept."""
    context = new_context(locale="en-US")
    context.add_init_script("IDBFactory.prototype.open = () => ({})")  # it never answers
    page = context.new_page()
    Lab(page).open("mazur-2-2-2", 9)
    train(page, 40)
    halve_the_rate(page)
    train(page, 60)
    page.locator(".transport-pace .rate input").fill("8")
    before = state(page)
    assert before["rate"] == "Infinity"
    for _ in range(2):
        page.reload()
        Lab(page).ready()
        assert state(page) == before


def test_what_was_just_done_is_kept(page: Page) -> None:
    """Also what the address has no time to name."""
    Lab(page).open("mazur-2-2-2", 9).addressed()
    halve_the_rate(page)
    wait_until(page, "() => modules['view/control/state.js'].history.value.past.length === 1")
    page.keyboard.press("Escape")
    before = state(page)
    page.reload()
    Lab(page).ready()
    assert state(page) == before
    expect(page.locator(".build").get_by_label("Learning rate")).to_have_value("0.25")


def test_a_reload_in_training_rests_with_the_curve(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 9)
    page.locator("select[name=grain]").first.select_option("iteration")
    page.get_by_role("button", name="Train", exact=True).click()
    points = "modules['view/control/state.js'].line.value.record.points"
    wait_until(page, f"() => {points}.length > 5")
    before = state(page)
    assert before["training"]
    page.reload()
    Lab(page).ready()
    after = state(page)
    assert not after["training"]
    assert after["line"]["points"][: len(before["line"]["points"])] == before["line"]["points"]
    assert after["iteration"] >= before["iteration"]
    train(page, after["iteration"] + 400)  # and it goes on


def test_a_link_of_somebody_else_wins(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 9)
    train(page, 20)
    page.goto("about:blank")
    Lab(page).open("two-neuron-chain", 3)
    found = state(page)
    assert (found["iteration"], found["time"], found["past"]) == (0, 3, [])


def test_tabs_keep_visits_of_their_own(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 9)
    train(page, 20)
    mine = state(page)
    with page.expect_popup() as popup:  # a popup begins with a copy of the opener's storage
        page.evaluate("window.open(location.href)")
    copy = popup.value
    Lab(copy).ready()
    halve_the_rate(copy)
    train(copy, 30)
    theirs = state(copy)
    page.reload()
    Lab(page).ready()
    assert state(page) == mine
    copy.reload()
    Lab(copy).ready()
    assert state(copy) == theirs


SHUT = """
    const shut = () => { throw new DOMException("shut", "SecurityError"); };
    Object.defineProperty(window, "sessionStorage", { get: shut });
    Object.defineProperty(window, "localStorage", { get: shut });
    Object.defineProperty(window, "indexedDB", { get: shut });
"""
FULL = """
    IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
"""


@pytest.mark.parametrize("storage", [SHUT, FULL])
def test_storage_that_is_shut_or_full_breaks_nothing(
    new_context: Callable[..., BrowserContext], storage: str
) -> None:
    context = new_context(locale="en-US", viewport={"width": 1440, "height": 900})
    context.add_init_script(storage)
    page = context.new_page()
    Lab(page).open("mazur-2-2-2", 9)
    train(page, 20)
    values = state(page)["values"]
    page.reload()
    Lab(page).ready()
    assert state(page)["values"] == values  # by the address alone


QUOTA = """
    IDBTransaction.prototype.commit = function () { this.abort(); };
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""
"""As a browser without room does: it takes a value, and gives it up when it is to be written."""


@pytest.mark.parametrize(
    ("locale", "words"),
    [("en-US", "The browser's storage is full"), ("ko-KR", "브라우저 저장 공간이 가득 찼어요")],
)
def test_where_there_is_no_room_for_a_visit_it_is_said(
    new_context: Callable[..., BrowserContext], locale: str, words: str
) -> None:
    context = new_context(locale=locale, viewport={"width": 1440, "height": 900})
    context.add_init_script(QUOTA)
    page = context.new_page()
    Lab(page).open("mazur-2-2-2", 9)
    expect(page.get_by_text(words)).to_be_visible()
