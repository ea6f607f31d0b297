"""The numbers along a loss curve: round, apart, and where the curve has that value."""

import itertools
import math

import pytest

from tests.static.pure import Core, ask

BOX = {"width": 600, "height": 90}
AXES = "lossAxes.lossAxes(extent, box)"


def extent(**changes: object) -> dict:
    return {"from": 0, "to": 4057, "low": 0, "high": 0.7, "log": False} | changes


def test_ticks_stand_where_the_curve_has_their_value(core: Core) -> None:
    axes = ask(core, "picture/loss-axes", AXES, extent=extent(), box=BOX)
    for tick in axes["iterations"]:
        assert tick["at"] == pytest.approx(600 * tick["value"] / 4057)
        assert tick["value"] == int(tick["value"])
    top, bottom = 24, 84  # air for the read-out and for the line's own width
    for tick in axes["losses"]:
        assert tick["at"] == pytest.approx(bottom - (bottom - top) * tick["value"] / 0.7)
    assert len(axes["losses"]) >= 2
    assert len(axes["iterations"]) >= 4


@pytest.mark.parametrize("last", [2500, 2520, 100_000, 100_500])
def test_the_last_number_stays_inside_the_edge(core: Core, last: int) -> None:
    axes = ask(core, "picture/loss-axes", AXES, extent=extent(to=last), box=BOX)
    for tick in axes["iterations"]:
        half = 6.5 * len(str(tick["value"])) / 2
        assert tick["label"] + half <= 600 + 8  # the padding of the box
        assert tick["at"] - half <= tick["label"] <= tick["at"]
    assert axes["iterations"][1]["label"] == axes["iterations"][1]["at"]


def test_powers_of_ten_are_kept_apart(core: Core) -> None:
    log = extent(low=3e-7, high=2.0, log=True)
    losses = ask(core, "picture/loss-axes", AXES, extent=log, box=BOX)["losses"]
    assert all(math.log10(t["value"]) == round(math.log10(t["value"])) for t in losses)
    places = sorted(t["at"] for t in losses)
    assert all(b - a >= 22 for a, b in itertools.pairwise(places))


@pytest.mark.parametrize(
    "flat",
    [{"to": 0}, {"low": 0, "high": 0}, {"low": 1.0, "high": 1.0, "log": True}, {"to": 1}],
)
def test_a_curve_without_extent_has_no_wrong_ticks(core: Core, flat: dict) -> None:
    axes = ask(core, "picture/loss-axes", AXES, extent=extent(**flat), box=BOX)
    numbers = [t[key] for side in axes.values() for t in side for key in ("value", "at")]
    assert all(number is not None and math.isfinite(number) for number in numbers)
