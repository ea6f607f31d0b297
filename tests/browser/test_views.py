"""What is painted is what the network answers: compared with forward passes made here."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from engine import Experiment, trace
from tests.browser.opened import CIRCLE, dense, experiment, open_experiment, rest

NETWORK = experiment(dense(4, 3, 1), "half_sse", CIRCLE)
DIGITS = {"kind": "digits", "seed": 1, "examples": 120}
PLACES = [(0.2, 0.3), (0.8, 0.25), (0.35, 0.7), (0.7, 0.75), (0.15, 0.85)]
"""Shares of a map, from the left and from the top: away from its rounded corners."""

READ = """async (places) => {
    const { domain } = modules["view/control/network-state.js"];
    const { picture } = modules["view/stage/layout-state.js"];
    const { colours } = modules["view/stage/colours.js"];
    const canvas = document.querySelector('[data-layer=maps]');
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const ctx = copy.getContext('2d', { willReadFrequently: true });
    ctx.drawImage(canvas, 0, 0);
    // The pixel that holds a place of a map, and the place of its middle.
    const look = (n, x, y) => {
        const [i, j] = [n.x + (2 * x - 1) * n.r, n.y + (2 * y - 1) * n.r].map(Math.floor);
        const place = [(i + 0.5 - n.x) / n.r, (n.y - j - 0.5) / n.r].map((s) => (s + 1) / 2);
        return [place, [...ctx.getImageData(i, j, 1, 1).data].slice(0, 3)];
    };
    const maps = picture.value.columns.map((column) =>
        column.neurons.map((n) => places.map(([x, y]) => look(n, x, y))));
    return { ends: domain.value.ends, maps, colours: colours.value };
}"""


def forward(of: dict, iteration: int, inputs: np.ndarray) -> list[np.ndarray]:
    """Activations of each dense tanh layer at the start of an iteration."""
    now = trace(Experiment.from_json(of), iteration)
    found, a = [], inputs
    for k in range(1, len(of["layers"]) + 1):
        a = np.tanh(a @ now[f"W{k}"].T + now[f"b{k}"])
        found.append(a)
    return found


def shade(value: float, colours: dict[str, str]) -> list[float]:
    """The colour of a value from −1 to 1, as visual.md has it: hue is sign, strength is size."""
    paper, ink = (
        np.array([int(colours[name][i : i + 2], 16) for i in (1, 3, 5)])
        for name in ("panel", "negative" if value < 0 else "positive")
    )
    return (paper + (ink - paper) * 0.82 * min(abs(value), 1)).tolist()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("iteration", [0, 40])
def test_each_map_has_the_colours_of_the_networks_own_answers(
    new_page, scheme: str, iteration: int
) -> None:
    page = new_page(locale="en-US", color_scheme=scheme, viewport={"width": 1440, "height": 900})
    open_experiment(page, NETWORK, 0, iteration)
    rest(page)
    seen = page.evaluate(READ, PLACES)
    assert [len(column) for column in seen["maps"]] == [2, 4, 3, 1]
    ends = np.array(seen["ends"])
    for c, column in enumerate(seen["maps"]):
        for n, looks in enumerate(column):
            at = ends[:, 0] + np.array([place for place, _ in looks]) * (ends[:, 1] - ends[:, 0])
            # An input is an axis, measured by its own largest value.
            answers = [at / np.abs(ends).max(axis=1), *forward(NETWORK, iteration, at)][c][:, n]
            expected = [shade(value, seen["colours"]) for value in answers]
            # 40 points a side and 256 shades: between points the picture is a straight line.
            assert np.abs(np.array([pixel for _, pixel in looks]) - expected).max() <= 6


def test_maps_follow_the_moment(page: Page) -> None:
    open_experiment(page, NETWORK, 0, 0)
    rest(page)
    before = page.evaluate(READ, PLACES)["maps"]
    page.keyboard.press("i")
    expect(page.locator("#iteration")).to_have_value("2")
    rest(page)
    after = page.evaluate(READ, PLACES)["maps"]
    assert before[0] == after[0], "inputs are inputs"
    assert before[1] != after[1]


def test_few_examples_keep_their_numbers_and_the_switch_changes_that(page: Page) -> None:
    of = experiment(dense(3, 1), "half_sse", {"kind": "logic", "seed": 0, "gate": "xor"})
    of["batch"] = None
    open_experiment(page, of, 4)
    expect(page.locator(".neuron.map")).to_have_count(0)
    expect(page.locator(".neuron .value").first).to_be_visible()
    page.get_by_role("switch", name="What each neuron answers").check()
    expect(page.locator(".neuron.map")).to_have_count(6)
    rest(page)
    name = page.locator('.neuron[aria-label^="Neuron 2 of layer 1"]')
    expect(name).to_have_attribute("aria-label", re.compile("activation"))
    expect(name).to_have_attribute("title", "Blue: 1. Middle: 0. Orange: −1.")
    name.hover()
    expect(page.locator(".aside.under").nth(3)).to_contain_text("a2")


def test_the_surface_says_what_the_network_answers_there(page: Page) -> None:
    open_experiment(page, NETWORK, 0, 40)
    rest(page)
    box = page.locator(".chart-box").bounding_box()
    assert box
    for x, y in PLACES:
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        text = page.locator(".output .readout").inner_text().replace("−", "-")
        found = re.match(r"(\S+) at x₁ = (\S+), x₂ = (\S+), the nearest", text)
        assert found, text
        said, *place = (float(part) for part in found.groups())
        # The place is told to four decimals, the grid is a hundredth of the span apart.
        answer = forward(NETWORK, 40, np.array([place]))[-1][0, 0]
        assert said == pytest.approx(answer, abs=2e-3)


def test_a_chosen_neuron_is_looked_at_instead_of_the_output(page: Page) -> None:
    open_experiment(page, NETWORK, 0, 40)
    page.locator('.neuron[aria-label^="Neuron 2 of layer 1"]').click()
    expect(page.locator(".output h2").first).to_have_text("What neuron 2 of layer 1 answers")
    rest(page)
    page.locator(".chart-box").hover(position={"x": 40, "y": 40})
    text = page.locator(".output .readout").inner_text().replace("−", "-")
    said, *place = (float(n) for n in re.findall(r"(-?[\d.]+(?:e-?\d+)?)(?=[ ,])", text)[:3])
    answer = forward(NETWORK, 40, np.array([place]))[0][0, 1]
    assert said == pytest.approx(answer, abs=2e-3)
    page.get_by_role("button", name="Back to the output").click()
    expect(page.locator(".output h2").first).to_have_text("Decision surface")


def test_one_input_is_a_curve(page: Page) -> None:
    of = experiment(
        dense(5, 1, output="identity"), "half_sse", {"kind": "sine", "seed": 1, "examples": 30}
    )
    open_experiment(page, of, 0, 20)
    rest(page)
    expect(page.locator(".neuron.map")).to_have_count(7)
    page.locator(".chart-box").hover(position={"x": 90, "y": 90})
    text = page.locator(".output .readout").inner_text().replace("−", "-")
    said, place = (float(n) for n in re.findall(r"-?[\d.]+", text)[:2])
    now = trace(Experiment.from_json(of), 20)
    hidden = np.tanh(np.array([[place]]) @ now["W1"].T + now["b1"])
    assert said == pytest.approx((hidden @ now["W2"].T + now["b2"])[0, 0], abs=2e-3)


def test_the_confusion_matrix_counts_as_numpy_does(page: Page) -> None:
    of = experiment(dense(8, 10, output="softmax"), "cross_entropy", DIGITS)
    open_experiment(page, of, 5, 30)
    table = page.locator("table.confusion")
    expect(table).to_be_visible()
    seen = table.locator("tbody tr").evaluate_all(
        "rows => rows.map(r => [...r.querySelectorAll('td')].map(c => Number(c.innerText)))"
    )
    experiment_ = Experiment.from_json(of)
    now = trace(experiment_, 30)
    hidden = np.tanh(experiment_.inputs @ now["W1"].T + now["b1"])
    said = (hidden @ now["W2"].T + now["b2"]).argmax(axis=1)
    expected = np.zeros((10, 10), int)
    np.add.at(expected, (experiment_.targets.argmax(axis=1), said), 1)
    assert seen == expected.tolist()
    right = int(np.trace(expected))
    expect(page.locator(".output .readout")).to_contain_text(f"{right} of 120 right")


def test_a_cell_of_the_confusion_matrix_leads_through_its_examples(page: Page) -> None:
    of = experiment(dense(8, 10, output="softmax"), "cross_entropy", DIGITS)
    lab = open_experiment(page, of, 5, 30)
    cell = page.locator("table.confusion td.right button").first
    wanted = int(cell.get_attribute("aria-label").split("class ")[1].split()[0])
    picked = set()
    for _ in range(2):
        cell.click()
        expect(page.locator(".bars .wanted-bar span").first).to_have_text(str(wanted))
        lab.ready().settle()
        picked.add(page.locator(".output.image h2").inner_text())
    assert len(picked) == 2


def test_feature_maps_are_the_tensors_of_the_example_on_show(page: Page) -> None:
    layers = [
        {"kind": "conv2d", "filters": 3, "kernel": 3, "activation": {"kind": "tanh"}},
        {"kind": "flatten"},
        *dense(10, output="softmax"),
    ]
    of = experiment(layers, "cross_entropy", {**DIGITS, "form": "image"})
    open_experiment(page, of, 6, 3)
    expect(page.locator(".inspector .pictures canvas")).to_have_count(4)
    seen = (
        page.locator(".inspector .pictures")
        .nth(1)
        .evaluate(
            """p => [...p.querySelectorAll('canvas')].map(c => {
            const { data, width, height } =
                c.getContext('2d').getImageData(0, 0, c.width, c.height);
            return Array.from({ length: width * height }, (_, k) => [...data.slice(4*k, 4*k + 3)]);
        })"""
        )
    )
    colours = page.evaluate(READ.replace("domain.value.ends", "null"), [])["colours"]
    a1 = trace(Experiment.from_json(of), 3)["a1"][0]
    expected = [[shade(v, colours) for v in plane.ravel() / np.abs(a1).max()] for plane in a1]
    assert np.abs(np.array(seen) - np.array(expected)).max() <= 3


LOOKS = [
    {"locale": "en-US", "color_scheme": "dark", "viewport": {"width": 1440, "height": 900}},
    {"locale": "ko-KR", "color_scheme": "light", "viewport": {"width": 360, "height": 740}},
]


@pytest.mark.parametrize("look", LOOKS, ids=["dark", "light phone"])
def test_every_view_is_accessible(new_page, assert_accessible, look) -> None:
    page = new_page(reduced_motion="reduce", **look)
    iris = experiment(
        dense(4, 3, output="softmax"), "cross_entropy", {"kind": "iris", "seed": 1, "test": 0.2}
    )
    digits = experiment(dense(8, 10, output="softmax"), "cross_entropy", {**DIGITS, "test": 0.2})
    for of in (NETWORK, iris, digits):
        open_experiment(page, of, 5, 3)
        page.evaluate("modules['view/ui/tabs.js'].showTab('output')")
        expect(page.locator(".chart-box, .confusion").first).to_be_visible()
        assert_accessible(page)
        if of is NETWORK:
            page.locator(".segmented button").nth(1).click()
            assert_accessible(page)
