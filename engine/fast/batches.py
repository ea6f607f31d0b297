"""The examples of each iteration: laid out in their order once an epoch, and taken as slices."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from engine.experiment import Experiment
from engine.fast.record import Call
from engine.op import Array

Place = tuple[Array, Array, int]
"""Where a batch goes, the data it is taken from, and the axis of both that runs over examples."""


class Batches:
    """All batches of one size. Those of an epoch follow each other, with a smaller one at its end.

    Where they are in place, `then` is called.
    """

    def __init__(
        self, experiment: Experiment, size: int, places: Sequence[Place], then: Sequence[Call] = ()
    ) -> None:
        count = len(experiment.inputs)
        full = experiment.batch or count
        begin = 0 if size == full else count - size
        number = (count - begin) // size
        self.experiment, self.part = experiment, slice(begin, begin + number * size)
        self.per_epoch, self.epoch = -(-count // full), -1
        self.shuffled = full < count
        self.laid = []
        """Data and, in the order of the epoch, a copy of it."""
        self.calls: list[list[Call]] = [[] for _ in range(number)]
        for out, source, axis in places:
            copy = source.take(range(number * size), axis)
            self.laid.append((source, axis, copy))
            for calls, batch in zip(self.calls, np.split(copy, number, axis), strict=True):
                calls.append(partial(np.copyto, out, batch))
        for whole in self.calls:
            whole.extend(then)

    def ahead(self, k: int, most: int) -> Sequence[Sequence[Call]]:
        """The calls that put the examples of iteration k into place, of k + 1 and so on.

        They end with the last batch of this size in the epoch, and are never more than `most`.
        """
        epoch, position = divmod(k, self.per_epoch)
        if epoch != self.epoch and (self.shuffled or self.epoch < 0):
            order = self.experiment.order(epoch)[self.part]
            for source, axis, copy in self.laid:
                np.take(source, order, axis, copy, "clip")
            self.epoch = epoch
        if not self.shuffled:
            for call in self.calls[0]:
                call()
            return [()] * most
        position %= len(self.calls)  # the smaller one has none beside it
        return self.calls[position : position + most]


def counting(k: Array | None) -> list[Call]:
    """The call that counts the iterations, if k is read: it is 1 in iteration 0."""
    return [] if k is None else [partial(np.add, k, np.array(1.0), k)]
