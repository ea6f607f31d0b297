"""Why a number is what it is: products that stack, on the stage and in the panel."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from engine import Experiment, trace
from tests.browser.lab import Lab, wait_until
from tests.browser.opened import CIRCLE, dense, experiment, open_experiment


def bars(page: Page) -> list[float]:
    shown = page.locator(".inspector .stack-bars data").all()
    return [float(bar.get_attribute("value") or "nan") for bar in shown]


def test_two_products_are_seen_becoming_a_gradient(page: Page) -> None:
    """Of Mazur's w₁: 0.0554 and −0.0190 are 0.0364, times 0.2413, times 0.05, is 0.000438568."""
    lab = Lab(page).open("mazur-2-2-2", 10.6)
    expect(page.locator(".inspector .bar-row.total")).to_contain_text("…")
    lab.scrub(11)
    assert bars(page) == pytest.approx([0.055399425, -0.019049119, 0.036350306], abs=5e-9)
    tags = page.locator(".stage .tag .product")
    expect(tags).to_have_text(["← 0.0554", "← 0.0623", "← −0.019", "← −0.021"])
    page.locator('.tag[aria-label^="w⁽¹⁾₁₁"]').click()
    lab.scrub(14)
    assert bars(page)[-2:] == pytest.approx([0.00877135, 0.000438568], abs=5e-9)
    widths = [
        box["width"]
        for bar in page.locator(".inspector .stack-bars .bar").all()
        if (box := bar.bounding_box())
    ]
    assert widths[3] / widths[2] == pytest.approx(0.2413, abs=0.01)  # one scale for all


def test_many_products_are_sorted_and_the_rest_is_one_bar(page: Page) -> None:
    lab = open_experiment(page, experiment(dense(12, 1), "mse", CIRCLE), 3)
    page.get_by_role("tab", name="Chain rule").click()
    expect(page.locator(".inspector .profile")).to_be_visible()
    own, rest, total = bars(page)[:7], bars(page)[7], bars(page)[8]
    assert [abs(x) for x in own] == sorted((abs(x) for x in own), reverse=True)
    assert sum(own) + rest == pytest.approx(total, abs=1e-12)
    expect(page.locator(".inspector .bar-row").nth(7)).to_contain_text("6 more")
    lab.scrub(4)
    expect(page.locator(".inspector .profile")).to_have_count(0)


def test_why_is_answered_in_place_with_terms_that_open(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    lab = Lab(page).open("mazur-2-2-2", 11)
    answer = page.locator("#answer")
    expect(answer).to_be_hidden()
    why = page.get_by_role("button", name="Why?", exact=True)
    why.click()
    expect(answer).to_contain_text("Through one it moves E by +0.0554")
    answer.get_by_role("button", name="paths", exact=True).click()
    expect(answer.get_by_role("status")).to_contain_text("share of the gradient")
    assert_accessible(page)
    lab.scrub(13)
    expect(answer).to_contain_text("+0.0364 · 0.2413")
    answer.get_by_role("button", name="Why backwards").click()
    expect(answer).to_contain_text("12 numbers cost 24 forward passes")
    why.click()
    expect(answer).to_be_hidden()


def test_a_number_opens_into_what_it_was_made_of_and_a_trail_leads_back(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    Lab(page).open("mazur-2-2-2", 13)
    page.get_by_role("button", name="Where from?").click()
    answer = page.locator("#answer")
    now = answer.locator(".trail-now")
    expect(now).to_contain_text("0.0088")
    answer.locator(".trail-cell", has_text="0.0364").click()
    expect(now).to_contain_text("0.0364")
    answer.locator(".trail-cell", has_text="0.4").first.click()
    expect(answer).to_contain_text("Given. It was not made here.")
    # Forward: the weight took part in z, in its own gradient's use and in its update.
    expect(answer.locator(".trail-cell", has_text="1.1059")).to_be_visible()
    assert_accessible(page)
    answer.get_by_role("navigation").get_by_role("button").first.click()
    expect(now).to_contain_text("0.0088")
    answer.get_by_role("button", name="Go to step 13").click()
    expect(page.locator(".timeline")).to_be_visible()


def test_a_nudge_confirms_the_gradient(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    Lab(page).open("mazur-2-2-2", 14)
    page.locator('.tag[aria-label^="w⁽¹⁾₁₁"]').click()
    page.get_by_role("button", name="What if?").click()
    answer = page.locator("#answer")
    shown = answer.locator(".stack-bars data")
    expect(shown).to_have_count(2)
    promised, came = (float(x.get_attribute("value") or "nan") for x in shown.all())
    assert promised == pytest.approx(0.000438568 * 0.001, rel=2e-6)
    assert came == pytest.approx(promised, rel=1e-5)
    expect(answer).to_contain_text("E bends")
    # The wave arrives at every number, and at the loss.
    expect(answer.locator(".wave li[data-reached]")).to_have_count(6)
    expect(page.locator(".stage .ripple")).to_have_count(5)
    expect(page.locator(".stage .ripple").first).to_have_text("+0.001")
    assert_accessible(page)
    size = answer.get_by_role("slider", name="Size of the nudge")
    size.press("End")
    expect(answer).to_contain_text("That is rounding")
    field = answer.get_by_role("textbox", name="Nudge ε")
    field.fill("-0.05")
    field.press("Enter")
    expect(answer).to_contain_text("· −0.05")
    answer.get_by_role("button", name="Prove all 12").click()
    expect(answer.locator(".proof output")).to_contain_text("12 of 12 gradients agree")
    expect(answer).to_contain_text("24 forward passes")


def test_the_step_of_descent_stands_on_its_slice(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 9)
    page.get_by_role("button", name="What if?").click()
    plot = page.get_by_role("slider", name="E over this number alone")
    expect(plot).to_be_visible()
    expect(page.locator("#answer")).to_contain_text("the gradient promised −0.0034")
    plot.press("ArrowRight")
    expect(plot).to_have_attribute("aria-valuetext", re.compile("At 0.425"))


def test_the_paths_of_a_weight_stack_to_its_gradient(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    Lab(page).open("mazur-2-2-2", 14)
    page.get_by_role("button", name="Which paths?").click()
    answer = page.locator("#answer")
    expect(answer).to_contain_text("2 paths from w⁽¹⁾₁₁ to E")
    first, second, total = (
        float(x.get_attribute("value") or "nan") for x in answer.locator(".stack-bars data").all()
    )
    assert first + second == pytest.approx(total, rel=1e-12)
    assert total == pytest.approx(0.000438568, abs=5e-10)
    expect(answer).to_contain_text("12 paths")
    expect(answer).to_contain_text("0.1755 · (−0.2171)")  # as it is written by hand
    route = answer.locator(".factored").nth(1)
    expect(route).to_have_attribute("aria-pressed", "true")  # lit by itself, one after the other
    expect(route).to_have_attribute("aria-pressed", "false")
    lab = Lab(page)
    dark = lab.picture()["canvases"]
    route.click()
    assert lab.picture()["canvases"] != dark
    assert_accessible(page)


def test_examples_pull_on_a_weight_and_add_up_to_its_gradient(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    of = experiment(dense(3, 1), "mse", {**CIRCLE, "examples": 200}) | {"batch": 200}
    lab = open_experiment(page, of, 9)
    page.get_by_role("tab", name="Chain rule").click()
    gradient = float(page.locator(".result data").get_attribute("value") or "nan")
    page.get_by_role("button", name="Who pulls?").click()
    answer = page.locator("#answer")
    expect(answer).to_contain_text("200 examples pull on")
    total = answer.locator(".stack-bars data")
    assert float(total.get_attribute("value") or "nan") == pytest.approx(gradient, rel=1e-12)
    assert_accessible(page)
    adding = answer.get_by_role("slider", name="Add them up")
    adding.press("Home")
    expect(total).to_have_text("0")
    strip = answer.get_by_role("slider", name="200 pulls")
    before = lab.picture()["text"]
    strip.press("ArrowRight")
    expect(strip).to_have_attribute("aria-valuenow", "2")
    assert lab.picture()["text"] != before  # its pass is on show


WATCH = """() => {
    const answer = document.querySelector("#answer");
    globalThis.seen = { least: Infinity, told: new Set() };
    new MutationObserver(() => {
        seen.least = Math.min(seen.least, answer.offsetHeight);
        seen.told.add(answer.querySelector(".total data")?.value ?? answer.innerText);
    }).observe(answer, { subtree: true, childList: true, characterData: true, attributes: true });
}"""


def test_while_training_goes_on_an_answer_goes_along(page: Page) -> None:
    """It is always of an iteration of the run, and what stands below it does not jump."""
    of = experiment(dense(3, 1), "half_sse", CIRCLE)
    open_experiment(page, of, 1)
    page.get_by_role("tab", name="Chain rule").click()
    choose = 'modules["view/control/actions.js"].choose({ tensor: "W1", cell: [0, 0] })'
    page.evaluate(choose)
    page.get_by_role("button", name="Who pulls?").click()
    expect(page.locator("#answer .total data")).to_be_visible()
    page.evaluate(WATCH)
    page.locator(".train").click()
    wait_until(page, "() => seen.told.size > 3")
    page.locator(".play").click()
    told, least = page.evaluate("[[...seen.told], seen.least]")
    assert least > 300
    last = int(page.locator("#iteration").input_value())
    gradients = [trace(Experiment.from_json(of), k)["d_W1"][0, 0] for k in range(last + 30)]
    assert all(any(abs(float(x) - g) < 1e-12 for g in gradients) for x in told)


def test_the_loss_lies_under_two_weights_with_the_way_of_training(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    Lab(page).open("mazur-2-2-2", 9)
    page.get_by_role("button", name="What if?").click()
    page.get_by_text("E over two weights").click()
    ground = page.get_by_role("application", name="E from above")
    ground.press("ArrowUp")
    expect(page.locator("#answer")).to_contain_text("over all training examples")
    assert_accessible(page)
    page.get_by_role("combobox", name="Second weight").select_option(label="w⁽¹⁾₁₁")
    expect(ground).to_have_attribute("aria-label", re.compile("w⁽¹⁾₁₁ upwards"))
