"""A hundred seeds at once: the lesson shows the band, and one of them is picked and opened."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import Lab
from tests.browser.test_lessons import answer, open_lesson


def test_a_seed_is_picked_among_a_hundred_and_opened(page: Page, assert_accessible) -> None:
    open_lesson(page, "where-to-start", "luck")
    assert page.locator(".luck").count() == 0
    answer(page, {"id": "luck", "kind": "pick"}, "half")
    page.get_by_label("Iterations").select_option("300")
    page.get_by_role("button", name="Train from a hundred seeds").click()
    expect(page.locator(".luck-summary")).to_contain_text("100 runs after 300 iterations")
    assert page.locator(".spread-chart .run").count() == 100
    pick = page.locator(".luck-pick")
    worst = page.get_by_label("From best to worst")
    worst.focus()
    worst.press("End")
    expect(pick).to_contain_text("place 100 of 100")
    expect(page.locator(".spread-chart .picked")).to_have_count(1)
    assert_accessible(page)
    opened = pick.get_by_role("button")
    seed = (opened.text_content() or "").strip().removeprefix("Open seed ")
    opened.click()
    expect(page.get_by_label("Seed", exact=True).first).to_have_value(seed)
    expect(page.locator(".spread-chart")).to_be_visible()


@pytest.mark.refused
def test_given_weights_are_said_to_leave_nothing_to_luck(page: Page) -> None:
    Lab(page).open("mazur-2-2-2")
    page.get_by_role("tab", name="Output").click()
    page.get_by_role("button", name="How much of it is luck?").click()
    page.get_by_role("button", name="Train from a hundred seeds").click()
    expect(page.locator(".luck")).to_contain_text("a seed changes nothing")
    page.get_by_role("button", name="Draw the weights").click()
    expect(page.locator(".luck-summary")).to_contain_text("100 runs")
