"""The examples of many networks that each go through the same data in an order of their own."""

from collections.abc import Sequence

import numpy as np

from engine.experiment.batches import BatchPlan
from engine.experiment.value import Experiment
from engine.fast.stacked_program import StackedProgram


class StackedBatches:
    """Batches of one size: laid out for every network once an epoch, and copied in one call."""

    def __init__(self, plans: Sequence[BatchPlan], of: Experiment, program: StackedProgram) -> None:
        self.plans, self.size, self.epoch = plans, program.now.program.batch, -1
        self.at, self.prepare = plans[0].positions(self.size), program.prepare
        self.places = []
        """Where a batch goes, the data it is taken from, their axis, and the epoch laid out."""
        self.same = program.same
        if self.same:
            return
        now = program.now
        for (out, prepare, over), data in zip(
            [*now.sources, now.wanted], [of.inputs] * len(now.sources) + [of.targets], strict=True
        ):
            source = np.ascontiguousarray(prepare(data))
            shape, axis = list(source.shape), over % source.ndim
            shape[axis] = len(self.at) * self.size
            laid = np.zeros((len(plans), *shape))
            self.places.append((program.stack.view(out), source, axis, laid))

    def put(self, k: int) -> None:
        """Put the examples of iteration k in their places."""
        if self.same:
            return
        plan = self.plans[0]
        epoch, position = divmod(k, plan.per_epoch)
        if epoch != self.epoch and (plan.shuffled or self.epoch < 0):
            for n, own in enumerate(self.plans):
                order = own.together(self.size, epoch)
                for _, source, axis, laid in self.places:
                    np.take(source, order, axis, laid[n], "clip")
        self.epoch = epoch
        start = (position - self.at.start) * self.size
        for out, _, axis, laid in self.places:
            batch = (slice(None),) * (axis + 1) + (slice(start, start + self.size),)
            np.copyto(out, laid[batch])
        for call in self.prepare:
            call()
