"""One iteration of a program as few NumPy calls on one vector; nothing shown is written over.

Every way to run an iteration makes these calls: training, a history, a trace, a score. So they
all have the same bytes. What is fused, largest gain first:
- every array is written in place, and what is alike lies side by side (engine/fast/layout.py),
  so that an elementwise rule over several layers is one call;
- the bias is the weight of a row of ones, and W a + b one product;
- a convolution has its windows laid out once (engine/fast/im2col.py);
- the loss and the activation before it are one (engine/fast/fused_loss.py);
- the update takes all parameters at once (engine/fast/fused_update.py).

All else runs by the ops' own rules, on views in the shapes they know. What is fused away is
given to who asks by its own rule (engine/fast/snapshot.py); nothing goes on from there.
"""

from functools import cached_property
from itertools import groupby

from engine.fast.arrays import Arrays
from engine.fast.fused_layers import ConvolutionCalls, DenseCalls, FusedLayer, PooledCalls, Source
from engine.fast.fused_loss import TURNED, FusedLoss, fused_loss
from engine.fast.fused_update import Update
from engine.fast.layout import layout
from engine.fast.rule_calls import bind, bind_together
from engine.fast.snapshot import Snapshot
from engine.fast.ufunc_trace import Call, tracing
from engine.op import Array
from engine.ops.activations.identity import Identity
from engine.ops.layers.conv2d import Conv2d
from engine.ops.layers.dense import Dense
from engine.pausing import Pausing, finish
from engine.program.program import Program, Step

KINDS: dict[type, type[FusedLayer]] = {Dense: DenseCalls, Conv2d: ConvolutionCalls}


class FusedProgram:
    """The calls of one iteration; `E` times `scale` is its loss.

    They are `forward`, `loss`, `backward` and `update`, whose results are all there then, and
    `renew`, which puts what they are for the next iteration in the place of what they were.
    `prepare` is called when the examples are in the places that `sources` tells.
    """

    def __init__(self, program: Program) -> None:
        self.program, self.layout = program, layout(program)
        self.plan = self.layout.plan
        self.arrays = Arrays(program, self.layout)
        self.vector = self.arrays.vector
        self.fused: dict[int, FusedLayer | PooledCalls] = {}
        turned = TURNED if len(program.tensors["a0"].shape) == 2 else _batch_last
        self.sources: list[Source] = [(self.arrays.block("a0"), turned, -1)]
        self.prepare: list[Call] = []
        self.forward = [c for i in self.plan.forward[:-1] for c in self._forward(i)]
        self.end: FusedLoss = fused_loss(program, self.plan, self.arrays)
        self.wanted: Source = (self.end.targets, self.end.prepare, self.end.axis)
        self.E, self.scale = self.arrays["E"], self.end.scale
        self.carried = self.layout.now
        self.rate = self.arrays["eta0" if "eta0" in program.tensors else "eta"]
        self.k = self.arrays["k"] if "k" in program.tensors else None
        self.loss = self.end.loss
        self.backward = [*self.end.back, *self._slopes(), *self._backward()]
        update = Update(self.arrays)
        self.update, self.renew = update.calls, update.renew
        self.traced, self.uses = False, 0

    @cached_property
    def snapshot(self) -> Snapshot:
        """Makes the vector of a trace of what there is before `renew`."""
        return Snapshot(self.program, self.scale)

    @property
    def calls(self) -> list[Call]:
        """All calls but `renew`."""
        return [*self.forward, *self.loss, *self.backward, *self.update]

    def trace_rules(self) -> None:
        """Take the rules apart into the NumPy calls they make: worth it for some iterations."""
        finish(self.tracing_rules())

    def tracing_rules(self) -> Pausing[None]:
        """The same, with a pause behind each rule."""
        if not self.traced:
            for name in ("prepare", "forward", "loss", "backward", "update", "renew"):
                setattr(self, name, (yield from tracing(getattr(self, name))))
            self.traced = True

    def put(self, inputs: Array, targets: Array | None) -> None:
        """Put a batch in its place. Inputs (batch, …), targets (batch, outputs)."""
        for out, prepare, _ in self.sources:
            out[...] = prepare(inputs)
        if targets is not None:
            self.end.targets[...] = self.end.prepare(targets)
        for call in self.prepare:
            call()

    def load(self, values: Array) -> None:
        """Set parameters and state, in the order of the program. (carried,)."""
        self.vector[self.layout.carried] = values

    def values(self) -> Array:
        """Parameters and state, in the order of the program. (carried,), a copy."""
        found: Array = self.vector[self.layout.carried]
        return found

    def _forward(self, index: int) -> list[Call]:
        op, roles = self.program.ops[index], self.program.roles[index]
        if index in self.plan.pooled:
            self.fused[index] = PooledCalls(index, self.plan.pooled[index], self.arrays)
        elif type(op) in KINDS:
            layer = self.fused[index] = KINDS[type(op)](index, self.arrays)
            self.sources += layer.sources
            self.prepare += layer.prepare
        elif self._spared(index):
            if type(op) is Identity and roles.get("s") in self.layout.places:
                self.arrays[roles["s"]].fill(1.0)
            return []
        else:
            steps = [s for s in self.program.steps if s.op == index and s.phase == "forward"]
            return [c for s in steps for c in bind(s, self.arrays)]
        return self.fused[index].forward

    def _spared(self, index: int) -> bool:
        """Whether an op is done by what fuses it, or its numbers are those that it reads."""
        op, roles = self.program.ops[index], self.program.roles[index]
        return (
            index == self.plan.last
            or index in self.plan.pooled.values()
            or self.plan.of(roles[op.output]) == self.plan.of(roles[op.input])
        )

    def _slopes(self) -> list[Call]:
        """What of the backward phase follows from the forward pass alone, layers together."""
        found = []
        for s in self._steps():
            names = (s.writes, *s.reads.values())
            if not any(self.program.tensors[n].kind in ("gradient", "share") for n in names):
                found.append(s)
        self.hoisted = {s.index for s in found}
        return bind_together(found, self.arrays)

    def _backward(self) -> list[Call]:
        found: list[Call] = []
        loss = self.plan.forward[-1]
        steps = [s for s in self.program.steps if s.phase == "backward" and s.op != loss]
        for index, group in groupby(steps, lambda s: s.op):
            if index in self.fused:
                found += self.fused[index].backward()
            elif not self._spared(index):
                left = [s for s in group if s.index not in self.hoisted]
                found += [c for s in left for c in bind(s, self.arrays)]
        return found

    def _steps(self) -> list[Step]:
        """The steps of the backward phase that nothing fuses."""
        loss = self.plan.forward[-1]
        return [
            s
            for s in self.program.steps
            if s.phase == "backward" and s.op != loss
            and s.op not in self.fused and not self._spared(s.op)
        ]  # fmt: skip


def _batch_last(inputs: Array) -> Array:
    return inputs.transpose(*range(1, inputs.ndim), 0)
