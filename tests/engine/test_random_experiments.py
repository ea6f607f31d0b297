"""Random experiments, three hundred here and a thousand with `python -m tools.whole`; each gradient
is proven in three ways that share no code.

By an independent differentiation package with more digits to 1e-12 (`allowed` tells where an a
is too near 1 for that), by central differences to 1e-6 (check.py adds float64's own rounding and
tells kinks apart), and where all is smooth by the complex step to 1e-10, all relative to
the largest entry of the gradient.
"""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from engine import Experiment, InvalidExperiment, Trace, registry, trace
from engine.explain.check import CellCheck, check
from engine.ops import BUILT_IN, of_family
from tests.engine.graphs import LAYERS, random_graph
from tests.engine.networks import LOSSES, random_experiment, random_op
from tests.engine.oracle import allowed, loss_and_gradients, off
from tests.engine.rules import held_to_rules
from tests.samples import cases

AROUND = ("schedule", "clip", "penalty")
NUDGED = 40
"""Cells nudged in one experiment: each takes two or three forward passes."""


@pytest.mark.parametrize("block", range(cases(4, 20)))
def test_gradients_are_proven_in_three_ways(block):
    rng = np.random.default_rng([2024, block])
    kinds: set[str] = set()
    found: Counter[bool | None] = Counter()
    for number in range(50):
        experiment = _drawn(rng, number)
        t = trace(experiment, int(rng.integers(3)))
        held_to_rules(t)
        loss, gradients = loss_and_gradients(t)
        assert t["E"] == pytest.approx(loss, rel=1e-12)
        distances = off(t, gradients)
        assert {*t.program.parameters} <= {*distances}
        assert max(distances.values()) <= allowed(t), (distances, experiment.to_json())
        _moves(t, gradients)
        for cell in check(experiment, t.iteration, _some(rng, t)):
            assert cell.agrees is not False, (cell, experiment.to_json())
            assert _exact(t, cell), (cell, experiment.to_json())
            found[cell.agrees] += 1
        kinds |= {op.kind for op in t.program.ops}
    assert found[True] > 500
    assert found[None] < found[True] / 20
    told = {kind for kind, op in registry.items() if op.family not in (*BUILT_IN, "initial")}
    assert told <= kinds


def _drawn(rng: np.random.Generator, number: int) -> Experiment:
    """Every other one on images; batch, optimizer and what stands around it by chance."""
    loss = list(LOSSES)[number // 2 % len(LOSSES)]
    kind = list(LAYERS)[number // 2 % len(LAYERS)]
    made = random_graph(rng, kind, loss=loss) if number % 2 else random_experiment(rng, loss=loss)
    optimizers = list(of_family("optimizer"))
    around = {family: rng.choice([*of_family(family), ""]) for family in AROUND}
    batch = int(rng.integers(1, len(made.inputs) + 1))
    try:
        made = replace(made, batch=batch)
    except InvalidExperiment:  # a norm needs more examples
        made = replace(made, batch=None)
    return replace(
        made,
        learning_rate=float(10 ** rng.uniform(-3, -1)),
        optimizer=random_op(rng, optimizers[number % len(optimizers)]),
        frozen=frozenset(name for name in made.parameters if rng.random() < 0.3),
        **{family: random_op(rng, str(kind)) for family, kind in around.items() if kind},
    )


def _exact(t: Trace, cell: CellCheck) -> bool:
    """Whether the complex step agrees; a gradient that is 0 but for rounding, such as that of a
    bias before a norm, is held to the largest of the network.
    """
    if cell.complex_step is None or cell.complex_difference is None:
        return True
    largest = max(np.abs(t[f"d_{name}"]).max() for name in t.program.parameters)
    rounding = abs(cell.analytic - cell.complex_step) <= 1e-14 * largest
    return bool(cell.complex_difference <= 1e-10 or rounding)


def _moves(t: Trace, gradients: dict[str, np.ndarray]) -> None:
    """Plain descent steps against the oracle's gradient; what is frozen stays."""
    experiment = t.experiment
    plain = experiment.optimizer.kind == "sgd" and not (experiment.clip or experiment.penalty)
    for name in t.program.parameters:
        if name in experiment.frozen:
            assert t[f"{name}'"].tobytes() == t[name].tobytes()
        elif plain:
            expected = t[name] - t["eta"] * gradients[name]
            np.testing.assert_allclose(t[f"{name}'"], expected, rtol=1e-12, atol=1e-12)


def _some(rng: np.random.Generator, t: Trace) -> list[str]:
    """Parameters in an order of chance, as many as have no more than NUDGED cells."""
    names: list[str] = []
    for name in rng.permutation(t.program.parameters):
        if t[name].size + sum(t[n].size for n in names) <= NUDGED:
            names.append(str(name))
    return names
