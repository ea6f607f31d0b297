"""What is predicted: linear in the examples, larger for more, and never nothing."""

from dataclasses import astuple

import pytest

from app.compute import cost_model
from app.compute.cost_model import FUSED, STEPS, Rates
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


COUNTED = Rates(
    iteration=1, step=10, operation=100, function=1e3, touched=1e4, window=1e5, pool=1e6, load=1e7,
    loaded=1e8, drawn=1e9,
)  # fmt: skip
"""Rates that tell what was counted: how often each, digit by digit."""


def test_what_a_step_is_made_of_is_counted():
    image = [[[0.5] * 4] * 5] * 2
    layers = [
        {"kind": "conv2d", "filters": 2, "kernel": 2, "activation": "tanh"},
        {"kind": "max_pool", "kernel": 2},
        {"kind": "dropout", "rate": 0.5},
        {"kind": "flatten"},
        {"kind": "dense", "units": 1, "activation": "gelu"},
    ]
    of = program(2, 1, layers=layers, inputs=[image] * 2, targets=[[0.5]] * 2)
    named = zip((step.writes for step in of.steps), cost_model._steps(of, COUNTED), strict=True)
    steps = dict(named)
    cells, answers = 2 * 4 * 3, 2 * 2 * 1
    expected = {
        "z1": ("forward", 10, cells * 2 * 4 * 1e5),  # of two channels: 8 products for each cell
        "a1": ("forward", 10, cells * 1e3),  # tanh
        "pool1": ("forward", 10, cells * 1e6 + answers * 100),  # looks at all its input
        "mask1": ("forward", 10, answers * 300),  # a comparison, 1 − p, and their quotient
        "flat1": ("forward", 10, answers * 100),  # a copy is an operation
        "z2": ("forward", 10, answers * 1e4 + 100),
        "a2": ("forward", 10, 100 + 10 * 1e3),  # z Φ(z)
        "E": ("loss", 10, 4 * 100),
        "s1": ("backward", 10, cells * 200),
        "d_W1": ("backward", 10, cells * 2 * 4 * 1e5),
        "d_W2": ("backward", 10 + answers * 100, answers * 1e4),  # of all examples one sum
        "d_b2": ("backward", 10 + 100, 1e4),
        "W1'": ("update", 10 + 16 * 200, 0),  # once for the batch
    }
    assert {name: steps[name] for name in expected} == expected


def test_a_pass_counts_its_phases_and_what_is_put_in_place_and_drawn():
    of = program(8, 4, 1)  # 3 → 4 → 1: z and a of both, and E; gradients; weights
    forward = (12 + 4) * 1e4 + 5 * 100 + 5 * 1e3
    parameters = 12 + 4 + 4 + 1
    none, one = (cost_model.seconds(of, n, rates=COUNTED) for n in (0, 1))
    assert none == 1e7 + parameters * 1e8 + 4 * 10 + 10
    assert one - none == forward + 4 * 100
    assert cost_model.iteration(of, COUNTED) == 1 + cost_model.seconds(
        of, 8, ("forward", "loss", "backward", "update"), COUNTED
    )
    dropped = program(8, 4, 1, layers=[
        {"kind": "dense", "units": 4}, {"kind": "dropout"}, {"kind": "dense", "units": 1},
    ])  # fmt: skip
    none, one = (cost_model.seconds(dropped, n, rates=COUNTED) for n in (0, 1))
    assert (one - none) // 1e9 == 4


def test_formulas_are_counted_by_operation_and_function():
    for cell, counts in {
        "x": (1, 0), "max(x)": (1, 0), "exp(z)": (0, 1), "tanh(z)": (0, 1), "-log(a)": (1, 1),
        "cos(x) * 2": (1, 1), "z * Phi(z)": (1, 10), "(a > b) + exp(z)": (2, 1),
    }.items():  # fmt: skip
        assert cost_model._formula(cell) == counts, cell


def test_no_rate_is_longer_than_a_tenth_of_a_millisecond():
    for rate in (*astuple(STEPS), *astuple(FUSED), cost_model.NUMBER):
        assert 0 < rate < 1e-4


def test_what_never_fits():
    of = program(8, 4, 1)
    assert cost_model.examples_in(of, 1e-9) == 1
    assert cost_model.largest_batch(of, FUSED.iteration) <= 0
