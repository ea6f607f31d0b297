"""Where numbers of wires and kernels stand: on no other number, and on no neuron."""

from typing import Any

import pytest

from tests.samples import in_turn
from tests.static.pure import Core, ask

BOX = {"w": 46.0, "h": 34.0}
TOP, R = 44.0, 20.0
PLACED = "[...(labels.placeLabels(edges, box, curved, avoid, hard) ?? [])]"


def edge(op: int, cell: list[int], *at: float) -> dict[str, Any]:
    """A wire from a place to another, that carries a number of a weight."""
    x, y, to_x, to_y = at
    return {
        "op": op, "key": f"{op}:{cell}:{at}", "cell": {"tensor": f"W{op}", "cell": cell},
        "from": {"x": x, "y": y}, "to": {"x": to_x, "y": to_y},
    }  # fmt: skip


def convolution(
    high: int, wide: int, gap: float, head: float, op: int = 0, left: float = 100.0
) -> list[dict[str, Any]]:
    """The wires of a kernel that goes over three places; its neurons begin under `head`."""
    cells = [[0, 0, i, j] for i in range(high) for j in range(wide)]
    return [
        edge(op, cell, left, head + R + 40 * (k + n), left + gap, head + R + 40 * n)
        for n in range(3)
        for k, cell in enumerate(cells)
    ]


def kernels(core: Core, edges: list[dict[str, Any]], r: float = R) -> Any:
    code = "labels.placeKernels(edges, box, top, r)"
    return ask(core, "picture/labels", code, edges=edges, box=BOX, top=TOP, r=r)


def apart(all_of: list[dict[str, Any]], w: float, h: float) -> bool:
    return all(
        abs(a["x"] - b["x"]) >= w or abs(a["y"] - b["y"]) >= h
        for k, a in enumerate(all_of)
        for b in all_of[:k]
    )


@pytest.mark.parametrize(
    ("high", "wide", "gap"), in_turn([1, 2, 3], [1, 2, 3], [160.0, 220.0, 400.0])
)
def test_a_kernel_stands_once_as_a_grid_above_its_wires(core: Core, high, wide, gap) -> None:
    found = kernels(core, convolution(high, wide, gap, head=300.0))
    assert [k["cell"]["cell"][-2:] for k in found] == [[i, j] for i in range(high)
                                                       for j in range(wide)]  # fmt: skip
    assert apart(found, BOX["w"] + 4, BOX["h"] + 4)
    assert sum(k["x"] for k in found) / len(found) == pytest.approx(100 + gap / 2)
    assert {k["middle"] for k in found} == {100 + gap / 2}
    assert [k["first"] for k in found] == [True] + [False] * (len(found) - 1)
    assert min(k["y"] for k in found) - BOX["h"] / 2 >= TOP
    assert max(k["y"] for k in found) + BOX["h"] / 2 <= 300.0 + BOX["h"] / 4


@pytest.mark.parametrize(
    ("gap", "head", "stands"),
    [
        (90.0, 300.0, True),  # no room between the columns, but above
        (90.0, 60.0, False),
        (101.0, 60.0, True),  # between them, for it is as wide
        (99.0, 60.0, False),
        (99.0, TOP + 2 * 38 - BOX["h"] / 4, True),
        (99.0, TOP + 2 * 38 - BOX["h"] / 4 - 1, False),
    ],
)
def test_a_kernel_covers_no_neurons(core: Core, gap: float, head: float, stands: bool) -> None:
    assert (kernels(core, convolution(2, 2, gap, head)) is not None) == stands


def test_neurons_reach_as_far_up_as_they_are_large(core: Core) -> None:
    edges = convolution(2, 2, 90.0, head=TOP + 2 * 38)
    assert kernels(core, edges) is not None
    assert kernels(core, edges, r=R + BOX["h"]) is None


def test_all_kernels_stand_or_none_and_large_ones_are_left_out(core: Core) -> None:
    one, other = convolution(2, 2, 160.0, 300.0), convolution(3, 1, 160.0, 300.0, 1, left=400.0)
    found = kernels(core, one + other)
    assert [k["first"] for k in found] == [True, False, False, False, True, False, False]
    assert {k["middle"] for k in found} == {180.0, 480.0}
    assert len({k["key"] for k in found}) == 7
    slim = convolution(3, 3, 90.0, 60.0, 2, left=700.0)
    assert kernels(core, one + slim) is None
    large = convolution(4, 5, 90.0, 60.0, 3, left=700.0)
    assert kernels(core, one + large) == kernels(core, one)
    assert kernels(core, []) == []


def fan(count: int, width: float, height: float) -> list[dict[str, Any]]:
    """Wires from each of so many neurons to each of as many."""
    at = [height * (k + 0.5) / count for k in range(count)]
    return [edge(0, [j, k], 0.0, at[k], width, at[j]) for j in range(count) for k in range(count)]


@pytest.mark.parametrize(("count", "curved", "hard"), in_turn([2, 3], [True, False], [True, False]))
def test_numbers_of_wires_stand_on_their_own_wire_alone(core: Core, count, curved, hard) -> None:
    edges = fan(count, 300.0, 160.0 * count)
    avoid = [{"x": 150.0, "y": 20.0, "w": 60.0, "h": 20.0}]
    box = {"w": 46.0, "h": 14.0}
    given = {"edges": edges, "box": box, "curved": curved, "avoid": avoid, "hard": hard}
    placed = dict(ask(core, "picture/labels", PLACED, **given))
    assert placed.keys() == {e["key"] for e in edges}
    assert apart([*placed.values()], box["w"] + 4, box["h"] + 3)
    code = "edges.map((e, k) => bezier.pointAt(e, at[k], curved))"
    along = [placed[e["key"]]["u"] for e in edges]
    points = ask(core, "picture/bezier", code, edges=edges, at=along, curved=curved)
    for e, point in zip(edges, points, strict=True):
        assert {n: placed[e["key"]][n] for n in "xy"} == point
        assert e["from"]["x"] - 2 < point["x"] - box["w"] / 2
        assert point["x"] + box["w"] / 2 < e["to"]["x"] + 2
        assert abs(point["x"] - 150) > 57 or abs(point["y"] - 20) > 20


def test_where_one_number_has_no_room_none_stands(core: Core) -> None:
    given = {"box": BOX, "curved": True, "avoid": [], "hard": True}
    assert ask(core, "picture/labels", PLACED, edges=fan(4, 60.0, 100.0), **given) == []
    assert ask(core, "picture/labels", PLACED, edges=fan(1, 40.0, 100.0), **given) == []
