"""Pulls against the gradients of one example alone, and behind a norm against moved parts of E."""

import pytest

from engine import Experiment, Layer, example, registry, trace
from engine.explain.moved import Moved
from engine.explain.pulls import pulls

DENSE = registry["dense"]
DATA = {"inputs": [[0.1, 0.4], [0.5, -0.3], [0.7, 0.2]], "targets": [[0.0], [1.0], [2.0]]}


def network(*between, reduction="sum", **data):
    layers = (Layer(DENSE(3), registry["tanh"]()), *between, Layer(DENSE(1)))
    return Experiment(layers, registry["mse"](reduction), seed=5, **(data or DATA))


@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_without_a_norm_each_is_the_gradient_of_its_example_alone(reduction):
    whole = network(reduction=reduction)
    found = pulls(trace(whole), "W1", (1, 0))
    scale = 1 if reduction == "sum" else 3
    for k in range(3):
        data = {"inputs": whole.inputs[[k]], "targets": whole.targets[[k]]}
        alone = trace(network(reduction=reduction, parameters=whole.start, **data))
        assert found.pulls[k] * scale == pytest.approx(alone["d_W1"][1, 0], rel=1e-13)
        assert found.losses[k] * scale == pytest.approx(alone["E"], rel=1e-13)


def test_behind_a_batch_norm_an_example_moves_the_others_too():
    done = trace(network(Layer(registry["batch_norm"]())))
    found = pulls(done, "W1", (2, 1))
    assert found.pulls.sum() == pytest.approx(done["d_W1"][2, 1], rel=1e-12)
    now, h = Moved(done), 1e-5

    def parts(by):
        now("W1", (2, 1), by)
        answer = next(s.reads["a"] for s in done.program.steps if s.phase == "loss")
        return ((now[answer] - done["y"]) ** 2).ravel()

    assert found.pulls == pytest.approx((parts(h) - parts(-h)) / (2 * h), rel=1e-7)


def test_agreement():
    two = {"inputs": [[1.0], [1.0]], "targets": [[2.0], [-2.0]]}
    line = {"parameters": {"W1": [[0.0]], "b1": [0.0]}}

    def asked(**data):
        e = Experiment((Layer(DENSE(1)),), registry["half_sse"](), **line, **data)
        return pulls(trace(e), "W1", (0, 0))

    apart = asked(**two)
    assert apart.pulls.tolist() == [-2.0, 2.0]
    assert apart.losses.tolist() == [2.0, 2.0]
    assert (apart.agreement, apart.agreement_of_all) == (0.0, 0.0)
    together = asked(inputs=[[1.0], [2.0]], targets=[[1.0], [1.0]])
    assert together.agreement == together.agreement_of_parameter == 1.0
    # g = (−1, −1) and (−2, −1): ‖(−3, −2)‖ / (√2 + √5)
    assert together.agreement_of_all == pytest.approx(13**0.5 / (2**0.5 + 5**0.5), rel=1e-14)
    nobody = asked(inputs=[[0.0]], targets=[[1.0]])
    assert nobody.agreement is None
    assert nobody.agreement_of_all == 1.0  # the bias is pulled


def test_what_is_no_parameter_is_told():
    done = trace(example("mazur-2-2-2").experiment)
    with pytest.raises(KeyError, match="W1, b1, W2, b2"):
        pulls(done, "a1", (0, 0))
    for beyond in ((0, 2), (0, -1), (0,)):
        with pytest.raises(IndexError):
            pulls(done, "W1", beyond)
