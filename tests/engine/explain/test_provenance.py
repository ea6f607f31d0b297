"""What a cell is made of, against lists written by hand and against the trace."""

import numpy as np
import pytest

from engine import example, explain, trace
from engine.explain.provenance import value_of
from engine.formula import evaluate, parse
from tests.engine.networks import random_experiment

MAZUR = {
    ("z1", (0, 0)): (["b1[0]"], ["W1[0, 0] a0[0, 0]", "W1[0, 1] a0[0, 1]"]),
    ("z2", (0, 1)): (["b2[1]"], ["W2[1, 0] a1[0, 0]", "W2[1, 1] a1[0, 1]"]),
    ("a1", (0, 1)): (["z1[0, 1]"], []),
    ("E", ()): ([], ["a2[0, 0] y[0, 0]", "a2[0, 1] y[0, 1]"]),
    ("d_a2", (0, 0)): (["a2[0, 0]", "y[0, 0]"], []),
    ("s2", (0, 0)): (["a2[0, 0]"], []),
    ("d_z2", (0, 1)): (["d_a2[0, 1]", "s2[0, 1]"], []),
    ("d_W2", (0, 1)): ([], ["d_z2[0, 0] a1[0, 1]"]),
    ("d_b2", (1,)): ([], ["d_z2[0, 1]"]),
    ("d_a1", (0, 0)): ([], ["W2[0, 0] d_z2[0, 0]", "W2[1, 0] d_z2[0, 1]"]),
    ("d_W1", (1, 0)): ([], ["d_z1[0, 1] a0[0, 0]"]),
    ("W1'", (1, 0)): (["W1[1, 0]", "eta[]", "d_W1[1, 0]"], []),
    ("b1'", (1,)): (["b1[1]"], []),
}
AI_BY_HAND = {
    ("z1", (1, 2)): (["b1[2]"], [f"W1[2, {k}] a0[1, {k}]" for k in range(4)]),
    ("a1", (1, 2)): (["z1[1, 2]"], []),
    ("a3", (1, 0)): (["z3[1, 0]"], ["z3[1, 0]", "z3[1, 1]", "z3[1, 2]"]),
    ("E", ()): ([], [f"a3[{n}, {k}] y[{n}, {k}]" for n in range(2) for k in range(3)]),
    ("d_z3", (0, 2)): (["d_a3[0, 2]", "a3[0, 2]"], [f"a3[0, {k}] d_a3[0, {k}]" for k in range(3)]),
    ("d_W2", (3, 1)): ([], ["d_z2[0, 3] a1[0, 1]", "d_z2[1, 3] a1[1, 1]"]),
    ("d_b2", (3,)): ([], ["d_z2[0, 3]", "d_z2[1, 3]"]),
    ("d_a1", (1, 0)): ([], [f"W2[{k}, 0] d_z2[1, {k}]" for k in range(4)]),
    ("b2'", (3,)): (["b2[3]", "eta[]", "d_b2[3]"], []),
}
CASES = [
    *(("mazur-2-2-2", *at, *made) for at, made in MAZUR.items()),
    *(("ai-by-hand-4-3-4-3", *at, *made) for at, made in AI_BY_HAND.items()),
]


@pytest.mark.parametrize(("name", "tensor", "cell", "reads", "terms"), CASES)
def test_reads_and_terms(name, tensor, cell, reads, terms):
    t = trace(example(name).experiment)
    found = explain(t, tensor, cell)
    assert [_text(r) for r in found.reads] == reads
    assert [set(map(_text, term)) for term in found.terms] == [set(_split(term)) for term in terms]
    assert found.value == t[tensor][cell]
    for read in (*found.reads, *(r for term in found.terms for r in term)):
        assert read.value == t[read.tensor][read.cell]
        assert t.program.writer[tensor].reads[read.role] == read.tensor


def test_the_reads_and_terms_alone_make_the_value():
    """What a page shows is enough: the formula over the listed reads and terms gives the cell."""
    rng = np.random.default_rng(8)
    for _ in range(20):
        t = trace(random_experiment(rng, loss="half_sse"))
        for step in t.program.steps:
            for cell in np.ndindex(t[step.writes].shape):
                made = _evaluated(t, explain(t, step.writes, cell), step)
                assert made == pytest.approx(t[step.writes][cell], rel=1e-10, abs=1e-13)


def test_a_cell_that_no_step_writes_has_no_explanation():
    t = trace(example("mazur-2-2-2").experiment)
    for explained in (explain, value_of):
        with pytest.raises(KeyError, match="a0"):
            explained(t, "a0", (0, 0))


def test_where_the_plain_formula_overflows_it_says_so():
    t = trace(example("mazur-2-2-2").experiment)
    t.vector.flags.writeable = True
    t["z1"][0, 0] = -1000
    with pytest.raises(OverflowError):
        value_of(t, "a1", (0, 0))


def _text(read):
    return f"{read.tensor}{list(read.cell)}"


def _split(term):
    return [f"{part}]" for part in term.replace("] ", "]|").replace("]", "").split("|")]


def _evaluated(t, explanation, step):
    constants = {k: c.value for k, c in t.program.constants(step.op).items()}
    once = constants | {r.role: r.value for r in explanation.reads}

    def reduce(kind, node):
        values = [
            evaluate(node, (once | {r.role: r.value for r in term}).__getitem__, reduce)
            for term in explanation.terms
        ]
        return {"sum": sum, "max": max}[kind](values)

    return evaluate(parse(explanation.formula), once.__getitem__, reduce)
