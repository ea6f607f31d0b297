"""Numbers of one's own, checked: typed on the stage and in fields, pasted, kept, explained."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from engine import example, trace
from tests.browser.lab import Lab

MAZUR = trace(example("mazur-2-2-2").experiment)
FORGOTTEN = "Slope forgotten at the output"


def open_check(page: Page) -> Lab:
    lab = Lab(page).open("mazur-2-2-2", 19)
    page.locator(".header").get_by_role("button", name="Check mine").click()
    return lab


def check(page: Page) -> None:
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".graded")).to_be_visible()


def test_the_first_wrong_number_is_found_and_the_mistake_shown(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    open_check(page)
    page.locator(".meter").click()
    page.locator("#entry-here").fill("0,2984")
    page.locator(".neuron").nth(4).click()
    page.get_by_label("Which number here").select_option(label="δ⁽²⁾₁")
    page.locator("#entry-here").fill("0.741")
    page.locator(".add-tensor select").select_option("d_W2")
    page.locator("#entry-d_W2-0-0").fill("0.4398")
    check(page)
    graded = page.locator(".graded")
    expect(graded).to_contain_text("δ⁽²⁾₁: you have 0.741")
    expect(graded).to_contain_text(FORGOTTEN)
    verdicts = {"E-": "right", "d_z2-0-0": "wrong", "d_W2-0-0": "follows"}
    for name, verdict in verdicts.items():
        entry = page.locator(".check-tab .entry", has=page.locator(f'[id="entry-{name}"]'))
        expect(entry).to_have_attribute("data-verdict", verdict)
    expect(page.locator(".meter")).to_have_attribute("data-mark", "right")
    expect(page.locator(".neuron").nth(4)).to_have_attribute("data-mark", "wrong")
    assert_accessible(page)
    graded.get_by_role("button", name="Tell the right number").click()
    expect(graded).to_contain_text(f"{MAZUR['d_z2'][0, 0]:.4f}")
    graded.get_by_role("button", name="Show me").click()
    expect(page.locator(".bug-banner")).to_contain_text(FORGOTTEN)
    expect(page.locator(".bug-tab h2")).to_have_text(FORGOTTEN)
    page.get_by_role("tab", name="Check mine").click()
    expect(page.locator('[id="entry-d_z2-0-0"]')).to_have_value("0.741")


def test_right_numbers_are_right_and_another_convention_is_no_mistake(page: Page) -> None:
    open_check(page)
    paste(page, "E 0,298\nδ⁽²⁾₁ = 0.1385\nd_W2[0,0]\t0.0822")
    check(page)
    expect(page.locator(".graded h3")).to_have_text("All 3 are right.")
    page.get_by_role("button", name="Empty all").click()
    twice = {"E": MAZUR["E"], "d_a2[0,0]": MAZUR["d_a2"][0, 0], "d_W1[1,1]": MAZUR["d_W1"][1, 1]}
    after = 0.3 - 0.5 * 2 * MAZUR["d_W1"][1, 1]
    doubled = "\n".join(f"{name} {2 * float(x):.6g}" for name, x in twice.items())
    paste(page, f"{doubled}\nW1'[1,1] {after:.6g}")
    check(page)
    expect(page.locator(".graded h3")).to_have_text("Nothing is wrong: you use another convention.")
    expect(page.locator(".explanation[data-kind=convention]")).to_contain_text("½")
    expect(page.locator(".entry[data-verdict=wrong]")).to_have_count(0)


def paste(page: Page, text: str) -> None:
    page.locator(".paste").evaluate("details => (details.open = true)")
    page.locator("#paste-numbers").fill(text)
    page.get_by_role("button", name="Read", exact=True).click()


@pytest.mark.refused
def test_what_cannot_be_read_is_told_at_its_place_and_nothing_is_lost(page: Page) -> None:
    open_check(page)
    paste(page, "E = 0.3\nfoo 0.2")
    expect(page.locator(".paste .refusal")).to_contain_text("Line 2: “foo 0.2”")
    page.locator(".add-tensor select").select_option("z1")
    page.locator('[id="entry-z1-0-1"]').fill("0.3x925")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".check-tab > .refusal")).to_contain_text("no number")
    expect(page.locator('[id="entry-z1-0-1"]')).to_have_attribute("aria-invalid", "true")
    Lab(page).addressed()
    page.reload()
    Lab(page).ready()
    expect(page.locator('[id="entry-z1-0-1"]')).to_have_value("0.3x925")
    expect(page.locator('[id="entry-E-"]')).to_have_value("0.3")


def test_the_numbers_can_be_covered_meanwhile_and_come_back(page: Page) -> None:
    open_check(page)
    expect(page.locator(".meter b")).to_have_text("0.2983711")
    page.get_by_label("Cover the numbers of the network meanwhile").check()
    expect(page.locator(".meter b")).to_have_text("?")
    paste(page, "E 0.298")
    check(page)
    expect(page.locator(".meter")).to_have_attribute("data-mark", "right")
    page.get_by_role("tab", name="Chain rule").click()
    page.locator(".timeline").get_by_role("button", name="Loss", exact=True).click()
    expect(page.locator(".meter b")).to_have_text("0.2983711")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_has_it_in_its_menu(new_page, assert_accessible, scheme: str) -> None:
    size = {"width": 360, "height": 740}
    page = new_page(viewport=size, has_touch=True, locale="ko-KR", color_scheme=scheme)
    Lab(page).open("mazur-2-2-2", 19)
    page.locator(".header .only-phone summary").last.tap()
    page.locator(".menu").get_by_role("button", name="내 계산 확인").tap()
    page.locator(".neuron").nth(4).tap()
    page.locator("#entry-here").fill("0,75")
    assert_accessible(page)
    page.get_by_role("button", name="확인하기", exact=True).tap()
    expect(page.locator(".graded h3")).to_have_text("1개 모두 맞아요.")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
