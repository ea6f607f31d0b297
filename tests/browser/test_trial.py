"""An input of one's own: drawn or typed, answered at once, followed forward and back."""

import numpy as np
from playwright.sync_api import Page, expect

from engine import Experiment, trace
from tests.browser.lab import Lab
from tests.browser.opened import CIRCLE, dense, experiment, open_experiment

DIGITS = {
    **experiment(
        [
            {"kind": "dense", "units": 32, "activation": {"kind": "relu"}},
            {"kind": "dense", "units": 10, "activation": {"kind": "softmax"}},
        ],
        "cross_entropy",
        {"kind": "digits", "seed": 1, "examples": 1000, "test": 0.2},
    ),
    "optimizer": {"kind": "adam"},
    "learning_rate": 0.01,
    "batch": 32,
}
# Where a pen goes for a digit, from the top left corner of the pad.
STROKES = {
    0: [[(.5, .15), (.3, .3), (.28, .6), (.4, .85), (.6, .85), (.72, .6), (.68, .3), (.5, .15)]],
    2: [[(.3, .3), (.4, .17), (.6, .17), (.68, .33), (.55, .55), (.3, .83), (.7, .83)]],
    3: [[(.3, .2), (.55, .15), (.66, .3), (.5, .47), (.68, .65), (.55, .85), (.3, .8)]],
}  # fmt: skip


def draw(page: Page, digit: int) -> None:
    box = page.locator(".pad").bounding_box()
    assert box
    for stroke in STROKES[digit]:
        first, *rest = [
            (box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stroke
        ]
        page.mouse.move(*first)
        page.mouse.down()
        for place in rest:
            page.mouse.move(*place, steps=4)
        page.mouse.up()


def test_a_drawn_digit_is_read_and_followed_forward_and_back(page: Page) -> None:
    open_experiment(page, DIGITS, iteration=250)
    page.get_by_role("button", name="Draw your own…").click()
    for digit in STROKES:
        page.get_by_role("button", name="Clear").click()
        draw(page, digit)
        expect(page.locator(".trial-said")).to_contain_text(f"The network says {digit} (")
    page.get_by_label("It should be").select_option(label="5")
    page.get_by_role("button", name="Follow it through the network").click()
    expect(page.locator(".trial")).to_be_hidden()
    expect(page.locator(".build output").first).to_have_text("1 of 1")
    now = page.evaluate(
        """async () => {
            const { trace } = modules["view/control/state.js"];
            const { experiment } = trace.value.document;
            return { input: experiment.inputs[0], target: experiment.targets[0],
                     loss: trace.value.loss, gradient: [...trace.value.view("d_z2")],
                     iteration: trace.value.document.iteration };
        }"""
    )
    assert now["iteration"] == 250
    assert now["target"] == [float(k == 5) for k in range(10)]
    assert max(now["input"]) <= 1
    assert 10 < sum(now["input"]) < 30
    weights = trace(Experiment.from_json(DIGITS), 250)
    hidden = np.maximum(weights["W1"] @ np.array(now["input"]) + weights["b1"], 0)
    z = weights["W2"] @ hidden + weights["b2"]
    answer = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
    np.testing.assert_allclose(now["loss"], -np.log(answer[5]), rtol=1e-9)
    np.testing.assert_allclose(now["gradient"], answer - np.array(now["target"]), atol=1e-12)
    page.get_by_role("button", name="Back to all 800 examples").click()
    expect(page.locator(".build output").first).to_contain_text("of 800")


def test_the_keyboard_draws_too(page: Page) -> None:
    open_experiment(page, DIGITS)
    page.get_by_role("button", name="Draw your own…").click()
    page.locator(".pad").focus()
    for _ in range(8):
        page.keyboard.press("Shift+ArrowDown")
    ink = """() => {
        const canvas = document.querySelector(".trial .ink");
        const { data } = canvas.getContext("2d").getImageData(0, 0, 8, 8);
        return Array.from({ length: 64 }, (_, k) => data[4 * k + 3] > 0);
    }"""
    Lab(page).settle()
    rows = np.array(page.evaluate(ink)).reshape(8, 8)
    assert rows.any(axis=1).all()  # a stroke from top to bottom
    assert rows.any(axis=0).sum() <= 2


def test_numbers_are_typed_where_there_is_no_image(page: Page) -> None:
    open_experiment(page, experiment(dense(3, 1), "mse", CIRCLE), iteration=20)
    page.get_by_role("button", name="Your own input…").click()
    for k, value in enumerate(["0.25", "-1"]):
        page.locator(f"#trial-{k}").fill(value)
        page.locator(f"#trial-{k}").press("Enter")
    of = trace(Experiment.from_json(experiment(dense(3, 1), "mse", CIRCLE)), 20)
    hidden = np.tanh(of["W1"] @ np.array([0.25, -1]) + of["b1"])
    answer = float(np.tanh(of["W2"] @ hidden + of["b2"])[0])
    expect(page.locator(".trial-said")).to_contain_text(f"({answer:.4f})".replace("-", "−"))
    page.get_by_role("button", name="Follow it through the network").click()
    expect(page.locator("#build-inputs-0-0")).to_have_value("0.25")
