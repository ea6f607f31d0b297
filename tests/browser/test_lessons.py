"""Each lesson is walked through in every language, right and with every wrong answer."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from engine.lessons import LESSONS
from tests.browser.fixtures import use_single_modules
from tests.browser.lab import Lab

ROOT = Path(__file__).parents[2]
LOCALES = {"en": "en-US", "ko": "ko-KR"}

GO = """async (at) => {
    const base = document.documentElement.dataset.static;
    const { goToPart } = await import(`${base}/view/lessons/open.js`);
    await goToPart(at);
}"""
HIDDEN = """async () => {
    const base = document.documentElement.dataset.static;
    const { trace, whole, gate, time } = await import(`${base}/view/control/state.js`);
    if (!gate.value) return null;
    const from = whole.value.writer.get(gate.value.before) ?? whole.value.steps.length;
    const behind = whole.value.steps.slice(from).map((step) => step.writes);
    return {
        time: time.value <= from,
        masked: behind.every((name) => trace.value.view(name).every(Number.isNaN)),
    };
}"""


def words(language: str) -> dict[str, str]:
    path = ROOT / "static" / "locales" / "lessons" / f"{language}.json"
    return json.loads(path.read_text("utf-8"))


def pattern(text: str) -> re.Pattern[str]:
    """What words look like on the page: any number for a placeholder, either ending behind it."""
    plain = re.escape(text.replace("*", ""))
    plain = re.sub(r"\\\{\w+\\\}", "[^ ].*?", plain)
    plain = re.sub(r"\\\[([^|\\]*)\\\|([^\\]*)\\\]", r"(?:\1|\2)", plain)
    return re.compile(re.sub(r"(\\\n|\n|\\ )+", r"\\s+", plain), re.DOTALL)


def open_lesson(page: Page, id: str, part: str = "") -> dict[str, Any]:
    """The lesson with the modules to be asked; its document."""
    use_single_modules(page)
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"/#lesson={id}&part={part}")
    Lab(page).ready()
    expect(page.locator(".lesson h2")).to_be_visible()
    return page.request.get(f"/api/v1/lessons/{id}").json()


def answer(page: Page, task: dict[str, Any], name: str, number: str | None = None) -> None:
    form = page.locator(f"[data-task={task['id']}]")
    if task["kind"] == "number":
        form.locator("input[type=text]").fill(number or name)
    else:
        form.locator(f"[data-answer='{name}']").click()
    form.locator(".sure label").first.click()
    form.locator("button.primary").click()


def replies(page: Page, task: dict[str, Any], key: str, texts: dict[str, str]) -> None:
    reply = page.locator(f"[data-task={task['id']}] .reply")
    expect(reply).to_have_text(pattern(texts[key]), use_inner_text=True)


@pytest.mark.modules
@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("id", LESSONS)
def test_each_answer_gets_the_reply_that_belongs_to_it(new_context, id: str, language: str) -> None:
    page = new_context(locale=LOCALES[language], viewport={"width": 1440, "height": 900}).new_page()
    texts, lesson = words(language), open_lesson(page, id)
    scene = LESSONS[id].scene()
    for at, part in enumerate(lesson["parts"]):
        for task in part["tasks"]:
            if part["faded"] or task["kind"] == "reach":
                continue
            key = f"{id}.{task['id']}.reply"
            if task["kind"] == "rule":
                page.evaluate(GO, at)
                check_rule(page, id, task, texts)
                continue
            numbers: dict[str, str | None] = dict.fromkeys(task["options"])
            if not task["options"]:
                truths = LESSONS[id].task(task["id"]).answers(scene)  # type: ignore[union-attr]
                numbers = {name: f"{value:.5g}" for name, value in truths.items()}
            for name, number in numbers.items():
                page.evaluate(GO, at)
                if part["before"]:
                    assert page.evaluate(HIDDEN) == {"time": True, "masked": True}
                answer(page, task, name, number)
                replies(page, task, f"{key}.{name}", texts)
                assert page.evaluate(HIDDEN) is None


def check_rule(page: Page, id: str, task: dict[str, Any], texts: dict[str, str]) -> None:
    right = LESSONS[id].task(task["id"]).right  # type: ignore[union-attr]
    form = page.locator(f"[data-task={task['id']}]")
    wrong = [
        slot[-1] if slot[-1] != r else slot[0] for slot, r in zip(task["slots"], right, strict=True)
    ]
    for chips, reply in ((wrong, "other"), (right, "right")):
        for chip in chips:
            form.locator(f".chip[data-answer='{chip}']").first.click()
        form.locator("button.primary").click()
        replies(page, task, f"{id}.{task['id']}.reply.{reply}", texts)


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
            const base = document.documentElement.dataset.static;
            const { set } = await import(`${base}/view/stage/edit.js`);
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
            const base = document.documentElement.dataset.static;
            const { lesson } = await import(`${base}/view/lessons/course.js`);
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


@pytest.mark.modules
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "{x}[이에요|예요]",
            {"0.3": "0.3이에요", "−4": "−4예요", "2.5 × 10⁻⁵": "2.5 × 10⁻⁵이에요"},
        ),
        ("{x}[을|를]", {"7": "7을", "0.2": "0.2를"}),
        ("{x}[으로|로]", {"1": "1로", "3": "3으로", "8": "8로", "5": "5로"}),
        ("**{x}**[이|가]", {"6": "**6**이", "9": "**9**가"}),
    ],
)
def test_korean_endings_follow_the_number(page: Page, text: str, said: dict[str, str]) -> None:
    Lab(page).open("two-neuron-chain")
    for value, expected in said.items():
        found = page.evaluate(
            """async ([text, x]) => {
                const base = document.documentElement.dataset.static;
                const { withNumbers } = await import(`${base}/core/lessons/words.js`);
                return withNumbers(text, { x });
            }""",
            [text, value],
        )
        assert found == expected


def test_a_run_that_gets_there_stops_and_is_answered(page: Page) -> None:
    open_lesson(page, "linear-stays-linear", "bend")
    page.locator(".build select").first.select_option(label="tanh")
    goal = page.locator("[data-task=bend]")
    expect(page.locator(".stage")).to_contain_text("tanh")
    page.locator(".button.train").click()
    expect(goal.locator(".reply")).to_contain_text("One bend between two matrices")
    expect(goal.locator("[data-met=true]")).to_be_visible()
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_visible()
