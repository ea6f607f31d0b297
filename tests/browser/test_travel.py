"""Time travel: back along the loss, step by step from there, another way, and both compared."""

from playwright.sync_api import Page, expect

from engine import Checkpoint, Experiment, trace
from tests.browser.training import CIRCLE, EPOCH, circle, trainer


def test_back_to_any_iteration_with_the_numbers_it_had(page: Page) -> None:
    lab = trainer(page)
    lab.until(epoch=4)
    lab.train()
    for k in (3, 0, 4 * EPOCH, EPOCH + 5):
        lab.travel(k)
        assert lab.loss == float(trace(circle(), k)["E"])


def test_from_a_moment_of_training_step_by_step(page: Page) -> None:
    lab = trainer(page)
    lab.until(epoch=2)
    lab.train()
    lab.travel(7)
    page.locator(".transport-pace select[name=grain]").select_option("operation")
    expect(page.locator(".track")).to_be_visible()
    end = len(circle().program(10).steps)
    page.keyboard.press("End")
    assert lab.time == end
    page.keyboard.press("ArrowRight")  # over the end: into the next iteration
    lab.at(8)
    assert lab.time == 0
    page.keyboard.press("ArrowLeft")
    lab.at(7)
    assert lab.time == end


def test_a_newcomer_trains_spirals_goes_back_and_compares(page: Page) -> None:
    lab = trainer(page, "Spirals")
    lab.full_speed()
    lab.until(epoch=200)
    lab.train()
    accuracy = float(lab.told.rsplit("(", 1)[1].split(" %")[0])
    assert accuracy >= 95, "on test data"
    lab.travel(3)
    page.locator('.neuron[aria-label^="Neuron 2 of layer 1"]').click()
    page.get_by_role("tab", name="Chain rule").click()
    expect(page.locator(".explained")).to_contain_text("δ")
    page.locator("select[name='layers.0.activation']").select_option("relu")
    expect(page.locator(".title .phi").first).to_have_text("ReLU")
    assert lab.done == 3
    lab.train()
    page.get_by_role("tab", name="Compare").click()
    expect(page.locator(".compare-name")).to_contain_text("tanh → ReLU")
    cells = page.locator(".compare-scores tbody tr").first.locator("td")
    expect(cells).to_have_text(["4800", "4800"])
    expect(page.locator(".compare-pictures canvas")).to_have_count(2)
    page.get_by_role("button", name="Go to the other branch").click()
    expect(page.locator(".compare-name")).to_contain_text("the first")


def test_a_branch_goes_on_with_the_weights_of_its_moment(page: Page) -> None:
    lab = trainer(page)
    lab.until(epoch=1)
    lab.train()
    lab.travel(5)
    page.get_by_label("Learning rate", exact=False).first.fill("0.5")
    page.keyboard.press("Enter")
    lab.rest()
    assert lab.done == 5
    page.locator(".transport-pace select[name=grain]").select_option("iteration")
    page.get_by_role("button", name="Step", exact=True).click()
    lab.at(6)
    lab.rest()
    branch = Experiment.from_json({**CIRCLE, "learning_rate": 0.5})
    begin = Checkpoint(5, trace(circle(), 4).checkpoint.values)
    assert lab.loss == float(trace(branch, 6, begin)["E"])
    # The line has no past of its own before the branch.
    expect(page.locator(".stepper button").first).to_be_enabled()
    page.keyboard.press("Home")
    lab.at(5)


def test_undo_brings_the_line_before_back_with_its_curve(page: Page) -> None:
    lab = trainer(page)
    lab.until(epoch=3)
    lab.train()
    lab.travel(EPOCH)
    page.locator("select[name='layers.1.activation']").select_option("relu")
    expect(page.locator(".title .phi").nth(1)).to_have_text("ReLU")
    page.keyboard.press("Control+z")
    expect(page.locator(".title .phi").nth(1)).to_have_text("tanh")
    lab.travel(3 * EPOCH)
    assert lab.loss == float(trace(circle(), 3 * EPOCH)["E"])
