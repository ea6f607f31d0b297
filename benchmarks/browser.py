"""A browser without a GPU, and what can be read off a page in it."""

import base64
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.browser.fixtures import FLAGS
from tools.machine import find_browser

LAPTOP = {"width": 1440, "height": 900}

# From the first request until Play has been pressed, in the first frame that shows it, and the
# page has answered: its word is another.
PRESS_PLAY = """globalThis.interactive = new Promise((answered) => {
    let idle = null;
    const look = () => {
        const play = document.querySelector(".button.play");
        if (idle !== null && play.textContent !== idle) return answered(performance.now());
        if (play && idle === null) {
            idle = play.textContent;
            play.click();
        }
        requestAnimationFrame(look);
    };
    look();
})"""

# The moments of all frames, until the function given says that it is over.
FRAMES = """(over) => new Promise((done) => {
    const moments = [];
    const frame = (now) => {
        moments.push(now);
        if (over()) done(moments);
        else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
})"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the tests, with the flags of the tests."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)


@dataclass
class Visit:
    """A fresh context with an empty cache and one page; counts what comes over the wire."""

    page: Page
    session: CDPSession
    wire: list[float] = field(default_factory=list)
    """Bytes of each answer as they were sent, headers included."""

    @property
    def metrics(self) -> dict[str, float]:
        """What Chromium counts: seconds of TaskDuration, ScriptDuration, …; bytes of heap."""
        told = self.session.send("Performance.getMetrics")["metrics"]
        return {row["name"]: row["value"] for row in told}

    @property
    def heap(self) -> float:
        """Bytes of the JavaScript heap that are in use once the garbage is gone."""
        self.session.send("HeapProfiler.collectGarbage")
        return self.metrics["JSHeapUsedSize"]

    def open(self, address: str) -> None:
        """Go there and wait until the page stands."""
        self.page.goto(address)
        self.page.locator(".timeline").wait_for()
        self.page.locator(".inspector [role=tab]").first.wait_for()  # it comes behind the stage
        self.page.evaluate("document.fonts.ready")

    def frames(self, over: str) -> list[float]:
        """Milliseconds between frames, until this JavaScript function gives true."""
        moments = self.page.evaluate(f"({FRAMES})({over})")
        return [b - a for a, b in pairwise(moments)]


@contextmanager
def visit(browser: Browser, origin: str, locale: str = "en-US") -> Iterator[Visit]:
    """Opens no page yet: that is measured too."""
    context = browser.new_context(base_url=origin, locale=locale, viewport=LAPTOP)
    page = context.new_page()
    session = context.new_cdp_session(page)
    found = Visit(page, session)
    session.on("Network.loadingFinished", lambda e: found.wire.append(e["encodedDataLength"]))
    session.send("Network.enable")
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    yield found
    context.close()


def link(experiment: dict[str, Any], **more: object) -> str:
    """The address of a moment of an experiment, as static/core/data/permalink.js writes it."""
    deflate = zlib.compressobj(wbits=-15)
    packed = deflate.compress(json.dumps(experiment).encode()) + deflate.flush()
    fields = {"experiment": base64.urlsafe_b64encode(packed).decode().rstrip("="), **more}
    return "/#" + "&".join(f"{name}={value}" for name, value in fields.items())
