"""An update of all parameters at once is that of each, whatever stands around the optimizer."""

import numpy as np

from engine import Experiment, Layer, registry
from engine.fast.fused_program import FusedProgram
from engine.fast.fused_update import groups
from engine.ops import of_family
from tests.engine.fast.test_fused_program import agree


def test_plain_descent_is_two_calls():
    now = FusedProgram(_small().program(3))
    assert [c.func for c in now.renew] == [np.multiply, np.subtract]
    assert now.update == []


def test_adam_with_all_around_it_is_one_call_for_each_rule():
    now = FusedProgram(_small(**_around("weights")).program(3))
    rules = [call for call in now.update if call.args[0].ndim == 1 and call.args[0].size > 6]
    names = [getattr(call.func, "__name__", "") for call in rules]
    assert names == ["c", "g", "copyto", "m_new", "v_new", "m_hat", "v_hat", "w_new"]


def test_each_group_stands_behind_what_it_reads():
    """The first parameter that is trained is a bias, which the penalty spares."""
    e = _small(**_around("weights"), frozen=frozenset(["W1"]))
    program = e.program(3)
    known = set(program.tensors) - {s.writes for s in program.steps if s.phase == "update"}
    for group in groups(program):
        for step in group:
            assert known.issuperset(step.reads.values())
        known |= {s.writes for s in group}


def test_a_penalty_may_spare_biases_and_some_may_be_frozen():
    for on in ("all", "weights"):
        for kind in sorted(of_family("penalty")):
            for frozen in ([], ["W1"], ["b1"], ["W1", "b2"], ["W1", "b1", "W2", "b2"]):
                around = _around(on) | {"penalty": registry[kind](0.01, on)}
                agree(_small(**around, frozen=frozenset(frozen)))


def test_a_rule_that_sums_over_its_parameter_is_not_joined():
    """Parameters of one cell each: their squares lie side by side and must stay apart."""
    agree(_small(1, clip=registry["clip_norm"](1e-3)))


def _around(on):
    return {
        "optimizer": registry["adam"](),
        "clip": registry["clip_value"](0.01),
        "penalty": registry["l2"](0.01, on),
    }


def _small(width=2, **more):
    layers = (Layer(registry["dense"](width), registry["tanh"]()), Layer(registry["dense"](width)))
    x = np.ones((3, width))
    return Experiment(layers, registry["half_sse"](), x, 0.5 * x, **more)
