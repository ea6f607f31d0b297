"""Many runs at once: each has the bytes of the run alone, whatever it is made of, also when one of
them leaves the finite numbers."""

from dataclasses import replace

import numpy as np
import pytest

from engine import Experiment
from engine.fast.stacked_answers import StackedAnswers
from engine.fast.stacking import NotStackable
from engine.pausing import finish
from engine.run.answers import used_program
from engine.run.checkpoint import first
from engine.run.evaluation import Evaluation
from engine.run.many import ManyRuns
from engine.run.training import Training

RNG = np.random.default_rng(7)
CLASSES = {"loss": "cross_entropy", "targets": np.eye(3)[RNG.integers(0, 3, 14)].tolist()}


def dense(units: int, activation: str = "tanh") -> dict[str, object]:
    return {"kind": "dense", "units": units, "activation": activation}


def experiment(*layers: dict[str, object], **more: object) -> Experiment:
    document = {
        "layers": [*layers] or [dense(4), dense(3, "relu"), dense(1, "identity")],
        "loss": "half_sse",
        "inputs": RNG.normal(size=(14, 2)).tolist(),
        "targets": RNG.normal(size=(14, 1)).tolist(),
        "learning_rate": 0.1,
    }
    return Experiment.from_json({**document, **more})


MADE = {
    "plain": experiment(),
    "wide": experiment(dense(9), dense(9), dense(1, "tanh")),
    "softmax": experiment(dense(5, "relu"), dense(3, "softmax"), **CLASSES),
    "far out": experiment(dense(5, "relu"), dense(3, "softmax"), **CLASSES, learning_rate=30),
    "one logit": experiment(
        dense(4, "sigmoid"), dense(1, "sigmoid"), loss="binary_cross_entropy",
        targets=RNG.integers(0, 2, (14, 1)).tolist(),
    ),
    "adam in batches": experiment(optimizer="adam", batch=4),
    "momentum, the rest carried": experiment(optimizer="momentum", batch=4, remainder="carry"),
    "penalty, schedule, clip": experiment(
        optimizer="rmsprop", batch=5, penalty={"kind": "l2", "strength": 0.01},
        schedule={"kind": "step_decay"}, clip={"kind": "clip_value", "limit": 0.1},
    ),
    "images": experiment(
        {"kind": "conv2d", "filters": 2, "kernel": 2, "activation": "relu"},
        {"kind": "max_pool"}, {"kind": "flatten"}, dense(1, "identity"),
        inputs=RNG.normal(size=(14, 1, 5, 5)).tolist(), learning_rate=0.005,
    ),
}  # fmt: skip
LOST = experiment(dense(6, "relu"), dense(1, "identity"), learning_rate=0.2)
SEEDS = (0, 11, 3)


@pytest.mark.parametrize("of", MADE.values(), ids=MADE.keys())
def test_each_run_has_the_bytes_that_it_has_alone(of: Experiment) -> None:
    together = ManyRuns(of, SEEDS)
    losses = np.hstack([together.run(23), together.run(18)])
    assert together.iteration == 41
    assert not together.diverged
    for seed, own, values in zip(SEEDS, losses, together.values, strict=True):
        alone = Training(replace(of, seed=seed))
        assert own.tobytes() == alone.run(41).tobytes()
        assert values.tobytes() == alone.values.tobytes()
    together.release()


def test_a_run_that_diverges_stands_and_leaves_the_others_alone() -> None:
    of, seeds = LOST, range(12)
    together = ManyRuns(LOST, seeds)
    losses = together.run(300)
    assert 0 < len(together.diverged) < len(seeds)
    for n, seed in enumerate(seeds):
        alone = Training(replace(of, seed=seed))
        expected = alone.run(300)
        assert losses[n, : len(expected)].tobytes() == expected.tobytes()
        assert np.isnan(losses[n, len(expected) :]).all()
        assert together.values[n].tobytes() == alone.values.tobytes()
        if alone.diverged:
            assert together.diverged[n] == alone.diverged
        else:
            assert n not in together.diverged


def test_before_the_first_iteration_each_has_its_own_start() -> None:
    values = ManyRuns(MADE["plain"], SEEDS).values
    for seed, own in zip(SEEDS, values, strict=True):
        assert own.tobytes() == first(replace(MADE["plain"], seed=seed)).values.tobytes()


def test_what_cannot_be_stacked_says_so() -> None:
    with pytest.raises(NotStackable, match="random numbers"):
        ManyRuns(experiment(dense(3), {"kind": "dropout"}, dense(1)), SEEDS)
    with pytest.raises(NotStackable, match="one by one"):
        ManyRuns(replace(experiment(), bugs=("half_forgotten",)), SEEDS)


@pytest.mark.parametrize("name", ["plain", "softmax", "one logit", "images"])
def test_losses_of_many_are_those_of_evaluations(name: str) -> None:
    of = MADE[name]
    together = ManyRuns(of, SEEDS)
    together.run(9)
    scores = StackedAnswers(used_program(of, len(of.inputs)), len(SEEDS))
    finish(scores.making(of.inputs, of.targets))
    alone = Evaluation(of, of.inputs, of.targets)
    for _ in range(2):
        expected = [alone(values).loss for values in together.values]
        assert scores.losses(together.values).tolist() == expected
        together.run(3)
