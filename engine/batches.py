"""Which examples are in the batch of an iteration, and which iteration an example is in."""

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine.fit import whole
from engine.op import Array

if TYPE_CHECKING:
    from engine.experiment import Experiment


def batch_rows(seed: int, count: int, size: int | None, iteration: int) -> Array:
    """Indices of the examples in the batch of an iteration, of `count` in batches of `size`."""
    size = min(size or count, count)
    epoch, k = divmod(iteration, -(-count // size))
    return epoch_order(seed, count, size, epoch)[k * size : (k + 1) * size]


def epoch_order(seed: int, count: int, size: int | None, epoch: int) -> Array:
    """Indices of `count` examples in the order of an epoch: as they are, if all are one batch."""
    return _all(count) if size is None or size >= count else _order(seed, epoch, count)


def iteration_of(experiment: "Experiment", example: int, near: int) -> int:
    """The iteration whose batch holds an example, in the epoch of iteration `near`.

    Raises InvalidExperiment, at /example, if there is no such example.
    """
    count, size = len(experiment.inputs), experiment.batch
    example = whole("/example", example, 0, count - 1)
    if size is None or size >= count:
        return near
    per_epoch = -(-count // size)
    epoch = near // per_epoch
    (place,) = np.flatnonzero(_order(experiment.seed, epoch, count) == example)
    return epoch * per_epoch + int(place) // size


@lru_cache(maxsize=16)
def _all(count: int) -> Array:
    order = np.arange(count)
    order.flags.writeable = False
    return order


@lru_cache(maxsize=4)
def _order(seed: int, epoch: int, count: int) -> Array:
    order = np.random.default_rng([seed, epoch]).permutation(count)
    order.flags.writeable = False
    return order
