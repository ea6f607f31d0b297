"""Norms, branches and skips on the page: nothing overlaps, is cut off or complains."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.opened import CIRCLE, dense, experiment, open_experiment
from tests.samples import in_turn

[HIDDEN] = dense(3)
[OUTPUT] = dense(1)
NETWORKS: dict[str, list[dict[str, Any]]] = {
    "layer norm": [HIDDEN, {"kind": "layer_norm"}, OUTPUT],
    "batch norm": [HIDDEN, {"kind": "batch_norm"}, OUTPUT],
    "branch": [HIDDEN, HIDDEN | {"reads": [-1]}, {"kind": "concat", "reads": [0, 1]}, OUTPUT],
    "part": [{"kind": "some", "length": 1, "start": 1}, HIDDEN, OUTPUT],
    "skip": [HIDDEN, HIDDEN, {"kind": "add", "reads": [1, 0]}, OUTPUT],
}
LOOKS = [("en-US", 360), ("ko-KR", 360), ("en-US", 768), ("ko-KR", 1440)]
OVERLAPS = """() => {
    const parts = ".title, .neuron, .meter, .statistics > div, .wanted";
    const all = [...document.querySelectorAll(`.stage :is(${parts})`)];
    const boxes = all.map((e) => ({ of: e.outerHTML, box: e.getBoundingClientRect() }));
    const found = [];
    boxes.forEach(({ of, box: a }, k) => boxes.slice(k + 1).forEach(({ of: other, box: b }) => {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1 && down > 1) found.push([of, other]);
    }));
    return found;
}"""


@pytest.mark.parametrize(("name", "look"), in_turn(NETWORKS, LOOKS))
def test_what_is_drawn_of_a_network_has_room(
    new_page: Callable[..., Page], name: str, look: tuple[str, int]
) -> None:
    locale, width = look
    size = {"width": width, "height": 740 if width < 400 else 900}
    page = new_page(locale=locale, viewport=size)
    lab = open_experiment(page, experiment(NETWORKS[name], "half_sse", CIRCLE), 0)
    expect(page.locator(".error, .refusal")).to_have_count(0)
    for t in (2.5, int(lab.slider.get_attribute("max") or 0) // 2 + 0.5):
        lab.scrub(t)
        assert page.evaluate(OVERLAPS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_mean_and_spread_of_a_batch_stand_under_the_title(page: Page) -> None:
    open_experiment(page, experiment(NETWORKS["batch norm"], "half_sse", CIRCLE), 4.5)
    for name in ("μ⁽²⁾₁", "σ²⁽²⁾₃", "μ̄⁽²⁾₂", "σ̄²⁽²⁾₁"):
        number = page.locator(f'.statistics button[aria-label^="{name} "]')
        expect(number).to_have_count(1)
        expect(number).to_be_in_viewport()


def test_features_carry_their_formulas(page: Page) -> None:
    layers = [{"kind": "features", "terms": "x, x^2, x*y, sin(x)"}, OUTPUT]
    open_experiment(page, experiment(layers, "half_sse", CIRCLE), 0.5)
    for name in ("x₁", "x₂", "x₁²", "x₂²", "x₁ · x₂", "sin x₁", "sin x₂"):
        expect(page.locator(".stage .sym").get_by_text(name, exact=True)).to_be_in_viewport()
        expect(page.locator(f'.stage .neuron[aria-label="{name}"]')).to_have_count(1)
