"""The loss as a curve: where its points lie, where it breaks."""

import math
from typing import Any

from tests.static.pure import Core, ask

POINTS = [
    {"iteration": k, "loss": loss, "test": {"loss": 2}}
    for k, loss in [(10, 4), (20, 1), (30, None), (40, 0), (50, 0.01)]
]
BOX = {"width": 100, "height": 130}
DRAW = """(() => {
    const [loss, test] = [(p) => p.loss, (p) => p.test.loss];
    const extent = lossCurve.extentOf([points], [loss, test], log);
    return [extent, lossCurve.pieces({points, parted}, loss, extent, box)];
})()"""


def draw(core: Core, **values: Any) -> Any:
    """What DRAW gives for points: the extent, and the pieces of the curve."""
    return ask(core, "picture/loss-curve", DRAW, box=BOX, **values)


def test_it_runs_from_the_first_iteration_to_the_last_and_down_to_zero(core: Core) -> None:
    extent, pieces = draw(core, points=POINTS, log=False, parted=None)
    assert extent == {"from": 10, "to": 50, "low": 0, "high": 4, "log": False}
    assert [[p["x"] for p in piece] for piece in pieces] == [[0, 25], [75, 100]]
    first, second = pieces[0]
    assert first["y"] < second["y"] < 130
    assert pieces[1][0]["y"] > second["y"]


def test_powers_of_ten_are_evenly_apart_and_zero_has_no_place(core: Core) -> None:
    extent, pieces = draw(core, points=POINTS, log=True, parted=None)
    assert (extent["low"], extent["high"]) == (0.01, 4)
    (top, middle), (bottom,) = ([p["y"] for p in piece] for piece in pieces)
    share = (middle - top) / (bottom - top)
    assert math.isclose(share, math.log(4) / math.log(400))


def test_nothing_yet_has_bounds_all_the_same(core: Core) -> None:
    extent, pieces = draw(core, points=[], log=False, parted=None)
    assert (extent["low"], extent["high"], pieces) == (0, 1, [])


def test_it_breaks_where_it_goes_on_as_another_run(core: Core) -> None:
    _, pieces = draw(core, points=POINTS, log=False, parted=20)
    assert [[p["x"] for p in piece] for piece in pieces] == [[0], [25], [75, 100]]
