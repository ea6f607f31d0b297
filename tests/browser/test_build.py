"""Building a network: by mouse, by keyboard alone, by touch; everything can be taken back."""

import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.building import PHONE, cards, shape, step, tab_to
from tests.browser.lab import Lab


@pytest.mark.everywhere
def test_from_one_iteration_to_an_own_network(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 9)
    page.get_by_role("button", name="+ Add layer").click()
    shape(page, 2, 2, 2, 2)
    for _ in range(3):  # pressed quickly, each press counts
        cards(page).nth(1).get_by_role("button", name="One more").click(no_wait_after=True)
    shape(page, 2, 2, 5, 2)
    cards(page).nth(1).locator("select").first.select_option("relu")
    expect(page.locator(".stage h2").nth(2)).to_contain_text("ReLU")
    step(page, "Undo").click()
    expect(page.locator(".stage h2").nth(2)).not_to_contain_text("ReLU")
    for _ in range(4):
        step(page, "Undo").click(no_wait_after=True)
    shape(page, 2, 2, 2)
    expect(page.locator(".picker summary")).to_contain_text("A step by step")
    expect(step(page, "Undo")).to_have_attribute("aria-disabled", "true")
    for _ in range(5):
        step(page, "Redo").click(no_wait_after=True)
    shape(page, 2, 2, 5, 2)


def test_parameters_that_fit_are_kept_and_move_with_their_layer(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 0)
    cards(page).first.get_by_role("button", name="One more").click()
    shape(page, 2, 3, 2)
    for name in ("b⁽²⁾₁ 0.6", "b⁽²⁾₂ 0.6"):
        expect(page.locator(f'.tag[aria-label^="{name}"]')).to_be_visible()
    expect(page.locator('.tag[aria-label^="b⁽¹⁾₁ 0.35"]')).to_have_count(0)
    page.keyboard.press("Control+z")
    shape(page, 2, 2, 2)
    expect(page.locator('.tag[aria-label^="b⁽¹⁾₁ 0.35"]')).to_be_visible()
    page.locator(".gap summary").first.click()
    page.locator(".gap").first.get_by_role("button", name="Dense").click()
    shape(page, 2, 2, 2, 2)
    # What was layer 1 is layer 2 now, with its weights.
    expect(page.locator('.tag[aria-label^="w⁽²⁾₁₁ 0.15"]')).to_be_visible()
    expect(page.locator('.tag[aria-label^="b⁽³⁾₁ 0.6"]')).to_be_visible()


def test_layers_change_places_and_go(page: Page) -> None:
    Lab(page).open("ai-by-hand-4-3-4-3", 0)
    shape(page, 4, 3, 4, 3)
    cards(page).first.locator(".layer-more summary").click()
    page.locator("#layer-0-down").click()
    shape(page, 4, 4, 3, 3)
    page.locator("#layer-1-remove").click()
    shape(page, 4, 4, 3)


def test_targets_follow_the_outputs_and_it_is_said(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5)
    cards(page).last.get_by_role("button", name="One more").click()
    shape(page, 2, 2, 3)
    expect(page.locator(".remarks")).to_contain_text("Each example now has 3 targets")
    expect(page.locator(".values").last.locator("input")).to_have_count(3)


@pytest.mark.refused
def test_what_does_not_fit_says_why_and_offers_what_does(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5)
    cards(page).last.locator("select").first.select_option("tanh")
    expect(page.locator(".stage h2").last).to_contain_text("tanh")
    page.get_by_label("Loss", exact=True).select_option("binary_cross_entropy")
    expect(page.locator(".refusal")).to_contain_text("needs outputs between 0 and 1")
    page.get_by_role("button", name="Use sigmoid").click()
    expect(page.locator(".refusal")).to_have_count(0)
    expect(page.locator(".stage h2").last).to_contain_text("σ")
    expect(page.get_by_label("Loss", exact=True)).to_have_value("binary_cross_entropy")
    page.locator("summary", has_text="Initial values").click()
    page.get_by_label("Biases", exact=True).select_option("he_normal")
    page.get_by_role("button", name="Use zeros").click()
    expect(page.locator(".refusal")).to_have_count(0)
    page.get_by_label("Batch size").fill("7")
    page.get_by_label("Batch size").press("Enter")
    expect(page.locator(".refusal")).to_contain_text("between 1 and 1")
    page.get_by_role("button", name="Use 1", exact=True).click()
    expect(page.get_by_label("Batch size")).to_have_value("1")


def test_what_is_being_typed_outlives_an_answer_that_comes_meanwhile(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", 5)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/api/v1/traces", hold, times=1)
    page.get_by_label("Optimizer").select_option("momentum")
    rate, other = page.get_by_label("Learning rate"), page.get_by_label("Batch size")
    rate.fill("0.2")
    page.wait_for_function("() => document.querySelector('[data-typed]')")
    held[0].continue_()
    expect(page.get_by_label("Momentum μ")).to_be_visible()
    lab.settle()
    rate.press("End")
    rate.press("5")
    rate.press("Enter")
    expect(step(page, "Undo")).to_be_enabled()
    lab.ready()
    expect(rate).to_have_value("0.25")
    other.focus()
    page.keyboard.press("Control+z")  # nothing is being typed: the change itself is taken back
    expect(rate).to_have_value("0.5")
    page.keyboard.press("Control+z")
    expect(page.get_by_label("Momentum μ")).to_have_count(0)


def test_update_and_start_are_chosen_from_what_there_is(page: Page, origin: str) -> None:
    Lab(page).open("two-neuron-chain", 19)
    kinds = httpx.get(origin + "/api/v1/kinds").json()["kinds"]
    page.locator("summary", has_text="More for the update").click()
    for family, label in [
        ("schedule", "Schedule of η"),
        ("clip", "Limit for gradients"),
        ("penalty", "Penalty on size"),
    ]:
        offered = page.get_by_label(label).evaluate("s => [...s.options].map(o => o.value)")
        names = [kind["kind"] for kind in kinds if kind["family"] == family]
        assert offered == ["", *names]
        page.get_by_label(label).select_option(names[0])
        expect(page.get_by_label(label)).to_have_value(names[0])
    page.get_by_label("Schedule of η").select_option("")
    expect(page.get_by_label("Schedule of η")).to_have_value("")
    before = page.locator(".tag").first.get_attribute("aria-label")
    page.get_by_role("button", name="Draw new weights").click()
    expect(page.locator(".remarks")).to_contain_text("drawn anew")
    assert page.locator(".tag").first.get_attribute("aria-label") != before


def test_a_link_holds_what_was_built(new_page: Callable[..., Page]) -> None:
    page = new_page(locale="en-US")
    Lab(page).open("mazur-2-2-2", 5)
    page.get_by_role("button", name="+ Add layer").click()
    shape(page, 2, 2, 2, 2)
    expect(page).to_have_url(re.compile("#experiment="))
    other = new_page(locale="en-US")
    other.goto(page.url)
    Lab(other).ready()
    shape(other, 2, 2, 2, 2)
    assert other.locator(".meter b").inner_text() == page.locator(".meter b").inner_text()


def test_a_network_is_built_by_keyboard_alone(page: Page) -> None:
    Lab(page).open("two-neuron-chain", 5)
    tab_to(page, ".network .gap summary")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".gap .menu button:focus")).to_be_visible()
    while page.evaluate("document.activeElement.textContent") != "Dense":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    shape(page, 1, 1, 1, 1)
    tab_to(page, ".network .stepper input")
    page.keyboard.press("Control+a")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    shape(page, 1, 3, 1, 1)
    tab_to(page, ".network .layer-more summary")
    page.keyboard.press("Enter")
    tab_to(page, "#layer-0-down")
    page.keyboard.press("Enter")
    shape(page, 1, 1, 3, 1)
    expect(page.locator("#layer-1-down")).to_be_focused()
    page.keyboard.press("Control+z")
    shape(page, 1, 3, 1, 1)


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_a_phone_builds_by_touch(
    new_page: Callable[..., Page],
    assert_accessible: Callable[[Page], None],
    locale: str,
) -> None:
    dark = {"color_scheme": "dark", "reduced_motion": "reduce", **PHONE}
    page = new_page(locale=locale, **dark)
    lab = Lab(page).open("mazur-2-2-2", 9)
    page.locator(".tag").first.tap()
    expect(page.locator(".edit")).to_be_visible()
    assert_accessible(page)
    value = page.locator("#edit-value").input_value()
    page.locator(".edit button").last.tap()
    expect(page.locator("#edit-value")).not_to_have_value(value)
    for button in page.locator(".edit button").all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 40
    page.locator(".header .icon-only.only-folded").tap()
    page.locator(".add").scroll_into_view_if_needed()
    page.locator(".add").tap()
    expect(cards(page)).to_have_count(3)
    page.locator(".layer-more summary").first.tap()
    assert_accessible(page)
    page.locator(".build .undo button").first.scroll_into_view_if_needed()
    page.locator(".build .undo button").first.tap()
    expect(cards(page)).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert lab.time == 9


def test_every_number_and_formula_has_room(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 9)
    page.get_by_label("Loss", exact=True).select_option("binary_cross_entropy")
    for optimizer in ("adam", "adamw", "rmsprop", "sgd"):
        page.get_by_label("Optimizer", exact=True).select_option(optimizer)
        expect(page.get_by_label("Optimizer", exact=True)).to_have_value(optimizer)
        cut = page.evaluate(
            """() => [...document.querySelectorAll(".build :is(.input.number, .loss-formula)")]
                .filter((e) => e.scrollWidth > e.clientWidth)
                .map((e) => [e.id, e.value])"""
        )
        assert cut == []


@pytest.mark.parametrize(("locale", "scheme"), [("en-US", "light"), ("ko-KR", "dark")])
@pytest.mark.refused
def test_what_builds_is_accessible(
    new_page: Callable[..., Page],
    assert_accessible: Callable[[Page], None],
    locale: str,
    scheme: str,
) -> None:
    size = {"width": 1440, "height": 900}
    page = new_page(locale=locale, color_scheme=scheme, reduced_motion="reduce", viewport=size)
    Lab(page).open("mazur-2-2-2", 9)
    for fold in page.locator(".build details > summary").all():
        if not fold.evaluate("s => !!s.closest('.dropdown')"):
            fold.click()
    page.locator("select[name=initial_bias]").select_option("he_normal")
    expect(page.locator(".refusal")).to_be_visible()
    assert_accessible(page)
    page.locator(".gap summary").first.click()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.locator(".wanted").first.click()
    assert_accessible(page)
    page.get_by_role("button", name="Choose data…").or_(
        page.get_by_role("button", name="데이터 고르기…")
    ).click()
    expect(page.locator(".tile circle").first).to_be_visible()
    assert_accessible(page)
