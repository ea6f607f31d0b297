"""Why a number is what it is: products that stack, on the stage and in the panel."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import Lab
from tests.browser.opened import CIRCLE, dense, experiment, open_experiment


def bars(page: Page) -> list[float]:
    shown = page.locator(".inspector .bars data").all()
    return [float(bar.get_attribute("value") or "nan") for bar in shown]


def test_two_products_are_seen_becoming_a_gradient(page: Page) -> None:
    """Of Mazur's w₁: 0.0554 and −0.0190 are 0.0364, times 0.2413, times 0.05, is 0.000438568."""
    lab = Lab(page).open("mazur-2-2-2", 10.6)
    expect(page.locator(".inspector .bar-row.total")).to_contain_text("…")
    lab.scrub(11)
    assert bars(page) == pytest.approx([0.055399425, -0.019049119, 0.036350306], abs=5e-9)
    tags = page.locator(".stage .tag .product")
    expect(tags).to_have_text(["← 0.0554", "← 0.0623", "← −0.019", "← −0.021"])
    page.locator('.tag[aria-label^="w⁽¹⁾₁₁"]').click()
    lab.scrub(14)
    assert bars(page)[-2:] == pytest.approx([0.00877135, 0.000438568], abs=5e-9)
    widths = [
        box["width"]
        for bar in page.locator(".inspector .bars .bar").all()
        if (box := bar.bounding_box())
    ]
    assert widths[3] / widths[2] == pytest.approx(0.2413, abs=0.01)  # one scale for all


def test_many_products_are_sorted_and_the_rest_is_one_bar(page: Page) -> None:
    lab = open_experiment(page, experiment(dense(12, 1), "mse", CIRCLE), 3)
    page.get_by_role("tab", name="Chain rule").click()
    expect(page.locator(".inspector .profile")).to_be_visible()
    own, rest, total = bars(page)[:7], bars(page)[7], bars(page)[8]
    assert [abs(x) for x in own] == sorted((abs(x) for x in own), reverse=True)
    assert sum(own) + rest == pytest.approx(total, abs=1e-12)
    expect(page.locator(".inspector .bar-row").nth(7)).to_contain_text("6 more")
    lab.scrub(4)
    expect(page.locator(".inspector .profile")).to_have_count(0)


def test_why_is_answered_in_place_with_terms_that_open(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    lab = Lab(page).open("mazur-2-2-2", 11)
    answer = page.locator("#answer")
    expect(answer).to_be_hidden()
    why = page.get_by_role("button", name="Why?", exact=True)
    why.click()
    expect(answer).to_contain_text("Through one it moves E by +0.0554")
    answer.get_by_role("button", name="paths", exact=True).click()
    expect(answer.get_by_role("status")).to_contain_text("share of the gradient")
    assert_accessible(page)
    lab.scrub(13)
    expect(answer).to_contain_text("+0.0364 · 0.2413")
    answer.get_by_role("button", name="Why backwards").click()
    expect(answer).to_contain_text("12 numbers cost 24 forward passes")
    why.click()
    expect(answer).to_be_hidden()


def test_a_number_opens_into_what_it_was_made_of_and_a_trail_leads_back(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    Lab(page).open("mazur-2-2-2", 13)
    page.get_by_role("button", name="Where from?").click()
    answer = page.locator("#answer")
    now = answer.locator(".trail-now")
    expect(now).to_contain_text("0.0088")
    answer.locator(".trail-cell", has_text="0.0364").click()
    expect(now).to_contain_text("0.0364")
    answer.locator(".trail-cell", has_text="0.4").first.click()
    expect(answer).to_contain_text("Given. It was not made here.")
    # Forward: the weight took part in z, in its own gradient's use and in its update.
    expect(answer.locator(".trail-cell", has_text="1.1059")).to_be_visible()
    assert_accessible(page)
    answer.get_by_role("navigation").get_by_role("button").first.click()
    expect(now).to_contain_text("0.0088")
    answer.get_by_role("button", name="Go to step 13").click()
    expect(page.locator(".timeline")).to_be_visible()
