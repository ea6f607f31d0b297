"""Every example of the data can be seen and picked."""

from playwright.sync_api import Page, expect

from tests.browser.building import choose_data
from tests.browser.lab import Lab


def test_examples_are_picked_from_the_table_of_all(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5)
    choose_data(page, "iris")
    page.locator("summary", has_text="All examples").click()
    table = page.get_by_role("grid", name="All examples")
    expect(table.get_by_role("columnheader")).to_have_text(
        ["No.", "sepal length", "sepal width", "petal length", "petal width", "Class"]
    )
    expect(table).to_have_attribute("aria-rowcount", "151")
    assert table.get_by_role("row").count() < 30
    table.evaluate("t => (t.scrollTop = 40 * 26)")
    wanted = page.locator("#example-43")
    wanted.click()
    expect(wanted).to_have_attribute("aria-selected", "true")
    expect(page.locator(".build output")).to_have_text("44 of 120")
    first = page.locator(".numbers").get_by_label("sepal length")
    expect(first).to_have_value(wanted.get_by_role("gridcell").nth(1).inner_text())
    table.press("End")
    last = page.locator("#example-149")
    expect(last).to_have_attribute("data-active", "true")
    expect(last).to_contain_text("held out to test")
    table.press("Enter")  # what is not learned cannot be on show
    expect(page.locator(".build output")).to_have_text("44 of 120")
    table.press("Home")
    table.press("ArrowDown")
    table.press("Enter")
    expect(page.locator(".build output")).to_have_text("2 of 120")
    marked = table.get_by_role("row").filter(has=page.get_by_text("in this batch"))
    expect(marked.first).to_be_attached()


def test_arrow_keys_go_from_example_to_example(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", 5)
    choose_data(page, "spirals")
    place = page.locator(".build output")
    expect(place).to_contain_text("of 160")
    here = int(place.inner_text().split()[0])
    button = page.get_by_role("button", name="Next example")
    button.press("ArrowRight")
    expect(place).to_have_text(f"{here % 160 + 1} of 160")
    button.press("ArrowDown")
    button.press("ArrowDown")
    expect(place).to_have_text(f"{(here + 2) % 160 + 1} of 160")
    button.press("ArrowLeft")
    expect(place).to_have_text(f"{(here + 1) % 160 + 1} of 160")
    assert lab.time == 5


def test_digits_are_seen_as_images(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 2)
    choose_data(page, "digits")
    image = page.locator("[aria-labelledby=build-data] > canvas.ink")
    expect(image).to_be_visible()
    assert image.evaluate("c => new Set(c.getContext('2d').getImageData(0, 0, 8, 8).data).size > 3")
    page.locator("summary", has_text="All examples").click()
    images = page.locator(".examples canvas")
    expect(images.nth(7)).to_be_attached()  # eight rows are in sight
    assert images.count() < 25
