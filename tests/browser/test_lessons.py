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
