"""A program bound for training writes the same bytes as its steps."""

import numpy as np
import pytest

from engine import Experiment, Layer, registry, trace
from engine.fast.steps import bind, updates
from engine.ops import of_family
from tests.engine.networks import random_experiment, random_op


@pytest.mark.parametrize("kind", sorted(of_family("optimizer")))
@pytest.mark.parametrize("around", ["", "clip", "penalty", "schedule", "all"])
def test_the_same_bytes_with_every_optimizer(kind, around):
    rng = np.random.default_rng(5)
    families = ["clip", "penalty", "schedule"] if around == "all" else [around] * bool(around)
    for _ in range(4):
        e = random_experiment(rng)
        more = {f: random_op(rng, str(rng.choice(sorted(of_family(f))))) for f in families}
        frozen = e.frozen if rng.random() < 0.5 else frozenset()
        e = Experiment(
            e.layers, e.loss, e.inputs, e.targets, learning_rate=1e-3, parameters=e.parameters,
            optimizer=registry[kind](), frozen=frozen, **more,
        )  # fmt: skip
        t = trace(e, 3)
        vector = t.vector.copy()
        calls = bind(t.program, vector)
        for step in t.program.steps:
            t.program.tensors[step.writes].view(vector).fill(-1.0)
        for call in calls:
            call()
        assert vector.tobytes() == t.vector.tobytes()


def test_plain_descent_updates_all_parameters_at_once():
    t = trace(_small())
    assert [len(group) for group in updates(t.program)] == [4]
    flat = [c for c in bind(t.program, t.vector.copy()) if c.args[0].ndim == 1]
    assert [c.func for c in flat] == [np.multiply, np.subtract]
    assert [c.args[0].size for c in flat] == [12, 12]


def test_a_rule_that_sums_over_its_parameter_is_not_joined():
    """Parameters of one cell each: their squares lie side by side and must stay apart."""
    e = _small(1)
    e = Experiment(e.layers, e.loss, e.inputs, e.targets, clip=registry["clip_norm"](1e-3))
    t = trace(e, 2)
    vector = t.vector.copy()
    for call in bind(t.program, vector):
        call()
    assert vector.tobytes() == t.vector.tobytes()


def _small(width=2):
    layers = (Layer(registry["dense"](width), registry["tanh"]()), Layer(registry["dense"](width)))
    x = np.ones((3, width))
    return Experiment(layers, registry["half_sse"](), x, 0.5 * x)
