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

    Where they are in place, `then` is called. `shuffled` tells whether an iteration has other
    examples than the one before.
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
        for calls in self.calls:
            calls += then

    def put(self, k: int) -> None:
        """Put the examples of iteration k into their places."""
        epoch, position = divmod(k, self.per_epoch)
        if epoch != self.epoch and (self.shuffled or self.epoch < 0):
            order = self.experiment.order(epoch)[self.part]
            for source, axis, copy in self.laid:
                np.take(source, order, axis, copy, "clip")
            self.epoch = epoch
        for call in self.calls[position % len(self.calls)]:  # the smaller one has none beside it
            call()
