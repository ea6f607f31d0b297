"""The examples of each iteration: laid out in their order once an epoch, and taken as slices."""

from collections.abc import Sequence
from functools import partial
from operator import setitem

import numpy as np

from engine.experiment.value import Experiment
from engine.fast.ufunc_trace import Call
from engine.op import Array

SMALL = 8192
"""Bytes of a batch that is copied as bytes: NumPy's call would take longer than the copying."""

Place = tuple[Array, Array, int]
"""Where a batch goes, the data it is taken from, and the axis of both that runs over examples."""


class Batches:
    """All batches of one size, which follow each other within an epoch.

    Where they are in place, `then` is called.
    """

    def __init__(
        self, experiment: Experiment, size: int, places: Sequence[Place], then: Sequence[Call] = ()
    ) -> None:
        self.plan, self.size, self.epoch = experiment.batches, size, -1
        self.at = self.plan.positions(size)
        self.always = self.plan.per_epoch == 1 and not self.plan.shuffled and not self.plan.joins
        """Whether all iterations have the same examples."""
        self.laid: list[tuple[Array, int, Array, list[tuple[Array, Array]]]] = []
        """Data, their axis and, in the order of the epoch, a copy of them; what is copied again."""
        self.calls: list[list[Call]] = [[] for _ in self.at]
        for out, source, axis in places:
            copy = source.take(np.zeros(len(self.at) * size, int), axis)
            batches = np.split(copy, len(self.at), axis)
            again = []
            if out.flags.c_contiguous and out.nbytes <= SMALL:  # each batch is one stretch, too
                again = [(np.empty(out.shape), b) for b in batches if not b.flags.c_contiguous]
                batches = [whole for whole, _ in again] or batches
            self.laid.append((source, axis, copy, again))
            for calls, batch in zip(self.calls, batches, strict=True):
                calls.append(_copy(out, batch))
        for whole in self.calls:
            whole.extend(then)

    def ahead(self, k: int, most: int) -> Sequence[Sequence[Call]]:
        """The calls that put the examples of iteration k into place, of k + 1 and so on.

        They end with the last batch of this size in the epoch, and are never more than `most`.
        """
        epoch, position = divmod(k, self.plan.per_epoch)
        if epoch != self.epoch and (self.plan.shuffled or self.epoch < 0):
            order = self.plan.together(self.size, epoch)
            for source, axis, copy, again in self.laid:
                np.take(source, order, axis, copy, "clip")
                for stretch, batch in again:
                    np.copyto(stretch, batch)
            self.epoch = epoch
        if self.always:
            for call in self.calls[0]:
                call()
            return [()] * most
        position -= self.at.start
        return self.calls[position : position + most]


def _copy(out: Array, batch: Array) -> Call:
    """Copies a batch into its place: small stretches as bytes, in a quarter of the time."""
    if out.nbytes <= SMALL and out.flags.c_contiguous and batch.flags.c_contiguous:
        return partial(setitem, out.data.cast("B"), slice(None), batch.data.cast("B"))
    return partial(np.copyto, out, batch)


def counting(k: Array | None) -> list[Call]:
    """The call that counts the iterations, if k is read: it is 1 in iteration 0.

    k has the shape ().
    """
    return [] if k is None else [partial(np.add, k, np.array(1.0), k)]
