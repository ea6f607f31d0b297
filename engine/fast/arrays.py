"""The arrays of an iteration: views into one vector, and copies where a call wants them turned."""

from functools import partial

import numpy as np

from engine.fast.addressing import Place
from engine.fast.layout import Layout
from engine.fast.memory import zeros
from engine.fast.ufunc_trace import Call
from engine.op import Array
from engine.program.program import Program


class Arrays:
    """Views of the tensors of a program that are made.

    What is asked for in another order than it lies in is copied, once an iteration: the call for
    that goes into the list that is given.
    """

    def __init__(self, program: Program, layout: Layout) -> None:
        self.program, self.layout, self.batch = program, layout, program.batch
        self.vector = zeros((layout.size,))
        self.views = {n: p.view(self.vector) for n, p in layout.places.items()}
        self._copies: dict[tuple[str, bool], Array] = {}

    def __getitem__(self, name: str) -> Array:
        return self.views[name]

    def __contains__(self, name: str) -> bool:
        return name in self.views

    def place(self, name: str) -> Place:
        """Where a tensor lies."""
        return self.layout.places[name]

    def block(self, name: str) -> Array:
        """A tensor as it lies.

        Its shape is that of its place: (cells …, batch) where the batch is last.
        """
        return self.place(name).block(self.vector)

    def above(self, name: str, into: list[Call]) -> Array:
        """A tensor as rows of cells with the batch last, under its spare row."""
        p = self.place(name)
        if p.batch_last:
            rows = self.vector[p.start - self.batch : p.start + p.size]
            return rows.reshape(-1, self.batch)
        key = (name, True)
        if key not in self._copies:
            copy = self._copies[key] = zeros((1 + p.size // self.batch, self.batch))
            turned = self.views[name].reshape(self.batch, -1).T
            into.append(partial(np.copyto, copy[1:], turned))
        return self._copies[key]

    def rows(self, name: str, into: list[Call]) -> Array:
        """A tensor as rows of cells with the batch last."""
        return self.above(name, into)[1:]

    def images(self, name: str, into: list[Call]) -> Array:
        """Images with the batch last, (C, H, W, batch)."""
        cells = self.program.tensors[name].cells
        return self.rows(name, into).reshape(*cells, self.batch)

    def own(self, name: str, into: list[Call]) -> Array:
        """A tensor in its own shape and order."""
        view = self.views[name]
        if view.flags.c_contiguous:
            return view
        key = (name, False)
        if key not in self._copies:
            self._copies[key] = np.zeros(view.shape)
            into.append(partial(np.copyto, self._copies[key], view))
        return self._copies[key]

    def packed(self, kind: str, parameter: str) -> Array:
        """What belongs to a layer with the bias as column 0; `kind` is `*` for its weights."""
        start, shape = self.layout.layers[parameter]
        start += self.layout.rows[kind]
        return self.vector[start : start + shape[0] * shape[1]].reshape(shape)
