"""Three minutes before a class: the printed loss, the mistake behind it, and a loss that falls."""

import pytest
from playwright.sync_api import Locator, Page, expect

from engine import Experiment, example, trace
from tests.browser.lab import Lab

MAZUR = example("mazur-2-2-2").experiment
BUG = "Hidden δ from updated weights"
WRONG = Experiment.from_json(MAZUR.to_json() | {"bugs": ["hidden_delta_from_updated_weights"]})


class ByMouse:
    """Presses things."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, thing: Locator) -> None:
        """Use a control."""
        thing.click()

    def switch_on(self, box: Locator) -> None:
        """Tick a box."""
        box.click()


class ByKeyboard(ByMouse):
    """Has keys alone."""

    def press(self, thing: Locator) -> None:
        """Go to a control and press Enter."""
        thing.focus()
        self.page.keyboard.press("Enter")

    def switch_on(self, box: Locator) -> None:
        """Go to a box and press Space."""
        box.focus()
        self.page.keyboard.press("Space")


class ByTouch(ByMouse):
    """Taps things."""

    def press(self, thing: Locator) -> None:
        """Tap a control."""
        thing.tap()

    def switch_on(self, box: Locator) -> None:
        """Tap a box."""
        box.tap()


def digits(x: float) -> str:
    """The mantissa as the page writes it."""
    return f"{x:.3e}".split("e")[0].rstrip("0")


WAYS = {"mouse": ByMouse, "keyboard": ByKeyboard, "phone": ByTouch}


@pytest.mark.parametrize("way", WAYS)
def test_the_demonstration(new_context, way: str) -> None:
    phone = way == "phone"
    size = {"width": 360, "height": 740} if phone else {"width": 1440, "height": 900}
    context = new_context(viewport=size, has_touch=phone, reduced_motion="reduce")
    page = context.new_page()
    lab = Lab(page).open("mazur-2-2-2", 13)
    by = WAYS[way](page)
    if phone:
        by.press(page.get_by_role("button", name="Explanation", exact=True))

    # The printed loss stands beside the right one.
    by.press(page.get_by_role("tab", name="Source"))
    expect(page.locator(".published")).to_contain_text("0.291027924")
    expect(page.locator(".published")).to_contain_text("0.29102777")

    # With the mistake the printed digits come out.
    if phone:
        by.press(page.locator(".inspector-close"))
        by.press(page.locator(".header").get_by_role("button", name="Build", exact=True))
    by.press(page.get_by_role("button", name="Break something…"))
    by.switch_on(page.get_by_label(BUG))
    by.press(page.get_by_role("button", name="Switch on"))
    banner = page.get_by_role("region", name="With a deliberate mistake")
    expect(banner).to_contain_text(BUG)
    tab = page.locator(".bug-tab")
    row = tab.get_by_role("row").filter(has_text="0.291027924").first
    expect(row).to_contain_text("the printed digits")
    expect(row).to_contain_text("0.29102777369")
    expect(page.locator(".neuron[data-mark=bites]")).to_have_count(2)

    # One gradient from two paths, and the nudge that disagrees with it.
    if phone:
        by.press(tab.get_by_role("button", name="∂E/∂w⁽¹⁾₂₂"))
        cell = (1, 1)
    else:
        lab.scrub(16)
        by.press(page.locator('.tag[aria-label^="w⁽¹⁾₁₁"]'))
        cell = (0, 0)
    by.press(page.get_by_role("tab", name="Chain rule"))
    for experiment in (WRONG, MAZUR):
        expect(page.locator(".both")).to_contain_text(digits(trace(experiment)["d_W1"][cell]))
    by.press(page.get_by_role("button", name="Which paths?"))
    expect(page.locator("#answer .route, #answer table, #answer li").first).to_be_visible()
    by.press(page.get_by_role("button", name="What if?"))
    expect(page.locator("#answer .stack-bars")).to_be_visible()

    # Ten thousand rounds: the loss falls all the same.
    by.press(page.get_by_role("tab", name="Mistake"))
    by.press(page.get_by_role("button", name="Train both, 10,000 rounds"))
    for experiment in (WRONG, MAZUR):
        last = page.get_by_role("rowheader", name="10000", exact=True)
        row = tab.get_by_role("row").filter(has=last)
        expect(row).to_contain_text(digits(trace(experiment, 10_000)["E"]))
    expect(tab).to_contain_text("The loss falls all the same")
