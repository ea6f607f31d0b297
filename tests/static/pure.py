"""Runs the page's pure modules in the browser, without the page."""

import json
from typing import Any

from playwright.sync_api import Page

from app.schemas.serialize import trace_json
from engine import Experiment, trace

PLAIN = "/problems/not-found"
"""A page of this origin that runs nothing of its own."""


def evaluate(page: Page, script: str, experiment: Experiment, **more: Any) -> Any:
    """Call a script with the trace document of an experiment and the address of the modules."""
    base = page.locator("html").get_attribute("data-static")
    document = json.loads(trace_json(trace(experiment)))
    return page.evaluate(script, {"document": document, "base": base, **more})


def ask(page: Page, modules: str, code: str, **values: Any) -> Any:
    """What an expression over pure modules gives: `data/test-split` is known as testSplit."""
    base = page.locator("html").get_attribute("data-static")
    known = [_camel(name.rpartition("/")[2]) for name in modules.split()]
    names = ", ".join([*known, *values])
    loads = ", ".join(f"await import(`${{base}}/core/{name}.js`)" for name in modules.split())
    script = f"async ({{ base, values }}) => (async ({names}) => {code})({loads}, ...values)"
    return page.evaluate(script, {"base": base, "values": list(values.values())})


def _camel(name: str) -> str:
    first, *rest = name.split("-")
    return first + "".join(map(str.title, rest))
