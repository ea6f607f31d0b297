"""How even the frames are, preset by preset, here and in another checkout in the same run.

Both are served at once and take turns; of several turns the best counts, for other programs only
make a frame longer.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

from playwright.sync_api import Browser

from benchmarks.browser import Visit, link, visit
from benchmarks.networks import circle, dense

TURNS, SECONDS = 3, 4
AIMS = {"training": ("20", "50"), "step": ("33", "33")}
"""Milliseconds: 95 of 100 frames, and the longest."""

AFTER = "((end) => () => performance.now() > end)(performance.now() + {seconds} * 1000)"
AT_THE_END = """() => {
    const { value, max } = document.querySelector(".scrub");
    return Number(value) >= Number(max);
}"""
QUESTIONS = ("Why?", "What if?", "Where from?", "Which paths?", "Who pulls?")
"""Of a number, by their names on the page."""

PRESETS = """import(`${document.documentElement.dataset.static}/core/data/presets.js`)
    .catch(() => import(`${document.documentElement.dataset.static}/core/data/presets.js`))
    .then(({ presets }) => presets)"""

Row = tuple[str, str, str]


@dataclass(frozen=True)
class Frames:
    """Milliseconds of the frames of one turn."""

    p95: float
    longest: float
    work: float
    """Processor time of the page's own thread for a frame: other programs do not count."""


def frames(browser: Browser, here: str, other: str | None) -> Iterator[Row]:
    """Rows for every preset in training, and for an iteration of 1,984 wires step by step."""
    origins = [here] if other is None else [here, other]
    with visit(browser, here) as seen:
        seen.open("/")
        presets: dict[str, dict[str, Any]] = seen.page.evaluate(PRESETS)
    for name, experiment in presets.items():
        address = link(experiment, t=0, by="iteration")
        yield from _rows(f"training {name}", AIMS["training"], browser, origins, address, _train)
    for question in QUESTIONS:
        address = link(circle(8, 8, 8, 1, batch=10), t=3, by="iteration", cell="W1.0.0")
        what = f"training with “{question}” open"
        yield from _rows(what, AIMS["training"], browser, [here], address, _asking(question))
    address = link(dense(24, 32, 32, 6), t=0)
    yield from _rows("1984 wires, step by step", AIMS["step"], browser, origins, address, _play)


def _rows(
    what: str,
    aim: tuple[str, str],
    browser: Browser,
    origins: list[str],
    address: str,
    run: Callable[[Visit], Frames],
) -> Iterator[Row]:
    found: list[list[Frames]] = [[] for _ in origins]
    for _ in range(TURNS):
        for origin, turns in zip(origins, found, strict=True):
            with visit(browser, origin) as seen:
                seen.open(address)
                turns.append(run(seen))
    for field, wanted in (("p95", f"{aim[0]} ms"), ("longest", f"{aim[1]} ms"), ("work", "")):
        best = [min(getattr(turn, field) for turn in turns) for turns in found]
        beside = f", {best[1]:.1f} ms there, {best[0] / best[1]:.2f} of it" if len(best) > 1 else ""
        yield f"{what}: frame, {field}", f"{best[0]:.1f} ms{beside}", wanted


def _train(seen: Visit) -> Frames:
    seen.page.locator(".transport-pace .rate input").fill("6")
    seen.page.locator(".play").click()
    seen.page.wait_for_timeout(1000)
    return _measured(seen, AFTER.format(seconds=SECONDS))


def _asking(question: str) -> Callable[[Visit], Frames]:
    """Train with a question about the first weight open: only the checkout here asks."""

    def run(seen: Visit) -> Frames:
        seen.page.get_by_role("tab", name="Chain rule").click()
        seen.page.get_by_role("button", name=question, exact=True).click()
        return _train(seen)

    return run


def _play(seen: Visit) -> Frames:
    seen.page.keyboard.press("Space")
    return _measured(seen, AT_THE_END)


def _measured(seen: Visit, over: str) -> Frames:
    before = seen.metrics["TaskDuration"]
    found = seen.frames(over)
    work = (seen.metrics["TaskDuration"] - before) * 1000 / len(found)
    return Frames(quantiles(found, n=100)[94], max(found), work)
