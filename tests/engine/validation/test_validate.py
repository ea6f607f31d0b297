"""What experiments made in Python, not in JSON, are told."""

import numpy as np
import pytest

from engine import Experiment, InvalidExperiment, Layer, registry
from engine.validation.validate import numbers, whole

DENSE = Layer(registry["dense"](1))
FLATTEN = registry["flatten"]()
GOOD = {"layers": (DENSE,), "loss": registry["sse"](), "inputs": [[1.0]], "targets": [[1.0]]}


@pytest.mark.parametrize(
    ("pointer", "change"),
    [
        ("/loss", {"loss": registry["relu"]()}),
        ("/loss", {"loss": None}),
        ("/optimizer", {"optimizer": registry["sse"]()}),
        ("/layers", {"layers": ()}),
        ("/layers/1", {"layers": (DENSE, Layer(registry["relu"]()))}),
        ("/layers/0/activation", {"layers": (Layer(registry["dense"](1), registry["sse"]()),)}),
        ("/layers/1/activation", {"layers": (DENSE, Layer(FLATTEN, registry["sse"]()))}),
        ("/layers", {"layers": (Layer(FLATTEN),)}),
        ("/input_gradient", {"input_gradient": 1}),
    ],
)
def test_an_op_in_the_wrong_place(pointer, change):
    with pytest.raises(InvalidExperiment) as caught:
        Experiment(**(GOOD | change))
    assert caught.value.pointer == pointer
    assert str(caught.value).startswith(pointer + ": ")


def test_numbers_are_copied_and_read_only():
    given = np.ones((2, 2))
    taken = numbers("/inputs", given)
    given[0, 0] = 5
    assert taken[0, 0] == 1
    assert not taken.flags.writeable
    assert numbers("/x", [[1, 2.5], [3, 10**30]]).dtype == np.float64


def test_whole_numbers():
    assert whole("/batch", 3, 1, 5) == 3
    assert whole("/batch", np.int64(3), 1) == 3
    for value, nearest in ((0, 1), (9, 5)):
        with pytest.raises(InvalidExperiment) as caught:
            whole("/batch", value, 1, 5)
        assert (caught.value.limit, caught.value.nearest) == ([1, 5], nearest)


@pytest.mark.parametrize(
    ("source", "limit", "nearest"), [(2, [-1, 1], 1), (-2, [-1, 1], -1), (True, [-1, 1], None)]
)
def test_a_layer_reads_what_is_before_it(source, limit, nearest):
    layers = (DENSE, DENSE, Layer(registry["dense"](1), reads=(source,)))
    with pytest.raises(InvalidExperiment) as caught:
        Experiment(**(GOOD | {"layers": layers}))
    assert caught.value.pointer == "/layers/2/reads/0"
    assert (caught.value.limit, caught.value.nearest) == (limit, nearest)
    assert nearest is None or "to 1" in caught.value.message


def test_a_layer_that_nothing_reads_is_told():
    layers = (DENSE, DENSE, Layer(registry["dense"](1), reads=(0,)))
    with pytest.raises(InvalidExperiment) as caught:
        Experiment(**(GOOD | {"layers": layers}))
    assert caught.value.pointer == "/layers/1"
