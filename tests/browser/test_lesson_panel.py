"""The panel of a lesson: gate, goals, tables, fresh numbers, paper, and predictions anywhere."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import Lab
from tests.browser.test_lessons import answer, open_lesson


def test_a_gate_holds_for_list_matrices_keys_and_address(page: Page) -> None:
    lesson = open_lesson(page, "slope-decides", "guess")
    expect(page.locator("[data-part=guess]")).to_be_visible()
    truth = next(
        c["text"] for c in lesson["parts"][1]["tasks"][0]["choices"] if c["name"] == "right"
    )
    stage, lab = page.locator(".stage"), Lab(page)
    page.locator("body").press("End")
    lab.settle()
    assert lab.time == 6
    assert f"δ₂ {truth}" not in stage.inner_text()
    assert page.locator(".export").count() == 0
    assert page.locator(".losscurve, .iteration").count() == 0
    page.get_by_role("tab", name="Matrices").click()
    page.locator("body").press("l")
    row = page.locator("[data-tensor=d_z2][data-cell='0-0'] data")
    expect(row).to_have_text("?")
    page.locator("body").press("i")
    lab.settle()
    assert lab.time == 6
    page.reload()
    lab.ready()
    expect(page.locator("[data-part=guess]")).to_be_visible()
    assert lab.time == 6


def test_an_answered_part_is_answered_after_a_reload_and_asked_by_a_link(page: Page) -> None:
    open_lesson(page, "all-or-none", "loud")
    page.get_by_role("radio", name="0.3").check()
    page.get_by_role("radio", name="fairly").check()
    page.get_by_role("button", name="Lock my answer").click()
    expect(page.locator("[data-task=loud] .verdict")).to_be_visible()
    page.reload()
    expect(page.locator("[data-task=loud] .verdict")).to_be_visible()
    expect(page.get_by_role("radio", name="0.3")).to_be_checked()
    page.goto("about:blank")
    open_lesson(page, "all-or-none", "loud")
    expect(page.get_by_role("button", name="Lock my answer")).to_be_visible()
    expect(page.locator("[data-task=loud] .verdict")).to_have_count(0)


def test_a_goal_is_reached_on_the_network_itself(page: Page) -> None:
    open_lesson(page, "slope-decides", "fastest")
    goal = page.locator("[data-task=fastest]")
    expect(goal.locator("[data-met=false]")).to_be_visible()
    page.evaluate(
        """async () => {
            const { set } = modules["view/stage/edit.js"];
            await set({ tensor: "W2", cell: [0, 0] }, () => -1.4);
        }"""
    )
    expect(goal.locator("[data-met=true]")).to_be_visible()
    expect(goal.locator(".reply")).to_contain_text("There it is")
    assert "fastest" in page.evaluate("localStorage.getItem('lessons')")


def test_a_lesson_is_done_by_keyboard_alone_and_is_accessible(
    page: Page, assert_accessible
) -> None:
    open_lesson(page, "all-or-none", "loud")
    expect(page.locator("[data-part=loud]")).to_be_visible()
    assert_accessible(page)
    page.locator("[data-task=loud] input[type=radio]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-task=loud] .verdict")).to_be_visible()
    assert_accessible(page)


def test_a_table_fades_and_answers_each_cell_at_once(page: Page) -> None:
    lesson = open_lesson(page, "one-layer-deeper", "table")
    table = page.locator("[data-kind=table]")
    given = {t["id"]: t["text"] for t in lesson["parts"][1]["tasks"]}
    for id, text in given.items():
        expect(table.locator(f"[data-task={id}]")).to_contain_text(text)
    expect(page.locator(".neuron").nth(1)).not_to_contain_text(given["d_z1"])
    table.get_by_role("button", name="Now half of it").click()
    expect(table.locator("input")).to_have_count(2)
    last = table.locator("[data-task=d_z1]")
    last.locator("input").fill(given["d_a1"])
    last.locator("input").press("Enter")
    expect(last).to_have_attribute("data-right", "false")
    expect(last).to_contain_text("outside the neuron")
    table.get_by_role("button", name="Now all of it").click()
    for id, text in given.items():
        field = table.locator(f"[data-task={id}] input")
        field.fill(text)
        field.press("Enter")
        expect(table.locator(f"[data-task={id}]")).to_have_attribute("data-right", "true")
    expect(table.locator(".reply")).to_contain_text("backward pass, done by hand")


def test_another_one_has_fresh_numbers_and_is_marked_by_them(page: Page) -> None:
    open_lesson(page, "three-factors", "product")
    ask = page.locator("[data-task=product]")
    answer(page, {"id": "product", "kind": "number"}, "7")
    expect(ask.locator(".verdict")).to_have_text("Not quite.")
    before = page.locator(".stage").inner_text()
    page.get_by_role("button", name="Another one").click()
    expect(ask.locator(".verdict")).to_have_count(0)
    Lab(page).ready().settle()  # the words come first, then their network
    assert page.locator(".stage").inner_text() != before
    values = page.evaluate(
        """async () => {
            const { lesson } = modules["view/lessons/course.js"];
            return lesson.value.values;
        }"""
    )
    answer(page, {"id": "product", "kind": "number"}, values["d_W2"])
    expect(ask.locator(".verdict")).to_have_text("Right.")


def test_my_answers_are_kept_saved_and_printed_without_the_network(page: Page) -> None:
    open_lesson(page, "three-factors", "way")
    answer(page, {"id": "way", "kind": "pick"}, "down")
    expect(page.locator("[data-task=way] .verdict")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".worksheet")).to_be_visible()
    assert "must go" not in page.locator(".worksheet").inner_text()
    expect(page.locator(".stage")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="All lessons").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as CSV").click()
    text = Path(saved.value.path()).read_text("utf-8-sig")
    assert "Three factors" in text
    assert "down" in text
    page.emulate_media(media="print")
    expect(page.locator(".my-answers table")).to_be_visible()


def test_any_coming_value_can_be_asked_first(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    Lab(page).open("two-neuron-chain", t=7)
    page.get_by_role("button", name="Ask me first").click()
    form = page.locator(".predict-form")
    page.locator("body").press("End")
    Lab(page).settle()
    assert Lab(page).time == 7
    form.get_by_role("button", name="negative").click()
    form.get_by_role("button", name="smaller").click()
    form.locator("input").fill("-0.2")
    form.get_by_role("button", name="Lock my answer").click()
    reply = page.locator(".explained .reply")
    expect(reply.locator("[data-met=true]")).to_have_count(2)
    expect(reply.locator("[data-met=false]")).to_have_count(1)
    expect(reply).to_contain_text("−0.1274")
    assert Lab(page).time == 8


def test_a_run_that_gets_there_stops_and_is_answered(page: Page) -> None:
    open_lesson(page, "linear-stays-linear", "bend")
    field = page.locator(".build select").first
    expect(field).to_be_hidden()  # a lesson begins with the build panel folded
    goal = page.locator("[data-task=bend]")
    goal.get_by_role("button", name="Open the build panel").click()
    expect(field).to_be_focused()
    field.select_option(label="tanh")
    expect(page.locator(".stage")).to_contain_text("tanh")
    page.locator(".button.train").click()
    expect(goal.locator(".reply")).to_contain_text("One bend between two matrices")
    expect(goal.locator("[data-met=true]")).to_be_visible()
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_visible()


def test_a_goal_on_what_was_kept_back_is_met_by_training(page: Page) -> None:
    open_lesson(page, "function-that-fits", "fit")
    goal = page.locator("[data-task=fit]")
    expect(goal.locator("[data-met=false]")).to_contain_text("kept back")
    page.evaluate(
        """async () => {
            const { rate } = modules["view/control/state.js"];
            rate.value = Infinity;
        }"""
    )
    page.locator(".button.train").click()
    expect(goal.locator(".reply")).to_contain_text("It fits", timeout=60_000)
    expect(goal.locator("[data-met=true]")).to_be_visible()


HUNTS = {"step-at-t-plus-1": "d_a1", "trust-but-nudge": "weights_not_transposed"}


@pytest.mark.parametrize("id", HUNTS)
def test_a_bug_hunt_gives_nothing_away_before_it_is_answered(page: Page, id: str) -> None:
    open_lesson(page, id, "hunt")
    page.wait_for_timeout(500)  # so long the right run has time to come
    expect(page.locator(".stage [data-mark]")).to_have_count(0)
    hunt = page.locator("[data-task=hunt]")
    hunt.locator(f"[data-answer={HUNTS[id]}]").click()
    hunt.locator(".sure label").first.click()
    hunt.locator("button.primary").click()
    expect(hunt.locator(".verdict")).to_have_text("Right.")


def test_what_an_answer_lacks_is_said_and_the_lesson_names_its_network(page: Page) -> None:
    open_lesson(page, "step-at-t-plus-1", "hunt")
    heading = page.locator(".inspector h2").first.inner_text()
    title = page.locator(".picker summary span").inner_text()
    assert title
    assert heading.endswith(f"· {title}")
    hunt = page.locator("[data-task=hunt]")
    lacks = hunt.locator(".lacks")
    expect(lacks).to_be_hidden()
    hunt.locator(f"[data-answer={HUNTS['step-at-t-plus-1']}]").click()
    expect(lacks).to_contain_text("how sure you are")
    hunt.locator(".sure label").first.click()
    expect(lacks).to_be_hidden()
