"""`python benchmarks/first_paint.py FOLDER` compares a fresh visit with that of another checkout.

Here the page is the built one, as a wheel and an image carry it; the checkout in FOLDER serves its
own (99505e4 had no build). What has come over the wire when the first question stands on the screen
(where there is none: when Play does), and how long it takes until a link's Play answers. Both on
127.0.0.1 in turn, the cache empty at each visit, the server asked before; then again over a line of
1.6 Mbit/s and 150 ms.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import copytree
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Browser

from benchmarks.browser import PRESS_PLAY, chromium, visit
from benchmarks.servers import ROOT, Server, serving_checkout

VISITS = 7
LINK = "/#example=two-neuron-chain&t=0"
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 1e5}
"""Of a poor mobile connection; bytes a second."""

SHOWN = """globalThis.shown = new Promise((done) => {
    const look = () => {
        const there = document.querySelector(".first h2, .app:not([data-first]) .button.play");
        if (there?.checkVisibility() && there.textContent) return done(performance.now());
        requestAnimationFrame(look);
    };
    look();
})"""

WEIGHT = """async () => {
    const at = await shown;
    const came = performance.getEntries().filter((e) => e.responseStart && e.responseStart < at);
    return [came.reduce((sum, e) => sum + e.transferSize, 0) / 1000, at / 1000];
}"""
"""Kilobytes of all whose answer had begun by then, headers included, and seconds."""


def main(other: Path) -> None:
    """Measure both, and print a table."""
    print("| | there | here | ratio |\n|---|---|---|---|")
    with ExitStack() as stack:
        servers = [
            stack.enter_context(serving_checkout(other)),
            stack.enter_context(serving_built()),
        ]
        browser = stack.enter_context(chromium())
        for row in rows(browser, servers):
            print("| " + " | ".join(row) + " |", flush=True)


@contextmanager
def serving_built() -> Iterator[Server]:
    """Serve this checkout with its page built."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("app", "engine", "templates"):
            copytree(ROOT / part, folder / part)
        build = ["node", "tools/build_page.mjs", folder / "static"]
        subprocess.run(build, cwd=ROOT, check=True)  # noqa: S603
        with serving_checkout(folder) as server:
            yield server


def rows(browser: Browser, servers: list[Server]) -> Iterator[tuple[str, str, str, str]]:
    """What, there, here, and the second by the first."""
    for language, locale in (("English", "en-US"), ("Korean", "ko-KR")):
        for line, conditions in (("", None), (", slow line", SLOW)):
            seen: list[list[tuple[float, float, float]]] = [[], []]
            for count in range(VISITS + 1):
                for server, found in zip(servers, seen, strict=True):
                    measured = opened(browser, server, locale, conditions)
                    if count:  # the first visit warms the server
                        found.append(measured)
            weights, shown, plays = zip(*(zip(*found, strict=True) for found in seen), strict=True)
            if not line:
                yield row(f"until the first question, {language}", "kB", 0, weights)
            yield row(f"until the first question, {language}{line}", "s", 2, shown)
            yield row(f"until Play answers, {language}{line}", "s", 2, plays)


def row(
    what: str, unit: str, digits: int, both: tuple[tuple[float, ...], ...]
) -> tuple[str, str, str, str]:
    """Medians of what was measured there and here, with the least and the most."""
    there, here = (
        f"{median(v):.{digits}f} {unit} ({min(v):.{digits}f} to {max(v):.{digits}f})" for v in both
    )
    return what, there, here, f"{median(both[1]) / median(both[0]):.2f}"


def opened(
    browser: Browser, server: Server, locale: str, conditions: dict[str, object] | None
) -> tuple[float, float, float]:
    """Kilobytes and seconds until the first question, and seconds until a link's Play answers."""
    origin = f"http://127.0.0.1:{server.port}"
    with visit(browser, origin, locale) as seen:
        if conditions:
            seen.session.send("Network.emulateNetworkConditions", conditions)
        seen.page.add_init_script(SHOWN)
        seen.page.goto("/", wait_until="commit")
        weight, shown = seen.page.evaluate(WEIGHT)
    with visit(browser, origin, locale) as seen:
        if conditions:
            seen.session.send("Network.emulateNetworkConditions", conditions)
        seen.page.add_init_script(PRESS_PLAY)
        seen.page.goto(LINK, wait_until="commit")
        return weight, shown, seen.page.evaluate("interactive") / 1000


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
