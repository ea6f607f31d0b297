"""The network is changed without a trap: inputs, layers by the output, training in one press."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import Lab
from tests.browser.opened import CIRCLE, dense, experiment, open_experiment


@pytest.mark.parametrize("gap", ["New layer behind layer 1", "New layer behind layer 2"])
def test_a_new_layer_by_the_output_is_no_bottleneck(page: Page, gap: str) -> None:
    of = experiment(dense(6, 1, output="sigmoid"), "mse", {**CIRCLE, "targets": "zero_one"})
    open_experiment(page, of)
    page.locator(f'[aria-label="{gap}"]').click()
    dense_layer = page.get_by_role("button", name="Dense", exact=True)
    dense_layer.and_(page.locator(":visible")).click()
    expect(page.locator("#layer-1-count")).to_have_value("6")
    expect(page.locator("select[name='layers.1.activation']")).to_have_value("tanh")
    expect(page.locator("#layer-2-count")).to_have_value("1")
    expect(page.locator("select[name='layers.2.activation']")).to_have_value("sigmoid")


def test_the_first_hidden_layer_is_wide_enough(page: Page) -> None:
    of = experiment(dense(1, output="sigmoid"), "mse", {**CIRCLE, "targets": "zero_one"})
    open_experiment(page, of)
    page.get_by_role("button", name="+ Add layer").click()
    expect(page.locator("#layer-0-count")).to_have_value("4")
    expect(page.locator("select[name='layers.0.activation']")).to_have_value("tanh")


def test_the_number_of_inputs_can_be_changed_and_taken_back(page: Page) -> None:
    Lab(page).open("mazur-2-2-2")
    count = page.locator("#inputs-count")
    count.fill("3")
    count.press("Enter")
    expect(page.locator("#build-inputs-0-2")).to_have_value("0")
    expect(page.locator(".build .remarks")).to_contain_text("Each example now has 3 inputs")
    page.keyboard.press("Escape")
    page.locator(".header .undo button").first.click()
    expect(count).to_have_value("2")


def test_training_begins_at_one_press(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", t=5)
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.locator(".losscurve-plot")).to_be_visible()
    page.locator("button.play").click()
    expect(page.locator("button.play")).to_have_text("Train")
    assert int(page.locator(".iteration").get_attribute("data-iteration") or 0) > 0
    lab.settle()


def test_every_field_explains_itself_when_asked(page: Page) -> None:
    Lab(page).open("mazur-2-2-2")
    explained = page.locator(".build .field-help")
    expect(explained).to_have_count(0)
    page.get_by_role("button", name="Explain these fields").click()
    expect(page.locator(".build")).to_contain_text("How long a step is. Too small: slow.")
    labels = page.locator(".build").locator("select, .row .input.number, .switch").count()
    assert explained.count() >= labels - page.locator(".build .numbers input").count() - 4
    page.get_by_role("button", name="Hide the explanations").click()
    expect(explained).to_have_count(0)
