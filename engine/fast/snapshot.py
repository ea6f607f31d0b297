"""The vector of a trace from that of an iteration that was run."""

from functools import partial

import numpy as np

from engine.fast.layout import layout
from engine.op import Array
from engine.program import Program


class Snapshot:
    """Puts what lies side by side in the order of a trace, and fills in what is never made.

    That is done by its own rule, from what there is. Looked up once, as its buffer is.
    """

    def __init__(self, program: Program, scale: float) -> None:
        self.scale, self.placed = scale, layout(program)
        self.vector = np.zeros(program.size)
        view = {name: t.view(self.vector) for name, t in program.tensors.items()}
        self.inputs, self.targets, self.E = view["a0"], view["y"], view["E"]
        given = program.tensors["a0"].size
        self.made, self.places = self.vector[given:], self.placed.gather[given:]
        """The inputs come first; the rest is gathered."""
        self.calls = [
            partial(s.method, view[s.writes], *(view[name] for name in s.reads.values()))
            for s in self.placed.filled
        ]

    def __call__(self, held: Array, inputs: Array, targets: Array) -> Array:
        """All numbers of an iteration, from the vector of a FusedProgram before it renews them."""
        held.take(self.places, out=self.made, mode="clip")
        self.inputs[...], self.targets[...] = inputs, targets
        self.E *= self.scale
        with np.errstate(all="ignore"):
            for call in self.calls:
                call()
        found = self.vector.copy()
        found.flags.writeable = False
        return found
