"""Numbers are changed where they stand, and examples come and go."""

from playwright.sync_api import Page, expect

from tests.browser.building import step
from tests.browser.lab import Lab


def test_a_number_typed_on_the_stage_changes_everything_at_once(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", 5)
    page.locator('.tag[aria-label^="w⁽²⁾₁₁"]').click()
    page.keyboard.press("e")
    field = page.locator("#edit-value")
    expect(field).to_be_focused()
    loss = page.locator(".meter b")
    before = loss.inner_text()
    field.fill("0,9")
    field.press("Enter")
    expect(page.locator('.tag[aria-label^="w⁽²⁾₁₁ 0.9"]')).to_be_visible()
    expect(loss).not_to_have_text(before)
    assert lab.time == 5
    field.press("ArrowUp")
    expect(field).to_have_value("1")
    field.press("Shift+ArrowDown")
    expect(field).to_have_value("0")
    field.press("Escape")
    expect(page.locator('.tag[aria-label^="w⁽²⁾₁₁"]')).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Control+z")
    expect(loss).to_have_text(before)
    page.keyboard.press("Control+Shift+z")
    expect(page.locator('.tag[aria-label^="w⁽²⁾₁₁ 0.9"]')).to_be_visible()


def test_inputs_targets_and_biases_are_changed_where_they_stand(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", 5)
    for thing, spoken in [
        (lab.neuron("Input 2"), "Input 2, value 0.7"),
        (page.locator(".wanted").first, "target y₁ 0.7"),
        (page.locator('.tag[aria-label^="b⁽²⁾₁"]'), "b⁽²⁾₁ 0.7"),
    ]:
        thing.click()
        page.locator("#edit-value").fill("0.7")
        page.locator("#edit-value").press("Enter")
        expect(page.locator(f'.stage [aria-label^="{spoken}"]')).to_be_visible()
    lab.neuron("Neuron 1 of layer 1").click()
    expect(page.locator("#edit-value")).to_have_count(0)


def test_an_edit_later_in_training_starts_from_there(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5, iteration="3")
    trained = page.locator('.tag[aria-label^="w⁽²⁾₁₂"]').get_attribute("aria-label")
    page.locator('.tag[aria-label^="w⁽²⁾₁₁"]').click()
    page.locator("#edit-value").fill("0.9")
    page.locator("#edit-value").press("Enter")
    expect(page.locator('.tag[aria-label^="w⁽²⁾₁₁ 0.9"]')).to_be_visible()
    expect(page.locator("#iteration")).to_have_value("4")
    assert page.locator('.tag[aria-label^="w⁽²⁾₁₂"]').get_attribute("aria-label") == trained
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(page.locator('.tag[aria-label^="w⁽²⁾₁₁ 0.9"]')).to_have_count(0)


def test_examples_come_and_go(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5)
    step(page, "Add a copy of this example").click()
    expect(page.locator(".build output")).to_have_text("2 of 2")
    step(page, "Remove this example").click()
    expect(page.locator(".build .section", has_text="Data")).to_contain_text("1 of 1")
    expect(step(page, "Remove this example")).to_have_attribute("aria-disabled", "true")
