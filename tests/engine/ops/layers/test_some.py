"""Some: a stretch of features or channels, its gradient, and where it must lie."""

import numpy as np
import pytest

from engine import Experiment, InvalidExperiment, Layer, registry, trace
from engine.explain.provenance import value_of


def _network(inputs, **settings):
    layers = [Layer(registry["some"](**settings)), Layer(registry["dense"](1))]
    if inputs.ndim > 2:
        layers.insert(1, Layer(registry["flatten"]()))
    return Experiment(
        layers=tuple(layers),
        loss=registry["sse"](),
        inputs=inputs,
        targets=np.ones((len(inputs), 1)),
        input_gradient=True,
    )


def test_what_is_left_out_gets_nothing_back():
    t = trace(_network(np.arange(8.0).reshape(2, 4), start=1, length=2))
    assert t["some0"].tolist() == [[1, 2], [5, 6]]
    assert t["d_a0"][:, [0, 3]].tolist() == [[0, 0], [0, 0]]
    assert (t["d_a0"][:, 1:3] != 0).all()
    assert value_of(t, "d_a0", (0, 0)) == 0.0


def test_of_images_it_takes_channels():
    images = np.arange(24.0).reshape(1, 3, 2, 4)
    t = trace(_network(images, start=2, length=1))
    np.testing.assert_array_equal(t["some0"], images[:, 2:])


@pytest.mark.parametrize(
    ("settings", "place", "nearest"),
    [({"start": 4, "length": 1}, "start", 3), ({"start": 2, "length": 3}, "length", 2)],
)
def test_what_lies_outside_is_told(settings, place, nearest):
    with pytest.raises(InvalidExperiment, match=f"at most {nearest}") as caught:
        _network(np.ones((1, 4)), **settings)
    assert caught.value.limit == nearest
    assert (caught.value.pointer, caught.value.nearest) == (f"/layers/0/{place}", nearest)
