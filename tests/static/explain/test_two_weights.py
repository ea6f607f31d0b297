"""The loss over two weights: which ones, the window, and the way of training through it."""

import pytest

from engine import example
from tests.static.pure import Core, ask, evaluate

FURTHEST = """async ({ document, base }) => {
    const { Trace } = await import(`${base}/core/data/trace.js`);
    const two = await import(`${base}/core/explain/two-weights.js`);
    const { nudgeableAt, nudgeOf, sliceAround } =
        await import(`${base}/core/explain/nudgeable.js`);
    const trace = new Trace(document);
    const all = two.furthest(trace, 4);
    const at = (tensor, cell) => nudgeableAt(trace, { tensor, cell })?.tensor ?? null;
    const { checkpoint, renewed } = trace;
    const pair = [{ tensor: "W2", cell: [0, 1] }, { tensor: "W1", cell: [1, 0] }];
    return {
        all, partner: two.partnerOf(all, all[0]),
        way: two.wayOf(trace, [checkpoint, renewed], pair),
        nudgeable: [at("d_W1", [0, 0]), at("W1'", [0, 0]), at("s1", [0, 0]), at("d_z2", [0, 0]),
            at("E", []), at("y", [0, 0]), at("a0", [0, 0])],
        slice: sliceAround(trace, pair[0]),
        typed: ["0.001", "-1e-8", "0,05", "−0.1", "0", "0.2", "x"].map(nudgeOf),
    };
}"""


def test_the_weights_that_move_are_looked_at_on_the_way_they_went(core: Core) -> None:
    found = evaluate(core, FURTHEST, example("mazur-2-2-2").experiment)
    assert {c["tensor"] for c in found["all"]} == {"W2"}  # the biases are left alone
    assert found["partner"] == found["all"][1]
    # As the text prints them: w₆ and w₃, and what they become.
    assert found["way"][0] == [0.45, 0.25]
    assert found["way"][1] == pytest.approx([0.408666186, 0.24975114], abs=5e-9)
    assert found["nudgeable"] == ["W1", "W1", "z1", "z2", None, None, "a0"]
    assert found["slice"]["low"] < 0.408 < 0.45 < found["slice"]["high"]
    assert found["typed"] == [0.001, -1e-8, 0.05, -0.1, None, None, None]


def test_the_window_holds_the_way(core: Core) -> None:
    code = "twoWeights.windowOf([1, 2], [[-3, 2], [1, 8]])"
    (left, right), (low, high) = ask(core, "explain/two-weights", code)
    assert left < -3
    assert right > 1
    assert low < 2
    assert high > 8
