"""Each lesson is walked through; in every language and with every answer by `tools.whole`."""

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from engine.lessons import LESSONS
from tests.browser.lab import Lab
from tests.samples import cases, in_turn

ROOT = Path(__file__).parents[2]
LOCALES = {"en": "en-US", "ko": "ko-KR"}

GO = """async (at) => {
    const { goToPart, tryAgain } = modules["view/lessons/open.js"];
    await goToPart(at);
    await tryAgain(); // it may have been answered
}"""
HIDDEN = """async () => {
    const { trace, whole, gate, time } = modules["view/control/state.js"];
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
    page.emulate_media(reduced_motion="reduce")
    Lab(page).follow(f"/#lesson={id}&part={part}")
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


@pytest.mark.parametrize(("id", "language"), in_turn(LESSONS, LOCALES))
def test_each_answer_gets_the_reply_that_belongs_to_it(new_page, id: str, language: str) -> None:
    page = new_page(locale=LOCALES[language], viewport={"width": 1440, "height": 900})
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
            sample = random.Random(task["id"]).sample(list(numbers.items()), min(2, len(numbers)))
            for name, number in cases(sample, list(numbers.items())):
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
