"""One-cell formulas: one text, printed as LaTeX and evaluated."""

import math

import numpy as np
import pytest

from engine import registry
from engine.families.optimizer import OptimizerOp
from engine.formula import Constant, evaluate, latex, names, parse, template
from tests.engine.networks import random_op

SIZES = {"N": 3, "n": 2, "C": 2}
ETA = {"eta": Constant(r"\eta", 0.5), "half": Constant(r"\tfrac{1}{2}", 0.5, literal=True)}


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ("sum(W * x) + b", r"\textstyle\sum <W> \cdot <x> + <b>"),
        (
            "sum((1 - y) * a + y)",
            r"\textstyle\sum \left(\left(1 - <y>\right) \cdot <a> + <y>\right)",
        ),
        ("sum((a - y) ** 2)", r"\textstyle\sum \left(<a> - <y>\right)^{2}"),
        ("w - eta * d_w", r"<w> - \eta \cdot <d_w>"),
        ("a * (1 - a)", r"<a> \cdot \left(1 - <a>\right)"),
        ("(a - y) - (b - c)", r"<a> - <y> - \left(<b> - <c>\right)"),
        ("1 / (1 + exp(-z))", r"\frac{1}{1 + e^{-<z>}}"),
        ("1 - a ** 2", r"1 - <a>^{2}"),
        ("(a - y) ** 2", r"\left(<a> - <y>\right)^{2}"),
        ("half * a", r"\tfrac{1}{2} \cdot <a>"),
        ("max(0, z)", r"\max\left(0, <z>\right)"),
        ("z > 0", r"\left[<z> > 0\right]"),
        (
            "sum(min(k, abs(a)) * (a - y))",
            r"\textstyle\sum \min\left(<k>, \left|<a>\right|\right) \cdot \left(<a> - <y>\right)",
        ),
        (
            "sum(min(k, abs(a)) - y)",
            r"\textstyle\sum \left(\min\left(<k>, \left|<a>\right|\right) - <y>\right)",
        ),
        ("-(y * log(a))", r"-<y> \cdot \ln\left(<a>\right)"),
    ],
)
def test_latex(cell, printed):
    assert template(latex(cell, ETA)) == printed


def test_a_factor_of_one_is_left_out():
    one = {"g": Constant("1", 1.0, literal=True)}
    assert template(latex("g * (a - y)", one)) == "<a> - <y>"


def test_parts_keep_what_repeats_and_what_has_a_value():
    assert latex("sum(W * x) + b", {}) == [
        {
            "each": [{"ref": "W"}, r" \cdot ", {"ref": "x"}],
            "join": " + ",
            "wrap": False,
            "wrap_single": False,
        },
        " + ",
        {"ref": "b"},
    ]
    assert latex("eta * sum(a)", ETA)[0] == {"const": r"\eta", "value": 0.5}
    assert latex("eta * sum(a)", ETA)[2]["wrap"] is True


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("a - b * c", 2 - 3 * 5),
        ("-a ** 2", -4),
        ("a / b", 2 / 3),
        ("(a > b) + 10 * (a <= b)", 10),
        ("max(0, a) + min(0, -b)", -1),
        ("exp(a) + log(b) + tanh(c)", math.exp(2) + math.log(3) + math.tanh(5)),
        ("sqrt(b) + abs(-a)", 3**0.5 + 2),
        ("sum(a * i)", 2 * (1 + 2 + 3)),
        ("max(i)", 3),
    ],
)
def test_evaluate(cell, value):
    known = {"a": 2.0, "b": 3.0, "c": 5.0}

    def reduce(kind, node):
        terms = [evaluate(node, (known | {"i": i}).__getitem__, reduce) for i in (1.0, 2.0, 3.0)]
        return {"sum": sum, "max": max}[kind](terms)

    assert evaluate(parse(cell), known.__getitem__, reduce) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize("cell", ["a @ b", "foo", "[a]", "a if b else c", "'text'"])
def test_what_is_no_formula_is_refused(cell):
    known = {"a": 1.0, "b": 2.0, "c": 3.0}
    with pytest.raises((ValueError, KeyError)):
        evaluate(parse(cell), known.__getitem__, lambda *_: 0.0)


@pytest.mark.parametrize("kind", registry)
def test_every_formula_names_only_what_its_rule_reads(kind):
    op = random_op(np.random.default_rng(0), kind, **({"units": 2} if kind == "dense" else {}))
    constants = op.constants({} if isinstance(op, OptimizerOp) else SIZES)
    for one in op.rules.values():
        rule = one.over(("p1", "p2")) if one.many else one
        assert names(parse(rule.cell)) - set(constants) <= set(rule.reads)
        printed = template(latex(rule.cell, constants))
        assert printed.count("{") == printed.count("}")
        assert printed.count(r"\left") == printed.count(r"\right")
