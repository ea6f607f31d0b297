"""The forward pass alone gives what a trace gives, and leaves out what only training does."""

import numpy as np
import pytest

from engine import Experiment, InvalidExperiment, example, examples, trace
from engine.run.answers import Answers, Questions, output, used_program
from engine.run.checkpoint import first


@pytest.mark.parametrize("name", examples())
def test_answers_have_the_bytes_of_a_trace(name):
    experiment = example(name).experiment
    traced = trace(experiment, 3)
    start = trace(experiment, 2).checkpoint
    answers = Answers(used_program(experiment, len(traced.rows)))
    answers.ask(start.values, experiment.inputs[traced.rows], experiment.targets[traced.rows])
    for step in traced.program.steps:
        if step.phase in ("forward", "loss"):
            assert answers[step.writes].tobytes() == traced[step.writes].tobytes()


def test_nothing_falls_out_where_a_network_is_used():
    dropped = {
        "layers": [
            {"kind": "dense", "units": 6, "activation": "tanh"},
            {"kind": "dropout", "rate": 0.9},
            {"kind": "dense", "units": 1},
        ],
        "loss": {"kind": "mse"},
        "inputs": [[0.5, -1.0]],
        "targets": [[1.0]],
        "seed": 3,
    }
    plain = dropped | {"layers": [layer for layer in dropped["layers"] if "rate" not in layer]}
    answered = []
    for posted in (dropped, plain):
        experiment = Experiment.from_json(posted)
        answers = Answers(used_program(experiment, 1))
        answers.ask(first(Experiment.from_json(plain)).values, experiment.inputs)
        answered.append(answers[output(used_program(experiment, 1))].item())
    assert answered[0] == answered[1]
    assert trace(Experiment.from_json(dropped))["a2"].item() != answered[0]


def test_parameters_come_and_go():
    experiment = example("mazur-2-2-2").experiment
    answers = Answers(used_program(experiment, 1))
    begin, later = first(experiment).values, trace(experiment, 50).checkpoint.values
    answers.ask(begin, experiment.inputs, experiment.targets)
    before = answers["E"].item()
    answers.ask(later, experiment.inputs, experiment.targets)
    assert answers["E"].item() < before
    answers.ask(begin, experiment.inputs, experiment.targets)
    assert answers["E"].item() == before
    assert begin.tobytes() == first(experiment).values.tobytes()


@pytest.mark.parametrize("inputs", [[[1.0, 2.0, 3.0]], [[1.0]], [[[1.0, 2.0]]]])
def test_inputs_that_the_network_does_not_take_are_told(inputs):
    with pytest.raises(InvalidExperiment, match="the network takes 2") as caught:
        Questions(example("mazur-2-2-2").experiment, np.array(inputs))
    assert (caught.value.pointer, caught.value.limit) == ("/inputs", [2])
