"""Runs the page's pure modules without the page: in Node where it is there, else in a browser.

core.evaluate("async ({ base, x }) => …", x=1)    # base is the address of static/
ask(core, "data/test-split", "testSplit.split(n)", n=5)
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Page

from app.schemas.serialize import trace_json
from app.site.paths import STATIC
from engine import Experiment, Trace, trace

PLAIN = "/problems/not-found"
"""A page of this origin that runs nothing of its own."""

OLDEST = (20, 19)
"""The version of Node that the checks of the page ask for, too."""


class Core(Protocol):
    """Where the modules of static/core run."""

    complaints: list[str]

    def evaluate(self, script: str, **given: Any) -> Any:
        """Call a function with what is given and `base`; what it gives, or an error."""


class InNode:
    """A process of Node, which keeps the modules that it has imported."""

    def __init__(self, program: str) -> None:
        self.complaints: list[str] = []
        script = Path(__file__).with_name("evaluate.mjs")
        self.process = subprocess.Popen(
            [program, str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "LC_ALL": "en_US.UTF-8"},
        )

    def evaluate(self, script: str, **given: Any) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        order = {"script": script, "given": {"base": STATIC.as_uri(), **given}}
        self.process.stdin.write(json.dumps(order, allow_nan=False) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        self.complaints += answer["complaints"]
        if "failed" in answer:
            raise RuntimeError(answer["failed"])
        return answer["value"]

    def close(self) -> None:
        self.process.communicate()


class InPage:
    """A page that runs nothing of its own."""

    def __init__(self, page: Page, complaints: list[str]) -> None:
        self.page, self.complaints = page, complaints
        page.goto(PLAIN)
        self.base = page.locator("html").get_attribute("data-static")

    def evaluate(self, script: str, **given: Any) -> Any:
        return self.page.evaluate(script, {"base": self.base, **given})


def find_node() -> str | None:
    """Node, if it is there and no older than it may be."""
    program = shutil.which("node")
    if program is None:
        return None
    told = subprocess.run([program, "--version"], capture_output=True, check=True, text=True).stdout
    major, minor = map(int, re.findall(r"\d+", told)[:2])
    return program if (major, minor) >= OLDEST else None


def evaluate(core: Core, script: str, of: Experiment | Trace, **more: Any) -> Any:
    """Call a function with the document of a trace, an experiment's first one, as well."""
    run = of if isinstance(of, Trace) else trace(of)
    return core.evaluate(script, document=json.loads(trace_json(run)), **more)


def ask(core: Core, modules: str, code: str, **values: Any) -> Any:
    """What an expression over pure modules gives: `data/test-split` is known as testSplit."""
    known = [_camel(name.rpartition("/")[2]) for name in modules.split()]
    names = ", ".join([*known, *values])
    loads = ", ".join(f"await import(`${{base}}/core/{name}.js`)" for name in modules.split())
    script = f"async ({{ base, values }}) => (async ({names}) => {code})({loads}, ...values)"
    return core.evaluate(script, values=list(values.values()))


def _camel(name: str) -> str:
    first, *rest = name.split("-")
    return first + "".join(map(str.title, rest))
