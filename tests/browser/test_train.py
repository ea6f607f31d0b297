"""Training on the page: every number is the engine's, and it ends, pauses and goes on as asked."""

import pytest
from playwright.sync_api import Page, expect

from engine import trace
from engine.run.evaluation import Evaluation
from tests.browser.training import EPOCH, circle, trainer


def test_training_gives_the_numbers_of_the_engine_to_the_last_digit(page: Page) -> None:
    lab = trainer(page)
    lab.until(epoch=5)
    lab.train()
    assert lab.done == 5 * EPOCH
    one = circle()
    now = trace(one, 5 * EPOCH)
    assert lab.loss == float(now["E"])
    test = one.data.held_out
    score = Evaluation(one, test.inputs, test.targets)(trace(one, 5 * EPOCH - 1).checkpoint.values)
    assert f"({100 * score.accuracy:g} %)" in lab.told


def test_it_pauses_and_goes_on_as_if_it_had_not(page: Page) -> None:
    lab = trainer(page)
    lab.play.click()
    expect(page.locator(".losscurve-plot")).to_be_visible()
    lab.play.click()
    expect(lab.play).to_have_text("Train")
    lab.rest()
    paused = lab.done
    assert paused > 0
    assert lab.loss == float(trace(circle(), paused)["E"])
    end = -(-paused // EPOCH) + 3
    lab.until(epoch=end)
    lab.train()
    assert lab.done == end * EPOCH
    assert lab.loss == float(trace(circle(), end * EPOCH)["E"])


def test_it_stops_at_a_loss_or_an_accuracy(page: Page) -> None:
    lab = trainer(page)
    lab.full_speed()
    lab.until(accuracy=90)
    lab.train()
    said = lab.told
    assert float(said.split("(")[1].split(" %")[0]) >= 90
    assert "loss" in said


@pytest.mark.parametrize("grain", ["iteration", "epoch"])
def test_steps_over_whole_iterations(page: Page, grain: str) -> None:
    lab = trainer(page)
    page.locator(".transport-pace select[name=grain]").select_option(grain)
    stride = EPOCH if grain == "epoch" else 1
    for k in (1, 2):
        page.get_by_role("button", name="Step", exact=True).click()
        lab.at(k * stride)
    lab.rest()
    assert lab.loss == float(trace(circle(), 2 * stride)["E"])
    page.get_by_role("button", name="Back", exact=True).click()
    lab.at(stride)


def test_by_keyboard_alone(page: Page) -> None:
    lab = trainer(page)
    lab.play.focus()
    page.keyboard.press("Space")
    expect(lab.play).to_have_text("Pause")
    expect(page.locator(".losscurve-plot")).to_be_visible()
    page.keyboard.press("Space")
    expect(lab.play).to_have_text("Train")
    lab.rest()
    before = lab.done
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowRight")
    stop = (before // EPOCH + 1) * EPOCH
    lab.at(stop)
    page.keyboard.press("Home")
    lab.at(0)
    page.keyboard.press("End")
    lab.at(stop)
    page.keyboard.press("Shift+Space")  # backwards through all of it
    lab.at(0)


def test_a_changed_rate_goes_on_at_once_as_a_branch(page: Page) -> None:
    lab = trainer(page)
    lab.play.click()
    expect(page.locator(".losscurve-plot")).to_be_visible()
    page.get_by_label("Learning rate", exact=False).first.fill("0.05")
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="Compare")).to_be_visible()
    expect(lab.play).to_have_text("Pause")
    lab.play.click()
    expect(lab.play).to_have_text("Train")
    lab.rest()
    expect(page.locator(".picker summary")).to_contain_text("changed")
    page.get_by_role("tab", name="Compare").click()
    expect(page.locator(".compare-what li")).to_have_text("Learning rate η: 0.01 → 0.05")


def test_a_run_that_diverges_tells_where(page: Page) -> None:
    lab = trainer(page, "A curve")
    page.get_by_label("Optimizer", exact=False).first.select_option("sgd")
    page.get_by_label("Learning rate", exact=False).first.fill("1e6")
    page.keyboard.press("Enter")
    lab.rest()
    lab.train()
    expect(page.locator(".diverged")).to_be_visible()
    assert lab.done >= 0


def test_leaving_for_another_network_ends_training(page: Page) -> None:
    lab = trainer(page)
    lab.play.click()
    expect(page.locator(".losscurve-plot")).to_be_visible()
    page.locator(".picker summary").click()
    page.locator(".picker .menu button", has_text="Two neurons in a chain").first.click()
    expect(page.locator(".picker summary")).to_contain_text("Two neurons in a chain")
    expect(lab.play).to_have_text("Play")
    expect(page.locator(".losscurve")).to_have_count(0)
