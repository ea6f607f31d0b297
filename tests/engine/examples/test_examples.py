"""Every worked example: ours to the last digits, theirs to their printed digits."""

import json
from decimal import ROUND_HALF_EVEN, Decimal
from importlib.resources import files

import numpy as np
import pytest

from engine import example, examples


@pytest.mark.parametrize("name", examples())
def test_every_recomputed_number_to_1e_12(name):
    shown = example(name)
    assert set(shown.recomputed) >= {"E", "E_after_1", "d_W1", "W1'"}
    for tensor, expected in shown.recomputed.items():
        found = shown.measured(tensor)
        assert found.shape == np.shape(expected)
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=0, err_msg=tensor)


@pytest.mark.parametrize("name", examples())
def test_the_wrong_numbers_are_exactly_those_listed(name):
    shown = example(name)
    found = {}
    for tensor, printed in _published(name).items():
        ours = shown.measured(tensor)
        if np.ndim(printed) < ours.ndim:
            ours = ours[0]
        off = [list(c) for c, text in _cells(printed) if not _reproduces(text, ours[c])]
        if off:
            found[tensor] = True if off == [[]] else off
    assert found == shown.wrong
    assert bool(shown.errata) >= bool(found)


def test_printed_numbers_are_rounded_and_none_is_cut_off():
    assert _reproduces("0.75136507", 0.7513650695523157)
    assert not _reproduces("0.1311", 0.131169)
    assert _reproduces("3.51e-05", 3.510187e-05)
    assert not _reproduces("3.51085e-05", 3.510187e-05)


@pytest.mark.parametrize("name", examples())
def test_printed_gives_each_published_number_once(name):
    shown = example(name)
    for tensor, printed in shown.published.items():
        ours = shown.measured(tensor)
        found = [shown.printed(tensor, cell) for cell in np.ndindex(ours.shape)]
        said = [v for _, v in _cells(printed)]
        assert [number for number, _ in found if number is not None] == said
        wrong = shown.wrong.get(tensor, [])
        assert sum(bad for _, bad in found) == (1 if wrong is True else len(wrong))


def test_mazur_printed_a_run_that_used_updated_weights():
    """The errata say where the wrong numbers come from; that run gives them to their digits."""
    shown = example("mazur-2-2-2")
    w1, w2 = (np.array(shown.experiment.parameters[k]) for k in ("W1", "W2"))
    b1, b2 = (np.array(shown.experiment.parameters[k]) for k in ("b1", "b2"))
    x, y = shown.experiment.inputs[0], shown.experiment.targets[0]

    def outputs():
        h = 1 / (1 + np.exp(-(w1 @ x + b1)))
        return h, 1 / (1 + np.exp(-(w2 @ h + b2)))

    for k in range(10_000):
        h, a = outputs()
        if k == 1:
            assert _reproduces("0.291027924", np.sum((a - y) ** 2) / 2)
        delta = (a - y) * a * (1 - a)
        w2 -= 0.5 * np.outer(delta, h)
        w1 -= 0.5 * np.outer((w2.T @ delta) * h * (1 - h), x)
    printed = _published("mazur-2-2-2")["outputs_after_10000"]
    assert [_reproduces(p, v) for p, v in zip(printed, outputs()[1], strict=True)] == [True, True]


def test_an_unknown_example_names_those_there_are():
    with pytest.raises(KeyError, match="mazur-2-2-2"):
        example("mazur")


def test_the_first_example_is_the_shortest_chain():
    assert examples()[0] == "two-neuron-chain"
    assert len(examples()) == 7


def _published(name):
    """The published numbers as the text that the file has, digits and all."""
    text = (files("engine.examples") / f"{name}.json").read_text("utf-8")
    return json.loads(text, parse_float=str, parse_int=str)["published"]


def _cells(value, cell=()):
    if isinstance(value, list):
        for k, item in enumerate(value):
            yield from _cells(item, (*cell, k))
    elif value is not None:
        yield cell, value


def _reproduces(text, value):
    """Whether the value, rounded to as many digits as were printed, is what was printed."""
    printed = Decimal(text)
    return Decimal(float(value)).quantize(printed, ROUND_HALF_EVEN) == printed
