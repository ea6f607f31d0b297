"""`python -m tools.browser_walk [PROGRAM …]` walks through the page in each browser.

A PROGRAM is a Chromium or Chrome of any age, a Firefox or a WebKitWebDriver; without one, all that
are found on the path. It prints each browser with its version and the step at which it stopped.
"""

import shutil
import sys
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from app.main import create_app
from tests.app.live import serving
from tools.browser_drivers import Driver, chromium, firefox, webkit
from tools.machine import find_browser

PATIENCE = 30.0
"""Seconds for a step, on a machine that does much else."""

WORDS = """
const one = (what) => document.querySelector(what);
const all = (what) => [...document.querySelectorAll(what)];
const shared = () =>
    all("dialog[open] input").map((field) => field.value).find((text) => text.includes("#"));
const time = () => Number(one(".scrub").value);
"""
WATCH = """
globalThis.complaints = [];
addEventListener("error", (event) => complaints.push(event.message));
addEventListener("unhandledrejection", (event) => complaints.push(String(event.reason)));
"""


@dataclass(frozen=True)
class Step:
    """What to do in the page, and what is then so."""

    name: str
    act: str
    holds: str


OPENED = 'one(".scrub") && all(".neuron").length === 6 && one(".stage canvas").width > 100'
TRAINED = 'Number(one(".iteration .number").value) > 3'
STEPS = (
    Step("open an example", WATCH, OPENED),
    Step("play", 'one(".play").click()', "time() > 3.2"),
    Step(
        "step back",
        'one(".play").click(); all(".transport-buttons button")[1].click()',
        "time() < 3.2",
    ),
    Step(
        "scrub",
        """const track = one(".scrub");
        track.value = 8;
        track.dispatchEvent(new Event("input", { bubbles: true }));""",
        'time() === 8 && one(".meter").textContent.includes("0.298")',
    ),
    Step("choose a weight", 'one(".tag").click()', 'one(".tag[aria-pressed=true]")'),
    Step(
        "explanation",
        'one(".question").click()',
        'one(".inspector .katex") && one(".question[aria-expanded=true]")',
    ),
    Step(
        "language",
        'one(".header button[lang=ko]").click()',
        'document.documentElement.lang === "ko" && /[가-힣]/.test(one(".play").textContent)',
    ),
    Step(
        "theme",
        'all(".header > .icon-only.not-phone").at(-3).click()',
        "document.documentElement.dataset.theme",
    ),
    Step("train", 'one(".train").click()', TRAINED),
    Step(
        "pause",
        'globalThis.busy = one(".play").textContent; one(".play").click()',
        'one(".play").textContent !== busy',
    ),
    Step(
        "change the network",
        """globalThis.named = one(".undo button").title;
        all(".build .network .stepper")[1].querySelector("button:last-of-type").click()""",
        'all(".neuron").length === 7 && one(".undo button").title !== named',
    ),
    Step("undo", 'one(".undo button").click()', 'all(".neuron").length === 6'),
    Step(
        "share",
        'all(".header > button").find((b) => b.querySelector(".word")).click()',
        "shared()",
    ),
)
"""The last link is opened afresh, which is the rest of the last step."""


def main(programs: list[str]) -> int:
    """How many browsers have failed."""
    found = [Path(program) for program in programs or _found()]
    failed = 0
    with serving(create_app()) as origin:
        for program in found:
            told = walked(program, origin)
            failed += told is not None
            print(f"{program}: {told or 'all steps'}", flush=True)
    if not found:
        print("no browser is there")
    return failed


def walked(program: Path, origin: str) -> str | None:
    """What went wrong on the walk, if anything did."""
    with start(program) as driver:
        try:
            walk(driver, origin)
        except (RuntimeError, TimeoutError) as error:
            return f"{driver.version}: {error}"
        print(driver.version, end=" ")
    return None


def start(program: Path) -> AbstractContextManager[Driver]:
    """The browser that a program is, by its name."""
    kinds = {"firefox": firefox, "WebKitWebDriver": webkit}
    kind = next((of for name, of in kinds.items() if program.name.startswith(name)), chromium)
    return kind(program)


def walk(driver: Driver, origin: str) -> None:
    """Raise TimeoutError at the first step that does not come about."""
    driver.go(origin)
    driver.run('localStorage.setItem("met", "1")')
    driver.go("about:blank")  # else only what is behind # changes
    driver.go(f"{origin}/#example=mazur-2-2-2&t=3")
    _wait(driver, "the page", 'one(".scrub")')
    for step in STEPS:
        driver.run(WORDS + step.act)
        _wait(driver, step.name, step.holds)
    link = driver.run(WORDS + "return shared()")
    complaints = driver.run("return complaints")
    driver.go("about:blank")
    driver.go(link)
    _wait(driver, "open the link", f'one(".stage") && {TRAINED} && all(".neuron").length === 6')
    if complaints:
        raise RuntimeError(f"the page complained: {complaints}")


def _wait(driver: Driver, name: str, holds: str) -> None:
    end = time.monotonic() + PATIENCE
    while not driver.run(f"{WORDS} return !!({holds})"):
        if time.monotonic() > end:
            raise TimeoutError(f"'{name}' did not come about")
        time.sleep(0.1)


def _found() -> list[str]:
    names = map(shutil.which, ("firefox-esr", "firefox", "WebKitWebDriver"))
    return [name for name in (find_browser(), *names) if name]


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
