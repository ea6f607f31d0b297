"""Where the numbers of an iteration lie while it is computed: side by side what is alike.

The batch is the last axis, so that the cells of neighbouring layers lie side by side and an
elementwise rule over several layers is one call. Above each tensor there is a spare row. It
holds ones above what a dense layer reads: its bias is column 0 of its weights, and z = W a + b
is one product. What belongs to the parameters (values, gradients, state) lies in rows of one
order, so that an update of all is one call too.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from math import prod

import numpy as np

from engine.fast.addressing import Place, from_last, from_planes, itself, seen_as
from engine.fast.fusion_plan import fits_any_layout, plan
from engine.fast.memory import rounded
from engine.kept import kept
from engine.op import Array, Shape
from engine.ops.layers.conv2d import Conv2d
from engine.ops.layers.dense import Dense
from engine.program.program import Program, Step, Tensor


class Layout:
    """The places of all tensors of a program that are made, in a vector of `size` numbers."""

    def __init__(self, program: Program) -> None:
        self.program, self.plan = program, plan(program)
        self.places: dict[str, Place] = {}
        self.layers: dict[str, tuple[int, Shape]] = {}
        """Parameter → where its packed layer begins in a row, and the layer's shape."""
        self.rows: dict[str, int] = {}
        """What belongs to the parameters, such as `d_*` → where its row begins."""
        self.owner = {n: of for n in program.tensors if (of := _owner(program, n))}
        """Tensor → its row and its parameter: `m_W1` belongs as `m_*` to W1."""
        self.size = 0
        self._parameters()
        self._tensors()

    @property
    def now(self) -> slice:
        """Parameters and state of this iteration; `new` has those of the next."""
        return self._now

    @property
    def new(self) -> slice:
        """The new parameters and state, in the order of `now`."""
        return self._new

    @cached_property
    def gather(self) -> Array:
        """Where the numbers of a trace lie, in its order; what is not made has those of 0.

        Indices, flat.
        """
        table = np.zeros(self.program.size, np.intp)
        at = np.arange(self.size)
        for name, t in self.program.tensors.items():
            if name not in self.plan.missing:
                t.view(table)[...] = self.places[name].view(at)
        return table

    @cached_property
    def carried(self) -> Array:
        """Where parameters and state lie, in the order of the program.

        Indices into the vector, (carried,).
        """
        return self.gather[self.program.carried]

    @cached_property
    def filled(self) -> tuple[Step, ...]:
        """The steps whose tensors are not made."""
        return tuple(s for s in self.program.steps if s.writes in self.plan.missing)

    def row_of(self, kind: str) -> slice:
        """The row of what belongs to the parameters alike, such as `d_*`."""
        return slice(self.rows[kind], self.rows[kind] + self.row)

    def in_row(self, row: Array, parameter: str) -> Array:
        """What belongs to a parameter, in a row. A view of the shape it has in the program."""
        return replace(self._packed("*", parameter), start=self.layers[parameter][0]).view(row)

    def _parameters(self) -> None:
        program = self.program
        for index, op in enumerate(program.ops):
            names = [program.roles[index][r] for r in op.parameters if r in program.roles[index]]
            names = [n for n in names if n in program.parameters and n not in self.layers]
            if type(op) in (Dense, Conv2d) and names:
                units, *inside = program.tensors[names[0]].shape
                place = self._take((units, prod(inside) + 1))
                self.layers |= dict.fromkeys(names, place)
            else:
                for name in names:
                    self.layers[name] = self._take(program.tensors[name].shape)
        self.row, self.size = rounded(self.size), 0
        carried = (*program.parameters, *program.state)
        kinds = list(dict.fromkeys([self.owner[n][0] for n in carried if n in self.owner]))
        others = [n for n in carried if n not in self.owner]
        for name, t in program.tensors.items():
            if t.shape == () and name not in self.owner and name.removesuffix("'") not in others:
                self._put(name, ())
        self._now = self._carried(kinds, others)
        self._new = self._carried([f"{k}'" for k in kinds], [f"{n}'" for n in others])
        rest = dict.fromkeys([kind for kind, _ in self.owner.values()])
        self._rows([kind for kind in rest if kind not in self.rows])
        for name, (kind, parameter) in self.owner.items():
            self.places[name] = self._packed(kind, parameter)

    def _carried(self, kinds: Iterable[str], others: Iterable[str]) -> slice:
        self.size = start = rounded(self.size)
        self._rows(kinds)
        for name in others:
            self._put(name, self.program.tensors[name].shape)
        return slice(start, self.size)

    def _rows(self, kinds: Iterable[str]) -> None:
        for kind in kinds:
            self.rows[kind] = self.size = rounded(self.size)
            self.size += self.row

    def _packed(self, kind: str, parameter: str) -> Place:
        start, layer = self.layers[parameter]
        shape = self.program.tensors[parameter].shape
        start += self.rows[kind]
        if layer == shape:
            return Place(start, shape, itself)
        if len(shape) == 1:
            return Place(start, layer, lambda packed: packed[:, 0])
        return Place(start, layer, lambda packed: packed[:, 1:].reshape(shape))

    def _tensors(self) -> None:
        """All that is made of examples, by roles."""
        program, plan = self.program, self.plan
        left = [n for n in program.tensors if n not in self.places and n not in plan.missing]
        made = [program.tensors[n] for n in left if n not in plan.same]
        alike: dict[str, list[Tensor]] = {}
        for t in sorted(made, key=lambda t: t.op or 0):  # neighbouring layers
            alike.setdefault(t.role, []).append(t)
        for tensors in alike.values():
            self.size = rounded(self.size)
            for t in tensors:
                self._put_tensor(t)
        for name in left:
            if name in plan.same:
                self.places[name] = seen_as(self.places[plan.of(name)], program.tensors[name])

    def _put_tensor(self, t: Tensor) -> None:
        if not t.batched or not self.batch_last(t.name):
            self.size = rounded(self.size)
            self._put(t.name, t.shape)
            return
        batch = self.program.batch
        self.size += batch  # the row above
        k = self.plan.planes.get(t.name, 1)
        if k > 1:
            f, high, wide = t.cells
            shape = (k, k, f, high // k, wide // k, batch)
            self.places[t.name] = Place(self.size, shape, from_planes, True)
        else:
            self.places[t.name] = Place(self.size, (*t.cells, batch), from_last, True, True)
        self.size += t.size

    def batch_last(self, name: str) -> bool:
        """Whether a tensor lies with the batch last: not if its rule asks for its own shape."""
        step = self.program.writer.get(name)
        return step is None or fits_any_layout(self.program, step)

    def _put(self, name: str, shape: Shape) -> None:
        self.places[name] = Place(self.size, shape, itself)
        self.size += prod(shape)

    def _take(self, shape: Shape) -> tuple[int, Shape]:
        start, self.size = self.size, self.size + prod(shape)
        return start, shape


@kept(lambda made: made.program.bytes // 2 + 8 * made.program.size)
def layout(program: Program) -> Layout:
    """The layout of a program, made once."""
    return Layout(program)


def _owner(program: Program, name: str) -> tuple[str, str] | None:
    stem, tensors = name.removesuffix("'"), program.tensors
    parameter = stem.rpartition("_")[2]
    if parameter not in program.parameters or tensors[name].shape != tensors[parameter].shape:
        return None
    return stem.removesuffix(parameter) + "*" + "'" * (stem != name), parameter
