"""The tensor table and the steps of a program."""

import numpy as np
import pytest

from engine import example, examples, trace
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
