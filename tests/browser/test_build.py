"""Building a network: by mouse, by keyboard alone, by touch; everything can be taken back."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browser.lab import Lab
from tests.samples import cases

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
    page.wait_for_load_state("networkidle")
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


def test_a_number_typed_on_the_stage_changes_everything_at_once(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", 5)
    page.locator('.tag[aria-label^="w⁽²⁾₁₁"]').click()
    page.keyboard.press("e")
    field = page.locator("#edit-value")
    expect(field).to_be_focused()
    loss = page.locator(".meter b")
    before = loss.inner_text()
    field.fill("0,9")
    field.press("Enter")
    expect(page.locator('.tag[aria-label^="w⁽²⁾₁₁ 0.9"]')).to_be_visible()
    expect(loss).not_to_have_text(before)
    assert lab.time == 5
    field.press("ArrowUp")
    expect(field).to_have_value("1")
    field.press("Shift+ArrowDown")
    expect(field).to_have_value("0")
    field.press("Escape")
    expect(page.locator('.tag[aria-label^="w⁽²⁾₁₁"]')).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Control+z")
    expect(loss).to_have_text(before)
    page.keyboard.press("Control+Shift+z")
    expect(page.locator('.tag[aria-label^="w⁽²⁾₁₁ 0.9"]')).to_be_visible()


def test_inputs_targets_and_biases_are_changed_where_they_stand(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", 5)
    for thing, spoken in [
        (lab.neuron("Input 2"), "Input 2, value 0.7"),
        (page.locator(".wanted").first, "target y₁ 0.7"),
        (page.locator('.tag[aria-label^="b⁽²⁾₁"]'), "b⁽²⁾₁ 0.7"),
    ]:
        thing.click()
        page.locator("#edit-value").fill("0.7")
        page.locator("#edit-value").press("Enter")
        expect(page.locator(f'.stage [aria-label^="{spoken}"]')).to_be_visible()
    lab.neuron("Neuron 1 of layer 1").click()
    expect(page.locator("#edit-value")).to_have_count(0)


def test_an_edit_later_in_training_starts_from_there(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5, iteration="3")
    trained = page.locator('.tag[aria-label^="w⁽²⁾₁₂"]').get_attribute("aria-label")
    page.locator('.tag[aria-label^="w⁽²⁾₁₁"]').click()
    page.locator("#edit-value").fill("0.9")
    page.locator("#edit-value").press("Enter")
    expect(page.locator('.tag[aria-label^="w⁽²⁾₁₁ 0.9"]')).to_be_visible()
    expect(page.locator("#iteration")).to_have_value("4")
    assert page.locator('.tag[aria-label^="w⁽²⁾₁₂"]').get_attribute("aria-label") == trained
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(page.locator('.tag[aria-label^="w⁽²⁾₁₁ 0.9"]')).to_have_count(0)


def test_examples_come_and_go(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5)
    step(page, "Add a copy of this example").click()
    expect(page.locator(".build output")).to_have_text("2 of 2")
    step(page, "Remove this example").click()
    expect(page.locator(".build .section", has_text="Data")).to_contain_text("1 of 1")
    expect(step(page, "Remove this example")).to_have_attribute("aria-disabled", "true")


def test_every_kind_of_data_can_be_used(page: Page, origin: str) -> None:
    kinds = httpx.get(origin + "/api/v1/datasets").json()["datasets"]
    drawn = {k["kind"]: httpx.get(f"{origin}/api/v1/datasets/{k['kind']}").json() for k in kinds}
    shapes = {name: (len(d["inputs"][0]), len(d["targets"][0])) for name, d in drawn.items()}
    one_of_each = {shape: name for name, shape in shapes.items()}
    lab = Lab(page).open("mazur-2-2-2", 2)
    for name in cases([*one_of_each.values()], [*shapes]):
        choose_data(page, name)
        inputs, outputs = shapes[name]
        # Inputs that are pixels stand in a square, not in a column.
        expect(lab.neuron("Input")).to_have_count(inputs)
        assert page.evaluate(COLUMNS)[-1] == outputs
        assert lab.time == 2


def choose_data(page: Page, kind: str) -> None:
    page.get_by_role("button", name="Choose data").click()
    radio = page.locator(f'.gallery input[value="{kind}"]')
    radio.check()
    page.get_by_role("button", name="Use this data").click()
    expect(page.locator(".gallery")).not_to_be_visible()


def test_data_has_its_settings_and_says_what_it_changed(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 2)
    page.get_by_role("button", name="Choose data").click()
    page.locator('.gallery input[value="spirals"]').check()
    dots = page.locator(".tile:has(:checked) circle")
    expect(dots).to_have_count(120)
    page.locator(".chosen").get_by_label("Examples").fill("50")
    page.locator(".chosen").get_by_label("Examples").press("Enter")
    expect(dots).to_have_count(50)
    expect(page.locator(".counts")).to_have_text(
        "40 examples to learn from, 10 held out to test the network on."
    )
    page.get_by_role("button", name="Use this data").click()
    expect(page.locator(".remarks")).to_contain_text("1 neuron")
    expect(page.locator(".remarks")).to_contain_text("10 examples at a time")
    shape(page, 2, 2, 1)
    expect(page.locator(".build")).to_contain_text("10 of 40")


def test_a_new_network_a_file_and_back(page: Page, tmp_path: Path) -> None:
    lab = Lab(page).open("mazur-2-2-2", 9)
    page.locator(".picker summary").click()
    page.get_by_role("button", name="New network").click()
    shape(page, 2, 3, 1)
    assert lab.time == 0
    page.locator(".picker summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert json.loads(path.read_text("utf-8"))["experiment"]["layers"][0]["units"] == 3
    lab.open("two-neuron-chain", 3)
    page.locator("#open-file").set_input_files(path)
    shape(page, 2, 3, 1)
    page.keyboard.press("Control+z")
    shape(page, 1, 1, 1)


@pytest.mark.refused
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"layers": [', "not JSON"),
        ('{"layers": []}', "needed"),
        ('{"layers": []' + " " * 2**22 + "}", "too large"),
    ],
)
def test_a_bad_file_says_why(page: Page, tmp_path: Path, text: str, why: str) -> None:
    Lab(page).open("two-neuron-chain", 3)
    path = tmp_path / "own.json"
    path.write_text(text, "utf-8")
    page.locator("#open-file").set_input_files(path)
    expect(page.get_by_role("alert").filter(has_text=re.compile(".+")).first).to_contain_text(why)
    shape(page, 1, 1, 1)


@pytest.mark.refused
@pytest.mark.parametrize("text", ["no json", "[1, 2]"])
def test_a_file_that_is_no_experiment_is_read_as_a_table(
    page: Page, tmp_path: Path, text: str
) -> None:
    Lab(page).open("two-neuron-chain", 3)
    path = tmp_path / "own.json"
    path.write_text(text, "utf-8")
    page.locator("#open-file").set_input_files(path)
    table = page.locator("dialog[open]")
    expect(table).to_be_visible()
    expect(table.locator(".findings, .refusal, [role=alert]").first).to_contain_text(
        re.compile("[a-z]{3}")
    )
    page.keyboard.press("Escape")
    shape(page, 1, 1, 1)


def test_a_file_can_be_dropped(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 3)
    page.evaluate(
        """async () => {
            const example = await (await fetch('/api/v1/examples/two-neuron-chain')).json();
            const files = new DataTransfer();
            files.items.add(new File([JSON.stringify(example.experiment)], 'own.json'));
            document.body.dispatchEvent(
                new DragEvent('drop', {dataTransfer: files, bubbles: true, cancelable: true}));
        }"""
    )
    shape(page, 1, 1, 1)


def test_a_link_holds_what_was_built(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(locale="en-US").new_page()
    Lab(page).open("mazur-2-2-2", 5)
    page.get_by_role("button", name="+ Add layer").click()
    shape(page, 2, 2, 2, 2)
    expect(page).to_have_url(re.compile("#experiment="))
    other = new_context(locale="en-US").new_page()
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


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something of this kind has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_a_phone_builds_by_touch(
    new_context: Callable[..., BrowserContext],
    assert_accessible: Callable[[Page], None],
    locale: str,
) -> None:
    dark = {"color_scheme": "dark", "reduced_motion": "reduce", **PHONE}
    page = new_context(locale=locale, **dark).new_page()
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
    new_context: Callable[..., BrowserContext],
    assert_accessible: Callable[[Page], None],
    locale: str,
    scheme: str,
) -> None:
    size = {"width": 1440, "height": 900}
    page = new_context(
        locale=locale, color_scheme=scheme, reduced_motion="reduce", viewport=size
    ).new_page()
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
