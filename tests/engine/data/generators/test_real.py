"""The sets that are shipped: unchanged, and with the statistics that were published."""

import hashlib
from importlib.resources import files

import numpy as np
import pytest

from engine.data import datasets

IRIS, DIGITS = datasets["iris"]().make(0), datasets["digits"](examples=1797).make(0)

SUMS = {
    "iris.csv": "dad19dc3817625a5490ab6be0fdb592efdcd6921badbbaf4275cef90bcfaa994",
    "digits.npz": "1aab7c7234615afd6796aaf1a414f3750aeb2ef0d5bf5c7484e7a94fa6b8e9d9",
}


@pytest.mark.parametrize("name", SUMS)
def test_the_files_are_those_that_were_made(name):
    content = (files("engine.data") / "tables" / name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == SUMS[name]


def test_iris_has_the_means_that_fisher_printed():
    """Table II of the paper, which gives them to three decimals."""
    assert IRIS.inputs.shape == (150, 4)
    means = [IRIS.inputs[IRIS.labels == k].mean(axis=0).round(3).tolist() for k in range(3)]
    assert dict(zip(IRIS.classes, means, strict=True)) == {
        "setosa": [5.006, 3.428, 1.462, 0.246],
        "versicolor": [5.936, 2.770, 4.260, 1.326],
        "virginica": [6.588, 2.974, 5.552, 2.026],
    }


def test_iris_has_the_two_flowers_that_ucis_copy_has_wrong():
    assert IRIS.inputs[34].tolist() == [4.9, 3.1, 1.5, 0.2]
    assert IRIS.inputs[37].tolist() == [4.9, 3.6, 1.4, 0.1]


def test_iris_is_coded_by_species():
    assert IRIS.target_names == IRIS.classes
    assert IRIS.targets.sum(axis=0).tolist() == [50, 50, 50]
    assert (IRIS.targets.argmax(axis=1) == IRIS.labels).all()


def test_digits_come_as_often_as_uci_says():
    assert DIGITS.inputs.shape == (1797, 64)
    counts = np.bincount(DIGITS.labels).tolist()
    assert counts == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    ink = DIGITS.inputs * 16
    assert (ink == np.round(ink)).all()
    assert (ink.min(), ink.max()) == (0, 16)
    assert ink.mean() == pytest.approx(4.884164579855314, rel=1e-14)  # as scikit-learn's copy


def test_the_first_digits_are_those_of_the_source():
    assert DIGITS.labels[:10].tolist() == list(range(10))
    zero = (DIGITS.inputs[0].reshape(8, 8) * 16).astype(int)
    assert zero[0].tolist() == [0, 0, 5, 13, 9, 1, 0, 0]
    assert zero[7].tolist() == [0, 0, 6, 13, 10, 0, 0, 0]


def test_a_part_of_the_digits_has_each_in_proportion():
    part = datasets["digits"](examples=100, form="image").make(4)
    assert part.inputs.shape == (100, 1, 8, 8)
    assert set(np.bincount(part.labels)) <= {9, 10, 11}
    other = datasets["digits"](examples=100, form="image").make(5)
    assert part.inputs.tobytes() != other.inputs.tobytes()


def test_both_name_source_and_licence():
    for kind in ("iris", "digits"):
        assert "UCI" in datasets[kind].source
        assert datasets[kind].licence == "CC BY 4.0"
