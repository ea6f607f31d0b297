"""A lesson of a teacher's own: made in the form, given as a link, asked and marked elsewhere."""

import os
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from app.words import words
from tests.browser.lab import Lab
from tests.browser.test_lessons import GO, HIDDEN, answer

ITERATION = """async () => {
    const { trace } = modules["view/control/state.js"];
    return trace.value.document.iteration;
}"""
SET_W2 = """async (value) => {
    const { set } = modules["view/stage/edit.js"];
    await set({ tensor: "W2", cell: [0, 0] }, () => value);
}"""
SIZE = {"width": 1440, "height": 900}


def next_step(page: Page) -> None:
    page.locator(".own-form .lesson-foot .primary").click()


def fill(page: Page, label: str, text: str) -> None:
    page.locator(".own-form").get_by_label(label, exact=True).fill(text)


def shot(page: Page, name: str) -> None:
    """A picture to look at, where somebody wants one."""
    if folder := os.environ.get("BACKPROP_LAB_SHOTS"):
        Lab(page).settle()
        page.screenshot(path=Path(folder) / f"{name}.png")


def make(page: Page, assert_accessible) -> tuple[str, dict[str, str]]:
    """A lesson about the last delta of a later iteration of Mazur's: the link to it, and its
    mistakes."""
    Lab(page).open("mazur-2-2-2", t=9, iteration="2")
    page.get_by_role("button", name="Learn", exact=True).click()
    page.get_by_role("button", name="Make a lesson about this network").click()
    shot(page, "1-moment")
    next_step(page)
    page.get_by_label("The number you ask for").select_option("d_z2")
    page.get_by_label("Which one of them").select_option("0,1")
    shot(page, "2-question")
    next_step(page)
    ticked = page.locator(".own-mistake", has=page.locator("input:checked"))
    expect(ticked).to_have_count(3)
    page.locator("[data-bug=bias_forgotten] input").check()
    mistakes = {
        row.get_attribute("data-bug") or "": row.locator("data").inner_text()
        for row in ticked.all()
    }
    shot(page, "3-mistakes")
    assert_accessible(page)
    next_step(page)
    next_step(page)
    untitled = words("en")
    expect(page.locator(".own-form")).to_contain_text(
        f"{untitled['own.untitled']} {untitled['own.there']}"
    )
    page.get_by_role("button", name=untitled["own.there"]).click()
    fill(page, "Title", "Who hears the second output?")
    fill(page, "Text before the question", "It says {a2.0.1}, <b>and</b> should say {y.0.1}.")
    fill(page, "Reply when it is right", "Error times slope.")
    page.get_by_label("Put in a number").select_option("right")
    page.locator(".own-form summary").click()
    fill(page, "Sign turned", "The **way** is wrong: {sign_turned}.")
    page.get_by_role("button", name="한국어").click()
    fill(page, "Reply when it is right", "맞아요. {right}[이에요|예요].")
    page.get_by_role("button", name="English").click()
    expect(page.locator(".own-preview")).to_contain_text("It says 0.778, <b>and</b> should")
    expect(page.locator(".own-preview")).to_contain_text("Error times slope.−0.0367")
    shot(page, "4-words")
    assert_accessible(page)
    next_step(page)
    link = page.get_by_label("Link", exact=True)
    expect(link).to_have_value(re.compile("#own-lesson="))
    shot(page, "5-give")
    alone = link.input_value()
    fill(page, "Among other lessons", "4, own, 1")
    page.keyboard.press("Tab")
    expect(link).to_have_value(alone.replace("/#", "/?course=4,own,1#"))
    return alone, mistakes


def test_a_lesson_made_in_the_form_is_asked_elsewhere_in_another_language(
    new_page, assert_accessible
) -> None:
    page = new_page(locale="en-US", viewport=SIZE)
    page.emulate_media(reduced_motion="reduce")
    link, mistakes = make(page, assert_accessible)
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("[data-part=p1]")).to_be_visible()
    page.get_by_role("button", name="Back to editing").click()
    expect(page.locator(".own-form[data-step=give]")).to_be_visible()
    Lab(page).addressed()
    page.reload()
    page.get_by_role("button", name="Learn", exact=True).click()
    expect(page.locator(".own-drafts")).to_contain_text("Who hears the second output?")

    other = new_page(locale="ko-KR", viewport={"width": 360, "height": 740})
    other.emulate_media(reduced_motion="reduce")
    other.goto(link)
    Lab(other).ready()
    lesson = other.locator(".lesson")
    expect(lesson.locator("h2")).to_have_text("Who hears the second output?")
    expect(lesson).to_contain_text("다른 언어로 쓰여 있어요: English")
    expect(lesson).to_contain_text("It says 0.778, <b>and</b> should say 0.99.")
    expect(lesson.locator(".ask")).to_have_text("δ⁽²⁾₂: 값이 얼마일까요?")
    assert other.evaluate(HIDDEN) == {"time": True, "masked": True}
    shot(other, "6-korean")
    assert_accessible(other)
    task = {"id": "q1", "kind": "number"}
    reply = other.locator("[data-task=q1] .reply")
    korean = words("ko")
    said = {bug: korean[f"bug.{bug}.text"] for bug in mistakes}
    said["sign_turned"] = "The way is wrong: 0.0367."
    assert len(mistakes) == 4
    for bug, number in mistakes.items():
        other.evaluate(GO, 0)
        answer(other, task, "", number)
        expect(reply).to_contain_text(said[bug])
        assert other.evaluate(HIDDEN) is None
    other.get_by_role("button", name=words("ko")["lesson.play"]).click()
    expect(other.locator(".played tbody tr").first).to_be_visible()
    expect(other.locator(".stage [data-mark]").first).to_be_attached()
    assert other.evaluate(ITERATION) == 2  # it plays on from the lesson's own moment
    other.evaluate(GO, 0)
    assert other.evaluate(HIDDEN) == {"time": True, "masked": True}
    answer(other, task, "", "−0.0367")
    expect(reply).to_contain_text("맞아요. −0.0367이에요.")
    assert other.evaluate(HIDDEN) is None

    other.goto(link.replace("/#", "/?course=4,own,1#"))
    Lab(other).ready()
    rows = other.locator(".course-list > li")
    expect(rows.locator(".number")).to_have_text(["4", "★", "1"])
    other.reload()  # the address names another moment by now
    rows.nth(1).locator("button").click()
    expect(lesson.locator("h2")).to_have_text("Who hears the second output?")
    other.locator(".lesson-foot .button", has_text=korean["lesson.next.made"][:5]).click()
    expect(lesson.locator("h2")).to_contain_text("1 · ")
    expect(other).to_have_url(re.compile("#lesson=all-or-none.*&course-own="))
    where = other.url
    for tab in (new_page(locale="ko-KR", viewport=SIZE), other):
        tab.goto("about:blank")
        tab.goto(where)  # a bookmark: elsewhere, and after what the tab itself remembers
        Lab(tab).ready()
        expect(tab.locator(".lesson h2")).to_contain_text("1 · ")
        tab.get_by_role("button", name=korean["lesson.all"]).click()
        expect(tab.locator(".course-list .number")).to_have_text(["4", "★", "1"])


def test_what_is_no_lesson_is_said_and_does_no_harm(page: Page) -> None:
    page.goto("/#own-lesson=AAAA")
    Lab(page).ready()
    expect(page.locator(".toast, [role=alert]").first).to_contain_text("own-lesson")


def test_a_goal_made_in_the_form_is_reached_on_the_network(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    Lab(page).open("two-neuron-chain", t=13)
    page.get_by_role("button", name="Learn", exact=True).click()
    page.get_by_role("button", name="Make a lesson about this network").click()
    next_step(page)
    page.get_by_label("The number you ask for").select_option("d_z2")
    page.get_by_role("button", name="Goal", exact=True).click()
    page.get_by_label("At least or at most").select_option("at_most")
    fill(page, "Where it is to be brought", "−0,14")
    page.keyboard.press("Tab")
    shot(page, "7-goal")
    next_step(page)
    next_step(page)
    fill(page, "Title", "Hear more")
    fill(page, "Reply when it is right", "It was {right}.")
    next_step(page)
    page.get_by_role("button", name="Try it").click()
    task = page.locator("[data-task=q1]")
    expect(task.locator("[data-met=false]")).to_contain_text("≤ −0.14")
    page.evaluate(SET_W2, -1.4)
    expect(task.locator("[data-met=true]")).to_be_visible()
    expect(task.locator(".reply")).to_contain_text("It was −0.127.")
