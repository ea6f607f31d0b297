"""Runs side by side have the bytes of each alone, at whatever iteration each is."""

import numpy as np
import pytest

from engine import Experiment, Layer, registry
from engine.fast.flags import told
from engine.fast.stacking import NotStackable
from engine.pausing import finish
from engine.run.abreast import Abreast
from engine.run.checkpoint import first
from engine.run.evaluation import Evaluation
from engine.run.shared_training import SharedTraining
from tests.samples import in_turn

SIGMOID = Layer(registry["dense"](1), registry["sigmoid"]())
X = np.random.default_rng(8).normal(size=(20, 2))
CLASSES = (X[:, :1] > 0) * 1.0


def experiment(seed, targets=CLASSES, **more):
    layers = (Layer(registry["dense"](5), registry["tanh"]()), SIGMOID)
    loss = registry["mse"]("mean")
    return Experiment(layers, loss, X, targets, **{"learning_rate": 0.05, "seed": seed, **more})


def abreast(of, count):
    made = Abreast(of, Evaluation(of, of.inputs, of.targets), count)
    finish(made.making())
    return made


@pytest.mark.parametrize(
    ("kind", "size", "shuffle", "remainder", "runs"),
    in_turn(["sgd", "momentum", "adam"], [5, 4, 20, None], [True, False], ["use", "carry"], [4, 3]),
)
def test_each_has_its_own_bytes(kind, size, shuffle, remainder, runs):
    options = {"optimizer": registry[kind](), "shuffle": shuffle, "remainder": remainder}
    all_of = [experiment(seed, batch=size, **options) for seed in range(runs)]
    made, alone = abreast(all_of[0], 4), [SharedTraining(e) for e in all_of]
    at = [0, 7, 3, 12][:runs]
    values = [s.ahead(0, first(e).values, k) for s, e, k in zip(alone, all_of, at, strict=True)]
    for count in (1, 3, 1):
        found = made.ahead(alone, at, np.array(values), count)
        values = [s.ahead(k, v, count) for s, k, v in zip(alone, at, values, strict=True)]
        at = [k + count for k in at]
        assert found.tobytes() == np.array(values).tobytes()
        scores = [Evaluation(e, X, CLASSES)(v) for e, v in zip(all_of, values, strict=True)]
        assert made.scores(found) == scores


def test_images_are_laid_out_anew_for_each_batch():
    """Before a convolution, what lies under its window is copied."""
    images = np.random.default_rng(9).normal(size=(20, 1, 5, 5))
    layers = (Layer(registry["conv2d"](2, 3)), Layer(registry["flatten"]()), SIGMOID)
    of = [Experiment(layers, registry["mse"]("mean"), images, CLASSES, seed=k, batch=5)
          for k in range(2)]  # fmt: skip
    values, alone = [first(e).values for e in of], [SharedTraining(e) for e in of]
    found = abreast(of[0], 2).ahead(alone, [0, 4], np.array(values), 3)
    wanted = [s.ahead(k, v, 3) for s, k, v in zip(alone, [0, 4], values, strict=True)]
    assert found.tobytes() == np.array(wanted).tobytes()


@pytest.mark.parametrize(("targets", "outputs"), [(X[:, :1], 1), (np.eye(3)[np.arange(20) % 3], 3)])
def test_scores_with_and_without_classes(targets, outputs):
    layers = (Layer(registry["dense"](outputs), registry["tanh"]()),)
    of = [
        Experiment(layers, registry["mse"]("mean"), X, targets, seed=k, batch=5) for k in range(2)
    ]
    values = np.array([first(e).values for e in of])
    expected = [Evaluation(e, X, targets)(v) for e, v in zip(of, values, strict=True)]
    assert abreast(of[0], 2).scores(values) == expected


@pytest.mark.parametrize("more", [{}, {"penalty": registry["l2"](0.1)}])
def test_a_number_that_is_not_finite_is_told(more):
    """By flags, and with a penalty by the numbers themselves."""
    layers = (Layer(registry["dense"](6), registry["relu"]()), Layer(registry["dense"](1)))
    of = [
        Experiment(
            layers, registry["mse"]("mean"), X, X[:, :1], learning_rate=1e150, seed=k, **more
        )
        for k in range(2)
    ]
    values = np.array([first(e).values for e in of])
    made = abreast(of[0], 2)
    assert bool(made.training.watched) == bool(more) or not told()
    assert made.ahead([SharedTraining(e) for e in of], [0, 0], values, 20) is None


@pytest.mark.parametrize(
    "change",
    [
        {"batch": 7}, {"bugs": ("hidden_slope_forgotten",)},
        {"layers": (Layer(registry["dropout"](0.5)), SIGMOID)},
    ],
)  # fmt: skip
def test_what_cannot_be_stacked_is_told(change):
    layers = change.pop("layers", None)
    of = experiment(0, **change)
    if layers:
        of = Experiment(layers, of.loss, X, CLASSES)
    with pytest.raises(NotStackable):
        abreast(of, 2)


@pytest.mark.parametrize("part", [8, 10])
def test_scores_in_parts_are_no_part_of_it(part):
    of = experiment(0)
    with pytest.raises(NotStackable):
        Abreast(of, Evaluation(of, of.inputs, of.targets, part), 2)


def test_it_holds_the_numbers_of_each_run_and_of_one_alone():
    of = experiment(0, batch=5)
    train, answer = (of.program(n).size for n in (5, len(X)))
    assert abreast(of, 3).numbers == pytest.approx(4 * (train + answer), rel=0.2)
