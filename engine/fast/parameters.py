"""Parameters as a chain of dense layers trains them: the bias is column 0 of its weights.

z = W a + b is one product if W has b as a first column and a has ones as a first row. What
belongs to the parameters, their gradients and state, lies in the same order, so that an
elementwise rule takes all of it in one call.
"""

from collections.abc import Sequence
from math import prod

import numpy as np

from engine.op import Array
from engine.program import Program


class Parameters:
    """Weights, state, gradients and all else that is shaped like a parameter, of a program."""

    def __init__(self, program: Program, learning_rate: float) -> None:
        self.names = program.parameters
        self.place: dict[str, tuple[int, tuple[int, int]]] = {}
        """Parameter → where its layer begins in a flat array, and the layer's shape."""
        size = 0
        for weights, biases in zip(self.names[::2], self.names[1::2], strict=True):
            units, *inside = program.tensors[weights].shape
            inputs = prod(inside)
            self.place[weights] = self.place[biases] = (size, (units, inputs + 1))
            size += units * (inputs + 1)
        self.inside = {name: program.tensors[name].shape for name in self.names}
        self.layers = [self.place[name] for name in self.names[::2]]
        kinds = dict.fromkeys(_of(n, program)[0] for n in program.parameters + program.state)
        self.now, self.new = np.zeros((2, len(kinds), size))
        """Parameters and state of this iteration and of the next, each row a flat array."""
        self.flat = {k: self.now[i] for i, k in enumerate(kinds)}
        self.flat |= {f"{k}'": self.new[i] for i, k in enumerate(kinds)}
        self.scalars: dict[str, Array] = {}
        self.owner: dict[str, tuple[str, str]] = {}
        for name, t in program.tensors.items():
            of, parameter = _of(name, program)
            if parameter and t.shape == program.tensors[parameter].shape:
                self.owner[name] = (of, parameter)
                self.flat.setdefault(of, np.zeros(size))
            elif t.shape == ():
                self.scalars[name] = np.zeros(())
        self.scalars["eta0" if "eta0" in self.scalars else "eta"][...] = learning_rate
        self.carried = program.parameters + program.state
        self.shapes = [program.tensors[name].shape for name in self.carried]

    def view(self, name: str) -> Array:
        """A tensor of the program, in the shape it has there."""
        if name in self.scalars:
            return self.scalars[name]
        of, parameter = self.owner[name]
        layer = self.layer(of, self.place[parameter])
        if parameter in self.names[1::2]:
            return layer[:, 0]
        return layer[:, 1:].reshape(self.inside[parameter])

    def layer(self, of: str, place: tuple[int, tuple[int, int]]) -> Array:
        """Weights of a layer, with the bias as column 0, or what belongs to them."""
        start, shape = place
        flat: Array = self.flat[of]
        return flat[start : start + shape[0] * shape[1]].reshape(shape)

    def stretch(self, names: Sequence[str]) -> Array | None:
        """What belongs to all parameters alike, as one flat array."""
        owners = [self.owner.get(n, ("", "")) for n in names]
        together = len({of for of, _ in owners}) == 1 and tuple(p for _, p in owners) == self.names
        return self.flat[owners[0][0]] if together else None

    def load(self, values: Array) -> None:
        """Set parameters and state, in the order of the program."""
        start = 0
        for name, shape in zip(self.carried, self.shapes, strict=True):
            size = int(np.prod(shape))
            self.view(name)[...] = values[start : start + size].reshape(shape)
            start += size

    def values(self) -> Array:
        """Parameters and state, in the order of the program."""
        return np.concatenate([self.view(name).ravel() for name in self.carried])


def _of(name: str, program: Program) -> tuple[str, str]:
    """`m_W1` belongs as `m_*` to W1; what belongs to no parameter has none."""
    stem = name.removesuffix("'").rpartition("_")[2]
    return (name.replace(stem, "*"), stem) if stem in program.parameters else ("", "")
