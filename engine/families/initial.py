"""Initial values: how a parameter is drawn that the experiment does not give.

A weight has `fan_in` inputs and `fan_out` outputs: of W with shape (units, inputs) they are
inputs and units, of a kernel (F, C, k, k) they are C k k and F k k, as in torch.nn.init.
"""

import math
from collections.abc import Container, Mapping, Sequence
from typing import ClassVar

import numpy as np

from engine.op import Array, Op, Shape
from engine.random.seed import Seed, entropy

_IDLE = np.random.default_rng(0)


def generator(seed: Sequence[int]) -> np.random.Generator:
    """The generator that `default_rng(seed)` gives, in two thirds of the time.

    Seeds that fit in 32 bits, as nearly all do, are handed over as the words they become.
    """
    words = np.array(seed, np.uint32) if max(seed) < 2**32 else seed
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(words)))


class InitialOp(Op):
    """shape, generator → values; it has no rules, for nothing of it happens in an iteration."""

    family = "initial"
    for_weights: ClassVar[bool] = False
    """Whether it needs the fans of a weight."""

    random: ClassVar[bool] = True
    """Whether its values are drawn; making a generator for the others takes longer than they."""

    def begin_each(
        self, shapes: Mapping[int, Shape], seed: Seed, needed: Container[int]
    ) -> dict[int, Array]:
        """Values of parameters by their number in the program, as the seed decides: at least of
        those that are needed.

        Each has its shape of `shapes`.
        """
        return {
            k: self.begin(shape, [entropy(seed), k]) for k, shape in shapes.items() if k in needed
        }

    def begin(self, shape: Shape, seed: Sequence[int]) -> Array:
        """Values of this shape, as the seed decides."""
        return self.draw(shape, generator(seed) if self.random else _IDLE)

    def draw(self, shape: Shape, rng: np.random.Generator) -> Array:
        """Values of this shape."""
        raise NotImplementedError


class ScaledOp(InitialOp):
    """For weights: the variance follows from the fans. A normal one is not truncated."""

    for_weights = True
    uniform: ClassVar[bool] = True

    def variance(self, fan_in: int, fan_out: int) -> float:
        """The variance of each value."""
        raise NotImplementedError

    def draw(self, shape: Shape, rng: np.random.Generator) -> Array:
        variance = self.variance(*fans(shape))
        if not self.uniform:
            return rng.normal(0, variance**0.5, shape)
        bound = (3 * variance) ** 0.5  # the variance of ±bound is bound² / 3
        return rng.uniform(-bound, bound, shape)


def fans(shape: Shape) -> tuple[int, int]:
    """Inputs that meet in one cell of the output, and outputs that one cell reaches."""
    field = math.prod(shape[2:])
    return shape[1] * field, shape[0] * field
