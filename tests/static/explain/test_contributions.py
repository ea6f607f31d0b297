"""What the page stacks into a number adds up to it, and is the product it is said to be."""

import math

import numpy as np
import pytest

from engine import Experiment, example, examples, trace
from engine.ops import of_family
from tests.engine.graphs import LAYERS, random_graph
from tests.engine.networks import random_experiment
from tests.samples import cases
from tests.static.pure import Core, ask, evaluate

ADD = """async ({ document, base }) => {
    const { Trace, cells } = await import(`${base}/core/data/trace.js`);
    const { contributionsOf } = await import(`${base}/core/explain/contributions.js`);
    const { ladderOf } = await import(`${base}/core/explain/ladder.js`);
    const trace = new Trace(document);
    return trace.steps.flatMap((step) => cells(trace.tensor(step.writes).shape).map((cell) => {
        const at = { tensor: step.writes, cell };
        const { contributions, rungs } = ladderOf(trace, at);
        const below = contributions.reduce((sum, c) => sum + c.value, 0);
        return {
            at: `${step.writes}${cell}`,
            value: trace.value(step.writes, cell),
            parts: contributionsOf(trace, at).map((c) => c.value),
            climbed: rungs.reduce((product, rung) => product * rung.by, below),
        };
    }));
}"""
FAMILIES = ("activation", "loss", "optimizer", "schedule", "clip", "penalty")


def assert_bounded(experiment: Experiment, at: str) -> None:
    """The formula has the logarithm of 0, or a division by it, which the engine bounds."""
    run = trace(experiment)
    assert experiment.loss.kind in {"cross_entropy", "binary_cross_entropy"}
    (loss,) = (step for step in run.program.steps if step.writes == "E")
    kinds = {name: role.kind for name, role in experiment.loss.roles.items()}
    (answer,) = (name for role, name in loss.reads.items() if kinds.get(role) == "input")
    assert at.startswith(("E", f"d_{answer}"))
    assert np.isin(run[answer], (0.0, 1.0)).any()


def hold(core: Core, experiment: Experiment) -> None:
    rows = evaluate(core, ADD, experiment)
    assert rows
    for row in rows:
        if not row["parts"] and row["value"]:
            assert_bounded(experiment, row["at"])
            continue
        size = math.fsum(map(abs, row["parts"]))
        assert abs(math.fsum(row["parts"]) - row["value"]) <= 1e-12 * max(size, 1e-3), row
        if row["parts"]:
            near = pytest.approx(row["value"], rel=1e-10, abs=1e-12 * max(size, 1))
            assert row["climbed"] == near, row


@pytest.mark.parametrize("name", examples())
def test_of_every_worked_example(core: Core, name: str) -> None:
    hold(core, example(name).experiment)


@pytest.mark.parametrize("family", FAMILIES)
def test_of_every_op(core: Core, family: str) -> None:
    for kind in of_family(family):
        rng = np.random.default_rng([31, *map(ord, kind)])
        hold(core, random_experiment(rng, **{family: kind}))


@pytest.mark.parametrize("kind", LAYERS)
def test_of_every_layer(core: Core, kind: str) -> None:
    rng = np.random.default_rng([32, *map(ord, kind)])
    made = (random_graph(rng, kind) for _ in range(99))
    hold(core, next(one for one in made if trace(one).program.size < 900))


def test_of_random_networks(core: Core) -> None:
    """With layers of every kind in turn, beside those above."""
    rng = np.random.default_rng(34)
    kinds = list(LAYERS)
    made = (random_graph(rng, kinds[k % len(kinds)]) for k in range(999))
    small = (one for one in made if trace(one).program.size < 500)
    for _ in range(cases(20, 50)):
        hold(core, next(small))


def test_of_the_weight_that_the_text_follows(core: Core) -> None:
    """∂E/∂h₁ is 0.0554 − 0.0190, and comes times 0.2413 and 0.05 to the gradient of w₁."""
    code = """async ({ document, base }) => {
        const { Trace } = await import(`${base}/core/data/trace.js`);
        const { ladderOf } = await import(`${base}/core/explain/ladder.js`);
        const ladder = ladderOf(new Trace(document), { tensor: "d_W1", cell: [0, 0] });
        return {
            ...ladder.start,
            parts: ladder.contributions.map((c) => c.value),
            by: ladder.rungs.map((r) => r.by),
            value: ladder.rungs.at(-1).value,
        };
    }"""
    found = evaluate(core, code, example("mazur-2-2-2").experiment)
    assert (found["tensor"], found["cell"]) == ("d_a1", [0, 0])
    # As the text prints them.
    assert found["parts"] == pytest.approx([0.055399425, -0.019049119], abs=5e-9)
    assert found["by"] == pytest.approx([0.241300709, 0.05], abs=5e-9)
    assert found["value"] == pytest.approx(0.000438568, abs=5e-10)


def test_few_keep_their_order_and_many_are_sorted_with_the_rest_as_one(core: Core) -> None:
    few = ask(core, "explain/stack", "stack.stackOf([1, -3, 2.5])")
    assert [bar["index"] for bar in few["bars"]] == [0, 1, 2]
    assert [(bar["from"], bar["to"]) for bar in few["bars"]] == [(0, 1), (1, -2), (-2, 0.5)]
    assert (few["low"], few["high"], few["plus"], few["minus"]) == (-2, 1, 3.5, -3)
    values = [((-1) ** k) * (k + 1) / 8 for k in range(20)]
    many = ask(core, "explain/stack", "stack.stackOf(values)", values=values)
    assert [bar["index"] for bar in many["bars"]] == [19, 18, 17, 16, 15, 14, 13, None]
    assert many["bars"][-1]["others"] == 13
    assert many["bars"][-1]["value"] == sum(values[:13])
    assert many["sum"] == sum(values)
