"""What the inputs are to the eye, from their shape and the examples."""

from typing import Any

import pytest

from engine import example
from tests.static.pure import Core, evaluate

READ = """async ({ base, asked }) => {
    const { domainOf, settledDomain } = await import(`${base}/core/picture/input-domain.js`);
    const first = domainOf(asked.shape, asked.inputs);
    if (!asked.then) return first;
    const all = [...asked.inputs, ...asked.then];
    return settledDomain(first, domainOf(asked.shape, all), all);
}"""


def domain(core: Core, shape: list[int], inputs: list[Any], then: Any = None) -> Any:
    asked = {"shape": shape, "inputs": inputs, "then": then}
    return evaluate(core, READ, example("mazur-2-2-2").experiment, asked=asked)


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        ([1], "line"),
        ([2], "plane"),
        ([4], "rows"),
        ([15], "rows"),
        ([64], "image"),
        ([1, 5, 7], "image"),
    ],
)
def test_the_shape_says_what_can_be_drawn(core: Core, shape: list[int], kind: str) -> None:
    assert domain(core, shape, [[0.0] * shape[0]])["kind"] == kind


def test_axes_of_like_spans_are_equal_and_others_are_not(core: Core) -> None:
    (left, right), (low, high) = domain(core, [2], [[-1, 0], [1, 1.5]])["ends"]
    assert right - left == pytest.approx(high - low)
    assert left == pytest.approx(-right)
    (left, right), (low, high) = domain(core, [2], [[-1, 0], [1, 100]])["ends"]
    assert high - low == pytest.approx(124)
    assert right - left == pytest.approx(2.48)


def test_an_added_point_inside_does_not_move_the_axes(core: Core) -> None:
    before = domain(core, [2], [[-1, -1], [1, 1]])
    assert domain(core, [2], [[-1, -1], [1, 1]], [[1.2, 0]]) == before
    after = domain(core, [2], [[-1, -1], [1, 1]], [[3, 0]])
    assert after["ends"][0][1] > 3
