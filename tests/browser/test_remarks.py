"""Remarks on the page: one at a time, shown in the picture, mended by a button, quiet once read."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import Lab
from tests.browser.opened import open_experiment
from tests.static.explain.remarks.test_remarks import WRONG


def test_a_remark_shows_its_numbers_and_its_button_mends_it(page: Page) -> None:
    open_experiment(page, WRONG["cross-entropy-of-one"][0], t=9)
    remark = page.locator(".remark")
    expect(remark).to_have_attribute("data-remark", "cross-entropy-of-one")
    evidence = remark.locator("[data-tensor=a2]")
    expect(evidence).to_have_text("a⁽²⁾[1]₁ = 0.5")
    evidence.click()
    expect(page.locator(".neuron[aria-pressed=true]")).to_have_count(1)
    page.get_by_role("button", name="Use binary cross-entropy").click()
    expect(remark).to_have_count(0)
    expect(page.locator("select[name=loss]")).to_have_value("binary_cross_entropy")


def test_a_divergence_names_the_learning_rate_first_and_begins_again(page: Page) -> None:
    wrong, iteration = WRONG["diverged"]
    open_experiment(page, wrong, iteration=iteration)
    words = page.locator(".timeline").inner_text()
    assert 0 <= words.index("learning rate 50") < words.index("was computed from")
    page.get_by_role("button", name="Begin again with 5").click()
    expect(page.locator(".iteration")).to_have_attribute("data-iteration", "0")
    expect(page.get_by_label("Learning rate η")).to_have_value("5")


def test_what_was_read_is_not_said_again(page: Page) -> None:
    open_experiment(page, WRONG["equal-weights"][0])
    remark = page.locator(".remark")
    expect(remark).to_have_attribute("data-remark", "equal-weights")
    page.get_by_role("button", name="I have seen it").click()
    expect(remark).to_have_count(0)
    page.get_by_role("button", name="Next iteration", exact=True).click()
    expect(page.locator(".iteration")).to_have_attribute("data-iteration", "1")
    expect(remark).to_have_count(0)


@pytest.mark.parametrize("name", ["two-neuron-chain", "mazur-2-2-2"])
def test_a_newcomer_sees_none(page: Page, name: str) -> None:
    Lab(page).open(name)
    expect(page.locator(".remark")).to_have_count(0)


def test_what_was_read_is_not_said_again_after_a_reload(page: Page) -> None:
    open_experiment(page, WRONG["equal-weights"][0])
    page.get_by_role("button", name="I have seen it").click()
    page.reload()
    Lab(page).ready()
    page.get_by_role("button", name="Next iteration", exact=True).click()
    expect(page.locator(".iteration")).to_have_attribute("data-iteration", "1")
    expect(page.locator(".remark")).to_have_count(0)
