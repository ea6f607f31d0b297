"""The hinge: values, the kink, and targets that it does not take."""

import numpy as np
import pytest

from engine import Experiment, InvalidExperiment, Layer, check, registry, trace


def _at(a, y):
    return Experiment(
        layers=(Layer(registry["dense"](1)),),
        loss=registry["hinge"](),
        inputs=[[1.0]],
        targets=[[y]],
        parameters={"W1": [[a]], "b1": [0.0]},
    )


@pytest.mark.parametrize(
    ("a", "y", "loss", "slope"),
    [(0.5, 1.0, 0.5, -1.0), (2.0, 1.0, 0.0, 0.0), (2.0, -1.0, 3.0, 1.0), (1.0, 1.0, 0.0, 0.0)],
)
def test_values_and_slopes(a, y, loss, slope):
    t = trace(_at(a, y))
    assert float(t["E"]) == loss
    assert t["d_a1"].item() == slope


def test_across_the_kink_nothing_is_said():
    assert {cell.agrees for cell in check(_at(1.0, 1.0))} == {None}
    assert {cell.agrees for cell in check(_at(0.4, 1.0))} == {True}


def test_a_target_beyond_one_is_refused():
    with pytest.raises(InvalidExperiment) as caught:
        _at(0.0, 2.0)
    assert (caught.value.limit, caught.value.nearest) == ([-1.0, 1.0], 1.0)


def test_an_output_on_its_side_by_the_margin_or_more_is_of_the_flat_piece():
    a, y = np.array([-2.0, 0.5, 1.0, 2.0]), np.array([-1.0, 1.0])
    sloped = [[False, True, True, True], [True, True, False, False]]
    assert registry["hinge"]().piece(a, y[:, None]).tolist() == sloped
