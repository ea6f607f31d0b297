"""axe finds nothing, in any state."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.samples import in_turn

LOOKS = in_turn(["en-US", "ko-KR"], ["light", "dark"], [(1440, 900), (360, 740)])


@pytest.mark.parametrize(("locale", "scheme", "size"), LOOKS)
def test_every_state_is_accessible(new_page, assert_accessible, locale, scheme, size) -> None:
    look = {"locale": locale, "color_scheme": scheme, "reduced_motion": "reduce"}
    page = new_page(**look, viewport={"width": size[0], "height": size[1]})
    lab = Lab(page)
    for example, t in [("two-neuron-chain", 0), ("mazur-2-2-2", 9), ("ai-by-hand-4-3-4-3", 27)]:
        lab.open(example, t)
        assert_accessible(page)
    page.keyboard.press("l")
    expect(page.locator(".step-list")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("l")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    for tab in page.get_by_role("tab").all():
        if tab.is_visible():
            tab.click()
            assert_accessible(page, ".inspector")
