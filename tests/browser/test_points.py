"""Points of the chart: picked, added and removed, by pointer and by keyboard."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.lab import wait_until
from tests.browser.opened import CIRCLE, dense, experiment, open_experiment, rest

NETWORK = experiment(dense(3, 1), "half_sse", CIRCLE)

POINT = """async (index) => {
    const { experiment } = modules["view/control/state.js"];
    const { domain } = modules["view/control/network-state.js"];
    const [x, y] = experiment.value.inputs[index];
    const [[left, right], [low, high]] = domain.value.ends;
    return [(x - left) / (right - left), (high - y) / (high - low)];
}"""
EXAMPLES = """async () => {
    const { experiment } = modules["view/control/state.js"];
    return [experiment.value.inputs, experiment.value.targets];
}"""

COUNTED = f"async (count) => (await ({EXAMPLES})())[0].length === count"


def wait_for_examples(page: Page, count: int) -> None:
    wait_until(page, COUNTED, count)


def chart(page: Page) -> Locator:
    return page.locator(".chart-box")


def click(page: Page, x: float, y: float) -> None:
    box = chart(page).bounding_box()
    assert box
    chart(page).click(position={"x": x * box["width"], "y": y * box["height"]})


def examples(page: Page) -> Any:
    return page.evaluate(EXAMPLES)


def test_a_click_on_a_point_shows_its_example(page: Page) -> None:
    open_experiment(page, NETWORK, 4, 13)
    rest(page)
    for index in (7, 31):  # one of them at least is not in this batch
        click(page, *page.evaluate(POINT, index))
        page.mouse.move(5, 5)
        expect(page.locator(".output .readout")).to_contain_text(f"Example {index + 1}:")
        inputs, _ = examples(page)
        x = f"{inputs[index][0]:.4f}".rstrip("0").rstrip(".").replace("-", "−")
        expect(page.locator(".output .readout")).to_contain_text(f"x₁ = {x}")


def test_arrow_keys_walk_from_point_to_point(page: Page) -> None:
    open_experiment(page, NETWORK, 4)
    rest(page)
    chart(page).focus()
    seen = [page.locator(".output .readout").inner_text()]
    for key in ("ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
        expect(page.locator(".output .readout")).not_to_have_text(seen[-1])
        seen.append(page.locator(".output .readout").inner_text())
    x = [float(re.search(r"x₁ = (\S+),", text)[1].replace("−", "-")) for text in seen]
    y = [float(re.search(r"x₂ = (\S+)\. ", text)[1].replace("−", "-")) for text in seen]
    assert x[1] > x[0]
    assert y[2] > y[1]


def test_points_are_added_and_removed_and_it_is_undone(page: Page) -> None:
    open_experiment(page, NETWORK, 4)
    rest(page)
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_label("Class of the new point").select_option("0")
    click(page, 0.5, 0.5)
    wait_for_examples(page, 61)
    assert examples(page)[1][60] == [-1]
    across, up = page.evaluate(POINT, 60)
    assert abs(across - 0.5) < 0.01
    assert abs(up - 0.5) < 0.01
    page.get_by_role("button", name="Remove", exact=True).click()
    click(page, *page.evaluate(POINT, 60))
    wait_for_examples(page, 60)
    page.keyboard.press("Control+z")
    wait_for_examples(page, 61)
    page.keyboard.press("Control+z")
    wait_for_examples(page, 60)


def test_points_are_added_by_keyboard_alone(page: Page) -> None:
    open_experiment(page, NETWORK, 4)
    rest(page)
    page.get_by_role("button", name="Add", exact=True).focus()
    page.keyboard.press("Enter")
    chart(page).focus()
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    wait_for_examples(page, 61)
    inputs, targets = examples(page)
    assert inputs[60][0] > 1
    assert targets[60] == [1]


def test_on_a_line_a_click_says_input_and_target(page: Page) -> None:
    of = experiment(
        dense(3, 1, output="identity"), "half_sse", {"kind": "sine", "seed": 1, "examples": 30}
    )
    open_experiment(page, of, 4)
    rest(page)
    page.get_by_role("button", name="Add", exact=True).click()
    click(page, 0.75, 0.25)
    wait_for_examples(page, 31)
    inputs, targets = examples(page)
    assert inputs[30][0] > 0.3
    assert targets[30][0] > 0.3
