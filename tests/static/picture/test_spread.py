"""Curves of many seeds: who is best, who is nearest, and what has no loss any more."""

from typing import Any

from tests.static.pure import Core, ask

LOSSES = [[4, 2, 8, 4], [1, 2, None, 3], [0.5, 4, None, None]]
BANDS = [(2, 3, 4, 5, 8), (1, 1.5, 2.5, None, None), (0.5, 2, 4, None, None)]
FRAMES = [
    {
        "iteration": 10 * k,
        "losses": losses,
        "band": dict(zip(("least", "lower", "median", "upper", "largest"), band, strict=True)),
    }
    for k, (losses, band) in enumerate(zip(LOSSES, BANDS, strict=True))
]
BOX = {"width": 200, "height": 130}


def of(core: Core, code: str) -> Any:
    begin = "const extent = spread.spreadExtent(frames, false);"
    return ask(core, "picture/spread", f"{{ {begin} return {code}; }}", frames=FRAMES, box=BOX)


def test_they_take_what_the_runs_began_with_and_three_quarters_stay_within(core: Core) -> None:
    assert of(core, "extent") == {"from": 0, "to": 20, "low": 0, "high": 8, "log": False}
    log = of(core, "spread.spreadExtent(frames, true)")
    assert (log["low"], log["high"]) == (0.5, 8)


def test_runs_are_ranked_by_their_end_and_then_by_how_long_they_lived(core: Core) -> None:
    assert of(core, "spread.rankedRuns(frames)") == [0, 1, 3, 2]


def test_a_curve_ends_where_there_is_no_loss_any_more(core: Core) -> None:
    points = [of(core, f"spread.runPath(frames, extent, box, {k}).split('L').length")
              for k in range(4)]  # fmt: skip
    assert points == [3, 3, 1, 2]


def test_the_nearest_run_is_found_at_its_height(core: Core) -> None:
    """Down is 124 at a loss of 0, and 24 at 8: at the second frame 1 lies at 111.5, 3 at 86.5."""
    for y, run in ((112, 0), (99, 1), (85, 3)):
        at = f"{{ x: 104, y: {y} }}"
        assert of(core, f"spread.nearestRun(frames, extent, box, {at})") == run


def test_what_is_no_number_lies_along_the_upper_edge(core: Core) -> None:
    path = of(core, "spread.bandPath(frames, extent, box, 'lower', 'largest')")
    assert path.startswith("M0.0 24.0L100.0 24.0L200.0 24.0L200.0 ")
    assert path.endswith("Z")
    assert "NaN" not in path
