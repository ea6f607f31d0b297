"""Moving in time: played, stepped, scrubbed, forwards and backwards, by mouse and by keyboard."""

import random

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import Lab
from tests.samples import cases

END = 19


def test_play_runs_to_the_end_and_scrubbing_goes_back(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", 16)
    page.keyboard.press("+")
    page.keyboard.press("Space")
    expect(lab.slider).to_have_value(str(END))
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    expect(page.locator(".tag .new")).to_have_count(8)  # the biases are left alone
    lab.scrub(0)
    expect(page.locator(".tag .new")).to_have_count(0)
    assert lab.time == 0


@pytest.mark.parametrize(
    ("locale", "there", "carried"),
    [("en-US", "new weights: 0.1174", "update: 0.1299 → 0.1174"),
     ("ko-KR", "새 가중치: 0.1174", "갱신: 0.1299 → 0.1174")],
)  # fmt: skip
def test_the_loss_after_the_update_stands_beside_the_one_before(
    new_page, locale: str, there: str, carried: str
) -> None:
    page = new_page(locale=locale)
    lab = Lab(page).open("two-neuron-chain", END)
    meter = page.locator(".meter")
    expect(meter).to_contain_text(there)
    lab.scrub(10)
    expect(meter).not_to_contain_text("0.1174")
    page.keyboard.press("i")
    expect(meter).to_contain_text(carried)
    lab.scrub(6)
    expect(meter).to_contain_text("0.117")
    expect(meter).not_to_contain_text("→")


def test_any_order_of_scrubbing_gives_the_picture_that_playing_gives(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", 0)
    moments = [0, 1, 2.45, 5, 6.4, 8.5, 9, 12.9, 14.55, 17.2, END]
    played = {}
    for t in moments:
        lab.scrub(t)
        played[t] = lab.picture()
    assert len({str(p) for p in played.values()}) == len(moments), "moments look different"
    for seed in range(cases(1, 3)):
        for t in random.Random(seed).sample(moments, len(moments)):
            lab.scrub(t)
            assert lab.picture() == played[t]


def test_playing_backwards_arrives_at_the_start(page: Page) -> None:
    lab = Lab(page).open("two-neuron-chain", 3)
    page.keyboard.press("Shift+Space")
    expect(lab.slider).to_have_value("0")
    assert lab.time == 0


def test_a_whole_iteration_by_keyboard_alone(new_page) -> None:
    page = new_page(locale="en-US", reduced_motion="reduce")
    lab = Lab(page).open("two-neuron-chain", 0)
    said = []
    for k in range(1, END + 1):
        page.keyboard.press("ArrowRight")
        expect(lab.slider).to_have_value(str(k))
        said.append(page.locator(".stage .caption").inner_text())
    assert all(sentence and "step." not in sentence for sentence in said)
    for k in range(END - 1, -1, -1):
        page.keyboard.press("ArrowLeft")
        expect(lab.slider).to_have_value(str(k))
    page.keyboard.press("End")
    assert lab.time == END
    page.keyboard.press("3")
    assert lab.time == 6  # the first step of the backward pass has just landed
    page.keyboard.press("Home")
    assert lab.time == 0


@pytest.mark.parametrize(("grain", "stops"), [("layer", [2, 4, 5, 6]), ("phase", [4, 5, 15, 19])])
def test_stepping_by_layer_and_by_phase(new_page, grain: str, stops: list[int]) -> None:
    page = new_page(locale="en-US", reduced_motion="reduce")
    lab = Lab(page).open("two-neuron-chain", 0)
    page.locator(".timeline select").first.select_option(grain)
    for stop in stops:
        page.get_by_role("button", name="Step", exact=True).click()
        assert lab.time == stop


def test_arrow_keys_walk_over_the_stage(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 8)
    page.locator(".neuron").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".neuron:focus")).to_have_attribute("aria-label", "Input 2, value 0.1")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".meter:focus")).to_be_visible()


def test_after_a_click_on_a_neuron_arrow_keys_move_in_time(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", 8)
    page.locator(".neuron").nth(2).click()
    page.keyboard.press("ArrowRight")
    expect(lab.slider).to_have_value("9")


def test_a_digit_begins_a_number_for_what_is_chosen(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", 8)
    page.locator(".tag").first.click()
    page.keyboard.type("0.25")
    expect(page.locator("#edit-value")).to_have_value("0.25")
    assert lab.time == 8
    page.keyboard.press("Enter")
    expect(page.locator(".tag").first).to_contain_text("0.25")


@pytest.mark.parametrize(
    ("presses", "reached"), [(1, ".stage [tabindex='0']:focus"), (2, ".transport .primary:focus")]
)
def test_the_keyboard_skips_to_the_network_and_to_play(
    page: Page, presses: int, reached: str
) -> None:
    Lab(page).open("mazur-2-2-2", 8)
    for _ in range(presses):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(reached)).to_be_visible()


def test_an_iteration_can_be_typed(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", 19)
    field = page.locator("#iteration")
    expect(field).to_have_value("1")
    field.fill("10001")
    field.press("Enter")
    expect(page.locator(".iteration")).to_have_attribute("data-iteration", "10000")
    lab.scrub(19)
    # What 10,000 honest updates give, as the example has it recomputed.
    expect(page.locator(".meter b")).to_have_text("3.510188 × 10⁻⁵")
    expect(field).to_have_value("10001")


def test_iterations_follow_each_other(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", 19)
    expect(page.locator(".meter b")).to_have_text("0.2983711")
    page.keyboard.press("i")
    expect(lab.slider).to_have_value(str(0))
    page.keyboard.press("End")
    # 0.2910278: what one honest update gives; the source printed 0.291027924.
    expect(page.locator(".meter b")).to_have_text("0.2910278")
