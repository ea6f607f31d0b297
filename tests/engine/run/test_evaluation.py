"""Loss and accuracy on data: those of a trace where both look at the same, and in parts alike."""

from dataclasses import replace

import numpy as np
import pytest

from engine import Experiment, InvalidExperiment, example, examples, registry, trace
from engine.data.classes import classes
from engine.run.checkpoint import first
from engine.run.evaluation import Evaluation


@pytest.mark.parametrize("name", examples())
def test_the_loss_on_all_data_is_that_of_a_trace(name):
    experiment = example(name).experiment
    score = Evaluation(experiment, experiment.inputs, experiment.targets)(first(experiment).values)
    assert score.loss == float(trace(experiment)["E"])


@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_parts_add_up_to_the_whole(reduction):
    rng = np.random.default_rng(0)
    experiment = Experiment.from_json(
        {
            "layers": [{"kind": "dense", "units": 3, "activation": "softmax"}],
            "loss": {"kind": "cross_entropy", "reduction": reduction},
            "inputs": rng.normal(size=(50, 4)).tolist(),
            "targets": np.eye(3)[rng.integers(3, size=50)].tolist(),
        }
    )
    values = first(experiment).values
    whole = Evaluation(experiment, experiment.inputs, experiment.targets)(values)
    parts = Evaluation(experiment, experiment.inputs, experiment.targets, part=7)
    seen = []
    assert len(list(parts.scoring(values, lambda part, _: seen.append(part)))) == 8
    assert [part.start for part in seen] == [*range(0, 50, 7)]
    assert seen[-1].stop == 50
    score = parts(values)
    assert whole.loss == pytest.approx(float(trace(experiment)["E"]), rel=1e-14)
    assert Evaluation(experiment, experiment.inputs, experiment.targets).at_once(values) == whole
    assert parts.at_once(values) is None
    assert score.loss == pytest.approx(whole.loss, rel=1e-14)
    assert score.accuracy == whole.accuracy
    answers = trace(experiment)["a1"]
    expected = (answers.argmax(1) == experiment.targets.argmax(1)).mean()
    assert whole.accuracy == expected


@pytest.mark.parametrize(
    ("targets", "answers", "right"),
    [
        ([[0.0], [1.0]], [[0.4], [0.4]], 1),
        ([[-1.0], [1.0]], [[-0.1], [0.1]], 2),
        ([[-1.0], [1.0]], [[0.4], [0.4]], 1),
        ([[0.0, 1.0], [1.0, 0.0]], [[0.2, 0.3], [0.2, 0.3]], 1),
        ([[-1.0, 1.0], [1.0, -1.0]], [[-0.5, 0.3], [0.2, -0.3]], 2),
        ([[1.0, 1.0], [1.0, 0.0]], None, None),
        ([[0.01], [0.99]], None, None),
        ([[1.0], [1.0]], None, None),
        ([[0.5], [1.0]], None, None),
        ([[2.0], [1.0]], None, None),
    ],
)
def test_accuracy_where_targets_are_classes(targets, answers, right):
    read = classes(np.array(targets))
    if right is None:
        assert read is None
    else:
        assert np.count_nonzero(read(np.array(answers)) == read(np.array(targets))) == right


def test_what_does_not_fit_is_told_with_its_place():
    experiment = example("mazur-2-2-2").experiment
    inputs, targets = experiment.inputs, experiment.targets
    for wrong, place in (
        ((inputs[:, :1], targets), "/inputs"),
        ((inputs, targets[:, :1]), "/targets"),
        (([*inputs, *inputs], targets), "/targets"),
        (([[np.inf, 0.0]], targets), "/inputs"),
    ):
        with pytest.raises(InvalidExperiment) as raised:
            Evaluation(experiment, *wrong)
        assert raised.value.pointer.startswith(place)
    bounded = replace(experiment, loss=registry["binary_cross_entropy"]())
    with pytest.raises(InvalidExperiment, match="between"):
        Evaluation(bounded, inputs, [[2.0, 0.0]])


def test_runs_on_the_same_data_and_on_others_take_turns_and_each_has_its_own_score():
    """They share one set of buffers, in which data are put only where others stand there."""
    layers = [{"kind": "dense", "units": 3, "activation": "tanh"}, {"kind": "dense", "units": 1}]
    chance = np.random.default_rng(1)
    inputs, others = chance.normal(size=(2, 7, 2))
    wanted, other_wanted = (x.sum(axis=1, keepdims=True) for x in (inputs, others))
    posted = {"layers": layers, "loss": "mse"}
    data = [(inputs, wanted), (others, wanted), (inputs, other_wanted), (inputs, wanted)]
    experiments = [
        Experiment.from_json(posted | {"seed": k, "inputs": x.tolist(), "targets": y.tolist()})
        for k, (x, y) in enumerate(data)
    ]
    assert experiments[0].inputs is experiments[3].inputs
    evaluations = [Evaluation(e, e.inputs, e.targets, part) for e in experiments for part in (7, 4)]
    for _ in range(2):
        for n in chance.permutation(len(evaluations)):
            experiment = experiments[n // 2]
            score = evaluations[n](first(experiment).values)
            assert score.loss == pytest.approx(float(trace(experiment)["E"]), rel=1e-12)
