"""Choosing and pointing: the stage and the inspector speak of the same things."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import Lab


def factors(page: Page) -> list[float]:
    cards = page.locator(".inspector .factors data").all()
    return [float(c.get_attribute("value") or "nan") for c in cards]


def test_a_chosen_weight_shows_its_chain_rule(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 14)
    page.locator('.tag[aria-label^="w⁽²⁾₁₁"]').click()
    expect(page.locator(".inspector .chain")).to_be_visible()
    # The three factors as the source prints them: 0.74136507, 0.186815602, 0.593269992.
    assert factors(page) == pytest.approx([0.74136507, 0.186815602, 0.593269992], abs=5e-9)
    product = 1.0
    for factor in factors(page):
        product *= factor
    shown = page.locator(".inspector .result summary data")
    assert float(shown.get_attribute("value") or "nan") == pytest.approx(product, rel=1e-14)
    expect(page.locator(".tag[aria-pressed=true]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".tag[aria-pressed=true]")).to_have_count(0)


def test_a_wire_is_chosen_by_clicking_on_it(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 14)
    label = page.locator('.tag[aria-label^="w⁽²⁾₁₁"]').bounding_box()
    assert label
    page.mouse.click(label["x"] + label["width"] + 8, label["y"] + label["height"] / 2)
    expect(page.locator('.tag[aria-label^="w⁽²⁾₁₁"]')).to_have_attribute("aria-pressed", "true")


def test_a_tab_opens_where_it_begins(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 14)
    panel = page.locator(".inspector")
    panel.evaluate("panel => panel.scrollTo(0, 300)")
    assert panel.evaluate("panel => panel.scrollTop") > 0
    page.get_by_role("tab", name="Matrices").click()
    expect(page.get_by_role("tab", name="Matrices")).to_have_attribute("aria-selected", "true")
    assert panel.evaluate("panel => panel.scrollTop") == 0


def test_a_neuron_and_a_bias_explain_themselves(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", 13)
    lab.neuron("Neuron 1 of layer 1").click()
    expect(page.locator(".inspector svg.curve")).to_be_visible()
    expect(page.locator(".inspector")).to_contain_text("0.25")
    page.locator('.tag[aria-label^="b⁽¹⁾₁"]').click()
    expect(page.locator(".inspector")).to_contain_text(
        re.compile("x₀|x_0|constant input", re.IGNORECASE)
    )


def test_pointing_lights_the_same_thing_on_both_sides(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 9)
    operand = page.locator('.inspector .equations [data-tensor="a1"]:not([data-cell=""])').first
    operand.hover()
    expect(page.locator('.neuron[data-lit="true"]')).to_have_count(1)
    page.locator('.neuron[aria-label^="Neuron 1 of layer 1"]').hover()
    expect(page.locator('.inspector [data-tensor="a1"].lit').first).to_be_visible()


def test_softmax_meets_cross_entropy(page: Page) -> None:
    Lab(page).open("ai-by-hand-4-3-4-3", 9)
    expect(page.locator(".inspector")).to_contain_text("a − y")


def test_a_wrong_published_number_stands_beside_the_right_one(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 9)
    page.get_by_role("tab", name="Source").click()
    panel = page.get_by_role("tabpanel")
    expect(panel).to_contain_text("0.291027924")
    expect(panel).to_contain_text("0.29102777369")


@pytest.mark.refused
def test_changing_the_network_applies_at_once_and_bad_values_keep_the_old(page: Page) -> None:
    Lab(page).open("two-neuron-chain", 2)
    first = page.locator(".build select").first
    first.select_option("relu")
    expect(page.locator(".neuron[aria-label^='Neuron 1 of layer 1']")).to_contain_text("1")
    expect(page.locator(".stage h2").nth(1)).to_contain_text("ReLU")
    rate = page.get_by_label("Learning rate")
    rate.fill("1e9")
    rate.press("Enter")
    expect(page.locator(".build")).not_to_contain_text("must")
    target = page.locator(".build").get_by_label("Target").first
    before = target.input_value()
    target.fill("1e12")
    target.press("Enter")
    expect(
        page.get_by_role("alert").or_(page.locator(".build [role=alert], .build .error")).first
    ).to_be_visible()
    page.reload()
    Lab(page).ready()
    assert page.locator(".build").get_by_label("Target").first.input_value() == before
