"""A chain of dense layers, bound for training: features first, all layers side by side.

What is fused, largest gain first:
- every array is written in place, and the batch is the last axis, so that the layers' z, a
  and δ lie side by side and an elementwise rule over several layers is one call;
- the bias is the weight of a row of ones (engine/fast/parameters.py);
- at its end a − y is computed once (engine/fast/ends.py);
- a convolution in front of it has its windows laid out once (engine/fast/starts.py);
- plain gradient descent carries −η ∂E/∂a back in place of ∂E/∂a. All behind it is linear, so
  what comes out is the step itself and the update is one addition.

All else runs by the ops' own rules, on views in the shapes they know.
"""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from engine.experiment import Experiment
from engine.fast.batches import Batches, counting
from engine.fast.ends import End, Ends, end
from engine.fast.memory import room, split
from engine.fast.network import parts
from engine.fast.parameters import Parameters
from engine.fast.products import product
from engine.fast.record import Call, calls
from engine.fast.starts import Images, Inputs
from engine.fast.steps import bind_updates, updates
from engine.loss import LossOp
from engine.op import ActivationOp, Array, Elementwise, Op, Rule
from engine.ops.identity import Identity
from engine.ops.sgd import Sgd

SMALLEST = 1e-9
"""η that is carried back: a gradient that overflows must not look finite as a step."""


class Chain:
    """The calls of one iteration of a chain on a batch; `E` times `scale` is its loss."""

    over = True
    """Whether an array may be written over when its numbers are used up."""

    def __init__(self, experiment: Experiment, batch: int) -> None:
        self.experiment, self.batch = experiment, batch
        self.program = program = experiment.program(batch)
        head, ops = parts(program)
        self.activations: list[ActivationOp] = ops[1::2]  # type: ignore[assignment]
        roles = ["a", "z", "d_a", "d_z", *(r for op in self.activations for r in op.rules)]
        roles = list(dict.fromkeys(roles))
        units = [op.units for op in ops[:-1:2]]  # type: ignore[attr-defined]
        self.tops = [0, *(int(k) for k in np.cumsum([n + 1 for n in units]))]
        """Where the row of ones of each layer from 1 on lies; its own rows follow."""
        inputs = 0 if head else experiment.inputs.shape[1] + 1
        block = (self.tops[-1], batch)
        shapes = [*[block] * len(roles), (units[-1], batch), (inputs, batch)]
        self.parameters = p = Parameters(program, experiment.learning_rate, room(shapes))
        self.load, self.values, self.vector = p.load, p.values, p.vector
        self.layers = p.layers[bool(head) :]
        """Where the parameters of the dense layers lie."""
        *arena, self.y, above = split(p.more, shapes)
        self.blocks: dict[str, Array] = dict(zip(roles, arena, strict=True))
        self.blocks["a"][self.tops[:-1]] = 1.0
        self.start = self._start(head, above)
        self.E, self.step = p.scalars["E"], self._step()
        last = len(units)
        z, a, d_a, delta = (self.layer(role, last) for role in ("z", "a", "d_a", "d_z"))
        spare = self.blocks["z"][self.tops[-2] :]
        on = Ends(z, a, d_a, delta, self.y, self.E, spare, experiment.targets.T)
        self.end = self._end(ops[-1], on)  # type: ignore[arg-type]
        self.scale = self.end.scale
        places = [*self.start.places, (self.end.wanted, self.end.targets, -1)]
        self.batches = Batches(experiment, batch, places, self.start.prepare)
        self.k = p.scalars.get("k")
        self.calls = [*counting(self.k), *self._forward(), *self._backward(), *self._update()]
        # What is not finite goes on into the parameters, unless it hides behind an activation,
        # or a clip or a frozen parameter stands in its way.
        self.watched = [*self._hiding(), *self.start.watched]
        if self.step is None or self.experiment.frozen:
            self.watched = [p.more[: room(shapes[: len(roles)])], p.flat["d_*"]]
            self.watched += [a.reshape(-1) for a in self.start.arrays]

    def ahead(self, k: int, most: int) -> Sequence[Sequence[Call]]:
        """What has to be called before iteration k, before k + 1 and so on, at most so many."""
        if self.k is not None:
            self.k.fill(k)
        return self.batches.ahead(k, most)

    def layer(self, role: str, k: int) -> Array:
        """A role of layer k, (units, batch). The identity has one array for z and a.

        With a slope for each cell δ = ∂E/∂a · s may be written over ∂E/∂a: less to have in cache.
        """
        op = self.activations[k - 1]
        if isinstance(op, Identity) or (self.over and role == f"d_{op.input}" and _slope(op)):
            role = role.replace("z", "a")
        return self.blocks[role][self.tops[k - 1] + 1 : self.tops[k]]

    def with_ones(self, k: int) -> Array:
        """Activations of layer k under their row of ones."""
        if k == 0:
            return self.start.above
        return self.blocks["a"][self.tops[k - 1] : self.tops[k]]

    def _start(self, head: Sequence[Op], above: Array) -> Inputs | Images:
        inputs, p = self.experiment.inputs, self.parameters
        if not head:
            return Inputs(inputs, above)
        weights = p.layer("*", p.layers[0]), p.layer("d_*", p.layers[0])
        return Images(head, inputs, self.batch, weights)

    def _step(self) -> float | None:
        """−η, if the update is w − η ∂E/∂w with a learning rate that stays."""
        e = self.experiment
        plain = type(e.optimizer) is Sgd and not (e.schedule or e.clip or e.penalty)
        return -e.learning_rate if plain and e.learning_rate >= SMALLEST else None

    def _end(self, loss: LossOp, on: Ends) -> End:
        return end(self.activations[-1], loss, on, self.step or 1.0)

    def _forward(self) -> list[Call]:
        found = [*self.start.forward]
        for k, op in enumerate(self.activations, 1):
            weights = self.parameters.layer("*", self.layers[k - 1])
            found += product(weights, self.with_ones(k - 1), self.layer("z", k))
            if k == len(self.activations) and self.end.forward is not None:
                found += self.end.forward
            elif isinstance(op, Identity):
                continue
            elif self._by_slope(op):
                found += self._rule(op, "s", k)
                found.append(partial(np.multiply, *(self.layer(role, k) for role in "zsa")))
            else:
                found += [c for rule in op.forward for c in self._rule(op, rule.writes, k)]
        return found

    def _by_slope(self, op: ActivationOp) -> bool:
        """Whether a is made as z φ′(z), with the slope that the way back needs in any case.

        A product is cheaper than a maximum, and behind it no z that is not finite can hide:
        0 · ∞ is not a number. It may make −0, so what is kept to be seen is not made so.
        """
        return self.over and op.homogeneous and _slope(op)

    def _hiding(self) -> list[Array]:
        """All z, if one that is not finite can hide behind its activation."""
        *hidden, last = (self._by_slope(op) for op in self.activations)
        shown = all(hidden) and self.end.shows and (last or self.end.forward is not None)
        return [] if shown else [self.blocks["z"].reshape(-1)]

    def _backward(self) -> list[Call]:
        found = [*self.end.loss, *self._slopes()]
        last = len(self.activations)
        for k in range(last, 0, -1):
            op, delta = self.activations[k - 1], self.layer("d_z", k)
            place = self.layers[k - 1]
            if not (isinstance(op, Identity) or (k == last and self.end.delta)):
                found += [
                    c for r in op.backward if _carries(r) for c in self._rule(op, r.writes, k)
                ]
            gradient = self.parameters.layer("d_*", place)
            below = self.start.rows if k == 1 else self.with_ones(k - 1).T
            found += product(delta, below, gradient)
            d_a = self.blocks["d_a"]
            back = d_a[self.tops[k - 2] : self.tops[k - 1]] if k > 1 else self.start.d_above
            if back is not None:
                weights = self.parameters.layer("*", place)
                found += product(weights.T, delta, back)
        return [*found, *self.start.backward]

    def _slopes(self) -> list[Call]:
        """The local slopes of neighbouring layers with the same activation, at once."""
        found: list[Call] = []
        first, last = 1, len(self.activations) - self.end.delta
        for k, op in enumerate(self.activations[:last], 1):
            alike = k < last and self.activations[k] == op and isinstance(op, Elementwise)
            if alike:
                continue
            rows = slice(self.tops[first - 1] + 1, self.tops[k])
            blocks = {role: block[rows] for role, block in self.blocks.items()}
            done = isinstance(op, Identity) or self._by_slope(op)
            for rule in [] if done else op.backward:
                if not _carries(rule):
                    found += self._bind(op, rule.writes, blocks.__getitem__)
            first = k + 1
        return found

    def _rule(self, op: Op, writes: str, k: int) -> list[Call]:
        return self._bind(op, writes, lambda role: self.layer(role, k))

    def _bind(self, op: Op, writes: str, of: Callable[[str], Array]) -> list[Call]:
        if writes == "d_z" and _slope(op):
            return [partial(np.multiply, of("d_a"), of("s"), of("d_z"))]
        reads = [of(role) for role in op.rules[writes].reads]
        if isinstance(op, Elementwise):
            return calls(getattr(op, writes), of(writes), reads)
        return calls(getattr(op, writes), of(writes).T, [r.T for r in reads])

    def _update(self) -> list[Call]:
        p = self.parameters
        if self.step is not None:
            frozen = sorted(self.experiment.frozen)
            kept: list[Call] = [partial(p.view(f"d_{n}").fill, 0.0) for n in frozen]
            return [*kept, partial(np.add, p.flat["*"], p.flat["d_*"], p.flat["*"])]
        found = bind_updates(updates(self.program), p.view, p.stretch)
        return [*found, partial(np.copyto, p.now, p.new)]


def _slope(op: Op) -> bool:
    return isinstance(op, Elementwise) and type(op).d_z is Elementwise.d_z


def _carries(rule: Rule) -> bool:
    """Whether a rule is part of the way back, not a slope known from the way forward."""
    return any(role.startswith("d_") for role in (rule.writes, *rule.reads))
