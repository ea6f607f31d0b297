"""Language, theme, links, sizes: what a person sets, and what another browser then sees."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import Lab
from tests.samples import cases, in_turn
from tools.faces import OPENING
from tools.facesheets import CUT_KATEX

LOCALES = ["en-US", "ko-KR"]
CHAIN = "two-neuron-chain"


@pytest.mark.everywhere
def test_a_shared_link_shows_the_same_picture_in_another_browser(new_page) -> None:
    size = {"viewport": {"width": 1440, "height": 900}, "locale": "en-US"}
    page = new_page(**size)
    lab = Lab(page).open("mazur-2-2-2", 8.55, cell="W2.0.0")
    lab.addressed()
    other = new_page(**size)
    other.goto(page.url)
    there = Lab(other).ready()
    assert there.time == pytest.approx(8.55)
    assert there.picture() == lab.picture()


def test_a_link_holds_a_changed_experiment_whole(new_page) -> None:
    page = new_page(locale="en-US")
    Lab(page).open("two-neuron-chain", 19)
    page.locator(".build select").first.select_option("tanh")
    expect(page.locator(".stage h2").nth(1)).to_contain_text("tanh")
    expect(page).to_have_url(re.compile("#experiment="))
    other = new_page(locale="en-US")
    other.goto(page.url)
    Lab(other).ready()
    assert other.locator(".meter b").inner_text() == page.locator(".meter b").inner_text()


@pytest.mark.refused
@pytest.mark.parametrize(
    "hash",
    ["example=nobody&t=3", "experiment=%%%&t=1", "t=nan", "example=mazur-2-2-2&t=1e9&cell=W9.7"],
)
def test_a_broken_link_says_so_and_shows_an_example(new_page, origin: str, hash: str) -> None:
    page = new_page(locale="en-US")
    page.goto(f"/#{hash}")
    expect(page.locator(".timeline")).to_be_visible()


@pytest.mark.everywhere
def test_language_and_theme_are_kept(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 9)
    page.locator("summary", has_text="English").click()
    page.get_by_role("button", name="한국어").click()
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    expect(page.locator(".timeline")).to_contain_text("역전파")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.keyboard.press("t")
    page.keyboard.press("t")
    assert page.locator("html").get_attribute("data-theme") in {"light", "dark"}
    theme = page.locator("html").get_attribute("data-theme")
    page.reload()
    Lab(page).ready()
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    expect(page.locator("html")).to_have_attribute("data-theme", theme or "")
    assert before


def test_the_first_visit_is_mid_thought_with_one_obvious_button(page: Page) -> None:
    lab = Lab(page).open()
    assert 0 < lab.time < float(lab.slider.get_attribute("max") or 0)
    expect(page.locator(".button.primary:visible")).to_have_count(1)


@pytest.mark.parametrize(("locale", "example"), [("en-US", CHAIN), ("ko-KR", "mazur-2-2-2")])
def test_what_is_loaded_ahead_is_used(new_context, locale: str, example: str) -> None:
    """A face that the page does not write with, or an answer asked for twice, would be in vain."""
    page = new_context(locale=locale).new_page()
    Lab(page).open(example, 13)
    page.wait_for_load_state("networkidle")
    found = page.evaluate(
        """async () => {
            await document.fonts.ready;
            const links = [...document.querySelectorAll("link[rel=preload]")];
            const loaded = performance.getEntriesByType("resource").map((e) => e.name);
            const faces = [...document.fonts].filter((f) => f.status === "loaded");
            return {
                times: links.map((l) => loaded.filter((name) => name === l.href).length),
                fonts: links.filter((l) => l.as === "font").length,
                families: faces.map((f) => f.family.replaceAll('"', "")),
            };
        }"""
    )
    assert found["times"] == [1] * (3 if example == CHAIN else 4)  # its name is looked up, too
    own = "Page Hangul" if locale == "ko-KR" else "Page Latin"
    assert {own, "KaTeX_Main", "KaTeX_Math"} <= set(found["families"])  # two come with formulas
    assert found["fonts"] == 1


def test_an_iteration_in_korean_needs_one_part_of_its_face(new_context) -> None:
    """What it shows is listed in tools/opening.txt: add what is missing, run tools.vendor."""
    page = new_context(locale="ko-KR", viewport={"width": 1440, "height": 900}).new_page()
    lab = Lab(page).open()
    lab.along()
    page.wait_for_load_state("networkidle")
    shown = set(page.locator("#app").text_content()) | set(page.locator("#app").inner_text())
    syllables = {letter for letter in shown if "가" <= letter <= "힣"}
    assert syllables - set(OPENING.read_text("utf-8")) == set()
    assert faces(page, "/pretendard/") == ["page-opening.woff2"]


def test_formulas_are_written_in_the_faces_cut_for_them(new_context) -> None:
    """A sign that is not in tools/faces.py would fetch a whole face."""
    context = new_context(locale="en-US", viewport={"width": 1440, "height": 900})
    whole = {f"KaTeX_{name}.woff2" for name in CUT_KATEX}
    for example in ("mazur-2-2-2", "tiny-cnn", "ai-by-hand-4-3-4-3"):
        page = context.new_page()
        Lab(page).open(example).along()
        page.wait_for_load_state("networkidle")
        assert set(faces(page, "/katex/")) >= {"page-main.woff2", "page-math.woff2"}
        assert not whole & set(faces(page, "/katex/"))


def faces(page: Page, folder: str) -> list[str]:
    """The faces that were loaded from a folder."""
    loaded = page.evaluate("performance.getEntriesByType('resource').map((e) => e.name)")
    return [n.rpartition("/")[2] for n in loaded if folder in n and n.endswith(".woff2")]


@pytest.mark.parametrize("locale", LOCALES)
def test_digits_are_of_one_width(new_page, locale: str) -> None:
    """A number that changes must not push its neighbours about."""
    page = new_page(locale=locale)
    Lab(page).open("two-neuron-chain", 13)
    widths = page.evaluate(
        """async () => {
            await document.fonts.ready;
            return [..."0123456789"].map((digit) => {
                const span = document.createElement("span");
                document.querySelector("main").append(span);
                span.textContent = digit.repeat(20);
                const { width } = span.getBoundingClientRect();
                span.remove();
                return width;
            });
        }"""
    )
    assert max(widths) - min(widths) < 0.01, widths


@pytest.mark.parametrize("width", cases([320, 760, 1200], [320, 360, 760, 1000, 1200, 1440]))
def test_nothing_is_wider_than_the_screen(new_page, width: int) -> None:
    page = new_page(locale="ko-KR", viewport={"width": width, "height": 740})
    for example in ("two-neuron-chain", "mazur-2-2-2", "ai-by-hand-4-3-4-3"):
        Lab(page).open(example, 9)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        name = page.locator(".picker summary > span").first.bounding_box()
        assert name
        assert name["width"] > 80  # it gives way first, but not all of it


# Panels with more than fits beside each other; formulas and tables have scrollbars of their own.
SIDEWAYS = """() => [...document.querySelectorAll('.app, .build, .inspector, .timeline')]
    .filter((e) => e.scrollWidth > e.clientWidth)
    .map((e) => [e.className, e.scrollWidth, e.clientWidth])"""


@pytest.mark.parametrize(("width", "locale"), in_turn([360, 761, 1199, 1440], LOCALES))
def test_no_panel_scrolls_sideways(new_page, width: int, locale: str) -> None:
    """With scrollbars that take room, as on most machines with a mouse."""
    page = new_page(locale=locale, viewport={"width": width, "height": 640})
    for example in ("two-neuron-chain", "ai-by-hand-4-3-4-3", "tiny-cnn"):
        Lab(page).open(example, 9)
        build, named = page.locator(".build"), re.compile("^(Build|구성)")
        if not build.is_visible():
            page.locator(".header").get_by_role("button", name=named).click()
        expect(build).to_be_visible()
        assert build.evaluate("(e) => e.scrollHeight > e.clientHeight")
        assert page.evaluate(SIDEWAYS) == []


@pytest.mark.parametrize(("width", "locale"), in_turn([320, 360], LOCALES))
def test_on_a_phone_no_sentence_runs_into_the_loss(new_page, width: int, locale: str) -> None:
    page = new_page(locale=locale, viewport={"width": width, "height": 740})
    for example in ("mazur-2-2-2", "tiny-cnn"):
        room = (
            Lab(page)
            .open(example)
            .along(
                """() => document.querySelector(".stage .caption").getBoundingClientRect().top
                - document.querySelector(".meter").getBoundingClientRect().bottom"""
            )
        )
        assert min(room) >= 0, room


def test_reduced_motion_cuts(new_page) -> None:
    page = new_page(locale="en-US", reduced_motion="reduce")
    lab = Lab(page).open("two-neuron-chain", 0)
    lab.scrub(2.3)
    between = lab.picture()
    lab.scrub(3)
    assert lab.picture() == between
