"""The tensor table and the steps of a program."""

import numpy as np
import pytest

from engine import Experiment, example, examples, trace
from tests.engine.networks import random_experiment

RNG = np.random.default_rng(6)
PROGRAMS = [trace(example(name).experiment).program for name in examples()]
PROGRAMS += [trace(random_experiment(RNG)).program for _ in range(30)]


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_program_is_sound(program):
    known = {
        n for n, t in program.tensors.items() if t.kind in ("input", "target", "rate", "parameter")
    }
    for k, step in enumerate(program.steps):
        assert step.index == k
        assert set(step.reads.values()) <= known, "a step reads what was not yet written"
        assert step.writes not in known, "a tensor is written twice"
        known.add(step.writes)
        assert program.writer[step.writes] is step
    assert known == set(program.tensors)
    phases = [s.phase for s in program.steps]
    order = ["forward", "loss", "backward", "update"]
    assert phases == sorted(phases, key=order.index)


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_tensors_tile_the_vector(program):
    end = 0
    for tensor in program.tensors.values():
        assert tensor.offset == end
        end += tensor.size
        assert tensor.shape == ((program.batch, *tensor.cells) if tensor.batched else tensor.cells)
        if tensor.of:
            assert tensor.shape == program.tensors[tensor.of].shape
    assert end == program.size
    for names in (program.parameters, tuple(f"d_{n}" for n in program.parameters)):
        sizes = [program.tensors[n].size for n in names]
        block = program.block(names)
        assert block.stop - block.start == sum(sizes)


def test_the_tensor_table_of_mazur():
    program = trace(example("mazur-2-2-2").experiment).program
    assert list(program.tensors) == [
        "a0", "y", "eta", "W1", "b1", "W2", "b2", "z1", "a1", "z2", "a2", "E", "d_a2", "s2", "d_z2",
        "d_a1", "s1", "d_z1", "d_W1", "d_b1", "d_W2", "d_b2", "W1'", "b1'", "W2'", "b2'",
    ]  # fmt: skip
    table = program.tensors
    assert (table["W1"].kind, table["W1"].role, table["W1"].layer) == ("parameter", "W", 1)
    assert (table["s2"].kind, table["d_W2"].of, table["W2'"].of) == ("local", "W2", "W2")
    assert (table["z1"].symbol, table["d_z1"].symbol) == ("z@", r"\delta@")
    assert table["E"].layer is None


def program_of(*layers, **more):
    experiment = {"layers": [*layers], "loss": "mse", "inputs": [[1.0, 2.0]], "targets": [[0.5]]}
    return Experiment.from_json(experiment | more).program(1)


def test_what_is_read_twice_has_a_gradient_by_each_way_and_their_sum():
    two, one = {"kind": "dense", "units": 2}, {"kind": "dense", "units": 1}
    program = program_of(two, two, {"kind": "add", "source": 0}, one, input_gradient=True)
    backward = {s.writes: dict(s.reads) for s in program.steps if s.phase == "backward"}
    assert list(backward) == [
        "d_a3", "s3", "d_z3", "d_W3", "d_b3", "d_sum2", "d_a2", "d_a1_sum2", "s2", "d_z2", "d_W2",
        "d_b2", "d_a1_z2", "d_a1", "s1", "d_z1", "d_W1", "d_b1", "d_a0",
    ]  # fmt: skip
    assert backward["d_a1"] == {"p1": "d_a1_sum2", "p2": "d_a1_z2"}
    table = program.tensors
    shares = {t.name: (t.of, t.layer) for t in table.values() if t.kind == "share"}
    assert shares == {"d_a1_sum2": ("a1", 1), "d_a1_z2": ("a1", 1)}
    for name, symbol, matrix in (
        ("d_z1", r"\delta@", r"\boldsymbol{\delta}@"),
        ("d_a1", r"\frac{\partial E}{\partial a@}", r"\frac{\partial E}{\partial \mathbf{a}@}"),
        ("d_a1_z2", r"\frac{\partial E}{\partial a@}\big|_{z^{(2)}}",
         r"\frac{\partial E}{\partial \mathbf{a}@}\big|_{\mathbf{z}^{(2)}}"),
        ("d_a1_sum2", r"\frac{\partial E}{\partial a@}\big|_{h^{(2)}}",
         r"\frac{\partial E}{\partial \mathbf{a}@}\big|_{\mathbf{h}^{(2)}}"),
        ("d_a0", r"\frac{\partial E}{\partial x@}", r"\frac{\partial E}{\partial \mathbf{x}@}"),
    ):  # fmt: skip
        assert (table[name].symbol, table[name].matrix) == (symbol, matrix)
    assert table["a0"].layer == table["d_a0"].layer == 0
    assert table["d_a0"].op == table["z1"].op  # whose rule writes it
    assert table["d_a2"].op == table["a2"].op


def test_names_that_are_taken_have_a_letter_behind_them():
    dropout = {"kind": "dropout"}
    program = program_of({"kind": "dense", "units": 1}, dropout, dropout, dropout)
    assert [n for n in program.tensors if n.startswith("drop")] == ["drop1", "drop1b", "drop1c"]


def test_without_its_gradient_nothing_is_computed_for_the_input():
    program = program_of({"kind": "dense", "units": 1})
    assert "d_a0" not in program.tensors


def test_what_an_update_writes_and_keeps_has_letters():
    program = program_of(
        {"kind": "dense", "units": 1},
        optimizer="adam", clip="clip_norm", schedule="cosine", parameters={"b1": [0.0]},
    )  # fmt: skip
    told = {name: (t.symbol, t.matrix, t.shape) for name, t in program.tensors.items()}
    assert {name: told[name] for name in ("eta0", "k", "eta", "m_W1", "v_b1'", "W1'", "q_W1")} == {
        "eta0": (r"\eta_{0}", r"\eta_{0}", ()),
        "k": ("k", "k", ()),
        "eta": (r"\eta", r"\eta", ()),
        "m_W1": ("m[w@]", r"\mathbf{m}[\mathbf{W}@]", (1, 2)),
        "v_b1'": ("v'[b@]", r"\mathbf{v}'[\mathbf{b}@]", (1,)),
        "W1'": ("w'@", r"\mathbf{W}'@", (1, 2)),
        "q_W1": (r"q[\mathbf{W}@]", r"q[\mathbf{W}@]", ()),  # one number for the whole
    }


def test_constants_of_a_step():
    program = trace(example("mazur-2-2-2").experiment).program
    assert program.constants(program.writer["E"].op)["c"].value == 0.5


def test_a_bound_program_runs_without_lookups_and_gives_the_trace():
    t = trace(example("mazur-2-2-2").experiment)
    vector = t.vector.copy()
    written = [t.program.tensors[s.writes] for s in t.program.steps]
    for tensor in written:
        tensor.view(vector)[...] = np.nan
    for call in t.program.bind(vector):
        call()
    np.testing.assert_allclose(vector, t.vector, rtol=1e-14)
