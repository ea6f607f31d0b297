"""What tests of building share: parts of the panel, and the shape that the stage shows."""

from playwright.sync_api import Locator, Page, expect

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def cards(page: Page) -> Locator:
    return page.locator(".build .layer-card")


# Neurons in each column of the stage.
COLUMNS = """() => Object.values(Object.groupBy(document.querySelectorAll('.stage .neuron'),
    (n) => n.dataset.column)).map((column) => column.length)"""


def shape(page: Page, *columns: int) -> None:
    """Wait until the network has these columns."""
    page.wait_for_function(f"(wanted) => `${{({COLUMNS})()}}` === `${{wanted}}`", arg=columns)


def step(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something of this kind has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def choose_data(page: Page, kind: str) -> None:
    page.get_by_role("button", name="Choose data").click()
    radio = page.locator(f'.gallery input[value="{kind}"]')
    radio.check()
    page.get_by_role("button", name="Use this data").click()
    expect(page.locator(".gallery")).not_to_be_visible()
