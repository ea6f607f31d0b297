"""The paths of a number: stacked into its gradient, and laid on the wires of the picture."""

from tests.static.pure import Core, ask

FOUND = {
    "gradient": 0.25,
    "size": 3.0,
    "count": 12,
    "paths": [
        {"product": p, "route": 0, "cells": [[0, 0], [0, 1], []], "derivatives": [p, 1]}
        for p in (1.0, -0.75, 0.5)
    ],
    "routes": [["W1", "z1", "E"]],
    "network": {"paths": 40, "wires": 9, "examples": 1},
    "rest": {"count": 9, "sum": -0.5},
}


def test_the_bars_end_at_the_gradient_and_count_every_path(core: Core) -> None:
    for most in (1, 2, 3, 8):
        bars = ask(core, "picture/routes", "routes.routeBars(found, most)", found=FOUND, most=most)
        own = bars[:-1]
        assert [bar["value"] for bar in own] == [1.0, -0.75, 0.5][:most]
        assert bars[-1]["to"] == FOUND["gradient"]
        assert len(own) + bars[-1]["others"] == FOUND["count"]


def test_without_a_rest_there_is_no_bar_for_it(core: Core) -> None:
    whole = {**FOUND, "gradient": 0.75, "count": 3, "rest": {"count": 0, "sum": 0.0}}
    bars = ask(core, "picture/routes", "routes.routeBars(found, 8)", found=whole)
    assert [bar["index"] for bar in bars] == [0, 1, 2]


def test_a_path_lies_on_the_wire_of_its_weight_and_on_those_behind(core: Core) -> None:
    code = """(() => {
        const trace = { tensor: (name) => ({ batched: name !== "W1" }) };
        const homes = new Map([["W1", { where: "wire", op: 0 }],
            ["z1", { where: "neuron", column: 1 }], ["E", { where: "meter", column: 1 }]]);
        const edge = (key, fromKey, toKey, cell = null) => ({ key, fromKey, toKey, cell });
        const edges = [
            edge("a", "0:0", "1:1", { tensor: "W1", cell: [1, 0] }),
            edge("b", "0:0", "1:0", { tensor: "W1", cell: [0, 0] }),
            edge("c", "1:1", "meter"), edge("d", "1:0", "meter"),
        ];
        const path = { route: 0, cells: [[1, 0], [0, 1], []] };
        const along = routes.cellsAlong(found, path);
        return [...routes.wiresAlong({ homes, edges }, trace, along)];
    })()"""
    assert ask(core, "picture/routes", code, found=FOUND) == ["a", "c"]
