"""Undo, the browser's Back, the way back to an example, and the example that stays on show."""

import re

from playwright.sync_api import Page, Route, expect

from engine import trace
from engine.lessons import LESSONS
from tests.browser.lab import Lab
from tests.browser.opened import CIRCLE, dense, experiment, open_experiment
from tests.browser.test_lessons import answer, open_lesson
from tests.browser.training import EPOCH, circle, trainer


def test_training_is_undone_and_done_again_and_said(page: Page) -> None:
    lab = trainer(page)
    lab.until(epoch=3)
    lab.train()
    undo = page.locator(".header .undo button").first
    expect(undo).to_have_attribute("title", f"Undo: training, from 0 to {3 * EPOCH} iterations")
    page.keyboard.press("Control+z")
    lab.at(0)
    expect(page.locator(".toast")).to_have_text(
        f"Undone: training, from 0 to {3 * EPOCH} iterations"
    )
    page.keyboard.press("Control+y")
    lab.at(3 * EPOCH)
    lab.rest()
    assert lab.loss == float(trace(circle(), 3 * EPOCH)["E"])


def test_what_is_on_its_way_when_it_is_undone_comes_and_is_undone(page: Page) -> None:
    lab = Lab(page).open("two-neuron-chain", t=3)
    held: list[Route] = []
    page.route("**/examples/mazur-2-2-2*", lambda route: held.append(route))  # noqa: PLW0108
    page.locator(".picker summary").click()
    page.locator(".picker .menu").get_by_role("button", name="Mazur").click()
    while not held:
        page.wait_for_timeout(20)
    page.keyboard.press("Control+z")
    held[0].continue_()
    expect(page.locator(".toast")).to_contain_text("Undone:")
    redo = page.locator(".header .undo button").nth(1)
    expect(redo).to_have_attribute("aria-disabled", "false")
    expect(page.locator(".picker summary")).not_to_contain_text("Mazur")
    assert lab.time == 3


def test_single_steps_of_training_are_one_change(page: Page) -> None:
    lab = trainer(page)
    for k in (1, 2, 3):
        page.get_by_role("button", name="Step", exact=True).click()
        lab.at(k * EPOCH)
        lab.rest()
    page.keyboard.press("Control+z")
    lab.at(0)


def test_a_branch_says_so_and_undo_names_the_change(page: Page) -> None:
    lab = trainer(page)
    lab.until(epoch=2)
    lab.train()
    rate = page.get_by_label("Learning rate η")
    rate.fill("0.5")
    rate.press("Enter")
    expect(page.locator(".toast")).to_contain_text(f"A branch begins after {2 * EPOCH} iterations")
    expect(page.locator(".header .undo button").first).to_have_attribute(
        "title", "Undo: Learning rate η: 0.01 → 0.5"
    )


def test_a_layer_changed_with_the_pause_is_not_trained_on_and_undone_at_once(page: Page) -> None:
    lab = trainer(page)
    lab.play.click()
    expect(lab.play).to_have_text("Pause")
    expect(page.locator(".iteration").first).not_to_have_attribute("data-iteration", "0")
    units = page.locator(".build .layer-card").nth(1).locator("input.number")
    before = units.input_value()
    page.evaluate("""() => {
        document.querySelector(".play").click();
        document.querySelectorAll(".build .layer-card")[1]
            .querySelector(".stepper button:last-of-type").click();
    }""")
    expect(units).not_to_have_value(before)
    lab.rest()
    expect(lab.play).to_have_text("Train")
    page.locator(".header .undo button").first.click()
    expect(units).to_have_value(before)


def test_back_and_forward_walk_through_experiments(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", t=5)
    lab.addressed()
    rate = page.get_by_label("Learning rate η")
    for value in ("0.25", "0.125"):
        before = page.url
        rate.fill(value)
        rate.press("Enter")
        page.wait_for_function("(before) => location.href !== before", arg=before)
    page.go_back()
    expect(rate).to_have_value("0.25")
    page.go_back()
    expect(rate).to_have_value("0.5")
    expect(page.locator(".header")).to_contain_text("Mazur")
    page.go_forward()
    expect(rate).to_have_value("0.25")
    undo = page.locator(".header .undo button").first
    expect(undo).not_to_have_attribute("aria-disabled", "true")
    lab.settle()


def test_a_weight_typed_into_an_example_leaves_a_way_back(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", t=5, cell="W1.0.0")
    page.locator("#edit-value").fill("3")
    page.locator("#edit-value").press("Enter")
    page.get_by_role("button", name="Back to the example").click()
    expect(page.locator(".header")).to_contain_text("Mazur")
    lab.settle()


def test_the_chosen_example_stays_from_iteration_to_iteration(page: Page) -> None:
    of = {**experiment(dense(3, 1), "mse", CIRCLE), "batch": None}
    lab = open_experiment(page, of)
    shown = page.locator(".build output").first
    page.get_by_role("button", name="Next example").click()
    page.get_by_role("button", name="Next example").click()
    was = shown.inner_text()
    for k in (1, 2):
        page.get_by_role("button", name="Next iteration", exact=True).first.click()
        expect(page.locator(".iteration")).to_have_attribute("data-iteration", str(k))
        assert shown.inner_text() == was
    page.get_by_label("Batch size").fill("5")
    page.get_by_label("Batch size").press("Enter")
    away = page.get_by_text("is not in this batch")
    for _ in range(12):
        if away.count():
            break
        page.get_by_role("button", name="Next iteration", exact=True).first.click()
        lab.ready().settle()
    expect(away).to_contain_text(f"Example {was.split()[0]}")
    page.get_by_role("button", name="Go to its batch").click()
    expect(shown).to_have_text(was)


def test_words_and_network_of_a_lesson_are_undone_together(page: Page) -> None:
    open_lesson(page, "three-factors")
    lesson, foot = page.locator(".lesson"), page.locator(".lesson-foot")
    toast, weight = page.locator(".toast"), page.locator(".stage")
    foot.get_by_role("button", name="Skip").click()
    foot.get_by_role("button", name="Skip").click()
    answer(page, {"id": "product", "kind": "number"}, "0.7")
    verdict = lesson.locator("[data-task=product] .verdict")
    expect(verdict).to_have_text("Not quite.")
    foot.get_by_role("button", name="Another one").click()
    expect(verdict).to_have_count(0)
    Lab(page).ready().settle()  # the words come first, then their network
    fresh = weight.inner_text()
    page.keyboard.press("Control+z")
    expect(toast).to_have_text("Undone: fresh numbers")
    expect(verdict).to_have_text("Not quite.")  # of the numbers that were asked with
    expect(lesson.locator("[data-task=product] input[type=text]")).to_have_value("0.7")
    assert weight.inner_text() != fresh
    lesson.get_by_role("button", name="Run my answer").click()
    expect(page.locator(".bug-banner")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(toast).to_have_text("Undone: running your answer")
    expect(page.locator(".bug-banner")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(toast).to_have_text("Undone: going to part 3 of “7 · Three factors”")
    expect(lesson).to_have_attribute("data-part", "nudge")
    page.keyboard.press("Control+y")
    expect(lesson).to_have_attribute("data-part", "product")
    expect(verdict).to_have_text("Not quite.")
    expect(page).to_have_url(re.compile("part=product"))
    foot.get_by_role("button", name="Back").click()
    expect(page).to_have_url(re.compile("part=nudge"))
    page.go_back()
    expect(lesson).to_have_attribute("data-part", "product")
    expect(verdict).to_have_text("Not quite.")
    expect(lesson.locator(".lesson-head .caption")).to_have_count(0)  # and nothing is hidden


def test_who_undoes_a_quiz_or_a_hidden_mistake_has_left_it(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", t=5)
    page.get_by_role("button", name="Learn", exact=True).click()
    page.get_by_role("button", name="Quiz", exact=True).click()
    foot = page.locator(".lesson-foot")
    expect(foot).to_contain_text("more to come")
    page.keyboard.press("Control+z")
    page.locator(".course-row").nth(1).click()
    expect(foot).to_be_visible()
    expect(foot).not_to_contain_text("more to come")
    foot.get_by_role("button", name="All lessons").click()
    lab.open("mazur-2-2-2", t=6)
    page.get_by_role("button", name="Break something").click()
    page.get_by_role("button", name="Choose one and hide it").click()
    banner = page.locator(".bug-banner")
    expect(banner).to_contain_text("you find out")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(banner).to_have_count(0)
    expect(page.locator(".bug-tab")).to_have_count(0)
    redo = page.locator(".header .undo button").nth(1)
    expect(redo).to_have_attribute("title", "Redo: Deliberate mistake: none → ?")
    page.keyboard.press("Control+y")
    expect(banner).to_contain_text("you find out")


def test_who_undoes_the_opening_of_a_lesson_has_left_it(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("/#example=two-neuron-chain&t=5")
    lab = Lab(page).ready()
    page.get_by_role("button", name="Learn", exact=True).click()
    place = [*LESSONS].index("slope-decides")
    page.locator(".course-row").nth(place).click()
    lesson, undo = page.locator(".lesson"), page.locator(".header .undo button").first
    expect(undo).to_be_enabled()
    lesson.locator(".lesson-foot .button").last.click()
    gated = page.locator("[data-part=guess] .lesson-head .caption")
    expect(gated).to_be_visible()
    lab.settle()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.locator(".course-list")).to_be_visible()
    expect(undo).to_be_disabled()
    expect(page.locator(".export")).to_be_visible()  # nothing is hidden any more
    page.keyboard.press("Control+Shift+z")
    expect(lesson).to_have_attribute("data-part", "start")
    page.keyboard.press("Control+Shift+z")
    expect(gated).to_be_visible()
    expect(page.locator(".export")).to_have_count(0)
