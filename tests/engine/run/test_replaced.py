"""One number of an iteration replaced: what follows comes from it, what is before it stays."""

from dataclasses import replace

import numpy as np
import pytest

from engine import example, trace
from engine.pausing import finish
from engine.run import replaced
from engine.run.iteration import Replaced
from engine.run.replaced import replacing
from tests.engine.networks import random_experiment


def test_what_is_replaced_by_itself_changes_nothing() -> None:
    rng = np.random.default_rng(23)
    for _ in range(12):
        t = trace(random_experiment(rng), 1)
        name = rng.choice(list(t.program.tensors))
        cell = tuple(int(rng.integers(n)) for n in t[name].shape)
        same = finish(replacing(t, Replaced(str(name), cell, float(t[name][cell]))))
        np.testing.assert_allclose(same.vector, t.vector, rtol=1e-9, atol=1e-12)


def test_a_weight_that_is_replaced_is_another_experiment() -> None:
    given = example("mazur-2-2-2").experiment
    weights = np.array(given.parameters["W2"])
    weights[1, 0] = -0.7
    other = trace(replace(given, parameters={**given.parameters, "W2": weights}))
    found = finish(replacing(trace(given), Replaced("W2", (1, 0), -0.7)))
    np.testing.assert_allclose(found.vector, other.vector, rtol=1e-12)
    np.testing.assert_allclose(found.checkpoint.values, other.checkpoint.values, rtol=1e-12)


def test_the_chain_rule_goes_on_from_the_number() -> None:
    t = trace(example("two-neuron-chain").experiment)
    found = finish(replacing(t, Replaced("d_z2", (0, 0), -0.5)))
    slope = float(t["a1"][0, 0] * (1 - t["a1"][0, 0]))
    assert found["d_W2"].item() == pytest.approx(-0.5 * t["a1"].item(), rel=1e-14)
    assert found["d_z1"].item() == pytest.approx(-0.5 * t["W2"].item() * slope, rel=1e-14)
    rate = t.experiment.learning_rate
    assert found["W2'"].item() == pytest.approx(t["W2"].item() - rate * found["d_W2"].item())
    before = t.program.tensors["d_z2"]
    for step in t.program.steps[: t.program.writer["d_z2"].index]:
        assert found[step.writes].tobytes() == t[step.writes].tobytes()
    assert found.replaced == Replaced(before.name, (0, 0), -0.5)
    assert t["d_z2"].item() != -0.5  # the one before is as it was


@pytest.mark.parametrize("cell", [(0,), (0, 1), (-1, 0)])
def test_a_cell_that_is_not_there_is_said(cell: tuple[int, ...]) -> None:
    t = trace(example("two-neuron-chain").experiment)
    with pytest.raises(IndexError):
        finish(replacing(t, Replaced("d_z2", cell, 1.0)))


def test_an_input_that_is_replaced_is_another_experiment() -> None:
    given = example("two-neuron-chain").experiment
    other = trace(replace(given, inputs=np.array([[0.3]])))
    found = finish(replacing(trace(given), Replaced("a0", (0, 0), 0.3)))
    np.testing.assert_allclose(found.vector, other.vector, rtol=1e-12)
    assert not found.vector.flags.writeable


def test_a_large_iteration_pauses_behind_each_call(monkeypatch: pytest.MonkeyPatch) -> None:
    t = trace(example("two-neuron-chain").experiment)
    calls = len(t.program.steps) - t.program.writer["z2"].index - 1
    for at_once, pauses in ((t.program.size, 0), (t.program.size - 1, calls)):
        monkeypatch.setattr(replaced, "AT_ONCE", at_once)
        assert len(list(replacing(t, Replaced("z2", (0, 0), 0.1)))) == pauses
