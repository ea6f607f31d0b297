"""A network and how it is trained, without data: all its experiments check and compute it once."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from weakref import WeakValueDictionary

import numpy as np

from engine.families.initial import InitialOp
from engine.families.loss import LossOp
from engine.families.optimizer import OptimizerOp, UpdateOp
from engine.kept import kept
from engine.op import Array, Shape
from engine.program.buggy_program import with_bugs
from engine.program.build import program
from engine.program.layer import Layer
from engine.program.program import Program
from engine.random.seed import Seed
from engine.validation.validate import InvalidExperiment, check_layers, check_ops, check_outputs


@dataclass(frozen=True, eq=False)
class Network:
    """All of an experiment that a program is made of, and how its parameters begin.

    Its parts fit each other: the checks raise InvalidExperiment with the place.
    """

    layers: tuple[Layer, ...]
    loss: LossOp
    optimizer: OptimizerOp
    frozen: frozenset[str]
    input_shape: Shape
    schedule: UpdateOp | None
    clip: UpdateOp | None
    penalty: UpdateOp | None
    initial: InitialOp
    initial_bias: InitialOp
    input_gradient: bool
    bugs: tuple[str, ...] = ()

    @cached_property
    def outputs(self) -> Shape:
        """Shape of what it answers to one example; made first of all, for it checks the parts."""
        outputs = check_layers(self.layers, self.loss, self.optimizer, self.input_shape)
        check_outputs(self.layers, self.loss)
        names = ("schedule", "clip", "penalty", "initial", "initial_bias")
        check_ops({name: getattr(self, name) for name in names}, self.initial_bias)
        return outputs

    @cached_property
    def fewest(self) -> tuple[int, str]:
        """Examples that every batch must have, and the kind of the layer that needs them."""
        found, shapes = (1, ""), [self.input_shape]
        for k, layer in enumerate(self.layers):
            read = [shapes[source + 1] for source in layer.sources(k)]
            found = max(found, (layer.op.fewest(read[0]), layer.op.kind), key=lambda n: n[0])
            shapes.append(layer.op.shapes(*read)[layer.op.output])
        return found

    @cached_property
    def shapes(self) -> dict[str, Shape]:
        """Of every parameter."""
        one = self.any_program
        return {name: one.tensors[name].shape for name in one.parameters}

    @cached_property
    def carried(self) -> int:
        """How many numbers go from one iteration to the next: parameters and state."""
        one = self.any_program.carried
        return int(one.stop - one.start)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Of every parameter, by its number in the program."""
        return self.any_program.parameters

    @cached_property
    def drawn(self) -> list[tuple[InitialOp, dict[int, Shape]]]:
        """How the parameters begin that a seed draws: the kind, and their shapes by number."""
        one, found = self.any_program, []
        tables = {k: one.tensors[name] for k, name in enumerate(self.names)}
        left = {k: t for k, t in tables.items() if one.begins(t.name) is None}
        for kind, wanted in ((self.initial, True), (self.initial_bias, False)):
            shapes = {k: t.shape for k, t in left.items() if (t.role_kind == "weight") == wanted}
            found.append((kind, shapes))
        return [(kind, shapes) for kind, shapes in found if kind.random and shapes]

    def fixed(self) -> dict[str, Array]:
        """How the others begin, read-only. Each has the shape it has in a program."""
        one, values = self.any_program, dict[str, Array]()
        seeded = {k for _, shapes in self.drawn for k in shapes}
        for k, name in enumerate(self.names):
            if k not in seeded:
                t, begins = one.tensors[name], one.begins(name)
                kind = self.initial if t.role_kind == "weight" else self.initial_bias
                value = kind.begin(t.shape, []) if begins is None else np.full(t.shape, begins)
                value.flags.writeable = False
                values[name] = value
        return values

    def program(self, batch: int) -> Program:
        """The program of one iteration on `batch` examples."""
        known = self._programs.get(batch)
        if known is None:
            *hidden, last = self.layers
            activation, loss = self.loss.paired(last.activation)
            layers = (*hidden, replace(last, activation=activation))
            around = tuple(op for op in (self.schedule, self.clip, self.penalty) if op)
            right = program(
                layers, loss, self.optimizer, self.frozen, self.input_shape, batch,
                around, self.input_gradient,
            )  # fmt: skip
            known = self._programs[batch] = with_bugs(right, self.bugs) if self.bugs else right
        return known

    @property
    def any_program(self) -> Program:
        """The program of some batch: what it says of parameters and state is the same in all."""
        for known in self._programs.valuerefs():
            if (found := known()) is not None:
                return found
        return self.program(1)

    @cached_property
    def _programs(self) -> WeakValueDictionary[int, Program]:
        """As long as somebody uses them, or there is room for them."""
        return WeakValueDictionary()

    def check_batches(self, smallest: int) -> None:
        """The smallest batch has as many examples as every layer needs to learn from.

        Raises InvalidExperiment.
        """
        fewest, kind = self.fewest
        if smallest < fewest:
            message = f"{kind} needs {fewest} examples in every batch; one has {smallest}"
            raise InvalidExperiment("/batch", message, fewest, fewest)

    def start(self, seed: Seed, given: frozenset[str] = frozenset()) -> dict[str, Array]:
        """The parameters that a seed draws, and those that begin by themselves, read-only.

        Of those that are given some may be left out.

        By name, each with the shape it has in a program.
        """
        return _start(self, seed, given)


def network(*parts: Any) -> Network:
    """The network of these parts, in the order of its fields: equal parts give one network.

    Raises InvalidExperiment where they do not fit.
    """
    try:
        return _known(*parts)
    except TypeError:  # a part that has no hash is no op; the checks say where it stands
        return _checked(*parts)


def _checked(*parts: Any) -> Network:
    made = Network(*parts)
    _ = made.outputs
    return made


LAYER = 2000
"""Bytes of a layer and what is known of it, about."""
_known = kept(lambda made: LAYER * (1 + len(made.layers)))(_checked)


def _bytes(values: dict[str, Array]) -> int:
    return sum(v.nbytes for v in values.values())


_fixed = kept(_bytes)(Network.fixed)


@kept(_bytes)
def _start(of: Network, seed: Seed, given: frozenset[str]) -> dict[str, Array]:
    values = dict(_fixed(of))
    for kind, shapes in of.drawn:
        needed = [k for k in shapes if of.names[k] not in given] if given else shapes
        for k, value in kind.begin_each(shapes, seed, needed).items():
            value.flags.writeable = False
            values[of.names[k]] = value
    return values
