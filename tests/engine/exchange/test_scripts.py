"""Scripts of frameworks, looked at without them; tools/exports.py runs them."""

import ast

import numpy as np
import pytest

from engine import registry
from engine.exchange import Cannot, export, targets
from engine.ops import of_family
from tests.engine.exchange.sample import drawn, worked
from tests.engine.graphs import random_graph
from tests.engine.networks import PAIRS, random_experiment

SCRIPTS = ("numpy", "pytorch", "keras", "jax")
UPDATES = ("optimizer", "schedule", "clip", "penalty")


def test_every_target_has_a_name_of_its_own_and_says_what_it_is():
    assert set(SCRIPTS) < targets.keys()
    for name, target in targets.items():
        assert name == target.id
        assert "/" in target.media_type
        assert target.ending


@pytest.mark.parametrize("target", SCRIPTS)
@pytest.mark.parametrize("kind", of_family("layer"))
def test_every_layer_has_words(kind, target):
    experiment = random_graph(np.random.default_rng(5), kind)
    ast.parse(export(experiment, target).text)


@pytest.mark.parametrize("target", SCRIPTS)
@pytest.mark.parametrize(("activation", "loss"), PAIRS)
def test_every_activation_and_loss_has_words(activation, loss, target):
    experiment = random_experiment(np.random.default_rng(2), activation, loss)
    ast.parse(export(experiment, target).text)


@pytest.mark.parametrize("target", SCRIPTS)
@pytest.mark.parametrize("kind", [k for k in registry if registry[k].family in UPDATES])
def test_every_part_of_the_update_has_words(kind, target):
    family = registry[kind].family
    given = {"optimizer": "adam", family: kind}
    experiment = random_experiment(np.random.default_rng(3), **given)
    ast.parse(export(experiment, target, 2).text)


@pytest.mark.parametrize("target", SCRIPTS)
def test_a_script_begins_with_the_weights_and_not_with_a_seed(target):
    for _, experiment in [*worked(), *drawn(6)]:
        try:
            text = export(experiment, target).text
        except Cannot:
            continue
        for name in experiment.start:
            assert f"\n{name} = n" in text


def test_settings_are_told_in_full():
    experiment = random_experiment(np.random.default_rng(1), optimizer="adam")
    one = experiment.optimizer
    text = export(experiment, "pytorch").text
    told = f"betas=({one.beta1!r}, {one.beta2!r}), eps={one.epsilon!r}"
    assert told in text
