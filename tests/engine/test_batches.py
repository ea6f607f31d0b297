"""The iteration of an example is the one whose rows hold it."""

import numpy as np
import pytest

from engine import Experiment, InvalidExperiment
from engine.batches import iteration_of


def experiment(count: int, batch: int | None) -> Experiment:
    return Experiment.from_json(
        {
            "layers": [{"kind": "dense", "units": 1}],
            "loss": "mse",
            "inputs": np.arange(float(count)).reshape(-1, 1).tolist(),
            "targets": np.zeros((count, 1)).tolist(),
            "batch": batch,
            "seed": 5,
        }
    )


@pytest.mark.parametrize("batch", [1, 3, 4, 11])
def test_it_is_found_in_the_epoch_that_is_meant(batch: int) -> None:
    of = experiment(12, batch)
    per_epoch = -(-12 // batch)
    for near in range(3 * per_epoch):
        for example in range(12):
            found = iteration_of(of, example, near)
            assert example in of.rows(found)
            assert found // per_epoch == near // per_epoch


@pytest.mark.parametrize("batch", [None, 12])
def test_of_the_whole_data_it_is_the_same(batch: int | None) -> None:
    assert [iteration_of(experiment(12, batch), 3, k) for k in (0, 7)] == [0, 7]


@pytest.mark.parametrize(("example", "nearest"), [(12, 11), (-1, 0)])
def test_there_are_only_so_many(example: int, nearest: int) -> None:
    with pytest.raises(InvalidExperiment) as raised:
        iteration_of(experiment(12, 3), example, 0)
    assert (raised.value.pointer, raised.value.nearest) == ("/example", nearest)
