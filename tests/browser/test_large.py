"""A network whose checkpoint is long: digits through two hidden layers, with Adam's state."""

import json

from playwright.sync_api import Page, Request, expect

from engine import Checkpoint, Experiment, trace
from engine.run.checkpoint import first
from engine.run.evaluation import Evaluation
from tests.browser.opened import dense, open_experiment
from tests.browser.opened import experiment as made
from tests.browser.test_keep import state, train

DIGITS = {"kind": "digits", "test": 0.2}
WIDE = made(dense(64, 32, 10, hidden="relu", output="softmax"), "cross_entropy", DIGITS)
WIDE |= {"optimizer": {"kind": "adam"}, "batch": 32, "learning_rate": 0.01}
LAST = 5


def test_it_trains_travels_and_answers(page: Page) -> None:
    begun: list[tuple[str, dict]] = []

    def note(request: Request) -> None:
        start = request.method == "POST" and json.loads(request.post_data or "{}")["checkpoint"]
        if start:
            begun.append((request.url.rpartition("/")[2], start))

    page.on("request", note)
    of = Experiment.from_json(WIDE)
    open_experiment(page, WIDE)
    train(page, LAST)
    there = state(page)
    assert [point["iteration"] for point in there["line"]["points"]] == list(range(LAST + 1))
    for k, *values in there["line"]["checkpoints"]:
        assert values == before(of, k).values.tolist()

    travel(page, 3)
    assert state(page)["values"] == trace(of, 3).vector.tolist()
    train(page, LAST)  # on from a moment in the middle
    assert state(page)["values"] == there["values"] == trace(of, LAST).vector.tolist()

    page.get_by_role("tab", name="Output").click()
    score = Evaluation(of, of.inputs, of.targets)(before(of, LAST).values)
    right = f"{round(score.accuracy * len(of.inputs))} of {len(of.inputs)}"
    expect(page.locator(".inspector .readout", has_text=right)).to_be_visible()
    expect(page.locator(".toast.trouble")).to_have_count(0)

    assert {noun for noun, _ in begun} == {"traces", "runs", "answers"}
    assert all(isinstance(start["values"], str) for _, start in begun)


def before(of: Experiment, k: int) -> Checkpoint:
    """Parameters and state before iteration k."""
    return trace(of, k - 1).checkpoint if k else first(of)


def travel(page: Page, iteration: int) -> None:
    page.evaluate(
        """async (to) => {
            await modules["view/control/navigate.js"].goToIteration(to);
        }""",
        iteration,
    )
