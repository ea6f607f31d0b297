"""What is wrong with how a page stands: text that overlaps or is cut, strokes, formulas."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.browser.lab import Lab
from tests.browser.opened import CIRCLE, dense, experiment

WIDTHS = (320, 360, 768, 1024, 1440, 1920)
HEIGHTS = {320: 640, 360: 740, 768: 1024, 1024: 768, 1440: 900, 1920: 1080}
LOCALES = ("en-US", "ko-KR")

WIDEST_STROKE = """globalThis.widest = 0;
const stroke = CanvasRenderingContext2D.prototype.stroke;
CanvasRenderingContext2D.prototype.stroke = function (...path) {
    if (!this.canvas.closest(".inspector")) widest = Math.max(widest, this.lineWidth);
    return stroke.apply(this, path);
};"""
"""Runs before the page: what it draws is seen from its first stroke on."""

FOUND = """() => {
    const found = [];
    const said = (e) => `${e.className} “${e.innerText.replaceAll("\\n", " ").slice(0, 40)}”`;
    const seen = (e) =>
        e.getClientRects().length > 0 && getComputedStyle(e).visibility !== "hidden";
    const stage = document.querySelector(".stage").getBoundingClientRect();
    const parts = ".title, .neuron, .meter, .statistics > div, .wanted, .tag, .aside, .foot > *";
    const all = [...document.querySelectorAll(`.stage :is(${parts})`)].filter(seen);
    const boxes = all.map((e) => ({ e, box: e.getBoundingClientRect() }));
    boxes.forEach(({ e, box: a }, k) => {
        if (a.left < stage.left - 1 || a.right > stage.right + 1 ||
            a.top < stage.top - 1 || a.bottom > stage.bottom + 1) found.push(`cut: ${said(e)}`);
        for (const { e: other, box: b } of boxes.slice(k + 1)) {
            if (e.contains(other) || other.contains(e)) continue;
            const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            if (across > 3 && down > 3) found.push(`overlap: ${said(e)} and ${said(other)}`);
        }
    });
    for (const e of document.querySelectorAll(".app *")) {
        const { overflowX, textOverflow } = getComputedStyle(e);
        const text = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
        const hides = overflowX === "hidden" || overflowX === "clip";
        if (!text || !hides || textOverflow === "ellipsis"
            || e.closest(".visually-hidden, .skip, .katex"))
            continue;
        const there = seen(e) && e.clientWidth > 2;
        if (there && e.scrollWidth > e.clientWidth + 1) found.push(`cut text: ${said(e)}`);
    }
    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide > 0) found.push(`the page is ${wide} px too wide`);
    for (const e of document.querySelectorAll(".katex-error")) found.push(`formula: ${said(e)}`);
    const words = document.querySelector(".app").innerText;
    for (const bad of ["undefined", "NaN", "[object"])
        if (words.includes(bad)) found.push(`says ${bad}`);
    const sizes = [...document.querySelectorAll(".neuron")].map((e) => e.offsetWidth);
    if (widest > Math.min(...sizes) + 1) found.push(`a stroke of ${widest} px`);
    return found;
}"""


AT_REST = """() => Promise.allSettled(document.getAnimations()
    .filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime))
    .map((one) => one.finished)).then(() => null)"""
"""When what moves has come to where it goes."""


def problems(page: Page, lab: Lab) -> list[str]:
    """What is wrong at a few moments of the iteration, each with its moment."""
    found: list[str] = []
    last = int(float(lab.slider.get_attribute("max") or 0))
    for t in sorted({0, 1, last // 3 + 0.6, last // 2 + 1, last}):
        lab.scrub(t)
        page.evaluate(AT_REST)
        found += [f"t = {t}: {one}" for one in page.evaluate(FOUND)]
    return list(dict.fromkeys(found))


def odd_networks() -> dict[str, Callable[[], dict[str, Any]]]:
    """Experiments at the edges of what can be built, by name."""
    [hidden], [output] = dense(3), dense(1)
    digits = {"kind": "digits", "seed": 1, "examples": 60}
    return {
        "ten layers": lambda: _made(dense(*[3] * 9, 1)),
        "64 units": lambda: _made(dense(64, 1)),
        "20 outputs": lambda: _given(dense(3, 20), [[0.5, -1.0]], [[0.25] * 20]),
        "none hidden": lambda: _made(dense(1)),
        "skip": lambda: _made([hidden, hidden, {"kind": "add", "reads": [1, 0]}, output]),
        "branches": lambda: _made(
            [hidden, {**hidden, "reads": [-1]}, {"kind": "concat", "reads": [0, 1]}, output]
        ),
        "norm": lambda: _made([hidden, {"kind": "batch_norm"}, output]),
        "weights 1e-8": lambda: _made(dense(3, 3, 1), initial={"kind": "constant", "value": 1e-8}),
        "weights 1e5": lambda: _made(dense(3, 3, 1), initial={"kind": "constant", "value": 1e5}),
        "batch 200": lambda: _made(dense(4, 1), examples=200, batch=200),
        "digits": lambda: experiment(dense(16, 10, output="softmax"), "cross_entropy", digits),
        "12 by 12": lambda: _given(dense(12, 12), [[1e5, *[0.5] * 11]], [[0.1] * 12]),
    }


def _made(layers: list[dict[str, Any]], examples: int = 60, **more: Any) -> dict[str, Any]:
    return experiment(layers, "half_sse", {**CIRCLE, "examples": examples}) | more


def _given(
    layers: list[dict[str, Any]], inputs: list[list[float]], targets: list[list[float]]
) -> dict[str, Any]:
    of = experiment(layers, "half_sse", {})
    del of["data"]
    return of | {"inputs": inputs, "targets": targets, "batch": None}
