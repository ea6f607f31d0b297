"""One iteration of a program with bugs: its steps one by one, as they stand, on the trace's vector.

A wrong step may read what is fused away elsewhere, or come before its phase, so nothing is fused.
It is used as a FusedProgram is, and every way to run it has the same bytes.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from engine.fast.ufunc_trace import Call, RuleCall, tracing
from engine.op import Array
from engine.pausing import Pausing, finish
from engine.program.program import Program, Step

Source = tuple[Array, Callable[[Array], Array], int]


class RecordedProgram:
    """The calls of one iteration, all of them made by the rules of its steps."""

    def __init__(self, program: Program) -> None:
        self.program, self.scale = program, 1.0
        self.vector = np.zeros(program.size)
        self.arrays = {name: t.view(self.vector) for name, t in program.tensors.items()}
        self.carried = program.carried
        self.rate = self.arrays["eta0" if "eta0" in program.tensors else "eta"]
        self.k = self.arrays["k"] if "k" in program.tensors else None
        self.E = self.arrays["E"]
        self.sources: list[Source] = [(self.arrays["a0"], _as_it_is, 0)]
        self.wanted: Source = (self.arrays["y"], _as_it_is, 0)
        self.prepare: list[Call] = []
        ahead = [s for s in program.steps if s.phase == "forward"]
        loss = [s for s in program.steps if s.phase == "loss"]
        rest = [s for s in program.steps if s.phase not in ("forward", "loss")]
        self.forward, self.loss, self.back = map(self._bound, (ahead, loss, rest))
        now, new = self.vector[program.carried], self.vector[program.renewed]
        self.renew: list[Call] = [partial(np.copyto, now, new)]
        self.traced, self.uses = False, 0

    @property
    def calls(self) -> list[Call]:
        """All calls but `renew`."""
        return [*self.forward, *self.loss, *self.back]

    def snapshot(self, held: Array, inputs: Array, targets: Array) -> Array:
        """All numbers of an iteration, from the vector before it is renewed.

        Both vectors are flat; inputs (batch, …), targets (batch, outputs).
        """
        found: Array = held[: self.program.size].copy()
        self.program.tensors["a0"].view(found)[...] = inputs
        self.program.tensors["y"].view(found)[...] = targets
        found.flags.writeable = False
        return found

    def trace_rules(self) -> None:
        """Take the rules apart into the NumPy calls they make."""
        finish(self.tracing_rules())

    def tracing_rules(self) -> Pausing[None]:
        """The same, with a pause behind each rule."""
        if not self.traced:
            for name in ("forward", "loss", "back"):
                setattr(self, name, (yield from tracing(getattr(self, name))))
            self.traced = True

    def put(self, inputs: Array, targets: Array | None) -> None:
        """Put a batch in its place. Inputs (batch, …), targets (batch, outputs)."""
        self.arrays["a0"][...] = inputs
        if targets is not None:
            self.arrays["y"][...] = targets

    def load(self, values: Array) -> None:
        """Set parameters and state, in the order of the program. (carried,)."""
        self.vector[self.program.carried] = values

    def values(self) -> Array:
        """A copy of parameters and state, in the order of the program. (carried,)."""
        return self.vector[self.program.carried].copy()

    def _bound(self, steps: list[Step]) -> list[Call]:
        arrays = self.arrays
        return [
            RuleCall(s.method, arrays[s.writes], *(arrays[name] for name in s.reads.values()))
            for s in steps
        ]


def _as_it_is(values: Array) -> Array:
    return values
