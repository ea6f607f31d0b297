"""A chain that holds every tensor of a trace when an iteration is over."""

from dataclasses import replace
from functools import partial

import numpy as np

from engine.experiment import Experiment
from engine.fast.chain import Chain
from engine.fast.ends import End, Ends, plain
from engine.fast.network import parts
from engine.fast.parameters import places
from engine.loss import LossOp
from engine.op import Array
from engine.ops.identity import Identity
from engine.program import Program, Tensor


def is_kept(program: Program) -> bool:
    """Whether `Kept` can run a chain: images go through a start that makes less than is shown."""
    return not parts(program)[0]


class Kept(Chain):
    """The calls of one iteration, side by side as in a chain, with nothing left out.

    The numbers of a trace, in its order, lie at `places` of the vector.
    """

    over = False

    def __init__(self, experiment: Experiment, batch: int) -> None:
        super().__init__(experiment, batch)
        for k, op in enumerate(self.activations, 1):
            if isinstance(op, Identity):
                self.layer("s", k).fill(1.0)
        self.watched = [self.vector]
        self.places = places(self.vector, [self._view(t) for t in self.program.tensors.values()])

    def _view(self, tensor: Tensor) -> Array:
        if tensor.name in ("a0", "y"):
            return (self.start.above[1:] if tensor.name == "a0" else self.y).T
        if tensor.role in self.blocks:
            assert tensor.layer is not None
            return self.layer(tensor.role, tensor.layer).T
        return self.parameters.view(tensor.name)

    def _step(self) -> None:
        """Gradients are themselves."""

    def _end(self, loss: LossOp, on: Ends) -> End:
        found = plain(loss, on)
        scaled = partial(np.multiply, on.E, np.array(found.scale), on.E)
        return replace(found, loss=[*found.loss, scaled], scale=1.0) if found.scale != 1 else found
