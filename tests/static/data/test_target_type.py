"""What targets say: classes or heights, as the engine reads them."""

import numpy as np
import pytest

from engine import example
from engine.data.classes import classes
from tests.static.pure import Core, evaluate

READ = """async ({ base, targets }) => {
    const { meaningOf } = await import(`${base}/core/data/target-type.js`);
    return targets.map((rows) => {
        const found = meaningOf(rows);
        return found.kind === 'classes' ? [found.values.length, [...found.of]] : null;
    });
}"""

TARGETS = [
    [[0], [1], [1]],
    [[-1], [1], [1]],
    [[0.5], [1]],
    [[1, 0, 0], [0, 0, 1]],
    [[1, 0], [1, 1]],
    [[0.2, 0.8], [1, 0]],
]


def test_the_page_and_the_engine_agree(core: Core) -> None:
    seen = evaluate(core, READ, example("mazur-2-2-2").experiment, targets=TARGETS)
    for found, rows in zip(seen, TARGETS, strict=True):
        of = classes(np.array(rows, float))
        assert found == (of and [of.count, of(np.array(rows, float)).tolist()])


@pytest.mark.parametrize("rows", [[[1.0], [1.0]]])
def test_a_single_class_is_still_one_of_two(core: Core, rows: list[list[float]]) -> None:
    (found,) = evaluate(core, READ, example("mazur-2-2-2").experiment, targets=[rows])
    assert found == [2, [1, 1]]
