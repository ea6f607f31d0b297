import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data import datasets
from engine.data.scaling import Scaling
from engine.data.split import held_out, stratified


@given(
    st.lists(st.integers(0, 4), min_size=2, max_size=60),
    st.floats(0, 0.9),
    st.integers(0, 2**32 - 1),
)
def test_each_label_is_held_out_in_proportion(labels, share, seed):
    labels = np.array(labels)
    chosen = held_out(len(labels), share, np.random.default_rng(seed), labels)
    assert (np.diff(chosen) > 0).all()
    assert len(chosen) < len(labels)
    assert (len(chosen) > 0) == (share > 0)
    for label in set(labels):
        fair = (labels == label).sum() * len(chosen) / len(labels)
        assert abs((labels[chosen] == label).sum() - fair) < 1


def test_iris_is_split_evenly():
    data = datasets["iris"](test=0.2).make(3)
    assert np.bincount(data.labels[data.test]).tolist() == [10, 10, 10]
    assert len(data.training) == 120


def test_the_split_comes_from_the_seed():
    a, b, c = (datasets["iris"](test=0.2).make(seed).test.tolist() for seed in (1, 1, 2))
    assert a == b != c


def test_one_example_is_never_held_out():
    assert len(held_out(1, 0.9, np.random.default_rng(0), None)) == 0


def test_all_can_be_chosen():
    labels = np.array([0, 1, 1, 2])
    assert stratified(labels, 4, np.random.default_rng(0)).tolist() == [0, 1, 2, 3]


def test_scaling_knows_the_training_data_only():
    data = datasets["iris"](test=0.3, standardise=True).make(0)
    plain = datasets["iris"](test=0.3).make(0)
    training = data.inputs[data.training]
    assert training.mean(axis=0) == pytest.approx(np.zeros(4), abs=1e-13)
    assert training.std(axis=0) == pytest.approx(np.ones(4), abs=1e-13)
    assert np.abs(data.inputs[data.test].mean(axis=0)).max() > 1e-3
    assert data.scaling.mean == pytest.approx(plain.inputs[data.training].mean(axis=0))
    assert (data.scaling(plain.inputs) == data.inputs).all()


def test_what_never_varies_becomes_zero():
    scaling = Scaling.of(np.full((7, 1), 0.1))
    assert scaling(np.array([[0.1], [1.1]])).tolist() == [[0.0], [1.0]]
    tiny = Scaling.of(np.array([[0.0], [1e-200]]))
    assert np.isfinite(tiny(np.array([[1e6]]))).all()
