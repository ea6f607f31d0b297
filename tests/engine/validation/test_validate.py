"""What experiments made in Python, not in JSON, are told."""

import numpy as np
import pytest

from engine import Experiment, InvalidExperiment, Layer, registry
from engine.random.seed import LENGTH
from engine.validation.validate import is_finite, numbers, seed_of, whole

DENSE = Layer(registry["dense"](1))
FLATTEN = registry["flatten"]()
ADD = registry["add"]
CONCAT = registry["concat"]
SIGMOID, RELU = registry["sigmoid"](), registry["relu"]()


def dense(units=1, activation=None, **more):
    return Layer(registry["dense"](units), activation, **more)


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


@pytest.mark.parametrize(
    ("change", "place", "told", "limit", "nearest"),
    [
        ({"layers": ()}, "/layers", "at least one layer", 1, None),
        ({"layers": (Layer(FLATTEN),)}, "/layers", "with weights", 1, None),
        ({"inputs": [1.0]}, "/inputs", "a list of examples", None, None),
        ({"targets": [[]]}, "/targets", "a list of examples", None, None),
        ({"targets": [[1.0]] * 3}, "/targets", "but 3 targets", 1, 1),
        ({"targets": [[1.0, 2.0]]}, "/targets", "has 2 numbers, the last layer 1", [1], None),
        # What reads what.
        ({"layers": (Layer(ADD(source=-1)), DENSE)},
         "/layers/0", "before it to go past", None, None),
        ({"layers": (DENSE, DENSE, Layer(ADD(source=1)))},
         "/layers/2/source", "from -1 to 0", [-1, 0], 0),
        ({"layers": (DENSE, Layer(ADD(source=-1), reads=(-1, 0)))},
         "/layers/1/source", "either source or reads", None, None),
        ({"layers": (DENSE, Layer(CONCAT(), reads=(0,)))},
         "/layers/1/reads", "at least two", 2, None),
        ({"layers": (DENSE, DENSE, dense(reads=(0, 1)))},
         "/layers/2/reads", "reads one layer", 1, None),
        ({"layers": (DENSE, Layer(CONCAT(), reads=(0, 1)), DENSE)},
         "/layers/1/reads/1", "the input, to 0", [-1, 0], 0),
        ({"layers": (DENSE, Layer(CONCAT(), reads=(0, 0)), DENSE)},
         "/layers/1/reads/1", "once at most", None, None),
        # Which outputs and targets a loss takes.
        ({"loss": registry["binary_cross_entropy"](), "layers": (DENSE, Layer(FLATTEN))},
         "/layers/1", "between 0 and 1", [0, 1], "sigmoid"),
        ({"loss": registry["cross_entropy"](), "layers": (dense(1, RELU),)},
         "/layers/0/activation", "between 0 and 1", [0, 1], "softmax"),
        ({"loss": registry["hinge"](), "targets": [[-1.5]]},
         "/targets/0/0", "between -1 and 1", [-1, 1], -1),
        ({"loss": registry["hinge"](), "targets": [[1.0], [4.0]], "inputs": [[1.0], [2.0]]},
         "/targets/1/0", "between -1 and 1", [-1, 1], 1),
        # Ops by their families, and parameters by their names and shapes.
        ({"schedule": registry["sse"]()}, "/schedule", "the family schedule", None, None),
        ({"clip": registry["l2"]()}, "/clip", "the family clip", None, None),
        ({"initial": None}, "/initial", "the family initial", None, None),
        ({"initial_bias": registry["relu"]()}, "/initial_bias", "the family initial", None, None),
        ({"parameters": {"W2": [[1.0]]}}, "/parameters", "are called W1, b1", ["W1", "b1"], None),
        ({"frozen": frozenset({"b2"})}, "/frozen", "are called W1, b1", ["W1", "b1"], None),
        ({"parameters": {"W1": [[1.0, 2.0]]}},
         "/parameters/W1", "the shape [1, 1], not [1, 2]", [1, 1], None),
        # What the layer before gives.
        ({"layers": (dense(2), dense(3), Layer(ADD(source=-1)))},
         "/layers/2/source", "", [], None),
        ({"layers": (dense(3), dense(2), dense(3), Layer(ADD(source=1)), DENSE)},
         "/layers/3/source", "", [0], 0),
        ({"layers": (dense(2), dense(3), dense(3), Layer(ADD(source=0)), DENSE)},
         "/layers/3/source", "", [1], 1),  # not 2, the one just before
        ({"layers": (*map(dense, (3, 4, 2, 3, 3)), Layer(ADD(source=2)), DENSE)},
         "/layers/5/source", "", [0, 3], 3),
        ({"layers": (dense(3), dense(2), Layer(ADD(), reads=(0, 1)), DENSE)},
         "/layers/2/reads/1", "", [0], 0),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_place_limit_and_nearest(
    change, place, told, limit, nearest
):
    with pytest.raises(InvalidExperiment) as caught:
        Experiment(**(GOOD | change))
    error = caught.value
    assert (error.pointer, error.limit, error.nearest) == (place, limit, nearest)
    assert told in error.message


@pytest.mark.parametrize(
    "change",
    [
        {"layers": (DENSE, DENSE, Layer(ADD(source=0)))},
        {"layers": (DENSE, DENSE, Layer(ADD(source=-1)))},
        {"layers": (DENSE, Layer(CONCAT(), reads=(-1, 0)), DENSE)},
        {"loss": registry["binary_cross_entropy"](), "layers": (dense(1, SIGMOID),)},
        {"loss": registry["hinge"](), "targets": [[-1.0]]},
        {"schedule": None, "clip": None, "penalty": None},
        {"parameters": {"W1": [[2.0]], "b1": [3.0]}},
        {"parameters": {"b1": [3.0]}, "frozen": frozenset({"W1"})},
    ],
)
def test_what_just_fits_is_taken(change):
    assert Experiment(**(GOOD | change)).network.shapes["W1"] == (1, 1)


def test_a_bias_has_no_inputs_to_be_scaled_by():
    with pytest.raises(InvalidExperiment) as caught:
        Experiment(**(GOOD | {"initial_bias": registry["glorot_uniform"]()}))
    assert (caught.value.pointer, caught.value.nearest) == ("/initial_bias/kind", "zeros")
    fit = {"zeros", "uniform", "normal"}
    assert fit <= set(caught.value.limit)
    assert not {"glorot_uniform", "he_normal"} & set(caught.value.limit)


def test_numbers_are_finite_even_where_their_squares_are_not():
    for values, finite in (([1e200, -1e200], True), ([1.0, np.inf], False), ([np.nan], False)):
        assert is_finite(np.array(values)) is finite


@pytest.mark.parametrize("values", [["1"], [True], [[1], [1, 2]], {"a": 1}, [10**400], "1"])
def test_what_is_no_list_of_numbers_is_refused(values):
    with pytest.raises(InvalidExperiment, match="/x: rows must be numbers"):
        numbers("/x", values)


@pytest.mark.parametrize("value", [True, 2.0, "2", None])
def test_what_is_no_whole_number_is_refused(value):
    with pytest.raises(InvalidExperiment, match="whole number is needed, at least 2") as caught:
        whole("/x", value, 2)
    assert caught.value.limit == 2
    with pytest.raises(InvalidExperiment, match="needed, from 2 to 3") as caught:
        whole("/x", value, 2, 3)
    assert caught.value.limit == [2, 3]


def test_a_whole_number_below_the_least_of_many():
    with pytest.raises(InvalidExperiment, match="at least 2") as caught:
        whole("/x", 1, 2)
    assert (caught.value.limit, caught.value.nearest) == (2, 2)
    assert type(whole("/x", np.int64(7), 2)) is int


def test_a_seed_is_a_number_or_a_text_of_so_many_characters():
    assert (seed_of("/seed", 0), seed_of("/seed", "a" * LENGTH)) == (0, "a" * LENGTH)
    for value in ("", "a\n", -1, 1.5):
        with pytest.raises(InvalidExperiment, match="/seed: "):
            seed_of("/seed", value)
    with pytest.raises(InvalidExperiment, match="at most 80") as caught:
        seed_of("/seed", "b" * (LENGTH + 1))
    assert (caught.value.limit, caught.value.nearest) == (LENGTH, "b" * LENGTH)
