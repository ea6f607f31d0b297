"""A trace: the same bytes each time, read-only, and honest about runs that leave the numbers."""

import warnings

import numpy as np
import pytest

from engine import Diverged, Experiment, Layer, example, examples, registry, trace
from engine.fast.bound_program import OFTEN
from engine.fast.pool import pool
from engine.run.trace import tracing
from tests.engine.networks import random_experiment
from tests.samples import cases


@pytest.mark.parametrize("name", examples())
@pytest.mark.parametrize("iteration", [0, 1, 5])
def test_the_same_experiment_gives_the_same_bytes(name, iteration):
    experiment = example(name).experiment
    first = trace(experiment, iteration)
    again = trace(Experiment.from_json(experiment.to_json()), iteration)
    assert first.vector.tobytes() == again.vector.tobytes()


def test_a_program_that_is_used_again_and_again_gives_the_same_bytes():
    """Also when its rules are taken apart for that."""
    rng = np.random.default_rng(9)
    for _ in range(cases(12, 200)):
        experiment = random_experiment(rng)
        found = {trace(experiment, 1).vector.tobytes() for _ in range(2 * OFTEN)}
        assert len(found) == 1


def test_work_that_is_broken_off_gives_its_buffers_back_as_good_as_they_were():
    """At whichever pause, also while rules are taken apart."""
    rng = np.random.default_rng(10)
    for _ in range(cases(12, 100)):
        experiment = random_experiment(rng)
        expected = trace(experiment, 1).vector.tobytes()
        for pauses in range(2, 12):
            work = tracing(experiment, 1)
            begun = [None for _ in zip(range(pauses), work, strict=False)]
            work.close()
            program = experiment.program(experiment.batches.examples(0))
            now = pool.take(program)
            pool.give(now)
            assert trace(experiment, 1).vector.tobytes() == expected, len(begun)
            assert pool.take(program) is now
            pool.give(now)


def test_how_often_it_pauses_changes_no_byte(monkeypatch):
    """Behind so many iterations that they are long enough together; a long one within itself."""
    experiment = example("mazur-2-2-2").experiment
    expected = trace(experiment, 10)
    for _ in range(2 * OFTEN):
        trace(experiment)
    pauses = {}
    for together in (0, 1, 3, 10, 100):
        size = expected.program.size
        monkeypatch.setattr("engine.run.trace.TOGETHER", together * size + size - 1)
        going, pauses[together] = tracing(experiment, 10), 0
        while True:
            try:
                next(going)
            except StopIteration as done:
                found = done.value
                break
            pauses[together] += 1
        assert found.iteration == 10
        assert found.vector.tobytes() == expected.vector.tobytes()
    assert pauses[0] > pauses[1] == pauses[3] + 10 - 4
    assert pauses[3] == pauses[10] + 4 - 1
    assert pauses[100] == pauses[10]


def test_each_iteration_begins_with_what_the_one_before_wrote():
    rng = np.random.default_rng(4)
    for _ in range(20):
        experiment = random_experiment(rng)
        for k in range(3):
            now, then = trace(experiment, k), trace(experiment, k + 1)
            for name in now.program.parameters:
                assert now[f"{name}'"].tobytes() == then[name].tobytes()


def test_batches_of_unequal_size_share_the_parameters():
    experiment = _line(count=5, batch=2, rate=0.01)
    sizes = [len(trace(experiment, k).rows) for k in range(6)]
    assert sizes == [2, 2, 1, 2, 2, 1]
    for k in range(6):
        t = trace(experiment, k)
        assert (t["a0"] == experiment.inputs[t.rows]).all()
        assert (t["y"] == experiment.targets[t.rows]).all()
        if k:
            assert t["W1"] == trace(experiment, k - 1)["W1'"]


def test_frozen_parameters_stay_bit_for_bit():
    experiment = example("mazur-2-2-2").experiment
    t = trace(experiment, 100)
    assert (t["b1'"] == experiment.parameters["b1"]).all()
    assert (t["W1'"] != experiment.parameters["W1"]).any()
    assert np.abs(t["d_b1"]).min() > 0  # it has a gradient all the same


def test_a_step_activation_gives_zero_gradients_behind_it():
    experiment = Experiment(
        layers=(
            Layer(registry["dense"](3), registry["step"]()),
            Layer(registry["dense"](1), registry["sigmoid"]()),
        ),
        loss=registry["half_sse"](),
        inputs=np.random.default_rng(0).normal(size=(4, 2)),
        targets=np.ones((4, 1)),
    )
    t = trace(experiment, 10)
    assert not t["d_W1"].any()
    assert not t["d_b1"].any()
    assert (t["W1"] == experiment.start["W1"]).all()
    assert t["d_b2"].any()


def test_views_share_the_vector():
    t = trace(example("mazur-2-2-2").experiment)
    for name, tensor in t.program.tensors.items():
        assert t[name].shape == tensor.shape
        assert np.shares_memory(t[name], t.vector)


def test_a_learning_rate_of_1e9_runs():
    t = trace(_line(count=1, batch=None, rate=1e9))
    assert t.diverged is None
    assert t["W1'"] == 1 - 1e9


def test_a_run_that_diverges_says_where_and_keeps_the_last_finite_trace():
    experiment = _line(count=1, batch=None, rate=1e9)
    weight, k = 1.0, 0
    while weight * weight < np.finfo(float).max:  # w' = w - eta w, and E = w² overflows first
        weight, k = weight - 1e9 * weight, k + 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        t = trace(experiment, 1000)
    at = t.diverged
    step = t.program.steps[at.step]
    assert (at.iteration, at.tensor, at.cell, step.writes) == (k, "E", (), "E")
    assert t.iteration == k - 1
    assert np.isfinite(t.vector).all()
    assert t.vector.tobytes() == trace(experiment, k - 1).vector.tobytes()
    assert trace(experiment, k - 1).diverged is None


def test_the_cell_that_left_first_is_named():
    experiment = _line(count=1, batch=None, rate=0.1, weight=[[1.0], [1e200]])
    with pytest.raises(Diverged, match="E") as caught:
        trace(experiment)
    assert (caught.value.where.iteration, caught.value.where.tensor) == (0, "E")
    experiment = _line(count=1, batch=None, rate=0.1, weight=[[1.0], [1e308]], x=[[100.0]])
    with pytest.raises(Diverged, match=r"z1\[0, 1\] is not finite") as caught:
        trace(experiment, 5)
    assert (caught.value.where.cell, caught.value.where.step) == ((0, 1), 0)


def _line(count, batch, rate, weight=((1.0,),), x=None):
    """z = w x under the loss z²: what each update does can be worked out by hand."""
    units = len(weight)
    return Experiment(
        layers=(Layer(registry["dense"](units)),),
        loss=registry["half_sse"](),
        inputs=np.arange(1.0, count + 1)[:, None] if x is None else x,
        targets=np.zeros((count, units)),
        learning_rate=rate,
        batch=batch,
        parameters={"W1": np.array(weight), "b1": np.zeros(units)},
        frozen=frozenset(["b1"]),
    )
