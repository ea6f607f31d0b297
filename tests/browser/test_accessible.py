"""axe finds nothing, in any state."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab

LOOKS = [
    {"locale": "en-US", "color_scheme": "light", "viewport": {"width": 1440, "height": 900}},
    {"locale": "ko-KR", "color_scheme": "dark", "viewport": {"width": 1440, "height": 900}},
    {"locale": "en-US", "color_scheme": "dark", "viewport": {"width": 360, "height": 740}},
    {"locale": "ko-KR", "color_scheme": "light", "viewport": {"width": 360, "height": 740}},
]


@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark", "dark phone", "light phone"])
def test_every_state_is_accessible(new_context, assert_accessible, look) -> None:
    page = new_context(reduced_motion="reduce", **look).new_page()
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
