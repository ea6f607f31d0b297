"""A stretch of the vector of an iteration that holds a tensor, and how it is read from there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import prod

from engine.op import Array, Shape
from engine.program.program import Tensor


@dataclass(frozen=True)
class Place:
    """A stretch of the vector that holds a tensor, and how it is read from there."""

    start: int
    shape: Shape
    """As it lies."""
    turn: Callable[[Array], Array]
    """From that shape to the tensor's own."""
    batch_last: bool = False
    plain: bool = False
    """Whether it lies as (cells …, batch)."""

    @cached_property
    def size(self) -> int:
        """Number of values, with those between them that belong to others."""
        return prod(self.shape)

    def block(self, vector: Array) -> Array:
        """The numbers as they lie. The vector is flat."""
        return vector[self.start : self.start + self.size].reshape(self.shape)

    def view(self, vector: Array) -> Array:
        """The numbers in the tensor's own shape."""
        return self.turn(self.block(vector))


def itself(array: Array) -> Array:
    """As it lies. Of any shape."""
    return array


def from_last(array: Array) -> Array:
    """From (cells …, batch) to (batch, cells …)."""
    return array.transpose(array.ndim - 1, *range(array.ndim - 1))


def from_planes(array: Array) -> Array:
    """From k × k planes of images with the batch last to (batch, F, H, W).

    Reads (k, k, F, H / k, W / k, batch).
    """
    i, j, f, high, wide, n = array.shape
    return array.transpose(5, 2, 3, 0, 4, 1).reshape(n, f, high * i, wide * j)


def seen_as(place: Place, t: Tensor) -> Place:
    """The place of a tensor that has the numbers of another one."""
    if place.batch_last:
        return Place(place.start, (*t.cells, place.shape[-1]), from_last, True, True)
    return Place(place.start, t.shape, itself)
