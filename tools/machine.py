"""What the machine itself must bring: a browser and, on Debian, a few packages."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

NAMES = (
    "chromium-headless-shell",  # first, because without windows it takes half of the time
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
USUAL_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "${ProgramFiles}/Google/Chrome/Application/chrome.exe",
    "${ProgramFiles(x86)}/Google/Chrome/Application/chrome.exe",
    "${LocalAppData}/Google/Chrome/Application/chrome.exe",
    "${ProgramFiles(x86)}/Microsoft/Edge/Application/msedge.exe",
)
PLAYWRIGHT_FOLDERS = (
    "${PLAYWRIGHT_BROWSERS_PATH}",
    "~/.cache/ms-playwright",
    "~/Library/Caches/ms-playwright",
    "${LocalAppData}/ms-playwright",
)
PLAYWRIGHT_BROWSERS = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium-*/chrome-win*/chrome.exe",
)


def find_browser() -> str | None:
    """The browser that BACKPROP_LAB_BROWSER names, else the system's, else Playwright's own."""
    if named := os.environ.get("BACKPROP_LAB_BROWSER"):
        return named
    on_path = (shutil.which(name) for name in NAMES)
    usual = (str(place) for place in map(_expand, USUAL_PLACES) if place.is_file())
    playwright = (
        str(found)
        for folder in map(_expand, PLAYWRIGHT_FOLDERS)
        for pattern in PLAYWRIGHT_BROWSERS
        for found in sorted(folder.glob(pattern), reverse=True)
    )
    return next(filter(None, (*on_path, *usual, *playwright)), None)


def prepare_browser() -> None:
    """On Debian, install the browser, the library its driver needs and a Korean face if missing.

    Elsewhere the browser that is there is used. In CI it is an error if there is none.
    """
    browser = [] if find_browser() else ["chromium-headless-shell"]
    install([*browser, "libatomic1", "fonts-noto-cjk"])
    if not find_browser():
        words = "No Chromium, Chrome or Edge is there; BACKPROP_LAB_BROWSER can name one."
        if os.environ.get("CI"):
            raise SystemExit(words)
        print(f"{words} The browser tests are left out.", flush=True)


def prepare_proxies() -> None:
    """In CI, what the tests of `deploy/` run; elsewhere those that find nothing are left out."""
    if os.environ.get("CI"):
        install(["nginx-light", "libfaketime"])


def install(packages: list[str]) -> None:
    """Install what is missing of these Debian packages, if this is Debian and we are root."""
    if not shutil.which("apt-get"):
        return
    missing = [package for package in packages if not _installed(package)]
    if not missing:
        return
    if os.geteuid() != 0:
        print(f"Not installed: {' '.join(missing)} (apt-get install would bring it).", flush=True)
        return
    print(f"Installing with apt-get: {' '.join(missing)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *missing],
    ):
        if subprocess.run(command, env=quiet, check=False).returncode:
            print(f"{' '.join(command[:2])} failed; what it should bring is missing.", flush=True)
            return


def _installed(package: str) -> bool:
    query = ["dpkg-query", "-W", "-f=${Status}", package]
    answer = subprocess.run(query, capture_output=True, text=True, check=False)
    return answer.stdout.endswith("ok installed")


def _expand(place: str) -> Path:
    return Path(os.path.expandvars(place)).expanduser()
