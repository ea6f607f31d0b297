"""Round numbers along an axis."""

import pytest

from engine import example
from tests.static.pure import Core, evaluate

READ = """async ({ base, asked }) => {
    const { ticks } = await import(`${base}/core/picture/ticks.js`);
    return asked.map((one) => ticks(...one));
}"""


def test_ticks_are_round_and_within(core: Core) -> None:
    asked = [(-1.1, 1.1, 5), (0.03, 0.31, 4), (-6000, 7000, 5)]
    found = evaluate(core, READ, example("mazur-2-2-2").experiment, asked=asked)
    assert found[0] == pytest.approx([-1, -0.5, 0, 0.5, 1])
    assert found[1] == pytest.approx([0.1, 0.2, 0.3])
    assert found[2] == pytest.approx([-5000, 0, 5000])
