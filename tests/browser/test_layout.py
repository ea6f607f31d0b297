"""A seeded sample of the walk through all looks (tools/layout_walk.py): nothing is wrong."""

import random
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.layout import HEIGHTS, LOCALES, WIDEST_STROKE, WIDTHS, odd_networks, problems
from tests.browser.opened import open_experiment

ALL = [(name, width, locale) for name in odd_networks() for width in WIDTHS for locale in LOCALES]
SAMPLE = random.Random(12).sample(ALL, 8)


@pytest.mark.parametrize(("name", "width", "locale"), SAMPLE)
def test_a_look_has_nothing_wrong(
    new_context: Callable[..., BrowserContext], name: str, width: int, locale: str
) -> None:
    size = {"width": width, "height": HEIGHTS[width]}
    context = new_context(locale=locale, viewport=size)
    context.add_init_script(WIDEST_STROKE)
    page = context.new_page()
    assert problems(page, open_experiment(page, odd_networks()[name]())) == []
