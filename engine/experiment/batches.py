"""Which examples are in the batch of an iteration, and which iteration an example is in."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine.families.initial import generator
from engine.op import Array
from engine.random.seed import Seed, entropy
from engine.validation.validate import InvalidExperiment, whole

if TYPE_CHECKING:
    from engine.experiment.value import Experiment

ORDERS = 32
"""Epochs whose order is kept: those of some runs that are watched, 8 bytes for each example."""
REMAINDERS = ("use", "drop", "carry")
"""What happens to the examples that are left at the end of an epoch, fewer than a batch: they are a
smaller batch of their own, they are left out, or they wait and join the first batch of the next
epoch, which then has more examples."""


@dataclass(frozen=True)
class BatchPlan:
    """`count` examples in batches of `size`, epoch after epoch.

    Without `shuffle` every epoch goes through the examples in the order in which they are given, as
    it does where one batch takes all of them.
    """

    count: int
    size: int
    seed: Seed = 0
    shuffle: bool = True
    remainder: str = "use"

    @cached_property
    def rest(self) -> int:
        """Examples that are left at the end of an epoch."""
        return self.count % self.size

    @cached_property
    def shuffled(self) -> bool:
        """Whether each epoch has an order of its own."""
        return self.shuffle and self.size < self.count

    @cached_property
    def joins(self) -> bool:
        """Whether examples wait for the next epoch."""
        return self.remainder == "carry" and self.rest > 0

    @cached_property
    def per_epoch(self) -> int:
        """Iterations of an epoch."""
        return self.count // self.size + (self.remainder == "use" and self.rest > 0)

    @cached_property
    def largest(self) -> int:
        """Examples of the largest batch."""
        return self.size + self.rest * self.joins

    @cached_property
    def smallest(self) -> int:
        """Examples of the smallest batch."""
        return self.rest if self.rest and self.remainder == "use" else self.size

    def examples(self, iteration: int) -> int:
        """How many examples an iteration learns."""
        epoch, position = divmod(iteration, self.per_epoch)
        if self.joins and position == 0 and epoch > 0:
            return self.largest
        return min(self.size, self.count - position * self.size)

    def order(self, epoch: int) -> Array:
        """Indices of all examples in the order of an epoch. (count,)."""
        return _shuffled(self.seed, epoch, self.count) if self.shuffled else _as_given(self.count)

    def rows(self, iteration: int) -> Array:
        """Indices of the examples in the batch of an iteration. (batch,), in their order."""
        epoch, position = divmod(iteration, self.per_epoch)
        own = self.order(epoch)[position * self.size : (position + 1) * self.size]
        if self.joins and position == 0 and epoch > 0:
            return np.concatenate([self.order(epoch - 1)[-self.rest :], own])
        return own

    def positions(self, examples: int) -> range:
        """Where in an epoch batches of so many examples stand, side by side."""
        if examples == self.largest != self.size:
            return range(1)
        full = self.count // self.size
        return range(full) if examples == self.size else range(full, full + 1)

    def together(self, examples: int, epoch: int) -> Array:
        """Indices of the examples of all `positions` of an epoch, one batch after the other.

        (batches · examples,).
        """
        if examples == self.largest != self.size:
            return self.rows(max(epoch, 1) * self.per_epoch)
        at = self.positions(examples)
        return self.order(epoch)[at.start * self.size : at.start * self.size + len(at) * examples]


@lru_cache(maxsize=256)
def batch_plan(count: int, size: int, seed: Seed, shuffle: bool, remainder: str) -> BatchPlan:
    """The plan of these fields, made once: other data in equal number have the same."""
    return BatchPlan(count, size, seed, shuffle, remainder)


def iteration_of(experiment: "Experiment", example: int, near: int) -> int:
    """The iteration whose batch holds an example, in the epoch of iteration `near`.

    One that waits for the next epoch is learned there. Raises InvalidExperiment, at /example, if
    there is no such example, or if that epoch leaves it out.
    """
    plan = experiment.batches
    example = whole("/example", example, 0, plan.count - 1)
    if plan.size == plan.count:
        return near
    epoch = near // plan.per_epoch
    (place,) = np.flatnonzero(plan.order(epoch) == example)
    if plan.remainder == "drop" and place >= plan.per_epoch * plan.size:
        used = plan.order(epoch)[: plan.per_epoch * plan.size]
        nearest = int(used[abs(used - example).argmin()])
        message = "the rest of an epoch is dropped, and this example is in it"
        raise InvalidExperiment("/example", message, nearest=nearest)
    return epoch * plan.per_epoch + int(place) // plan.size


@lru_cache(maxsize=16)
def _as_given(count: int) -> Array:
    order = np.arange(count)
    order.flags.writeable = False
    return order


@lru_cache(maxsize=ORDERS)
def _shuffled(seed: Seed, epoch: int, count: int) -> Array:
    order = generator([entropy(seed), epoch]).permutation(count)
    order.flags.writeable = False
    return order
