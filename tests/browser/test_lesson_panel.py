"""The panel of a lesson: gate, goals, tables, fresh numbers, paper, and predictions anywhere."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from engine.lessons import LESSONS, QUIZ
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


def test_five_layers_and_their_one_matrix_answer_alike_on_screen(page: Page) -> None:
    open_lesson(page, "linear-stays-linear", "collapse")
    for _ in range(4):
        page.locator(".collapse .button.primary").click()
    rows = page.locator(".alike tbody tr")
    expect(rows).to_have_count(4)
    for row in rows.all():
        stacked, single = row.locator("td").all_inner_texts()
        assert stacked == single


def test_the_ledger_names_layer_and_factor(page: Page) -> None:
    open_lesson(page, "fading-message", "twin")
    expect(page.locator(".ledger")).to_have_count(2)
    killer = page.locator(".ledger").first.locator("[data-killer]")
    expect(killer).to_contain_text("slope")
    expect(killer.locator("td").first).to_have_text("4")


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
    assert page.locator(".stage").inner_text() != before
    values = page.evaluate(
        """async () => {
            const { lesson } = modules["view/lessons/course.js"];
            return lesson.value.values;
        }"""
    )
    answer(page, {"id": "product", "kind": "number"}, values["d_W2"])
    expect(ask.locator(".verdict")).to_have_text("Right.")


def test_a_wrong_answer_plays_on_beside_the_right_one(page: Page) -> None:
    open_lesson(page, "three-factors", "product")
    answer(page, {"id": "product", "kind": "number"}, "-0.417")
    page.get_by_role("button", name="Run my answer").click()
    rows = page.locator(".played tbody tr")
    expect(rows.first).to_be_visible()
    assert rows.count() > 2
    assert "E afterwards" in page.locator(".played").inner_text()
    stage = page.locator(".stage")
    expect(stage.locator("[data-mark=follows]").first).to_be_visible()
    expect(stage).to_contain_text("→ 0.6602")
    page.get_by_role("button", name="The right one again").click()
    expect(stage.locator("[data-mark]")).to_have_count(0)
    expect(page.locator(".played")).to_be_visible()


def test_a_number_that_is_no_known_mistake_plays_on_the_stage_too(page: Page) -> None:
    open_lesson(page, "three-factors", "product")
    answer(page, {"id": "product", "kind": "number"}, "0.7")
    page.get_by_role("button", name="Run my answer").click()
    expect(page.locator(".played tbody tr").first).to_be_visible()
    stage = page.locator(".stage")
    expect(stage.locator("[data-mark=bites]").first).to_be_visible()
    expect(stage).to_contain_text("→ −0.95")  # −0.6 − 0.5 × 0.7
    banner = page.get_by_role("region", name="With your number")
    expect(banner).to_contain_text("= 0.7")
    banner.get_by_role("button", name="Right and wrong").click()
    table = page.locator(".bug-tab .beside-table")
    expect(table.locator("[data-mark=bites]")).to_contain_text("your number")
    expect(table.locator("[data-mark=bites] td")).to_have_text(["0.7", "−0.1042"])
    page.keyboard.press("ArrowRight")
    page.get_by_role("tab", name="Lesson").click()
    page.get_by_role("button", name="The right one again").first.click()
    expect(stage.locator("[data-mark]")).to_have_count(0)
    expect(banner).to_have_count(0)


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
    page.locator(".build select").first.select_option(label="tanh")
    goal = page.locator("[data-task=bend]")
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


def test_paths_are_shown_within_a_lesson(page: Page) -> None:
    lesson = open_lesson(page, "all-paths", "routes")
    bars = page.locator(".lesson .stack-bars .factored")
    expect(bars).to_have_count(2)
    part = next(p for p in lesson["parts"] if p["id"] == "places")
    page.goto(f"/#lesson=all-paths&part={part['id']}")
    expect(page.locator(".lesson .stack-bars .factored")).to_have_count(4)


def test_the_course_page_shows_how_far_one_is_and_opens_any_question(page: Page) -> None:
    open_lesson(page, "three-factors", "way")
    answer(page, {"id": "way", "kind": "pick"}, "up")
    expect(page.locator("[data-task=way] .verdict")).to_be_visible()
    page.get_by_role("button", name="All lessons").click()
    rows = page.locator(".course-list > li")
    expect(rows).to_have_count(len(LESSONS))
    row = rows.filter(has_text="Three factors")
    expect(row).to_contain_text("1 of 4 right")
    row.locator("summary").click()
    row.get_by_role("link").nth(2).click()
    expect(page.locator("[data-part=product]")).to_be_visible()


def test_a_teacher_gives_a_sequence_in_the_address(page: Page) -> None:
    page.goto("/?course=7-9,1,x,99")
    Lab(page).ready()
    numbers = page.locator(".course-list .number")
    expect(numbers).to_have_text(["7", "8", "9", "1"])
    expect(page.locator(".course [role=alert]")).to_contain_text("x, 99")
    page.goto("/?course=%3Cb%3E")
    expect(page.locator(".course [role=alert]")).to_contain_text("<b>")
    expect(numbers).to_have_count(len(LESSONS))


def test_the_quiz_asks_one_question_after_the_other(page: Page) -> None:
    open_lesson(page, "three-factors")
    page.get_by_role("button", name="All lessons").click()
    page.get_by_role("button", name="Quiz").click()
    for id, part in QUIZ[:3]:
        expect(page.locator(f"[data-lesson={id}][data-part={part}]")).to_be_visible()
        page.locator(".lesson-foot").get_by_role("button", name="Skip").click()
    page.get_by_role("button", name="All lessons").click()
    expect(page.locator(".course-list")).to_be_visible()
    page.locator(".course-row").first.click()
    expect(page.locator(".lesson-foot")).not_to_contain_text("more to come")


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


def test_a_number_stays_marked_from_picture_to_picture_and_comes_and_goes_with_time(
    page: Page, assert_accessible
) -> None:
    open_lesson(page, "one-layer-deeper", "pictures")
    lab, said = Lab(page), page.locator(".picture-said")
    ends = {
        "circuit": "= δ₁ · x =",
        "matrices": "= δ₁ · x =",
        "paths": "· σ′(z₁) · x =",
        "messages": "= δ₁ · x =",
    }
    for name, factors in ends.items():
        page.locator(f"[data-picture={name}]").click()
        chosen = page.locator(".pictures .picture [aria-pressed=true]")
        expect(chosen.first).to_have_attribute("data-tensor", "d_W1")
        expect(said).to_contain_text(factors)
    assert_accessible(page)
    page.locator(".pictures .picture [tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".pictures .picture :focus")).to_have_attribute("aria-pressed", "true")
    delta = page.locator(".pictures .picture [data-tensor=d_z1]").first
    shown = delta.get_attribute("aria-label")
    lab.scrub(6)
    expect(delta).to_have_attribute("aria-label", "δ₁ = ·")
    lab.scrub(lab.page.evaluate("+document.querySelector('.timeline input[type=range]').max"))
    expect(delta).to_have_attribute("aria-label", shown or "")


def test_the_ledger_is_there_for_any_network(page: Page) -> None:
    lab = Lab(page).open("two-neuron-chain", t=3)
    page.get_by_role("tab", name="Matrices").click()
    page.locator(".ledger-entry summary").click()
    rows = page.locator(".ledger-entry tbody tr")
    expect(rows).to_have_count(2)
    expect(page.locator(".ledger-entry [data-killer]")).to_contain_text("slope")
    lab.scrub(5)
    expect(rows).to_have_count(2)
