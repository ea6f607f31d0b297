"""Where columns stand whose paths part and meet, and what an arc has to go around."""

import pytest

from tests.static.pure import Core, ask


def read(core: Core, sources: list[list[int]], a: int, b: int) -> dict:
    code = """{
        const all = branches.bands(sources);
        return {
            all: all.map((x) => [x.depth, x.from, x.to]),
            passed: branches.between(all, a, b),
        };
    }"""
    return ask(core, "picture/branches", code, sources=sources, a=a, b=b)


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
def test_branches_stand_side_by_side(core: Core, sources: list[list[int]], places: list) -> None:
    assert read(core, sources, 0, 1)["all"] == places


def test_a_skip_goes_around_what_it_skips_and_a_branch_does_not(core: Core) -> None:
    assert read(core, [[], [0], [1], [2, 0]], 0, 3)["passed"] == [1, 2]
    assert read(core, [[], [0], [1], [0], [2, 3]], 3, 4)["passed"] == []
