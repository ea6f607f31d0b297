"""Behind a sigmoid the loss and all on its way back keep their digits, however far out z lies."""

from decimal import Decimal, getcontext

import numpy as np
import pytest

from engine import Experiment, Training, check, trace

getcontext().prec = 700
"""So many digits that 1 − a is known where a is 1 − e⁻⁷⁰⁰."""
FAR = [0.0, 0.5, 1.0, 5.0, 20.0, 36.0, 37.0, 40.0, 100.0, 300.0, 699.5, 700.0]
LOGITS = sorted({*FAR, *(-z for z in FAR)})


def one(z: float, y: float) -> Experiment:
    return Experiment.from_json(
        {
            "layers": [{"kind": "dense", "units": 1, "activation": "sigmoid"}],
            "loss": "binary_cross_entropy",
            "inputs": [[z]],
            "targets": [[y]],
            "parameters": {"W1": [[1.0]], "b1": [0.0]},
        }
    )


@pytest.mark.parametrize("y", [0.0, 0.25, 1.0])
@pytest.mark.parametrize("z", LOGITS)
def test_every_number_against_700_digits(z: float, y: float) -> None:
    d, target = Decimal(z), Decimal(y)
    a = 1 / (1 + (-d).exp())
    rest = 1 / (1 + d.exp())
    expected = {
        "a1": a,
        "E": -(target * a.ln() + (1 - target) * rest.ln()),
        "d_a1": (a - target) / (a * rest),
        "s1": a * rest,
        "d_z1": a - target,
    }
    t = trace(one(z, y))
    for name, value in expected.items():
        digits = 1e-15 if name == "d_z1" and 0 < y < 1 else 0  # a − y of two that are close
        assert t[name].item() == pytest.approx(float(value), rel=4e-15, abs=digits), name


@pytest.mark.parametrize("z", [1.0, 36.0, 100.0, 700.0, 1e5])
def test_equal_mistakes_cost_the_same(z: float) -> None:
    here, there = trace(one(z, 0.0)), trace(one(-z, 1.0))
    assert here["E"] == there["E"]
    assert here["d_z1"] == -there["d_z1"]
    assert here["E"] == pytest.approx(z, rel=1e-15, abs=0.4)


@pytest.mark.parametrize("y", [0.0, 1.0])
@pytest.mark.parametrize("z", [-700.0, -100.0, -20.0, 0.0, 20.0, 100.0, 700.0])
def test_training_and_the_gradient_check_agree_far_out(z: float, y: float) -> None:
    e = one(z, y)
    training = Training(e)
    losses = training.run(1)
    t = trace(e)
    assert losses[0] == pytest.approx(t["E"].item(), rel=1e-14)
    np.testing.assert_allclose(training.checkpoint.values, t.checkpoint.values, rtol=1e-14)
    for cell in check(e):
        assert cell.agrees
        small = 0 < abs(cell.analytic) < 1e-270  # an imaginary part of e⁻⁷⁰⁰ leaves float64
        assert (cell.complex_lost is not None) == small
        assert small or cell.complex_difference < 1e-14
