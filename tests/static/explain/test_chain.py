"""The factors that the page shows are the gradient: their products, added over the batch."""

import pytest

from engine import Experiment, example, examples, explain, trace
from tests.static.pure import Core, evaluate

READ = """async ({ document, base }) => {
    const { Trace, cells } = await import(`${base}/core/data/trace.js`);
    const chain = await import(`${base}/core/explain/chain.js`);
    const { chainOf, chainShare, shareSymbol, together } = chain;
    const trace = new Trace(document);
    const value = (cell) => (cell ? trace.value(cell.tensor, cell.cell) : 1);
    return trace.document.parameters.flatMap((tensor) =>
        cells(trace.tensor(tensor).shape).map((cell) => {
            const examples = [...Array(trace.batch).keys()];
            const chains = examples.map((n) => chainOf(trace, { tensor, cell }, n));
            if (!chains[0]) return { tensor, cell, factors: null };
            return {
                tensor, cell,
                factors: chains.map((c) => c.factors.map((f) => value(f.cell))),
                parts: chains[0].factors.map((f) => f.part),
                same: ['d_' + tensor, tensor + "'"].every((other) => JSON.stringify(
                    chainOf(trace, { tensor: other, cell }, 0)) === JSON.stringify(chains[0])),
                shares: chains.map((c) => chainShare(trace, c)),
                symbols: chains.map((c, n) => shareSymbol(trace, c, n)),
                together: together(trace, chains[0].delta),
            };
        }));
}"""

PROBABILITIES = {
    "layers": [{"kind": "dense", "units": 3, "activation": {"kind": "softmax"}}],
    "loss": {"kind": "cross_entropy", "reduction": "mean"},
    "learning_rate": 0.1,
    "inputs": [[0.3, -0.2], [1.0, 0.5]],
    "targets": [[1, 0, 0], [0, 1, 0]],
}


def read(core: Core, experiment: Experiment) -> list[dict]:
    return evaluate(core, READ, experiment)


@pytest.mark.parametrize("name", examples())
def test_factors_multiply_and_add_up_to_the_gradient(core: Core, name: str) -> None:
    experiment = example(name).experiment
    run = trace(experiment)
    rows = read(core, experiment)
    assert len(rows) == sum(run[p].size for p in run.program.parameters)
    for row in rows:
        if row["factors"] is None:  # a shared weight: many δ meet in it, no single product does
            assert len(explain(run, f"d_{row['tensor']}", tuple(row["cell"])).terms) > 1
            continue
        total = 0.0
        for factors in row["factors"]:
            product = 1.0
            for factor in factors:
                product *= factor
            total += product
        gradient = run[f"d_{row['tensor']}"][tuple(row["cell"])]
        assert sum(row["shares"]) == pytest.approx(total, rel=1e-12, abs=1e-15)
        assert total == pytest.approx(gradient, rel=1e-12, abs=1e-15)
        assert row["same"]


def test_a_weight_has_three_factors_and_a_bias_the_constant_one(core: Core) -> None:
    rows = {row["tensor"]: row["parts"] for row in read(core, example("mazur-2-2-2").experiment)}
    assert rows["W1"] == rows["W2"] == ["output", "slope", "input"]
    assert rows["b1"] == rows["b2"] == ["output", "slope", "one"]


def test_softmax_and_cross_entropy_are_told_together_with_their_share(core: Core) -> None:
    row = read(core, Experiment.from_json(PROBABILITIES))[0]
    assert row["parts"] == ["delta", "input"]
    assert row["together"]["key"] == "why.together.softmax.cross_entropy"
    assert row["together"]["share"] == 2


def test_a_hidden_layer_is_not_told_together_with_the_loss(core: Core) -> None:
    rows = read(core, example("mazur-2-2-2").experiment)
    assert all(row["together"] is None for row in rows if row["tensor"] == "W1")


def test_the_left_side_names_the_example_where_there_are_several(core: Core) -> None:
    """Beside the factors of one example the gradient of the whole batch would be untrue."""
    several = read(core, Experiment.from_json(PROBABILITIES))
    assert all("[1]" in row["symbols"][0] and "[2]" in row["symbols"][1] for row in several)
    (one,) = {len(row["symbols"]) for row in read(core, example("mazur-2-2-2").experiment)}
    assert one == 1
    assert not any(
        "[" in row["symbols"][0] for row in read(core, example("mazur-2-2-2").experiment)
    )
