"""A step as matrices: no number stands on another, however many columns there are."""

import pytest
from playwright.sync_api import expect

from tests.browser.opened import dense, experiment, open_experiment
from tests.samples import in_turn

OVERLAPS = """all => all.map((e) => e.getBoundingClientRect()).filter((a, k, boxes) =>
    boxes.slice(k + 1).some((b) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 &&
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5)).length"""
SPILT = "all => all.filter((e) => e.scrollWidth > e.clientWidth).map((e) => e.innerText)"


@pytest.mark.parametrize(("units", "width"), in_turn([8, 12, 20], [1440, 1024, 360]))
def test_numbers_of_wide_matrices_stand_apart(new_page, units: int, width: int) -> None:
    page = new_page(locale="en-US", viewport={"width": width, "height": 800})
    of = experiment(dense(units, units), "half_sse", {})
    del of["data"]
    inputs = [(-1) ** k * 10.0 ** (k % 12 - 6) for k in range(units)]
    of |= {"inputs": [inputs], "targets": [[0.5] * units], "batch": None}
    open_experiment(page, of, 1)
    page.evaluate("modules['view/ui/tabs.js'].showTab('matrices')")
    expect(page.locator(".matrix").nth(1)).to_be_visible()
    for k in range(page.locator(".matrix").count()):
        cells = page.locator(".matrix").nth(k).locator(".cell")
        assert cells.evaluate_all(OVERLAPS) == 0
        assert cells.evaluate_all(SPILT) == []
