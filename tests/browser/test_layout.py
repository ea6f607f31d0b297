"""A seeded sample of the walk through all looks (tools/layout_walk.py): nothing is wrong."""

import random
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.lab import Lab
from tests.browser.layout import (
    FOUND,
    HEIGHTS,
    LOCALES,
    WIDEST_STROKE,
    WIDTHS,
    odd_networks,
    problems,
)
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


def test_numbers_stand_apart_above_an_open_lesson(
    new_context: Callable[..., BrowserContext],
) -> None:
    context = new_context(locale="en-US", viewport={"width": 900, "height": 700})
    context.add_init_script(WIDEST_STROKE)
    page = context.new_page()
    for lesson, part in (("all-paths", "fork"), ("fading-message", "keep")):
        page.goto(f"/#lesson={lesson}&part={part}")
        page.reload()
        Lab(page).ready().settle()
        expect(page.locator(f".lesson[data-part={part}]")).to_be_visible()
        assert page.evaluate(FOUND) == []
