"""One scale for all marks of a picture: comparable, bounded, and logarithmic where it must be."""

import pytest

from engine import Experiment
from tests.static.pure import Core, ask, evaluate

SHARES = "sizes.map((x) => scale.shareOf(x, scale.oneScale(sizes)))"
ORDER = """async ({ document, base }) => {
    const { surfaceOrder } = await import(`${base}/core/picture/surfaces.js`);
    const view = { tensors: [], ends: [[0, 1]], steps: 8, numbers: "uint8" };
    const start = { iteration: 0, values: new Float64Array(1) };
    return surfaceOrder(document.experiment, start, view).experiment.inputs.length;
}"""
MOVED = """async ({ document, base }) => {
    const { Trace, cells } = await import(`${base}/core/data/trace.js`);
    const { moves } = await import(`${base}/core/data/magnitude.js`);
    const trace = new Trace(document);
    return document.parameters.filter((name) =>
        cells(trace.tensor(name).shape).some((cell) => moves(trace, name, cell)));
}"""
NETWORK = {
    "layers": [
        {"kind": "dense", "units": 1, "activation": "identity"},
        {"kind": "batch_norm"},
        {"kind": "dense", "units": 1, "activation": "tanh"},
    ],
    "loss": "half_sse",
    "inputs": [[1.0], [-0.5], [0.75]],
    "targets": [[0.25], [1.0], [0.0]],
    "frozen": ["W3"],
}


def test_what_is_alike_is_linear(core: Core) -> None:
    assert ask(core, "picture/scale", SHARES, sizes=[0.15, 0.075, 0.01, 0]) == pytest.approx(
        [1, 0.5, 1 / 15, 0]
    )


def test_a_decade_is_as_long_everywhere_where_layers_differ_much(core: Core) -> None:
    sizes = [1, 1e-1, 1e-2, 1e-3, 1e-4]
    found = ask(core, "picture/scale", SHARES, sizes=sizes)
    assert found == pytest.approx([1, 0.8, 0.6, 0.4, 0.2])


@pytest.mark.parametrize("sizes", [[0, 0], [1e300, 1e-300], [1e5, 3], []])
def test_no_share_is_more_than_all(core: Core, sizes: list[float]) -> None:
    assert all(0 <= share <= 1 for share in ask(core, "picture/scale", SHARES, sizes=sizes))


def test_surfaces_are_asked_with_as_many_examples_as_a_norm_takes(core: Core) -> None:
    assert evaluate(core, ORDER, Experiment.from_json(NETWORK)) == 2


def test_what_is_frozen_or_moves_by_rounding_is_no_news(core: Core) -> None:
    found = evaluate(core, MOVED, Experiment.from_json(NETWORK))
    assert "b3" in found
    assert not {"W3", "b1"} & {*found}
