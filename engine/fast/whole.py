"""Any network, bound for training: its own steps, in the vector of its program."""

import numpy as np

from engine.experiment import Experiment
from engine.fast.steps import bind
from engine.op import Array
from engine.trace import blank, put


class Whole:
    """The calls of one iteration on a batch, byte for byte as in a trace."""

    scale = 1.0

    def __init__(self, experiment: Experiment, batch: int) -> None:
        self.experiment, self.program = experiment, experiment.program(batch)
        self.vector = vector = blank(experiment, self.program)
        self.watched = [vector]
        given = {t.kind for t in self.program.tensors.values()} | set(self.program.tensors)
        self.fresh = batch < len(experiment.inputs) or bool({"noise", "k"} & given)
        """Whether an iteration is given anything that the one before was not."""
        self.E = self.program.tensors["E"].view(vector)
        self.carried, renewed = vector[self.program.carried], vector[self.program.renewed]
        self.calls = bind(self.program, vector)
        self.calls.append(lambda: np.copyto(self.carried, renewed))

    def put(self, k: int) -> None:
        """Take the examples and all else that iteration k is given."""
        put(self.experiment, self.program, self.vector, k)

    def load(self, values: Array) -> None:
        """Set parameters and state."""
        self.carried[...] = values

    def values(self) -> Array:
        """Parameters and state."""
        return self.carried.copy()
