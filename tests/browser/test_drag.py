"""Given numbers dragged on the stage: all follows at once, and the whole drag is one change."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.lab import Lab

WEIGHT = '.tag[aria-label^="w⁽²⁾₁₁"]'
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def middle(thing: Locator) -> tuple[float, float]:
    box = thing.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def grab(page: Page, thing: Locator) -> Callable[[float, float], None]:
    """Press on a thing; gives how to move from there."""
    x, y = middle(thing)
    page.mouse.move(x, y)
    page.mouse.down()
    return lambda dx, dy=0: page.mouse.move(x + dx, y + dy, steps=8)


def undo(page: Page) -> Locator:
    return page.get_by_role("button", name="Undo", exact=True)


def test_a_dragged_weight_changes_everything_and_one_undo_takes_it_back(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", 5)
    loss = page.locator(".meter b")
    before = loss.inner_text()
    to = grab(page, page.locator(WEIGHT))
    to(40)
    expect(page.locator(f'{WEIGHT[:-2]} 0.6"]')).to_be_visible()
    expect(page.locator(".dragged")).to_contain_text("0.6")
    expect(loss).not_to_have_text(before)
    to(40, -40)
    expect(page.locator(f'{WEIGHT[:-2]} 0.8"]')).to_be_visible()
    page.mouse.up()
    expect(page.locator(".dragged")).to_have_count(0)
    expect(page.locator(".edit")).to_have_count(0)
    assert lab.time == 5
    undo(page).click()
    expect(loss).to_have_text(before)
    expect(undo(page)).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Control+Shift+z")
    expect(page.locator(f'{WEIGHT[:-2]} 0.8"]')).to_be_visible()


def test_escape_and_the_way_back_leave_all_as_it_was(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5)
    before = page.locator(".meter b").inner_text()
    to = grab(page, page.locator(WEIGHT))
    to(60)
    expect(page.locator(".meter b")).not_to_have_text(before)
    page.keyboard.press("Escape")
    expect(page.locator(".meter b")).to_have_text(before)
    page.mouse.up()
    expect(page.locator(WEIGHT)).to_have_attribute("aria-pressed", "false")
    expect(undo(page)).to_have_attribute("aria-disabled", "true")
    to = grab(page, page.locator(WEIGHT))
    to(60)
    expect(page.locator(".meter b")).not_to_have_text(before)
    to(0)
    page.mouse.up()
    expect(page.locator(".meter b")).to_have_text(before)
    expect(undo(page)).to_have_attribute("aria-disabled", "true")
    expect(page.locator(".picker summary")).to_contain_text("A step by step")


def test_every_given_thing_can_be_dragged_and_a_press_still_chooses(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", 5)
    for thing, spoken in [
        (lab.neuron("Input 2"), "Input 2, value 0.3"),
        (page.locator(".wanted").last, "target y₂ 1.39"),
        (page.locator('.tag[aria-label^="b⁽²⁾₁"]'), "b⁽²⁾₁ 0.8"),
    ]:
        assert thing.evaluate("t => getComputedStyle(t).cursor") == "ew-resize"
        to = grab(page, thing)
        to(40)
        page.mouse.up()
        expect(page.locator(f'.stage [aria-label^="{spoken}"]')).to_be_visible()
    hidden = lab.neuron("Neuron 1 of layer 1")
    computed = hidden.get_attribute("aria-label")
    to = grab(page, hidden)
    to(40)
    page.mouse.up()
    expect(hidden).to_have_attribute("aria-label", computed or "")
    page.locator(WEIGHT).click()
    expect(page.locator("#edit-value")).to_have_value("0.4")


def test_shift_goes_in_finer_steps(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5)
    to = grab(page, page.locator(WEIGHT))
    page.keyboard.down("Shift")
    to(30)
    page.mouse.up()
    page.keyboard.up("Shift")
    expect(page.locator(f'{WEIGHT[:-2]} 0.415"]')).to_be_visible()


def test_a_wire_without_its_number_is_dragged(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5)
    tag = page.locator(WEIGHT)
    x, y = middle(tag)
    page.get_by_label("Numbers on wires").uncheck()
    expect(tag).to_have_count(0)
    page.mouse.move(x, y)
    assert (
        page.evaluate(
            "([x, y]) => getComputedStyle(document.elementFromPoint(x, y)).cursor", [x, y]
        )
        == "ew-resize"
    )
    page.mouse.down()
    page.mouse.move(x - 20, y, steps=5)
    expect(page.locator(".dragged")).to_contain_text("0.3")
    page.mouse.up()
    page.get_by_label("Numbers on wires").check()
    expect(page.locator(f'{WEIGHT[:-2]} 0.3"]')).to_be_visible()


def test_a_click_after_a_drag_counts_however_soon_it_is_pressed(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5)
    to = grab(page, page.locator(WEIGHT))
    to(40)
    page.evaluate("globalThis.setTimeout = () => 0")  # no time goes by
    page.mouse.up()
    page.get_by_label("Numbers on wires").uncheck()
    expect(page.locator(WEIGHT)).to_have_count(0)


@pytest.mark.refused
def test_what_cannot_be_is_told_where_the_number_stands(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5)
    page.get_by_label("Loss", exact=True).select_option("binary_cross_entropy")
    expect(page.get_by_label("Loss", exact=True)).to_have_value("binary_cross_entropy")
    to = grab(page, page.locator(".wanted").first)
    to(-80)
    page.mouse.up()
    expect(page.locator(".edit .refusal")).to_be_visible()


def test_later_a_drag_is_one_change_too(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5, iteration="3")
    before = page.locator(WEIGHT).get_attribute("aria-label")
    to = grab(page, page.locator(WEIGHT))
    to(20)
    to(50)
    page.mouse.up()
    expect(page.locator(WEIGHT)).not_to_have_attribute("aria-label", before or "")
    undo(page).click()
    expect(page.locator(WEIGHT)).to_have_attribute("aria-label", before or "")
    expect(undo(page)).to_have_attribute("aria-disabled", "true")


def touch(client: Any, kind: str, *points: tuple[float, float]) -> None:
    at = [{"x": x, "y": y} for x, y in points]
    client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})


def test_a_finger_drags_sideways_and_a_tap_chooses(
    new_context: Callable[..., BrowserContext],
) -> None:
    context = new_context(locale="en-US", reduced_motion="reduce", **PHONE)
    page = context.new_page()
    Lab(page).open("two-neuron-chain", 5)
    client = context.new_cdp_session(page)
    tag = page.locator(".tag").first
    before = tag.get_attribute("aria-label") or ""
    x, y = middle(tag)
    touch(client, "touchStart", (x, y))
    for far in range(4, 44, 4):
        touch(client, "touchMove", (x + far, y))
    expect(tag).not_to_have_attribute("aria-label", before)
    page.wait_for_timeout(200)  # lifted in motion it would fling, and the next touch end that
    touch(client, "touchEnd")
    expect(page.locator(".dragged")).to_have_count(0)
    expect(page.locator(".edit")).to_have_count(0)
    tag.tap()
    expect(page.locator(".edit")).to_be_visible()
