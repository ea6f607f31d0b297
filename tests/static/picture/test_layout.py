"""Where all of a network stands in the room that there is, from a phone to a projector."""

import json
import re
from itertools import pairwise
from typing import Any

import pytest

from app.schemas.serialize import trace_json
from app.site.paths import STATIC
from engine import Experiment, example, trace
from tests.samples import in_turn
from tests.static.pure import Core, ask

LAYOUT = "({ ...layout.layout(new trace.Trace(given), stage, inside), homes: null })"
ROOMS = {"phone": (360, 300), "slim phone": (320, 320), "beside a lesson": (620, 420),
         "laptop": (800, 560), "wide": (1200, 760)}  # fmt: skip
POINT = {"inputs": [[0.5, -1.0]], "targets": [[0.5]]}
IMAGE = {"inputs": [[[[0.1 * (i + j) for i in range(6)] for j in range(6)]]], "targets": [[0.5]]}
BESIDE = 69
"""What numbers take between a neuron and the one below it."""


def dense(*units: int) -> list[dict[str, Any]]:
    return [{"kind": "dense", "units": n, "activation": "tanh"} for n in units]


NETWORKS = {
    "a chain": (dense(1, 1), POINT),
    "two by two": (dense(2, 1), POINT),
    "tall": (dense(12, 1), POINT),
    "deep": (dense(3, 3, 3, 3, 3, 1), POINT),
    "images": ([{"kind": "conv2d", "filters": 2, "kernel": 3}, {"kind": "flatten"}, *dense(1)],
               IMAGE),
    "a norm": ([*dense(3), {"kind": "layer_norm"}, *dense(1)], POINT),
}  # fmt: skip


def document(name: str) -> dict[str, Any]:
    layers, data = NETWORKS[name]
    made = Experiment.from_json({"layers": layers, "loss": "half_sse", **data})
    return json.loads(trace_json(trace(made)))


def laid(core: Core, given: dict[str, Any], inside: str = "numbers", **stage: float) -> Any:
    stage = {"scale": 1.0, "foot": 0.0, **stage}
    return ask(core, "picture/layout data/trace", LAYOUT, given=given, stage=stage, inside=inside)


def neurons(at: dict[str, Any]) -> list[dict[str, Any]]:
    return [n for column in at["columns"] for n in column["neurons"]]


@pytest.mark.parametrize(
    ("name", "room", "inside", "scale"),
    in_turn(NETWORKS, ROOMS, ["numbers", "maps"], [1.0, 1.25]),
)
def test_everything_stands_in_its_room_and_nothing_on_another(
    core: Core, name: str, room: str, inside: str, scale: float
) -> None:
    width, height = (side * scale for side in ROOMS[room])
    at = laid(core, document(name), inside, width=width, height=height, scale=scale)
    all_of, meter = neurons(at), at["meter"]
    for n in all_of:
        assert n["r"] > 0
        assert n["x"] - n["r"] >= 0
        assert n["x"] + n["r"] <= width
        assert n["y"] - n["r"] >= 0
        assert n["y"] + n["r"] <= height
        away = (abs(n[axis] - meter[axis]) - n["r"] - meter[side] / 2
                for axis, side in (("x", "w"), ("y", "h")))  # fmt: skip
        assert max(away) >= 0
    for column in at["columns"]:
        for k, one in enumerate(column["neurons"]):
            for other in column["neurons"][:k]:
                apart = max(abs(one["x"] - other["x"]), abs(one["y"] - other["y"]))
                assert apart >= (one["r"] + other["r"]) * 0.999
    assert meter["w"] / 2 <= meter["x"] <= width - meter["w"] / 2
    assert meter["h"] / 2 <= meter["y"] <= height - meter["h"] / 2
    places = sorted({column["x"] for column in at["columns"]})
    steps = [b - a for a, b in pairwise(places)]
    assert steps == pytest.approx([at["pitch"]] * len(steps))
    assert at["roomy"] == (at["pitch"] > 150 * scale)


@pytest.mark.parametrize(("name", "room"), in_turn(["a chain", "two by two", "tall"], ROOMS))
def test_numbers_stand_beside_neurons_where_they_fit_between_two(core: Core, name, room) -> None:
    given = document(name)
    told = {}
    for height in range(160, 900, 20):
        at = laid(core, given, width=ROOMS[room][0], height=height)
        told[height] = at["detailed"]
        largest = max(n["r"] for n in neurons(at))
        if at["detailed"]:
            assert at["gap"] >= 2 * largest + BESIDE
            assert largest >= 17
    if name != "tall":
        assert any(told.values())
        heights = [height for height, are in told.items() if are]
        assert all(told[height] for height in range(heights[0], 900, 20))  # with more room as well
    assert not told[160]


def test_a_narrow_stage_has_its_meter_below_and_a_wide_one_beside(core: Core) -> None:
    given = document("two by two")
    narrow, wide = (laid(core, given, width=w, height=500) for w in (639, 640))
    assert narrow["meter"]["y"] - narrow["meter"]["h"] / 2 > max(n["y"] for n in neurons(narrow))
    assert wide["meter"]["x"] - wide["meter"]["w"] / 2 > max(n["x"] for n in neurons(wide))
    assert narrow["meter"]["inlet"]["x"] > narrow["meter"]["x"]
    assert wide["meter"]["inlet"]["x"] < wide["meter"]["x"]


@pytest.mark.parametrize("name", ["two by two", "deep", "a norm"])
def test_larger_type_in_as_much_more_room_is_the_same_picture(core: Core, name: str) -> None:
    given = document(name)
    once = laid(core, given, width=800, height=560)
    twice = laid(core, given, width=1600, height=1120, scale=2.0)
    for one, other in zip(neurons(once), neurons(twice), strict=True):
        for side in ("x", "y", "r"):
            assert other[side] == pytest.approx(2 * one[side])
    assert twice["meter"]["x"] == pytest.approx(2 * once["meter"]["x"])
    assert (twice["detailed"], twice["roomy"]) == (once["detailed"], once["roomy"])


def test_on_the_smallest_of_stages_neurons_have_a_size(core: Core) -> None:
    """As on an old phone with a panel open: they stand close, and within it."""
    at = laid(core, document("a norm"), width=320, height=191, foot=-50.0)
    for n in neurons(at):
        assert n["r"] > 0
        assert 0 <= n["y"] - n["r"] <= n["y"] + n["r"] <= 191


def test_a_network_of_one_row_has_its_numbers_above_a_lesson_on_a_phone(core: Core) -> None:
    """In the room that static/css/lessons.css leaves it, without a sentence."""
    sheet = (STATIC / "css/lessons.css").read_text("utf-8")
    height = int(re.search(r"minmax\((\d+)px, 0\.75fr\)", sheet)[1])
    chain = json.loads(trace_json(trace(example("two-neuron-chain").experiment)))
    assert laid(core, chain, width=360, height=height, foot=-50.0)["detailed"]


def test_two_rows_above_an_open_panel_of_a_phone_carry_their_numbers(core: Core) -> None:
    at = laid(core, document("two by two"), width=360.0, height=278.0, foot=-50.0)
    assert not at["detailed"]
    assert min(n["r"] for n in neurons(at)) >= 17  # those from there on have a number


def test_a_number_with_fewer_digits_is_still_a_number(core: Core) -> None:
    numbers = [0.75136, -0.0381, 0.0004, 12.0, 0.004, 3e-9]
    cut = ask(core, "data/number", "x.map((one) => number.withDecimals(one, 2))", x=numbers)
    assert cut == ["0.75", "−0.04", "4 × 10⁻⁴", "12", "0.004", "3 × 10⁻⁹"]
