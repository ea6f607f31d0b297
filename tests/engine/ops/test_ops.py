"""Every op, by its existence: derivatives, one-cell formulas, kinks and far ends."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from engine import Experiment, InvalidExperiment, Layer, registry, trace
from engine.explain.provenance import value_of
from engine.families.activation import ActivationOp
from engine.op import Op, base
from engine.ops import BUILT_IN, of_family
from tests.engine.graphs import random_graph, small_op
from tests.engine.networks import ACTIVATIONS, LOSSES, PAIRS, random_experiment, random_op
from tests.engine.rules import held_to_rules
from tests.samples import cases

DIFFERENTIABLE = [k for k, op in registry.items() if any(r.startswith("d_") for r in op.rules)]
KINKED = [(kind, kink) for kind, op in ACTIVATIONS.items() for kink in op.kinks]
INPUTS = ((4,), (2, 4, 5))
"""Shapes for one example that an op is tried on."""
UPDATES = ("optimizer", "schedule", "clip", "penalty")


@pytest.mark.parametrize("kind", DIFFERENTIABLE)
@pytest.mark.parametrize("seed", range(5))
def test_every_derivative_rule_against_differences(kind, seed):
    op, values, weight = _setting(kind, seed)
    done = _run(op, values, weight)
    for role in [r for r in done if r.startswith("d_") and base(r) in values]:
        expected = np.zeros_like(done[role])
        for cell in np.ndindex(expected.shape):
            above, below = (_nudged(op, values, weight, base(role), cell, h) for h in (1e-6, -1e-6))
            expected[cell] = (above - below) / 2e-6
        np.testing.assert_allclose(done[role], expected, rtol=1e-6, atol=1e-8, err_msg=role)


@pytest.mark.parametrize("kind", [k for k in DIFFERENTIABLE if registry[k].smooth])
@pytest.mark.parametrize("seed", range(5))
def test_every_smooth_derivative_rule_against_the_complex_step(kind, seed):
    op, values, weight = _setting(kind, seed)
    done = _run(op, values, weight)
    for role in [r for r in done if r.startswith("d_") and base(r) in values]:
        expected = np.zeros_like(done[role])
        for cell in np.ndindex(expected.shape):
            expected[cell] = _nudged(op, values, weight, base(role), cell, 1e-20j).imag / 1e-20
        np.testing.assert_allclose(done[role], expected, rtol=1e-12, atol=1e-14, err_msg=role)


@pytest.mark.parametrize("kind", ACTIVATIONS)
def test_a_slope_is_the_derivative_and_never_above_the_steepest(kind):
    op = random_op(np.random.default_rng(1), kind)
    if "s" not in op.rules:
        assert op.steepest is None
        return
    z = np.linspace(-5, 5, 1000)[None, :]  # an even count: no kink at 0 is met
    s, h = _slope(op, z), 1e-6
    np.testing.assert_allclose(s, (_a(op, z + h) - _a(op, z - h)) / (2 * h), atol=1e-8)
    assert s.max() <= op.steepest
    if op.smooth:
        assert _slope(op, np.zeros((1, 1))).max() <= op.steepest


@pytest.mark.parametrize("kind", ACTIVATIONS)
def test_what_is_said_to_be_homogeneous_is_and_nothing_else(kind):
    op = random_op(np.random.default_rng(1), kind)
    z = np.linspace(-5, 5, 1000).reshape(10, 100)
    assert op.homogeneous == np.allclose(_a(op, 3 * z), 3 * _a(op, z), rtol=1e-12, atol=0)
    if op.homogeneous:
        np.testing.assert_allclose(_a(op, z), z * _slope(op, z), rtol=1e-15)


@pytest.mark.parametrize("kind", ACTIVATIONS)
def test_values_stay_within_the_range(kind):
    op = random_op(np.random.default_rng(2), kind)
    a = _a(op, np.array([[-1e6, -1000, -3, -0.1, 0, 0.1, 3, 1000, 1e6]]))
    assert op.range[0] <= a.min()
    assert a.max() <= op.range[1]


@pytest.mark.parametrize("kind", ACTIVATIONS)
def test_the_range_and_the_steepest_slope_are_no_wider_than_they_must_be(kind):
    """With their defaults: some settings never reach the bounds that hold for all."""
    op = registry[kind]()
    z = np.concatenate([np.linspace(-20, 20, 4001), [-1000.0, 1000.0]]).reshape(1, -1)
    for end, reached in zip(op.range, (_a(op, z).min(), _a(op, z).max()), strict=True):
        assert abs(reached) >= 10 if np.isinf(end) else reached == pytest.approx(end, abs=0.01)
    if op.steepest is not None:
        assert _slope(op, z).max() == pytest.approx(op.steepest, rel=0.01)


@pytest.mark.parametrize(("kind", "kink"), KINKED)
def test_a_kink_takes_the_slope_to_its_left(kind, kink):
    op = random_op(np.random.default_rng(3), kind)
    at, left, right = (_slope(op, np.full((1, 1), z)) for z in (kink, kink - 1e-9, kink + 1e-9))
    assert at == pytest.approx(left, rel=1e-8)
    jump = abs(_a(op, np.full((1, 1), kink + 1e-9)) - _a(op, np.full((1, 1), kink - 1e-9)))
    assert right != left or jump > 0.1


def test_an_op_with_kinks_is_not_smooth():
    told = {k for k, op in registry.items() if op.piece not in (Op.piece, ActivationOp.piece)}
    assert {k for k, op in registry.items() if not op.smooth} == told | {k for k, _ in KINKED}


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_far_inputs_give_finite_numbers_and_no_warning(pair, reduction):
    activation, loss = pair
    ends = [-1e6, -1000.0, -1.0, 0.0, 1.0, 1000.0, 1e6]
    inputs = np.array(list(itertools.product(ends, repeat=2)))
    least, most = np.clip(LOSSES[loss].target_range(), -1e6, 1e6)
    targets = np.where(np.arange(len(inputs))[:, None] % 2, [least, most], [most, least])
    experiment = Experiment(
        layers=(Layer(registry["dense"](2), registry[activation]()),),
        loss=registry[loss](reduction=reduction),
        inputs=inputs,
        targets=targets,
        parameters={"W1": np.eye(2), "b1": np.zeros(2)},
    )
    t = trace(experiment)
    assert np.isfinite(t.vector).all()
    held_to_rules(t)


@pytest.mark.parametrize("z", [-1000.0, -100.0, -36.0, 0.0, 36.0, 100.0, 1000.0])
@pytest.mark.parametrize("y", [0.0, 1.0])
def test_sigmoid_and_binary_cross_entropy_give_a_minus_y_even_far_out(z, y):
    t = _single("sigmoid", "binary_cross_entropy", [z], [y])
    np.testing.assert_allclose(t["d_z1"], t["a1"] - y, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("z", [[-1000.0, 1000.0], [0.0, 0.0], [50.0, -50.0], [1000.0, 999.0]])
@pytest.mark.parametrize("y", [[0.0, 1.0], [1.0, 0.0]])
def test_softmax_and_cross_entropy_give_a_minus_y_even_far_out(z, y):
    t = _single("softmax", "cross_entropy", z, y)
    np.testing.assert_allclose(t["d_z1"], t["a1"] - y, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("z", [[46.0, 0.0], [1000.0, -1000.0], [-30.0, 30.0]])
def test_softmax_under_binary_cross_entropy_stays_near_its_true_size(z):
    t = _single("softmax", "binary_cross_entropy", z, [0.0, 1.0])
    assert np.abs(t["d_z1"]).max() <= 4


def test_softmax_of_one_unit_is_always_one_and_learns_nothing():
    t = _single("softmax", "half_sse", [3.0], [0.0])
    assert t["a1"] == 1
    assert t["d_z1"] == 0


@pytest.mark.parametrize("kind", [k for k in registry if registry[k].family not in BUILT_IN])
def test_the_one_cell_formula_is_the_rule(kind):
    rng = np.random.default_rng([7, *map(ord, kind)])
    family = registry[kind].family
    given = {} if family in ("layer", "initial") else {family: kind}
    seen = set()
    for _ in range(cases(4, 6)):
        layer = family == "layer"
        experiment = random_graph(rng, kind) if layer else random_experiment(rng, **given)
        if family in UPDATES:
            t = trace(replace(experiment, learning_rate=0.01), 2)
        else:
            t = trace(experiment)
        for step in t.program.steps:
            seen.add((t.program.ops[step.op].kind, step.rule.writes))
            for cell in np.ndindex(t[step.writes].shape):
                value = t[step.writes][cell]
                try:
                    by_formula = value_of(t, step.writes, cell)
                except (ValueError, ZeroDivisionError):  # ln 0 and y / 0, after a step only
                    assert step.writes in (
                        "E",
                        t.program.writer["E"].reads["a"].replace("a", "d_a"),
                    )
                    assert t.experiment.layers[-1].activation.kind == "step"
                    continue
                near = math.isclose(by_formula, value, rel_tol=1e-10, abs_tol=1e-13)
                assert near, (step.writes, cell, by_formula, value)
    assert {(kind, r) for r in registry[kind].rules if r != "d_x"} <= seen


@pytest.mark.parametrize("kind", registry)
def test_json_and_schema_of_an_op_agree(kind):
    op = random_op(np.random.default_rng(5), kind)
    schema = op.schema()
    assert set(op.to_json()) == set(schema["properties"])
    again = {k: v for k, v in op.to_json().items() if k != "kind"}
    assert registry[kind](**again) == op
    assert type(op).__doc__


def test_dense_refuses_an_image():
    with pytest.raises(InvalidExperiment) as caught:
        Experiment(
            layers=(Layer(registry["dense"](1)),),
            loss=registry["sse"](),
            inputs=np.ones((1, 2, 2)),
            targets=[[1]],
        )
    assert caught.value.pointer == "/layers/0"


def _single(activation, loss, z, y):
    n = len(z)
    return trace(
        Experiment(
            layers=(Layer(registry["dense"](n), registry[activation]()),),
            loss=registry[loss](),
            inputs=[z],
            targets=[y],
            parameters={"W1": np.eye(n), "b1": np.zeros(n)},
        )
    )


def _setting(kind, seed):
    """An op, values of all that its forward rules read and do not write, and a weight per output.

    The op is looked at as if E were the sum of its outputs, each times its weight.
    """
    rng = np.random.default_rng([seed, *map(ord, kind)])
    op, shapes = _taken(rng, kind)
    least, most = np.clip(getattr(op, "domain", (-2, 2)), -2, 2)
    gap = 0.05 * (most - least)
    forward = [rule for rule, _ in op.bound(_inputs(op, shapes), forward=True)]
    written = {r.writes for r in forward}
    outside = {role for rule in forward for role in rule.reads} - written
    values = {
        role: rng.uniform(
            least + gap, most - gap, ((2,) if op.batched(role) else ()) + shapes[role]
        )
        for role in sorted(outside)
    }
    return op, values, rng.normal(size=(2, *shapes[op.output])) if op.batched(op.output) else 1.0


def _taken(rng, kind):
    """An op with settings that suit one of INPUTS, and the shape of each role."""
    is_layer = registry[kind].family == "layer"
    for _ in range(1000):
        op = small_op(rng, kind) if is_layer else random_op(rng, kind)
        x = INPUTS[rng.integers(len(INPUTS))]
        roles = [f"{op.input}{k}" for k in (1, 2)] if op.many else [op.input]
        try:
            shapes = dict.fromkeys(roles, x) | op.shapes(*[x] * len(roles))
        except ValueError:
            continue
        if all(min(shape, default=1) > 0 for shape in shapes.values()):
            return op, shapes
    pytest.fail(f"{kind} takes none of {INPUTS}")


def _inputs(op, shapes):
    names = [r for r in shapes if r.rstrip("12") == op.input] if op.many else [op.input]
    return [shapes[name] for name in names]


def _run(op, values, weight, number=float):
    """All roles of an op, forward and backward; complex numbers run forward alone."""
    cells = {r: v.shape[1:] if op.batched(r) else v.shape for r, v in values.items()}
    inputs = _inputs(op, cells)
    shapes = cells | op.shapes(*inputs)
    done = dict(values) | {f"d_{op.output}": weight}
    rules = op.bound(inputs, forward=True)
    for rule, method in rules if number is complex else rules + op.bound(inputs, forward=False):
        batch = (2,) if op.batched(rule.writes) else ()
        out = np.empty(batch + shapes[base(rule.writes)], number)
        method(out, *(done[r] for r in rule.reads))
        done[rule.writes] = out
    return done


def _nudged(op, values, weight, role, cell, h):
    number = complex if isinstance(h, complex) else float
    moved = {r: v.astype(number) for r, v in values.items()}
    moved[role][cell] += h
    return np.sum(weight * _run(op, moved, weight, number)[op.output])


def _a(op, z):
    out = np.empty_like(z)
    op.a(out, z)
    return out


def _slope(op, z):
    out, reads = np.empty_like(z), op.rules["s"].reads
    op.s(out, *({"z": z, "a": _a(op, z)}[r] for r in reads))
    return out


def test_the_families_hold_all_kinds():
    families = ("layer", "activation", "loss", *UPDATES, "initial", *BUILT_IN)
    assert sorted(k for f in families for k in of_family(f)) == sorted(registry)
