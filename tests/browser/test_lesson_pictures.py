"""What a lesson shows beside its words: the ledger, paths, pictures of one backward pass."""

from playwright.sync_api import Page, expect

from tests.browser.lab import Lab
from tests.browser.test_lessons import open_lesson


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


def test_paths_are_shown_within_a_lesson(page: Page) -> None:
    lesson = open_lesson(page, "all-paths", "routes")
    bars = page.locator(".lesson .stack-bars .factored")
    expect(bars).to_have_count(2)
    part = next(p for p in lesson["parts"] if p["id"] == "places")
    page.goto(f"/#lesson=all-paths&part={part['id']}")
    expect(page.locator(".lesson .stack-bars .factored")).to_have_count(4)


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
