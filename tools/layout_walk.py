"""`python -m tools.layout_walk [PART …]` walks every look of the page and prints what is wrong.

Every worked example, preset and odd network, at six widths and in two languages, at a few moments
of an iteration. PART is a part of a name: only what has it in `name, width, locale` is walked.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from app.main import create_app
from engine import examples
from tests.app.live import serving
from tests.browser.fixtures import FLAGS
from tests.browser.lab import Lab
from tests.browser.layout import HEIGHTS, LOCALES, WIDEST_STROKE, WIDTHS, odd_networks, problems
from tests.browser.opened import open_experiment
from tools.machine import find_browser

PRESETS = """import(`${document.documentElement.dataset.static}/core/PLACE.js`)
    .then(({ presets }) => presets)"""
ROOT = Path(__file__).resolve().parents[1]


def main(parts: list[str]) -> int:
    """How many looks have something wrong."""
    wrong = walked = 0
    with serving(create_app()) as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        for name, of in _cases(browser, origin):
            for width in WIDTHS:
                for locale in LOCALES:
                    look = f"{name}, {width}, {locale}"
                    if parts and not any(part in look for part in parts):
                        continue
                    found = _walk(browser, origin, of, width, locale)
                    walked += 1
                    wrong += bool(found)
                    for one in found:
                        print(f"{look}: {one}", flush=True)
    print(f"{walked} looks, {wrong} of them with something wrong")
    return wrong


def _cases(browser: Browser, origin: str) -> Iterator[tuple[str, str | dict[str, Any]]]:
    """Names with an experiment, or with the name of a worked example."""
    yield from ((f"example {name}", name) for name in examples())
    page = browser.new_page(base_url=origin)
    page.goto("/")
    [place] = (ROOT / "static" / "core").rglob("presets.js")
    inside = place.relative_to(ROOT / "static" / "core").with_suffix("").as_posix()
    presets = json.loads(json.dumps(page.evaluate(PRESETS.replace("PLACE", inside))))
    page.close()
    yield from ((f"preset {name}", of) for name, of in presets.items())
    yield from ((name, make()) for name, make in odd_networks().items())


def _walk(
    browser: Browser, origin: str, of: str | dict[str, Any], width: int, locale: str
) -> list[str]:
    size: ViewportSize = {"width": width, "height": HEIGHTS[width]}
    context = browser.new_context(base_url=origin, locale=locale, viewport=size)
    try:
        context.add_init_script(WIDEST_STROKE)
        page = context.new_page()
        lab = Lab(page).open(of) if isinstance(of, str) else open_experiment(page, of)
        return problems(page, lab)
    finally:
        context.close()


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
