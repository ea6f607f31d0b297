"""What is fused shows every number of a trace, each held to its rule."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from engine import Experiment, Layer, registry, trace
from engine.families.activation import Elementwise
from engine.families.layer import LayerOp
from engine.fast.fused_program import FusedProgram
from engine.ops import of_family
from engine.roles import Role
from engine.rule import rule
from engine.run.training import Training
from tests.engine.graphs import random_graph
from tests.engine.networks import PAIRS, random_experiment, random_op
from tests.engine.rules import held_to_rules
from tests.samples import cases

ELEMENTWISE = [k for k in sorted(of_family("activation")) if issubclass(registry[k], Elementwise)]


def agree(experiment: Experiment, iterations: int = 3) -> None:
    """Traces against their rules; each begins with what the one before it wrote."""
    start = None
    for k in range(iterations):
        t = trace(experiment, k, start)
        held_to_rules(t)
        if start:
            assert t.vector[t.program.carried].tobytes() == start.values.tobytes()
        start = t.checkpoint


@pytest.mark.parametrize("block", range(cases(4, 10)))
def test_random_networks(block):
    rng = np.random.default_rng([31, block])
    for _ in range(15):
        e = random_experiment(rng)
        agree(_slow(e, batch=int(rng.integers(1, len(e.inputs) + 1))))


@pytest.mark.parametrize("block", range(cases(2, 5)))
def test_random_graphs(block):
    rng = np.random.default_rng([32, block])
    for _ in range(15):
        agree(_slow(random_graph(rng)))


@pytest.mark.parametrize(("activation", "loss"), PAIRS)
def test_every_last_activation_with_every_loss(activation, loss):
    rng = np.random.default_rng(7)
    for _ in range(3):
        agree(_slow(random_experiment(rng, activation, loss)))


@pytest.mark.parametrize("kind", sorted(of_family("optimizer")))
@pytest.mark.parametrize("around", ["", "clip", "penalty", "schedule", "all"])
def test_every_optimizer(kind, around):
    rng = np.random.default_rng(9)
    families = ["clip", "penalty", "schedule"] if around == "all" else [around] * bool(around)
    for _ in range(6):
        e = random_experiment(rng)
        more = {f: random_op(rng, str(rng.choice(sorted(of_family(f))))) for f in families}
        agree(_slow(e, optimizer=registry[kind](), **more))


@pytest.mark.parametrize("z", [-1000.0, 1000.0])
@pytest.mark.parametrize(("activation", "loss"), [p for p in PAIRS if p[1].endswith("entropy")])
def test_far_out(activation, loss, z):
    e = Experiment(
        (Layer(registry["dense"](2), registry[activation]()),), registry[loss](), [[1.0]],
        [[0.25, 0.25]], parameters={"W1": [[z], [-z]], "b1": [0.0, 0.0]},
    )  # fmt: skip
    agree(e)


@pytest.mark.parametrize("z", [290.0, 310.0, 650.0, 1e200])
def test_around_where_softmax_has_to_be_shifted(z):
    e = Experiment(
        (Layer(registry["dense"](3), registry["softmax"]()),), registry["cross_entropy"]("mean"),
        [[1.0], [0.001]], [[0.0, 1.0, 0.0], [0.5, 0.25, 0.25]], learning_rate=0.01,
        parameters={"W1": [[z], [-0.1], [-1.0]], "b1": [0.0, 0.1, 0.2]},
    )  # fmt: skip
    agree(e)


def test_targets_that_are_no_probabilities_keep_their_sum():
    e = Experiment(
        (Layer(registry["dense"](3), registry["softmax"]()),), registry["cross_entropy"]("mean"),
        [[1.0, 2.0], [0.5, -1.0]], [[1.0, 0.5, 0.25], [0.0, 1.0, 0.0]],
    )  # fmt: skip
    agree(e)


def network(seed=0, kernel=3, stride=1, padding=0, pool=2, side=8, activation="relu", **more):
    """Images with blank parts, so that cells of a pool are often equal."""
    rng = np.random.default_rng(seed)
    x = np.maximum(rng.normal(size=(7, 2, side, side)), 0.0) * (rng.random((7, 1, side, 1)) > 0.4)
    y = np.eye(3)[rng.integers(3, size=7)]
    layers = (
        Layer(registry["conv2d"](4, kernel, stride, padding), registry[activation]()),
        *([Layer(registry["max_pool"](pool, pool))] if pool else []),
        Layer(registry["flatten"]()),
        Layer(registry["dense"](5), registry["tanh"]()),
        Layer(registry["dense"](3), registry["softmax"]()),
    )
    given = {"learning_rate": 0.05, "seed": seed} | more
    return Experiment(layers, registry["cross_entropy"]("mean"), x, y, **given)


@pytest.mark.parametrize("activation", ELEMENTWISE)
@pytest.mark.parametrize("pool", [0, 1, 2, 3])
def test_every_activation_and_pool(activation, pool):
    agree(network(activation=activation, pool=pool))


@pytest.mark.parametrize(
    ("kernel", "stride", "padding", "pool", "side"),
    [
        (3, 1, 1, 2, 8),
        (2, 2, 0, 2, 8),
        (3, 2, 1, 2, 7),
        (1, 1, 0, 4, 8),
        (5, 1, 2, 0, 6),
        (4, 3, 2, 2, 9),
        (3, 1, 0, 4, 8),  # windows of the pool leave cells out
    ],
)
@pytest.mark.parametrize("input_gradient", [False, True])
def test_every_window(kernel, stride, padding, pool, side, input_gradient):
    agree(network(1, kernel, stride, padding, pool, side, input_gradient=input_gradient))


@pytest.mark.parametrize("batch", [1, 3, 7])
@pytest.mark.parametrize("kind", ["sgd", "momentum", "adam"])
def test_images_in_batches(batch, kind):
    agree(network(2, batch=batch, optimizer=registry[kind]()), 4)


@pytest.mark.parametrize("frozen", ["W1", "b1", "W2"])
def test_what_is_frozen_stays(frozen):
    agree(network(3, frozen=frozenset([frozen])))


def test_of_equal_cells_the_first_has_the_gradient():
    e = network(4, activation="tanh")
    agree(Experiment(e.layers, e.loss, np.ones_like(e.inputs), e.targets, learning_rate=0.05))


def test_wide_images_and_two_convolutions():
    e = network(5, pool=2)
    x = np.random.default_rng(5).normal(size=(7, 2, 8, 12))
    layers = (Layer(registry["conv2d"](3, 3, 1, 1), registry["elu"]()), *e.layers)
    agree(Experiment(layers, e.loss, x, e.targets, learning_rate=0.05))


@pytest.mark.parametrize(("weight", "size"), [(1e160, 1e150), (1e300, 1e300), (1e150, 1e170)])
def test_a_convolution_that_leaves_the_finite_numbers_says_so(weight, size):
    """z overflows to −∞, which the maximum hides."""
    e = network(6)
    kernel = np.full(e.start["W1"].shape, -weight)
    x = np.full(e.inputs.shape, size)
    training = Training(replace(e, inputs=x, parameters={**e.start, "W1": kernel}))
    training.run(3)
    assert training.diverged.tensor == "z1"


@dataclass(frozen=True)
class Turned(LayerOp):
    """Writes through a reshaped `out` and by `dot`: only contiguous arrays will do."""

    roles = {"turned": Role("output")}
    wiring = "all"

    @rule("sum(x)")
    def turned(self, out, x):
        np.dot(x, np.ones((x.shape[1], x.shape[1])), out=out)

    @rule("sum(d_turned)")
    def d_x(self, out, d_turned):
        out.reshape(-1)[:] = np.dot(d_turned, np.ones((d_turned.shape[1],) * 2)).ravel()

    def shapes(self, x):
        return {"turned": x}


def test_a_rule_that_wants_its_arrays_as_they_are_has_them_so():
    hidden = Layer(registry["dense"](4), registry["tanh"]())
    x = np.random.default_rng(1).normal(size=(5, 2))
    for layers in ((hidden, Layer(Turned()), hidden), (Layer(Turned()), hidden)):
        last = Layer(registry["dense"](2))
        e = Experiment((*layers, last), registry["mse"](), x, x, 0.01, input_gradient=True)
        agree(e)


def test_rules_taken_apart_have_the_same_bytes():
    """A run makes them so, and a single look does not."""
    rng = np.random.default_rng(12)
    for k in range(40):
        e = _slow(random_graph(rng) if k % 2 else random_experiment(rng))
        training = Training(e)
        plain = training.look()
        training.current.now.trace_rules()
        assert training.look().vector.tobytes() == plain.vector.tobytes()


def test_a_smaller_number_of_calls():
    """What is fused is fused: a 2-4-4-1 tanh network takes 20 calls."""
    layers = tuple(Layer(registry["dense"](n), registry["tanh"]()) for n in (4, 4, 1))
    e = Experiment(layers, registry["half_sse"](), np.ones((10, 2)), np.ones((10, 1)))
    now = FusedProgram(e.program(10))
    now.trace_rules()
    assert len(now.calls) + len(now.renew) == 20


def _slow(e: Experiment, **more) -> Experiment:
    return replace(e, learning_rate=min(e.learning_rate, 0.05), **more)
