"""The vector of a trace from that of an iteration that was run."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

import numpy as np

from engine.fast.layout import layout
from engine.op import Array
from engine.program.program import Program, Step

SMALL = 4096
"""Numbers of a trace whose views are made once: beside its copying they take long."""


class Snapshot:
    """Puts what lies side by side in the order of a trace, and fills in what is never made.

    That is done by its own rule, from what there is.
    """

    def __init__(self, program: Program, scale: float) -> None:
        self.program, self.scale = program, scale
        self.placed, self.given = layout(program), program.tensors["a0"].size
        self.places = self.placed.gather[self.given :]
        """The inputs come first; the rest is gathered."""
        self.kept = self._bound() if program.size <= SMALL else None

    def __call__(self, held: Array, inputs: Array, targets: Array) -> Array:
        """All numbers of an iteration, from the vector of a FusedProgram before it renews them.

        Whoever calls ignores NumPy's floating-point errors.
        """
        vector, (a0, y, E), calls = self.kept or self._bound()
        held.take(self.places, out=vector[self.given :], mode="clip")
        a0[...], y[...] = inputs, targets
        E *= self.scale
        for call in calls:
            call()
        found = vector.copy() if self.kept else vector
        found.flags.writeable = False
        return found

    def _bound(self) -> tuple[Array, list[Array], list[Callable[[], None]]]:
        """A vector, its views of a0, y and E, and the rules of what is filled in."""
        vector, tensors = np.empty(self.program.size), self.program.tensors

        def view(name: str) -> Array:
            return tensors[name].view(vector)

        filled = self.placed.filled
        renewed = [s for s in filled if s.phase == "update"]
        whole = self._side_by_side(vector, renewed)
        calls: list[Callable[[], None]] = [
            partial(s.method, view(s.writes), *map(view, s.reads.values()))
            for s in filled
            if not whole or s.phase != "update"
        ]
        calls += [partial(renewed[0].method, *whole)] if whole else []
        return vector, [view(name) for name in ("a0", "y", "E")], calls

    def _side_by_side(self, vector: Array, steps: Sequence[Step]) -> list[Array]:
        """What one rule writes and reads of all parameters, each as one stretch; empty if it is
        not one rule, or they do not lie so.
        """
        program, found = self.program, list[Array]()
        if len({(program.ops[s.op], s.rule.writes) for s in steps}) != 1:
            return []
        for names in zip(*((s.writes, *s.reads.values()) for s in steps), strict=True):
            tensors = [program.tensors[name] for name in names]
            if len(set(names)) == 1 and tensors[0].shape == ():
                found.append(tensors[0].view(vector))
            elif all(b.offset == a.offset + a.size for a, b in pairwise(tensors)):
                found.append(vector[program.block(names)])
            else:
                return []
        return found
