"""The calls of dense layers, convolutions, and a max pool behind one."""

from collections.abc import Callable, Mapping

from engine.fast.arrays import Arrays
from engine.fast.fusion_plan import moves_past_maximum
from engine.fast.im2col import Convolution, max_pool
from engine.fast.memory import zeros
from engine.fast.products import product
from engine.fast.rule_calls import bind
from engine.fast.ufunc_trace import Call
from engine.op import Array
from engine.ops.activations.relu import Relu

Source = tuple[Array, Callable[[Array], Array], int]
"""Where the inputs of a batch go, how all of them are laid out for that, and the axis of both
that runs over examples."""
BOTH_WAYS = 1024
"""Inputs of a batch from which on they are laid out both ways: the product of the forward pass
is faster with features first, that of the gradient with examples first."""


class FusedLayer:
    """The calls of a layer with weights."""

    def __init__(self, index: int, arrays: Arrays) -> None:
        self.index, self.arrays = index, arrays
        self.roles: Mapping[str, str] = arrays.program.roles[index]
        self.weights = arrays.packed("*", self.roles["W"])
        self.forward: list[Call] = []
        self.prepare: list[Call] = []
        """What is called when the inputs are in place."""
        self.sources: list[Source] = []
        """Other places of the inputs."""

    @property
    def first(self) -> bool:
        """Whether it reads the inputs themselves."""
        return self.arrays.layout.plan.of(self.roles["x"]) == "a0"

    @property
    def goes_on(self) -> bool:
        """Whether the gradient of what it reads is asked for."""
        step = self.arrays.program.writer.get(self.roles.get("d_x", ""))
        return step is not None and step.op == self.index

    def backward(self) -> list[Call]:
        """The gradients of W and b, and what goes back to x if it is asked for."""
        raise NotImplementedError

    @property
    def gradient(self) -> Array:
        """∂E/∂W with ∂E/∂b as column 0."""
        return self.arrays.packed("d_*", self.roles["W"])


class DenseCalls(FusedLayer):
    """A dense layer: z = W a + b is one product, and so is the gradient of both."""

    def __init__(self, index: int, arrays: Arrays) -> None:
        super().__init__(index, arrays)
        x = arrays.above(self.roles["x"], self.forward)
        x[0] = 1.0
        self.below = x.T
        if self.first and x.size >= BOTH_WAYS:
            self.below = zeros(self.below.shape)
            self.below[:, 0] = 1.0
            self.sources.append((self.below[:, 1:], _as_rows, 0))
        self.forward += product(self.weights, x, arrays.rows(self.roles["z"], []))

    def backward(self) -> list[Call]:
        """The gradients of W and b, and what goes back to x if it is asked for."""
        found: list[Call] = []
        d_z = self.arrays.rows(self.roles["d_z"], found)
        found += product(d_z, self.below, self.gradient)
        if self.goes_on:
            back = self.arrays.above(self.roles["d_x"], [])
            found += product(self.weights.T, d_z, back)
        return found


class ConvolutionCalls(FusedLayer):
    """A convolution on windows that are laid out as columns."""

    def __init__(self, index: int, arrays: Arrays) -> None:
        super().__init__(index, arrays)
        x, z = arrays.images(self.roles["x"], self.forward), self._planes("z", [])
        self.windows = Convolution(arrays.program.ops[index], x, z)  # type: ignore[arg-type]
        (self.prepare if self.first else self.forward).extend(self.windows.prepare)
        self.forward += self.windows.forward(self.weights, z)

    def backward(self) -> list[Call]:
        """The gradients of W and b, and what goes back to x if it is asked for."""
        found: list[Call] = []
        d_z = self._planes("d_z", found)
        found += self.windows.gradient(d_z, self.gradient)
        if self.goes_on:
            back = self.arrays.images(self.roles["d_x"], [])
            found += self.windows.below(self.weights, d_z, back)
        return found

    def _planes(self, role: str, into: list[Call]) -> Array:
        name = self.roles[role]
        if name in self.arrays.layout.plan.planes:
            return self.arrays.block(name)
        images = self.arrays.images(name, into)
        return images.reshape(1, 1, *images.shape)


class PooledCalls:
    """An activation behind a convolution, and the max pool behind that.

    What does not fall may follow the maximum: then there are fewer numbers.
    """

    def __init__(self, index: int, pool: int, arrays: Arrays) -> None:
        program, op = arrays.program, arrays.program.ops[index]
        roles, behind = program.roles[index], program.roles[pool]
        top, d_top = (arrays.rows(behind[role], []) for role in ("pool", "d_pool"))
        moved = moves_past_maximum(op)
        x, d_x = (
            arrays.block(roles[role]).reshape(-1, *top.shape)
            for role in (("z", "d_z") if moved else ("a", "d_a"))
        )
        self.forward, self.back = max_pool(x, top, d_top, d_x, rectified=type(op) is Relu)
        if not moved:
            own = [s for s in program.steps if s.op == index]
            on, off = (
                [c for s in own if (s.phase == "forward") is forward for c in bind(s, arrays)]
                for forward in (True, False)
            )
            self.forward, self.back = [*on, *self.forward], [*self.back, *off]

    def backward(self) -> list[Call]:
        """What goes back to the convolution."""
        return self.back


def _as_rows(inputs: Array) -> Array:
    return inputs.reshape(len(inputs), -1)
