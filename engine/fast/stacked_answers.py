"""The loss of many networks of one shape on the same examples, at once."""

import numpy as np

from engine.fast.fused_program import FusedProgram
from engine.fast.pool import pool
from engine.fast.stacking import NotStackable, Stack
from engine.fast.ufunc_trace import unrolled
from engine.op import Array
from engine.pausing import Pausing
from engine.program.program import Program


class StackedAnswers:
    """Forward pass and loss of `count` networks; a loss has the bytes of an Evaluation's."""

    def __init__(self, program: Program, count: int) -> None:
        """Raises NotStackable for a program with bugs."""
        now = pool.take(program)
        if not isinstance(now, FusedProgram):
            raise NotStackable("its steps are run one by one")
        self.now, self.count = now, count

    def making(self, inputs: Array, targets: Array) -> Pausing[None]:
        """Make the calls, with pauses; raises NotStackable for one that cannot be made so.

        Inputs (batch, …), targets (batch, outputs).
        """
        now, made = self.now, []
        yield from now.tracing_rules()
        calls = [*now.forward, *now.loss]
        self.stack = Stack(self.count, [now.vector], calls)
        for call in self.stack.made(calls):
            made.append(call)
            yield
        now.put(inputs, targets)
        self.stack.reset()
        self.vector, self.E = self.stack.view(now.vector), self.stack.view(now.E)
        self.run = unrolled(made)

    def losses(self, values: Array) -> Array:
        """The loss with the values of each, (count, …) in the order of the program."""
        self.vector[:, self.now.layout.carried] = values
        with np.errstate(all="ignore"):
            self.run()
            found: Array = self.E * self.now.scale
        return found

    def release(self) -> None:
        """Let others have its buffers: it must not be used any more."""
        pool.give(self.now)
