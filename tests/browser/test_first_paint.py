"""The page opens with a part of itself; the rest comes while one reads, and moves nothing."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.lab import Lab
from tests.browser.modules import use_single_modules
from tests.samples import in_turn

REST = "**/view/rest.js"
SHEET = "**/rest.css"
LINK = "/#example=mazur-2-2-2&t=17"

SEEN = """() => {
    const parts = ".header, .stage, .timeline, .first, .build, .inspector";
    const boxes = [...document.querySelectorAll(parts), ...document.querySelectorAll(
        ":is(.header, .stage, .timeline, .first) :is(button, b, h2, .undo, [aria-label])")];
    return boxes.filter((e) => e.checkVisibility() && !e.closest(".katex")).map((e) => {
        const { x, y, width, height } = e.getBoundingClientRect();
        const { color, borderTopColor, backgroundColor, fontSize } = getComputedStyle(e);
        const own = e.matches(".build, .inspector, .stage, .timeline, .header");
        const look = [color, borderTopColor, backgroundColor, fontSize].join();
        const words = own ? e.className : [e.ariaLabel, e.matches(".meter") ? "" : e.textContent];
        return [words, [x, y, width, height].map(Math.round), own ? "" : look];
    });
}"""


@pytest.mark.newcomer
@pytest.mark.single_modules
@pytest.mark.parametrize(("width", "locale"), in_turn([1440, 800, 360], ["en-US", "ko-KR"]))
def test_what_comes_later_moves_nothing(
    new_page: Callable[..., Page], locale: str, width: int
) -> None:
    page = new_page(locale=locale, viewport={"width": width, "height": 900})
    rest: list[Route] = []
    sheet: list[Route] = []
    page.route(REST, lambda route: rest.append(route))  # noqa: PLW0108 - Playwright marks it
    page.route(SHEET, lambda route: sheet.append(route))  # noqa: PLW0108
    page.goto("/")
    expect(page.locator(".first h2")).to_be_visible()
    expect(page.locator(".inspector")).to_have_attribute("aria-busy", "true")
    page.evaluate("document.fonts.ready")
    Lab(page).settle()
    before = page.evaluate(SEEN)
    assert len(before) > 20
    while not (rest and sheet):
        page.wait_for_timeout(20)
    sheet[0].continue_()
    page.wait_for_function("() => document.querySelector('link[href$=\"rest.css\"]').sheet")
    Lab(page).settle()
    assert page.evaluate(SEEN) == before
    rest[0].continue_()
    Lab(page).ready().settle()
    assert page.evaluate(SEEN) == before


@pytest.mark.newcomer
@pytest.mark.single_modules
def test_the_first_question_is_answered_without_the_rest(page: Page) -> None:
    page.route(REST, lambda route: None)
    page.goto("/")
    page.locator(".first").get_by_role("button", name="Up", exact=True).click()
    expect(page.locator(".first")).to_have_attribute("data-stage", "watch")
    expect(page.locator(".first .reply")).to_be_visible()


@pytest.mark.single_modules
def test_a_part_that_is_wanted_early_comes_when_it_can(page: Page) -> None:
    held: list[Route] = []
    page.route(REST, lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks it
    page.goto(LINK)
    page.get_by_role("button", name="Share").click()
    page.locator("body").press("?")
    page.keyboard.press("Escape")
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    expect(page.locator("dialog.share")).to_be_visible()


@pytest.mark.parametrize("what", [REST, SHEET])
def test_what_does_not_come_is_told_and_the_page_works_on(
    new_page: Callable[..., Page], browser, origin: str, what: str
) -> None:
    context = browser.new_context(base_url=origin, locale="en-US")
    page = context.new_page()
    page.add_init_script('localStorage.setItem("met", "1")')
    if what == REST:
        use_single_modules(page)
    page.route(what, lambda route: route.abort())
    page.goto(LINK)
    told = page.locator(".toast.trouble")
    expect(told).to_contain_text("reload the page for the rest")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".track input[type=range]")).to_have_value("18")
    expect(page).to_have_url(re.compile("t=18"))  # written once the picture rests
    page.unroute(what)
    told.get_by_role("button", name="Reload").click()
    Lab(page).ready()
    expect(told).to_have_count(0)
    assert Lab(page).time == 18
    context.close()


@pytest.mark.parametrize("what", [REST, SHEET])
def test_what_was_lost_on_the_way_is_asked_for_again(browser, origin: str, what: str) -> None:
    context = browser.new_context(base_url=origin, locale="en-US")
    page = context.new_page()
    if what == REST:
        use_single_modules(page)
    page.route(what, lambda route: route.abort(), times=1)
    Lab(page).open("mazur-2-2-2", t=17)
    expect(page.locator(".inspector [role=tab]").first).to_be_visible()
    context.close()
