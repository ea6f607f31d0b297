"""Any network, bound for training: its own steps, in the vector of its program."""

import numpy as np

from engine.experiment import Experiment
from engine.fast.batches import Batches
from engine.fast.steps import bind
from engine.op import Array
from engine.trace import blank


class Whole:
    """The calls of one iteration on a batch, byte for byte as in a trace."""

    scale = 1.0

    def __init__(self, experiment: Experiment, batch: int) -> None:
        self.experiment, self.program = experiment, experiment.program(batch)
        self.vector = vector = blank(experiment, self.program)
        self.watched = [vector]
        views = {name: t.view(vector) for name, t in self.program.tensors.items()}
        places = [(views["a0"], experiment.inputs, 0), (views["y"], experiment.targets, 0)]
        self.batches = Batches(experiment, batch, places)
        self.k, self.E = views.get("k"), views["E"]
        self.noise = [(t.op or 0, views[t.name]) for t in self.program.noise]
        self.fresh = self.batches.shuffled or self.k is not None or bool(self.noise)
        """Whether an iteration is given anything that the one before was not."""
        self.carried, renewed = vector[self.program.carried], vector[self.program.renewed]
        self.calls = [*bind(self.program, vector), lambda: np.copyto(self.carried, renewed)]

    def put(self, k: int) -> None:
        """Take the examples and all else that iteration k is given."""
        self.batches.put(k)
        if self.k is not None:
            self.k[...] = k + 1
        for op, out in self.noise:
            out[...] = self.experiment.noise(k, op, out.shape)

    def load(self, values: Array) -> None:
        """Set parameters and state."""
        self.carried[...] = values

    def values(self) -> Array:
        """Parameters and state."""
        return self.carried.copy()
