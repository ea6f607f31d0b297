"""Browsers as little as a walk needs them: go to an address, and run a function in the page.

Chromium by Playwright, Firefox by WebDriver BiDi, WebKit by WebDriver.
"""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

import httpx
from playwright.sync_api import Page, sync_playwright
from websockets.sync.client import ClientConnection, connect

T = TypeVar("T")
PATIENCE = 40.0
"""Seconds in which a browser has to answer."""


class Driver(Protocol):
    """A page of a browser."""

    version: str

    def go(self, address: str) -> None:
        """Load this address."""

    def run(self, body: str) -> Any:
        """What the body of a function of the page gives."""


class Chromium:
    """Of any age that Playwright can start."""

    def __init__(self, page: Page, version: str) -> None:
        self.page, self.version = page, version

    def go(self, address: str) -> None:
        self.page.goto(address)

    def run(self, body: str) -> Any:
        return self.page.evaluate(f"() => {{ {body} }}")


class Firefox:
    """WebDriver BiDi, over one socket."""

    def __init__(self, wire: ClientConnection) -> None:
        self.wire, self.count = wire, 0
        begun = self._ask("session.new", capabilities={})
        self.version = begun["capabilities"]["browserVersion"]
        self.context = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def go(self, address: str) -> None:
        self._ask("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def run(self, body: str) -> Any:
        given = self._ask(
            "script.evaluate",
            expression=f"JSON.stringify((() => {{ {body} }})() ?? null)",
            target={"context": self.context},
            awaitPromise=False,
        )
        if given["type"] != "success":
            raise RuntimeError(given["exceptionDetails"]["text"])
        return json.loads(given["result"]["value"])

    def _ask(self, method: str, **params: Any) -> Any:
        self.count += 1
        self.wire.send(json.dumps({"id": self.count, "method": method, "params": params}))
        while True:
            answer = json.loads(self.wire.recv(PATIENCE))
            if answer.get("id") != self.count:
                continue  # an event
            if answer["type"] == "error":
                raise RuntimeError(answer["message"])
            return answer["result"]


class WebKit:
    """WebDriver, a request for each command."""

    def __init__(self, client: httpx.Client, browser: str) -> None:
        self.client = client
        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        begun = self._ask("/session", capabilities=wanted)
        self.session = f"/session/{begun['sessionId']}"
        self.version = begun["capabilities"]["browserVersion"]
        self._ask(f"{self.session}/window/rect", width=1440, height=900)

    def go(self, address: str) -> None:
        self._ask(f"{self.session}/url", url=address)

    def run(self, body: str) -> Any:
        return self._ask(f"{self.session}/execute/sync", script=body, args=[])

    def _ask(self, path: str, **body: Any) -> Any:
        answer = self.client.post(path, json=body).json()["value"]
        if isinstance(answer, dict) and "error" in answer:
            raise RuntimeError(f"{answer['error']}: {answer['message']}")
        return answer


@contextmanager
def chromium(program: Path) -> Iterator[Driver]:
    """Chromium, with the libraries beside it where it brings its own."""
    libraries = str(program.parent / "lib")
    environment: dict[str, str | float | bool] = {**os.environ}
    if Path(libraries).is_dir():
        environment["LD_LIBRARY_PATH"] = libraries
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--no-zygote"],
            env=environment,
        )
        page = browser.new_page(locale="en-US", viewport={"width": 1440, "height": 900})
        yield Chromium(page, browser.version)
        browser.close()


@contextmanager
def firefox(program: Path) -> Iterator[Driver]:
    """Firefox without a window, on a profile of its own."""
    port = _free_port()
    with ExitStack() as stack:
        # It writes into its profile until it has ended.
        profile = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        Path(profile, "user.js").write_text('user_pref("intl.locale.requested", "en-US");\n')
        size = ["--width", "1440", "--height", "900"]
        begin = [program, "--headless", "--no-remote", "--profile", profile, *size]
        stack.enter_context(_running([*begin, "--remote-debugging-port", str(port)]))
        address = f"ws://127.0.0.1:{port}/session"
        yield Firefox(stack.enter_context(_until(lambda: connect(address, proxy=None))))


@contextmanager
def webkit(program: Path) -> Iterator[Driver]:
    """WebKitGTK's small browser, on a screen that nobody sees where there is none."""
    port = _free_port()
    [browser, *_] = sorted(Path("/usr").glob("lib*/**/webkit2gtk-4*/MiniBrowser"))
    nowhere = [] if os.environ.get("DISPLAY") else ["xvfb-run", "-a"]
    if nowhere and not shutil.which("xvfb-run"):
        raise RuntimeError("WebKitGTK needs a screen: xvfb-run (Debian's xvfb and xauth)")
    with ExitStack() as stack:
        stack.enter_context(_running([*nowhere, program, f"--port={port}"]))
        client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE)
        stack.enter_context(client)
        _until(lambda: client.get("/status"))
        driver = WebKit(client, str(browser))
        yield driver
        client.delete(driver.session)


@contextmanager
def _running(command: list[Any]) -> Iterator[None]:
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            yield
        finally:
            os.killpg(process.pid, 15)


def _until(attempt: Callable[[], T]) -> T:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return attempt()
        except (OSError, httpx.TransportError):
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
