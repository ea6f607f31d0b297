"""The order in which an epoch takes its examples: from seed and epoch alone."""

from functools import lru_cache

import numpy as np

from engine.op import Array


@lru_cache(maxsize=16)
def unshuffled(count: int) -> Array:
    """The examples one after the other, for a batch of all."""
    return _fixed(np.arange(count))


@lru_cache(maxsize=4)
def shuffled(seed: int, epoch: int, count: int) -> Array:
    """The order of an epoch."""
    return _fixed(np.random.default_rng([seed, epoch]).permutation(count))


def _fixed(order: Array) -> Array:
    order.flags.writeable = False
    return order
