"""Many networks of one program, which differ in their numbers alone, run as one."""

from engine.experiment.value import Experiment
from engine.fast.fused_program import FusedProgram
from engine.fast.pool import pool
from engine.fast.stacking import NotStackable, Stack
from engine.fast.ufunc_trace import Call, unrolled
from engine.fast.watched import watched
from engine.op import Array
from engine.pausing import Pausing


class StackedProgram:
    """The iterations of an experiment on batches of one size, of `count` networks at once.

    What an iteration has of a network are the bytes that the network alone has. `run` is one,
    once its examples are in place and it was started.
    """

    run: Call

    def __init__(self, experiment: Experiment, batch: int, count: int) -> None:
        """Raises NotStackable for a program with random numbers in it, or with bugs."""
        self.experiment, self.program, self.count = experiment, experiment.program(batch), count
        if self.program.noise:
            raise NotStackable("it draws random numbers in each iteration")
        now = pool.take(self.program)
        if not isinstance(now, FusedProgram):
            raise NotStackable("its steps are run one by one")
        self.now = now
        plan = experiment.batches
        self.same = plan.per_epoch == 1 and not plan.shuffled and not plan.joins
        """Whether all iterations of all networks have the same examples."""
        self.prepare: list[Call] = []
        """What is called when the examples of every network are in their places."""

    def making(self) -> Pausing[None]:
        """Make the calls, with pauses. Raises NotStackable for one that cannot be made so."""
        now = self.now
        yield from now.tracing_rules()
        calls = [*now.calls, *now.renew]
        own = [] if self.same else [out for out, _, _ in (*now.sources, now.wanted)]
        prepared = [] if self.same else now.prepare
        self.stack = Stack(self.count, [now.vector, *own], [*prepared, *calls])
        self.prepare = yield from self._made(prepared)
        made = yield from self._made(calls)
        if self.same:
            now.put(self.experiment.inputs, self.experiment.targets)
        rate = now.arrays["eta0" if "eta0" in self.program.tensors else "eta"]
        rate[...] = self.experiment.learning_rate
        self.stack.reset()
        view = self.stack.view
        self.vector, self.E, self.rate = view(now.vector), view(now.E), view(rate)
        self.k = view(now.arrays["k"]) if "k" in self.program.tensors else None
        self.carried = self.vector[:, now.carried]
        """Parameters and state, in an order that batches of all sizes share."""
        self.watched = [view(a) for a in watched(now, self.experiment.inputs)]
        self.run = unrolled(made)

    def start(self, k: int) -> None:
        """Iteration k is the next."""
        if self.k is not None:
            self.k.fill(k + 1)

    def load(self, values: Array) -> None:
        """Set parameters and state of all, (count, …) in the order of the program."""
        self.vector[:, self.now.layout.carried] = values

    def values(self) -> Array:
        """A copy of parameters and state of all, in the order of the program. (count, carried)."""
        found: Array = self.vector[:, self.now.layout.carried]
        return found

    def losses(self) -> Array:
        """E of each network. (count,)."""
        found: Array = self.E * self.now.scale
        return found

    def _made(self, calls: list[Call]) -> Pausing[list[Call]]:
        found = []
        for call in self.stack.made(calls):
            found.append(call)
            yield
        return found
