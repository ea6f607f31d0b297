"""Training has the bytes of traces, stops where they do, and holds no more memory as it goes on."""

import tracemalloc

import numpy as np
import pytest

from engine import Experiment, InvalidExperiment, Layer, example, examples, registry, trace
from engine.run.checkpoint import Checkpoint
from engine.run.training import STRETCH, Training
from tests.engine.networks import random_experiment

SIGMOID = Layer(registry["dense"](1), registry["sigmoid"]())


@pytest.mark.parametrize("name", examples())
def test_worked_examples(name):
    experiment = example(name).experiment
    training = Training(experiment)
    losses = training.run(200)
    t = trace(experiment, 199)
    assert training.iteration == 200
    _agree(training, t.checkpoint.values)
    assert losses[199] == t["E"].item()
    assert losses[0] == trace(experiment)["E"].item()


@pytest.mark.parametrize("seed", range(40))
def test_random_experiments_in_batches(seed):
    rng = np.random.default_rng([41, seed])
    e = random_experiment(rng)
    batch = int(rng.integers(1, len(e.inputs) + 1))
    e = Experiment(
        e.layers, e.loss, e.inputs, e.targets, learning_rate=0.02, batch=batch, seed=seed,
        parameters=e.parameters, frozen=e.frozen,
    )  # fmt: skip
    t = trace(e, 6)
    training = Training(e)
    assert len(training.run(7)) == 7
    _agree(training, t.checkpoint.values)


def test_every_loss_is_that_of_a_trace():
    rng = np.random.default_rng(6)
    for _ in range(20):
        e = random_experiment(rng)
        e = Experiment(e.layers, e.loss, e.inputs, e.targets, learning_rate=0.02, batch=1, seed=1)
        training = Training(e)
        losses = training.run(9)
        traces = [trace(e, k) for k in range(9)]
        assert losses.tobytes() == np.array([t["E"] for t in traces]).tobytes()
        assert training.checkpoint.to_bytes() == traces[-1].checkpoint.to_bytes()


def test_stopping_and_going_on_changes_no_byte():
    e = _xor(batch=3)
    whole = Training(e)
    losses = whole.run(300)
    parts = [Training(e)]
    found = [parts[0].run(37)]
    for n in (1, 200, 62):
        parts.append(Training(e, Checkpoint.from_text(parts[-1].checkpoint.to_text())))
        found.append(parts[-1].run(n))
    assert np.concatenate(found).tobytes() == losses.tobytes()
    assert parts[-1].checkpoint.to_bytes() == whole.checkpoint.to_bytes()


@pytest.mark.parametrize("kind", ["sgd", "momentum", "adam"])
@pytest.mark.parametrize("size", [3, 4, 10, 11])
@pytest.mark.parametrize("shuffle", [True, False])
@pytest.mark.parametrize("remainder", ["use", "drop", "carry"])
def test_stopping_within_an_epoch_changes_no_byte(kind, size, shuffle, remainder):
    """Batches of up to three sizes; runs that end in the middle of an epoch."""
    x = np.random.default_rng(8).normal(size=(20, 2))
    e = Experiment(
        (Layer(registry["dense"](5), registry["tanh"]()), SIGMOID),
        registry["binary_cross_entropy"]("mean"), x, (x[:, :1] > 0) * 1.0, learning_rate=0.05,
        batch=size, seed=1, optimizer=registry[kind](), shuffle=shuffle, remainder=remainder,
    )  # fmt: skip
    whole = Training(e)
    losses = whole.run(150)
    going, found = Training(e), []
    for n in (1, 8, 30, 4, 107):
        found.append(going.run(n))
        going = Training(e, going.checkpoint)
    assert np.concatenate(found).tobytes() == losses.tobytes()
    assert going.checkpoint.to_bytes() == whole.checkpoint.to_bytes()
    t = trace(e, 149)
    _agree(whole, t.checkpoint.values)
    assert losses[-1] == t["E"].item()


def test_stopping_among_large_numbers_changes_no_byte():
    """An iteration with large numbers is looked at number by number, those around it are not."""
    e = Experiment(
        (Layer(registry["dense"](1)),), registry["half_sse"](), [[1.0], [1e160]], [[0.1], [0.0]],
        learning_rate=1e-3, batch=1, seed=1,
        parameters={"W1": [[1e-170]], "b1": [0.3]}, frozen=frozenset(["W1"]),
    )  # fmt: skip
    whole, going = Training(e), Training(e)
    losses = whole.run(40)
    found = np.concatenate([going.run(n) for n in (3, 1, 7, 29)])
    assert found.tobytes() == losses.tobytes()
    assert going.checkpoint.to_bytes() == whole.checkpoint.to_bytes()
    assert len(losses) == 40


def test_a_trace_goes_on_from_training():
    e = _xor()
    training = Training(e)
    training.run(50)
    t = trace(e, 50, training.checkpoint)
    assert t.iteration == 50
    assert training.run(1)[0] == t["E"].item()


@pytest.mark.parametrize("start", [0, 3])
def test_a_run_that_diverges_stops_where_a_trace_does(start):
    e = Experiment(
        (Layer(registry["dense"](1)),), registry["half_sse"](), [[1.0]], [[0.0]],
        learning_rate=1e9, parameters={"W1": [[1.0]], "b1": [0.0]}, frozen=frozenset(["b1"]),
    )  # fmt: skip
    t = trace(e, 1000)
    begin = trace(e, start - 1).checkpoint if start else None
    training = Training(e, begin)
    losses = training.run(1000)
    assert training.diverged == t.diverged
    assert training.iteration == t.iteration + 1 == start + len(losses)
    assert training.checkpoint.values.tobytes() == t.checkpoint.values.tobytes()
    assert losses[-1] == t["E"]
    assert len(training.run(5)) == 0


@pytest.mark.parametrize("kind", ["tanh", "relu", "sigmoid"])
def test_a_sum_that_overflows_behind_a_flat_activation_is_seen(kind):
    """z is infinite, and what follows from it finite: only z itself tells."""
    e = Experiment(
        (Layer(registry["dense"](1), registry[kind]()), Layer(registry["dense"](1))),
        registry["half_sse"](), [[-100.0]], [[0.0]], learning_rate=0.1,
        parameters={"W1": [[1e308]], "b1": [0.0], "W2": [[0.5]], "b2": [0.0]},
    )  # fmt: skip
    training = Training(e)
    assert len(training.run(3)) == 0
    assert (training.diverged.iteration, training.diverged.tensor) == (0, "z1")


@pytest.mark.parametrize("x", [-100.0, 100.0])
def test_a_sum_that_overflows_before_softmax_is_seen(x):
    e = Experiment(
        (Layer(registry["dense"](2), registry["softmax"]()),), registry["cross_entropy"](),
        [[x]], [[0.0, 1.0]], parameters={"W1": [[1e308], [0.0]], "b1": [0.0, 0.0]},
    )  # fmt: skip
    training = Training(e)
    assert len(training.run(3)) == 0
    assert (training.diverged.iteration, training.diverged.tensor) == (0, "z1")


def test_large_numbers_that_are_finite_go_on():
    """Their squares are not finite, so the run looks closely, and finds nothing wrong."""
    e = Experiment(
        (Layer(registry["dense"](1), registry["tanh"]()), Layer(registry["dense"](1))),
        registry["half_sse"](), [[1.0]], [[0.0]],
        parameters={"W1": [[1e200]], "b1": [0.0], "W2": [[0.5]], "b2": [0.0]},
    )  # fmt: skip
    training = Training(e)
    assert len(training.run(STRETCH + 5)) == STRETCH + 5
    t = trace(e, STRETCH + 4)
    assert training.checkpoint.values.tobytes() == t.checkpoint.values.tobytes()


def test_a_checkpoint_of_another_network_does_not_fit():
    with pytest.raises(InvalidExperiment, match="values"):
        Training(_xor(), Checkpoint(0, np.zeros(3)))


@pytest.mark.parametrize("batch", [None, 3])
def test_ten_thousand_iterations_hold_no_more_memory_than_some(batch):
    training = Training(_xor(batch))
    training.run(2 * STRETCH)
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for _ in range(100):
        training.run(100)
    after, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 16_000  # the last checkpoint, a drawn order: nothing that adds up
    assert peak - before < 100_000


def _agree(training, expected):
    values = training.checkpoint.values
    assert values.tobytes() == expected.tobytes()


def _xor(batch=None):
    return Experiment(
        (Layer(registry["dense"](4), registry["tanh"]()), SIGMOID),
        registry["binary_cross_entropy"]("mean"), [[0, 0], [0, 1], [1, 0], [1, 1]],
        [[0], [1], [1], [0]], learning_rate=0.5, batch=batch, seed=3,
    )  # fmt: skip


def test_putting_a_network_together_pauses_and_changes_no_byte():
    """A number of its own units, so that no other test has put it together before."""
    hidden = {"kind": "dense", "units": 7, "activation": "tanh"}
    layers = [hidden] * 11 + [{"kind": "dense", "units": 1}]
    posted = {"layers": layers, "loss": "mse", "inputs": [[0.1], [0.7]], "targets": [[1.0], [0.0]]}
    experiment = Experiment.from_json(posted)
    with_pauses, without = Training(experiment), Training(experiment)
    assert sum(1 for _ in with_pauses.preparing()) >= 6
    assert with_pauses.run(5).tobytes() == without.run(5).tobytes()
    assert with_pauses.values.tobytes() == without.checkpoint.values.tobytes()
