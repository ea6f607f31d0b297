"""The iteration of an example is the one whose rows hold it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Experiment, InvalidExperiment
from engine.experiment.batches import REMAINDERS, BatchPlan, iteration_of


def experiment(count: int, batch: int | None, **more: object) -> Experiment:
    return Experiment.from_json(
        {
            "layers": [{"kind": "dense", "units": 1}],
            "loss": "mse",
            "inputs": np.arange(float(count)).reshape(-1, 1).tolist(),
            "targets": np.zeros((count, 1)).tolist(),
            "batch": batch,
            "seed": 5,
            **more,
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


@given(
    count=st.integers(1, 30),
    size=st.integers(1, 30),
    shuffle=st.booleans(),
    remainder=st.sampled_from(REMAINDERS),
)
def test_batches_are_what_is_gathered_on_the_way_through_the_epochs(
    count: int, size: int, shuffle: bool, remainder: str
) -> None:
    size = min(size, count)
    plan = BatchPlan(count, size, 3, shuffle, remainder)
    expected: list[list[int]] = []
    waiting: list[int] = []
    for epoch in range(4):
        assert len(expected) == epoch * plan.per_epoch
        order = plan.order(epoch)
        assert sorted(order) == list(range(count))
        if not shuffle:
            assert list(order) == list(range(count))
        for place, example in enumerate(order, 1):
            waiting.append(int(example))
            if place % size == 0:
                expected.append(waiting)
                waiting = []
        if remainder == "use" and waiting:
            expected.append(waiting)
        if remainder != "carry":
            waiting = []
    found = [plan.rows(k).tolist() for k in range(len(expected))]
    assert found == expected
    assert [plan.examples(k) for k in range(len(expected))] == [len(b) for b in expected]
    assert plan.largest == max(map(len, expected))
    for k, batch in enumerate(expected):
        epoch, position = divmod(k, plan.per_epoch)
        place = list(plan.positions(len(batch))).index(position) * len(batch)
        assert plan.together(len(batch), epoch)[place : place + len(batch)].tolist() == batch


@pytest.mark.parametrize("shuffle", [True, False])
def test_what_is_carried_over_is_learned_in_the_next_epoch(shuffle: bool) -> None:
    of = experiment(11, 4, shuffle=shuffle, remainder="carry")
    for near in range(8):
        for example in range(11):
            found = iteration_of(of, example, near)
            assert example in of.rows(found)
            assert found // 2 - near // 2 in (0, 1)


@pytest.mark.parametrize("shuffle", [True, False])
def test_what_is_dropped_is_not_learned_in_this_epoch(shuffle: bool) -> None:
    of = experiment(11, 4, shuffle=shuffle, remainder="drop")
    for near in range(8):
        epoch = near // 2
        used = np.concatenate([of.rows(2 * epoch), of.rows(2 * epoch + 1)])
        assert len(used) == 8
        for example in range(11):
            if example in used:
                found = iteration_of(of, example, near)
                assert example in of.rows(found)
                assert found // 2 == epoch
                continue
            with pytest.raises(InvalidExperiment, match="dropped") as raised:
                iteration_of(of, example, near)
            assert raised.value.pointer == "/example"
            assert raised.value.nearest in used


def test_a_text_is_a_seed_of_its_own() -> None:
    orders = [BatchPlan(30, 7, seed).order(1).tolist() for seed in (5, "5", "monday", "monday")]
    assert orders[2] == orders[3]
    assert len({tuple(o) for o in orders}) == 3
