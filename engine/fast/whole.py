"""Any network, bound for training: its own steps, in the vector of its program."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from engine.experiment import Experiment
from engine.fast.batches import Batches, counting
from engine.fast.record import Call
from engine.fast.steps import bind
from engine.op import Array
from engine.trace import blank


class Whole:
    """The calls of one iteration on a batch, byte for byte as in a trace."""

    scale, places = 1.0, slice(None)

    def __init__(self, experiment: Experiment, batch: int) -> None:
        self.experiment, self.program = experiment, experiment.program(batch)
        self.vector = vector = blank(experiment, self.program)
        self.watched = [vector]
        views = {name: t.view(vector) for name, t in self.program.tensors.items()}
        places = [(views["a0"], experiment.inputs, 0), (views["y"], experiment.targets, 0)]
        self.batches = Batches(experiment, batch, places)
        self.k, self.E = views.get("k"), views["E"]
        self.noise = [(t.op or 0, views[t.name]) for t in self.program.noise]
        self.carried, renewed = vector[self.program.carried], vector[self.program.renewed]
        self.calls = [*counting(self.k), *bind(self.program, vector)]
        self.calls.append(partial(np.copyto, self.carried, renewed))

    def ahead(self, k: int, most: int) -> Sequence[Sequence[Call]]:
        """What has to be called before iteration k, before k + 1 and so on, at most so many."""
        if self.k is not None:
            self.k.fill(k)
        found = self.batches.ahead(k, most)
        if self.noise:
            found = [(*calls, partial(self._draw, k + n)) for n, calls in enumerate(found)]
        return found

    def _draw(self, k: int) -> None:
        for op, out in self.noise:
            out[...] = self.experiment.noise(k, op, out.shape)

    def load(self, values: Array) -> None:
        """Set parameters and state."""
        self.carried[...] = values

    def values(self) -> Array:
        """Parameters and state."""
        return self.carried.copy()
