"""Data that is drawn: every kind can be chosen, and says what it changed."""

import httpx
from playwright.sync_api import Page, expect

from tests.browser.building import COLUMNS, choose_data, shape
from tests.browser.lab import Lab
from tests.samples import cases


def test_every_kind_of_data_can_be_used(page: Page, origin: str) -> None:
    kinds = httpx.get(origin + "/api/v1/datasets").json()["datasets"]
    drawn = {k["kind"]: httpx.get(f"{origin}/api/v1/datasets/{k['kind']}").json() for k in kinds}
    shapes = {name: (len(d["inputs"][0]), len(d["targets"][0])) for name, d in drawn.items()}
    one_of_each = {shape: name for name, shape in shapes.items()}
    lab = Lab(page).open("mazur-2-2-2", 2)
    for name in cases([*one_of_each.values()], [*shapes]):
        choose_data(page, name)
        inputs, outputs = shapes[name]
        # Inputs that are pixels stand in a square, not in a column.
        expect(lab.neuron("Input")).to_have_count(inputs)
        assert page.evaluate(COLUMNS)[-1] == outputs
        assert lab.time == 2


def test_data_has_its_settings_and_says_what_it_changed(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 2)
    page.get_by_role("button", name="Choose data").click()
    page.locator('.gallery input[value="spirals"]').check()
    dots = page.locator(".tile:has(:checked) circle")
    expect(dots).to_have_count(120)
    page.locator(".chosen").get_by_label("Examples").fill("50")
    page.locator(".chosen").get_by_label("Examples").press("Enter")
    expect(dots).to_have_count(50)
    expect(page.locator(".counts")).to_have_text(
        "40 examples to learn from, 10 held out to test the network on."
    )
    page.get_by_role("button", name="Use this data").click()
    expect(page.locator(".remarks")).to_contain_text("1 neuron")
    expect(page.locator(".remarks")).to_contain_text("10 examples at a time")
    shape(page, 2, 2, 1)
    expect(page.locator(".build")).to_contain_text("10 of 40")
