"""Reading classes: against counting one by one."""

import numpy as np
import pytest

from engine.data.classes import classes


@pytest.mark.parametrize("count", [2, 3, 10])
@pytest.mark.parametrize("low", [0.0, -1.0])
def test_confusion_counts_each_pair(count: int, low: float) -> None:
    rng = np.random.default_rng(count)
    labels = rng.integers(count, size=200)
    targets = np.where(np.eye(count)[labels] == 1.0, 1.0, low)
    answers = rng.normal(size=(200, count))
    read = classes(targets)
    assert read is not None
    assert read(targets).tolist() == labels.tolist()
    found = read.confusion(read(targets), read(answers))
    counted = np.zeros((count, count), int)
    for label, row in zip(labels, answers.tolist(), strict=True):
        counted[label, row.index(max(row))] += 1
    np.testing.assert_array_equal(found, counted)


@pytest.mark.parametrize("low", [0.0, -1.0])
def test_one_output_stands_for_two(low: float) -> None:
    read = classes(np.array([[low], [1.0]]))
    assert read is not None
    assert read.count == 2
    middle = (low + 1.0) / 2
    outputs = np.array([[low], [middle], [np.nextafter(middle, 2)], [1.0], [7.0], [-7.0]])
    assert read(outputs).tolist() == [0, 0, 1, 1, 1, 0]
