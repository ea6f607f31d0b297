"""Why a number is what it is: products that stack, on the stage and in the panel."""

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
