"""Building a program: which gradients are needed, and what things are called."""

import gc
import weakref
from dataclasses import replace

import numpy as np

from engine import Experiment, Layer, example, kept, registry, trace
from engine.kept import Room
from engine.program.build import kind_of, sentence_keys


def test_the_gradient_of_the_input_is_not_computed():
    built = trace(example("mazur-2-2-2").experiment).program
    assert "d_a0" not in built.tensors
    assert "d_a1" in built.tensors


def test_a_frozen_parameter_keeps_its_gradient_and_copies_itself():
    experiment = example("mazur-2-2-2").experiment
    built = trace(experiment).program
    kinds = {n: built.ops[built.writer[f"{n}'"].op].kind for n in built.parameters}
    assert kinds == {"W1": "sgd", "b1": "frozen", "W2": "sgd", "b2": "frozen"}
    assert "d_b1" in built.writer
    free = trace(replace(experiment, frozen=frozenset())).program
    assert {free.ops[free.writer[f"{n}'"].op].kind for n in free.parameters} == {"sgd"}


def test_equal_networks_share_one_program():
    one, two = (Experiment.from_json(example("mazur-2-2-2").experiment.to_json()) for _ in range(2))
    assert one.program(3) is two.program(3)
    assert one.program(3) is not one.program(4)


def test_programs_are_forgotten_in_the_end(monkeypatch):
    """However many batches of however many networks are asked for."""
    few = Room(100_000)
    monkeypatch.setattr(kept, "room", few)
    experiment = Experiment.from_json(example("mazur-2-2-2").experiment.to_json() | {"seed": 5})
    built = [weakref.ref(experiment.network.program(batch)) for batch in range(100, 150)]
    gc.collect()
    assert few.held <= few.size
    assert 0 < sum(program() is not None for program in built) < 10


def test_a_deep_network_numbers_its_layers():
    experiment = Experiment(
        layers=tuple(Layer(registry["dense"](2), registry["tanh"]()) for _ in range(12)),
        loss=registry["sse"](),
        inputs=np.ones((1, 2)),
        targets=np.ones((1, 2)),
    )
    built = experiment.program(1)
    assert built.parameters == tuple(f"{p}{k}" for k in range(1, 13) for p in "Wb")
    assert [s.writes for s in built.steps if s.phase == "backward"][-5:] == [
        "d_a1",
        "s1",
        "d_z1",
        "d_W1",
        "d_b1",
    ]
    assert {built.tensors[n].layer for n in ("W7", "z7", "a7", "s7", "d_z7", "W7'")} == {7}


def test_sentence_keys_go_from_the_op_to_the_phase():
    built = trace(example("mazur-2-2-2").experiment).program
    keys = built.writer["d_W2"].keys
    assert keys[0] == "step.dense.d_W"
    assert keys[-2:] == ("step.backward.weight", "step.backward")
    assert "step.forward.output.bias-weight" in built.writer["z2"].keys
    keys = built.writer["E"].keys
    assert keys[0] == "step.half_sse.E"
    assert keys[-2:] == ("step.loss.output", "step.loss")


def test_keys_name_what_an_op_is_made_from_and_what_it_reads():
    dropout = registry["dropout2d"]()
    assert sentence_keys(dropout, dropout.rules["drop"], "forward")[:2] == (
        "step.dropout2d.drop",
        "step.dropout.drop",
    )
    dense = registry["dense"](1)
    assert sentence_keys(dense, dense.rules["z"], "forward") == (
        "step.dense.z",
        "step.forward.output.bias-weight",
        "step.forward.layer.output",
        "step.forward.output",
        "step.forward",
    )


def test_the_kinds_of_what_ops_own():
    dense, loss, dropout = registry["dense"](1), registry["mse"](), registry["dropout"]()
    assert [kind_of(dense, role) for role in ("W", "b", "z")] == [
        "parameter",
        "parameter",
        "output",
    ]
    assert [kind_of(loss, role) for role in ("E", "y")] == ["loss", "target"]
    assert [kind_of(dropout, r) for r in ("noise", "mask", "drop")] == ["noise", "local", "output"]
