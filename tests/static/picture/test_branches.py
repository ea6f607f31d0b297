"""Where columns stand whose paths part and meet, and what an arc has to go around."""

import pytest
from playwright.sync_api import Page

from tests.static.pure import ask


def read(page: Page, sources: list[list[int]], a: int, b: int) -> dict:
    code = """{
        const all = branches.bands(sources);
        return {
            all: all.map((x) => [x.depth, x.from, x.to]),
            passed: branches.between(all, a, b),
        };
    }"""
    return ask(page, "picture/branches", code, sources=sources, a=a, b=b)


@pytest.mark.parametrize(
    ("sources", "places"),
    [
        ([[], [0], [1]], [[0, 0, 1], [1, 0, 1], [2, 0, 1]]),
        ([[], [0], [0], [1, 2]], [[0, 0, 1], [1, 0, 0.5], [1, 0.5, 1], [2, 0, 1]]),
        ([[], [0], [1], [2, 0]], [[0, 0, 1], [1, 0, 1], [2, 0, 1], [3, 0, 1]]),
        (
            [[], [0], [1], [0], [2, 3]],
            [[0, 0, 1], [1, 0, 0.5], [2, 0, 0.5], [1, 0.5, 1], [3, 0, 1]],
        ),
    ],
)
def test_branches_stand_side_by_side(page: Page, sources: list[list[int]], places: list) -> None:
    assert read(page, sources, 0, 1)["all"] == places


def test_a_skip_goes_around_what_it_skips_and_a_branch_does_not(page: Page) -> None:
    assert read(page, [[], [0], [1], [2, 0]], 0, 3)["passed"] == [1, 2]
    assert read(page, [[], [0], [1], [0], [2, 3]], 3, 4)["passed"] == []
