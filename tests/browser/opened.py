"""Experiments of one's own, opened by their link, and what the page's modules know of them."""

import base64
import json
import zlib
from typing import Any

from playwright.sync_api import Page

from tests.browser.lab import Lab, wait_until

RESTS = """async () => {
    const { coarseSurfaces, fine } = modules["view/server/surfaces.js"];
    const { moment } = modules["view/control/state.js"];
    const current = (f) => f.value?.answer && f.value.order.moment === moment.value;
    const chart = document.querySelector('.chart-box');
    return current(coarseSurfaces) && (chart === null || current(fine));
}"""


def dense(*units: int, hidden: str = "tanh", output: str = "tanh") -> list[dict[str, Any]]:
    kinds = [hidden] * (len(units) - 1) + [output]
    return [
        {"kind": "dense", "units": n, "activation": {"kind": kind}}
        for n, kind in zip(units, kinds, strict=True)
    ]


def experiment(layers: list[dict[str, Any]], loss: str, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "layers": layers,
        "loss": {"kind": loss, "reduction": "mean"},
        "optimizer": {"kind": "sgd"},
        "learning_rate": 0.1,
        "batch": 10,
        "seed": 3,
        "frozen": [],
        "parameters": {},
        "data": data,
    }


CIRCLE = {"kind": "circle", "seed": 1, "examples": 60, "targets": "plus_minus"}


def open_experiment(page: Page, of: dict[str, Any], t: float = 0, iteration: int = 0) -> Lab:
    """Open a moment of an experiment by a link, as Share makes it; its modules can be asked."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(json.dumps(of).encode()) + packer.flush()
    text = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return Lab(page).follow(f"/#experiment={text}&t={t}&iteration={iteration}")


def rest(page: Page) -> None:
    """Wait until what neurons answer is that of the moment on show, and painted."""
    wait_until(page, RESTS)
    Lab(page).settle()
