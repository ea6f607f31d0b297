"""What is predicted: linear in the examples, larger for more, and never nothing."""

import pytest

from app.compute import cost_model
from app.compute.cost_model import FUSED
from engine import Experiment, registry
from engine.ops import of_family


def program(batch, *units, width=3, **more):
    layers = [{"kind": "dense", "units": n, "activation": "tanh"} for n in units]
    data = {"inputs": [[0.5] * width] * 64, "targets": [[0.5] * units[-1]] * 64}
    document = {"layers": layers, "loss": "mse", **data, **more}
    return Experiment.from_json(document).program(batch)


def test_more_of_anything_takes_longer():
    base = cost_model.iteration(program(8, 4, 1))
    for other in (
        program(16, 4, 1),
        program(8, 5, 1),
        program(8, 4, 4, 1),
        program(8, 4, 1, width=9),
    ):
        assert cost_model.iteration(other) > base
    assert cost_model.iteration(program(8, 4, 1, optimizer="adam")) > base


def test_seconds_are_linear_in_the_examples():
    none, one, many = (cost_model.seconds(program(8, 4, 1), n) for n in (0, 1, 101))
    assert 0 < none < one
    assert many - none == pytest.approx(101 * (one - none))


@pytest.mark.parametrize("limit", [2e-4, 1e-3, 5e-3])
def test_what_fits_into_a_time_takes_no_longer_and_one_more_does(limit):
    of = program(8, 16, 16, 1)
    fits = cost_model.examples_in(of, limit)
    assert cost_model.score(of, fits) <= limit < cost_model.score(of, fits + 1)
    largest = cost_model.largest_batch(of, limit)
    assert cost_model.iteration(program(largest, 16, 16, 1), FUSED) <= limit
    assert cost_model.iteration(program(largest + 1, 16, 16, 1), FUSED) > limit


def test_the_largest_batch_of_steps_is_that_of_the_longest_step():
    of = program(8, 16, 16, 1)
    most = cost_model.largest_batch_of_steps(of, 1e-3)
    steps = cost_model._steps(of, cost_model.STEPS)
    longest = [max(none + each * n for _, none, each in steps) for n in (most, most + 1)]
    assert longest[0] <= 1e-3 < longest[1]
    assert cost_model.largest_batch_of_steps(of, 1e-7) == 0


def test_every_rule_of_every_op_has_a_cost():
    for op in registry.values():
        for rule in op.rules.values():
            operations, functions = cost_model._formula(rule.cell)
            assert operations >= 0
            assert operations + functions >= 1


@pytest.mark.parametrize("kind", of_family("activation"))
def test_every_activation_can_be_predicted(kind):
    layers = [{"kind": "dense", "units": 4, "activation": kind}, {"kind": "dense", "units": 1}]
    assert cost_model.iteration(program(8, 4, 1, layers=layers)) > cost_model.STEPS.iteration
