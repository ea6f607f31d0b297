"""Layer norm against PyTorch's numbers."""

import numpy as np
import pytest

from engine import Experiment, InvalidExperiment, Layer, registry, trace


def _on(x, **settings):
    """A layer norm before one dense unit that reads its first number."""
    x = np.array([x])
    return trace(
        Experiment(
            layers=(Layer(registry["layer_norm"](**settings)), Layer(registry["dense"](1))),
            loss=registry["half_sse"](),
            inputs=x,
            targets=[[0.0]],
            parameters={"W2": np.eye(1, x.size), "b2": [0.0]},
            input_gradient=True,
        )
    )


@pytest.mark.parametrize(
    ("epsilon", "expected"),
    [
        (1e-5, [-1.0690415314502977, -0.26726038286257453, 1.3363019143128718]),
        (1e-3, [-1.0687015116389473, -0.2671753779097369, 1.3358768895486839]),
        (1e-6, [-1.0690446240282667, -0.26726115600706674, 1.336305780035333]),
    ],
)
def test_a_row_as_torch_keras_and_flax_have_it(epsilon, expected):
    t = _on([1.0, 2.0, 4.0], epsilon=epsilon)
    np.testing.assert_allclose(t["norm1"][0], expected, rtol=1e-12)


def test_the_way_back_as_torch_has_it():
    t = _on([1.0, 2.0, 4.0])
    expected = np.array([0.22908229170096814, -0.3436200013686196, 0.11453770966765141])
    np.testing.assert_allclose(t["d_a0"][0], expected * t["d_norm1"][0, 0], rtol=1e-10)


def test_gains_begin_at_one_and_statistics_are_of_one_example():
    t = _on([1.0, 2.0, 4.0])
    assert t["g1"].tolist() == [1, 1, 1]
    assert t["b1"].tolist() == [0, 0, 0]
    assert t.program.tensors["mu1"].cells == ()
    assert t["mu1"].shape == (1,)


def test_of_one_number_nothing_would_be_left():
    with pytest.raises(InvalidExperiment) as caught:
        _on([1.0])
    assert caught.value.pointer == "/layers/0"
