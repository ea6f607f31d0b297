"""An answer plays on the stage beside the right run, whether its mistake is known or not."""

from playwright.sync_api import Page, expect

from tests.browser.test_lessons import answer, open_lesson


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
    lesson = page.locator(".lesson")
    expect(lesson).to_contain_text("The stage goes on from your number")
    page.get_by_role("tab", name="Matrices").click()
    page.get_by_role("tab", name="Lesson").click()
    expect(page.locator(".played tbody tr").first).to_be_visible()
    expect(lesson.get_by_role("button", name="The right one again")).to_be_visible()
    expect(lesson.get_by_role("button", name="Run my answer")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(banner).to_have_count(0)
    expect(lesson).not_to_contain_text("The stage")
    page.keyboard.press("Control+Shift+z")
    expect(lesson).to_contain_text("The stage goes on from your number")
    banner.get_by_role("button", name="Right and wrong").click()
    table = page.locator(".bug-tab .beside-table")
    expect(table.locator("[data-mark=bites]")).to_contain_text("your number")
    expect(table.locator("[data-mark=bites] td")).to_have_text(["0.7", "−0.1042"])
    page.get_by_role("tab", name="Chain rule").click()
    banner.get_by_title("Where it happens").click()
    page.get_by_role("button", name="What if?").click()
    nudge = page.locator("#answer")
    expect(nudge).to_contain_text("This is the right run: your number takes no part in it.")
    expect(nudge.locator(".stack-bars")).to_contain_text("with your number: 0.7 · 0.001")
    page.get_by_role("button", name="What if?").click()
    page.keyboard.press("ArrowRight")
    page.get_by_role("tab", name="Lesson").click()
    page.get_by_role("button", name="The right one again").first.click()
    expect(stage.locator("[data-mark]")).to_have_count(0)
    expect(banner).to_have_count(0)
