"""Parameters as a chain of dense layers trains them: the bias is column 0 of its weights.

z = W a + b is one product if W has b as a first column and a has ones as a first row. What
belongs to the parameters, their gradients and state, lies in the same order, so that an
elementwise rule takes all of it in one call.
"""

from collections.abc import Sequence
from math import prod

import numpy as np

from engine.fast.memory import rounded, zeros
from engine.op import Array
from engine.program import Program


class Parameters:
    """Weights, state, gradients, all else that is shaped like a parameter, and single numbers.

    `vector` has room for all of it, and for more at its end.
    """

    def __init__(self, program: Program, learning_rate: float, more: int = 0) -> None:
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
        self.carried = program.parameters + program.state
        kinds = dict.fromkeys(_of(n, program)[0] for n in self.carried)
        rows = [*kinds, *(f"{k}'" for k in kinds)]
        single: list[str] = []
        self.owner: dict[str, tuple[str, str]] = {}
        for name, t in program.tensors.items():
            of, parameter = _of(name, program)
            if parameter and t.shape == program.tensors[parameter].shape:
                self.owner[name] = (of, parameter)
                rows.append(of)
            elif t.shape == ():
                single.append(name)
        rows = list(dict.fromkeys(rows))
        first, size = rounded(len(single)), rounded(size)
        end = first + len(rows) * size
        self.vector = zeros((end + more,))
        self.scalars = {n: self.vector[k : k + 1].reshape(()) for k, n in enumerate(single)}
        self.scalars["eta0" if "eta0" in single else "eta"][...] = learning_rate
        block = self.vector[first:end].reshape(len(rows), size)
        self.now, self.new = block[: len(kinds)], block[len(kinds) : 2 * len(kinds)]
        """Parameters and state of this iteration and of the next, each row a flat array."""
        self.flat = dict(zip(rows, block, strict=True))
        self.more = self.vector[end:]
        self.places = places(self.vector, [self.view(name) for name in self.carried])

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
        self.vector[self.places] = values

    def values(self) -> Array:
        """Parameters and state, in the order of the program."""
        found: Array = self.vector[self.places]
        return found


def places(vector: Array, views: Sequence[Array]) -> Array:
    """Where the numbers of views into a vector lie in it, one after the other."""
    before = vector.copy()
    vector[:] = range(len(vector))
    found = np.concatenate([v.ravel() for v in views]).astype(np.intp)
    vector[:] = before
    return found


def _of(name: str, program: Program) -> tuple[str, str]:
    """`m_W1` belongs as `m_*` to W1; what belongs to no parameter has none."""
    stem = name.removesuffix("'").rpartition("_")[2]
    return (name.replace(stem, "*"), stem) if stem in program.parameters else ("", "")
