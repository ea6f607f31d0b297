"""Paper, projector, phone and forced colours are looks too: nothing is cut, hidden or invisible."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import Lab
from tests.browser.opened import CIRCLE, dense, experiment, open_experiment

BOXES = """all => all.map((e) => e.getBoundingClientRect())
    .map((b) => [b.left, b.top, b.right, b.bottom])"""
WITHIN = """(part) => [...document.querySelectorAll(`${part} *`)]
    .filter((e) => e.getClientRects().length && !e.closest("canvas, .visually-hidden, .katex"))
    .map((e) => e.getBoundingClientRect().right).reduce((a, b) => Math.max(a, b), 0)"""
A4 = 718
"""Pixels between the margins of an upright sheet."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_has_the_network_the_track_and_no_buttons(new_context, scheme: str) -> None:
    page = new_context(locale="en-US", color_scheme=scheme, viewport={"width": A4, "height": 900})
    page = page.new_page()
    Lab(page).open("mazur-2-2-2", 8.6)
    page.emulate_media(media="print")
    expect(page.locator(".stage canvas").first).to_have_css("width", "860px")
    for part in (".header", ".transport", ".build", ".iteration button", "[role=tablist]"):
        for one in page.locator(part).all():
            expect(one).to_be_hidden()
    expect(page.locator(".track .ticks").first).to_be_visible()
    expect(page.locator(".inspector .equations").first).to_be_visible()
    for part in (".stage", ".inspector", ".timeline"):
        assert page.evaluate(WITHIN, part) <= A4
    ink = page.evaluate("getComputedStyle(document.documentElement).color")
    assert sum(int(n) for n in re.findall(r"\d+", ink)) < 200, "paper is light"


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_a_projector_shows_the_formula(new_page, assert_accessible, locale: str) -> None:
    page = new_page(locale=locale, viewport={"width": 1280, "height": 720})
    lab = Lab(page).open("mazur-2-2-2", 0)
    page.keyboard.press("p")
    for t in (1, 8, 16, 19):
        lab.scrub(t)
        line = page.locator(".formula-line .katex")
        expect(line).to_be_visible()
        [[left, top, right, bottom]] = line.evaluate_all(BOXES)
        assert left >= 0
        assert right <= 1280
        [[_, upper, _, _]] = page.locator(".stage .caption").evaluate_all(BOXES)
        assert bottom <= upper + 2
        others = page.locator(".stage :is(.neuron, .aside, .tag, .meter)").evaluate_all(BOXES)
        assert not [b for b in others if b[3] > top + 1 and b[0] < right and b[2] > left]
    assert_accessible(page)


def test_a_phone_shows_the_explanation_and_the_network_together(new_page) -> None:
    page = new_page(locale="en-US", viewport={"width": 360, "height": 740})
    Lab(page).open("mazur-2-2-2", 8.6)
    page.get_by_role("button", name="Explanation").click()
    expect(page.locator(".inspector")).to_be_visible()
    [[_, top, _, _]] = page.locator(".inspector").evaluate_all(BOXES)
    page.wait_for_function(
        "(top) => document.querySelector('.meter').getBoundingClientRect().bottom <= top", arg=top
    )
    neurons = page.locator(".neuron, .meter").evaluate_all(BOXES)
    assert len(neurons) == 7
    assert all(b[3] <= top for b in neurons)


def test_forced_colours_leave_track_slider_and_switches(new_page) -> None:
    page = new_page(locale="en-US", forced_colors="active", viewport={"width": 1440, "height": 900})
    Lab(page).open("mazur-2-2-2", 8)
    ground = "e => getComputedStyle(e).backgroundColor"
    canvas = page.locator(".timeline").evaluate(ground)
    done, now = (
        page.locator(f".ticks [data-state={state}]").first.evaluate(ground)
        for state in ("done", "now")
    )
    assert len({canvas, done, now}) == 3
    tabs = page.locator("[role=tab]").evaluate_all(
        "all => all.map((e) => getComputedStyle(e).borderBottomColor)"
    )
    assert tabs[0] != tabs[1]


@pytest.mark.parametrize("size", [(360, 740), (1440, 900)])
def test_the_field_of_a_weight_hides_no_number(new_page, size: tuple[int, int]) -> None:
    width, height = size
    page: Page = new_page(locale="en-US", viewport={"width": width, "height": height})
    Lab(page).open("mazur-2-2-2", 8.6)
    weights = page.locator('.tag[aria-label^="w"] .sym')
    assert sorted(name[0] for name in weights.all_inner_texts()) == ["w"] * 8  # each has its name
    for k in range(page.locator(".tag").count()):
        page.locator(".tag").nth(k).press("Enter")
        field = page.locator(".edit")
        expect(field).to_be_visible()
        [[left, top, right, bottom]] = field.evaluate_all(BOXES)
        numbers = page.locator(".stage :is(.neuron, .aside, .tag, .meter, .wanted)")
        hidden = [
            b
            for b in numbers.evaluate_all(BOXES)
            if b[0] < right - 1 and b[2] > left + 1 and b[1] < bottom - 1 and b[3] > top + 1
        ]
        assert len(hidden) <= (1 if width < 400 else 0)  # a phone has room for one less


CHOOSE = """(k) => {
    const wires = modules["view/stage/layout-state.js"].picture.value.edges.filter((e) => e.cell);
    modules["view/control/actions.js"].choose(wires[k].cell);
}"""
HALF_SEEN = """() => {
    const text = document.createRange();
    const sentence = document.querySelector(".stage .caption");
    text.selectNodeContents(sentence);
    const [a, b] = [text, document.querySelector(".edit")].map((e) => e.getBoundingClientRect());
    const over = a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
    return over && getComputedStyle(sentence).opacity > 0;
}"""


def test_a_field_shows_its_whole_number_and_no_half_of_a_sentence(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    open_experiment(page, experiment(dense(8, 8, 8, 1), "half_sse", CIRCLE))
    for k in (10, 60, 140):
        page.evaluate(CHOOSE, k)
        number = page.locator("#edit-value")
        expect(number).to_have_value(re.compile(r"-?0\.\d{14,}"))
        assert number.evaluate("(e) => e.scrollWidth <= e.clientWidth")
        assert not page.evaluate(HALF_SEEN)
    assert page.locator(".stage .caption").evaluate("(e) => getComputedStyle(e).opacity") == "0"
    page.keyboard.press("Escape")
    expect(page.locator(".stage .caption")).to_have_css("opacity", "1")


def test_the_fill_of_a_neuron_is_a_colour_and_no_picture(page: Page) -> None:
    """A hundred gradients in each frame of training took as long as everything else."""
    Lab(page).open("mazur-2-2-2", 8.6)
    expect(page.locator(".neuron").first).to_have_css("background-image", "none")
    fills = page.locator(".neuron").evaluate_all(
        "all => new Set(all.map((e) => getComputedStyle(e).backgroundColor)).size"
    )
    assert fills > 1, "values of their own have fills of their own"
