"""Mistakes on the page: chosen, seen, carried along, proven; and one to be found out."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from engine import example
from engine.bugs import bugs
from engine.program.buggy_program import fitting
from tests.browser.lab import Lab
from tests.browser.opened import open_experiment

MAZUR = example("mazur-2-2-2").experiment


def open_with(page: Page, *ids: str, t: float = 0) -> Lab:
    return open_experiment(page, MAZUR.to_json() | {"bugs": list(ids)}, t)


def test_those_that_fit_are_offered_and_others_say_why_not(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    Lab(page).open("mazur-2-2-2", 3)
    page.get_by_role("button", name="Break something…").click()
    dialog = page.get_by_role("dialog", name="Which mistake?")
    fit = fitting(MAZUR.program(1))
    expect(dialog.locator(".bug")).to_have_count(len(fit))
    expect(dialog.locator("details li")).to_have_count(len(bugs) - len(fit))
    switch = dialog.get_by_role("button", name="Switch on")
    expect(switch).to_be_disabled()
    dialog.locator(".bug input").first.check()
    expect(switch).to_be_enabled()
    dialog.locator(".bug input").first.uncheck()
    expect(switch).to_be_disabled()
    dialog.locator("summary").click()
    expect(dialog.locator("details")).to_contain_text("It needs a dropout layer.")
    assert_accessible(page)
    dialog.get_by_label("Search mistakes").fill("transposed")
    expect(dialog.locator(".bug")).to_have_count(1)


def test_it_stands_on_the_page_and_goes_along(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    open_with(page, "hidden_slope_forgotten", "step_uphill", t=13)
    banner = page.locator(".bug-banner")
    expect(banner).to_contain_text("Slope forgotten in the hidden layer + Step uphill")
    expect(page.locator(".neuron[data-mark=bites]")).to_have_count(2)
    page.get_by_role("tab", name="Mistake").click()
    expect(page.locator(".beside-table tr[data-mark=bites]")).not_to_have_count(0)
    page.get_by_role("button", name="Prove it").click()
    expect(page.locator(".proofs [data-verdict=differs]").first).to_be_visible()
    assert_accessible(page)
    Lab(page).addressed()
    page.reload()
    Lab(page).ready()
    expect(banner).to_contain_text("Step uphill")
    with page.expect_download() as download:
        page.locator(".export > summary").click()
        page.locator(".export button", has_text="The numbers on show").click()
    assert "deliberate-mistake" in download.value.suggested_filename
    page.get_by_role("button", name="Take it out").first.click()
    expect(banner).to_have_count(0)
    expect(page.locator("[data-mark]")).to_have_count(0)


@pytest.mark.parametrize("name", ["errors_cancel", "bias_forgotten", "rate_forgotten"])
def test_the_proof_is_red_also_where_no_gradient_tells(page: Page, name: str) -> None:
    open_with(page, name, t=19)
    page.get_by_role("tab", name="Mistake").click()
    page.get_by_role("button", name="Prove it").click()
    steps = page.locator(".proofs ul").last
    expect(steps.locator("[data-verdict=differs]").first).to_be_visible()
    bites = fitting(MAZUR.program(1))[name]
    assert steps.locator("[data-verdict=differs]").count() <= len(bites)


def test_a_hidden_mistake_is_nowhere_to_be_read(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    lab = Lab(page).open("mazur-2-2-2", 3)
    page.get_by_role("button", name="Break something…").click()
    page.get_by_role("button", name="Choose one and hide it").click()
    expect(page.locator(".bug-banner")).to_contain_text("which one, you find out")
    expect(page).to_have_url(re.compile("spot=[0-9]+"))
    for t in range(1, 20):
        lab.scrub(t)
        shown = page.content()
        found = {name for name in bugs if re.search(rf'\b{name}\b(?!")', shown)}
        assert not found
        assert "Here the" not in page.locator(".stage").inner_text()
        assert not page.locator(".meter .katex").count()  # some mistakes are in the loss itself
    assert_accessible(page)
    page.get_by_role("tab", name="Chain rule").click()
    asked = page.locator(".questions .question").all_inner_texts()
    assert "What if?" in asked
    assert not {"Why?", "Where from?"} & {*asked}  # these tell the rule of the step
    page.get_by_role("tab", name="Mistake").click()
    seed = page.url
    page.get_by_role("button", name="Tell me").click()
    answer = page.locator(".bug-tab h2").inner_text()
    lab.addressed()
    assert "spot=" not in page.url
    page.goto("about:blank")
    page.goto(seed)
    lab.ready()
    options = page.locator("#spot-name option")
    expect(options).to_have_count(len(fitting(MAZUR.program(1))) + 1)
    other = "Bias forgotten" if answer != "Bias forgotten" else "Sign turned"
    for guess in (other, answer):
        page.locator("#spot-name").select_option(label=guess)
        page.get_by_role("button", name="That is it").click()
    expect(page.locator(".hunt-ended")).to_contain_text("Guesses it took: 2.")
    expect(page.locator(".hunt-ended")).to_contain_text("Why the loss did not tell")
    expect(page.locator(".bug-tab h2")).to_have_text(answer)


def test_a_lesson_tells_its_own_mistake_itself(page: Page) -> None:
    page.goto("/#lesson=step-at-t-plus-1&part=hunt")
    Lab(page).ready()
    expect(page.locator(".app")).to_have_attribute("data-lesson", "step-at-t-plus-1")
    expect(page.locator(".bug-banner, [data-mark]")).to_have_count(0)
    assert "already moved" not in page.content()


def test_a_layer_without_numbers_on_its_wires_is_marked_by_its_name(page: Page) -> None:
    layers = [
        {"kind": "dense", "units": 24, "activation": "tanh"},
        {"kind": "dense", "units": 1, "activation": "sigmoid"},
    ]
    data = {"kind": "circle", "seed": 1}
    wide = {"layers": layers, "loss": "half_sse", "data": data, "bugs": ["input_forgotten"]}
    open_experiment(page, wide, t=30)
    expect(page.locator(".stage .title[data-mark=bites]").first).to_be_visible()
