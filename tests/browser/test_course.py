"""The course page, a teacher's sequence and the quiz."""

from playwright.sync_api import Page, expect

from app.words import words
from engine.lessons import LESSONS, QUIZ, SHORT
from tests.browser.lab import Lab
from tests.browser.test_lessons import answer, open_lesson


def test_the_course_page_shows_how_far_one_is_and_opens_any_question(page: Page) -> None:
    open_lesson(page, "three-factors", "way")
    answer(page, {"id": "way", "kind": "pick"}, "up")
    expect(page.locator("[data-task=way] .verdict")).to_be_visible()
    page.get_by_role("button", name="All lessons").click()
    rows = page.locator(".course-list > li")
    expect(rows).to_have_count(len(LESSONS))
    page.get_by_role("button", name="Short course", exact=True).click()
    expect(rows).to_have_count(len(SHORT))
    page.get_by_role("button", name="Whole course").click()
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
    page.goto("/?course=1,own")
    expect(page.locator(".course [role=alert]")).to_have_text(words("en")["lesson.course.missing"])
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
