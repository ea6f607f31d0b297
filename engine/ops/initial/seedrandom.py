"""Initial values from the stream that seedrandom makes of the seed, one weight after the other."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

import numpy as np

from engine.families.initial import InitialOp
from engine.op import Array, Shape
from engine.random.seed import Seed
from engine.random.seedrandom import SeedRandom
from engine.settings import bounded


@dataclass(frozen=True)
class Seedrandom(InitialOp):
    """Evenly spread between low and high: layer by layer, neuron by neuron, its inputs in order.

    `skip` numbers of the stream are passed over before: TensorFlow Playground draws its data from
    the same stream first.
    """

    low: float = bounded(-0.5, low=-1e6, high=1e6)
    high: float = bounded(0.5, low=-1e6, high=1e6)
    skip: int = bounded(0, low=0, high=100_000)

    def begin_each(
        self, shapes: Mapping[int, Shape], seed: Seed, needed: Container[int]
    ) -> dict[int, Array]:
        """A value that is given all the same takes its number from the stream."""
        stream = SeedRandom(str(seed))
        stream.skip(self.skip)
        return {k: self._next(stream, shape) for k, shape in shapes.items()}

    def draw(self, shape: Shape, rng: np.random.Generator) -> Array:
        """Values of this shape from a stream of their own, which the generator seeds."""
        stream = SeedRandom(str(rng.integers(2**32)))
        stream.skip(self.skip)
        return self._next(stream, shape)

    def _next(self, stream: SeedRandom, shape: Shape) -> Array:
        found = np.empty(shape)
        flat = found.reshape(-1)
        for k in range(flat.size):
            flat[k] = stream.between(self.low, self.high)
        return found
