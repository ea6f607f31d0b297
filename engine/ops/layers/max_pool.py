"""Max pool: of each window the largest value goes on."""

from dataclasses import dataclass

import numpy as np

from engine.families.layer import LayerOp
from engine.numeric.im2col import moved, put_back, under
from engine.op import Array, Shape
from engine.roles import Role
from engine.rule import rule
from engine.settings import bounded


@dataclass(frozen=True)
class MaxPool(LayerOp):
    """The maximum of each k × k window, channel by channel, without padding.

    A switch for every cell of every window is 1 at the maximum and 0 elsewhere: there alone the
    gradient goes back. Of equal cells the first takes it, row by row, as in torch.nn.MaxPool2d.
    """

    kernel: int = bounded(2, low=1, high=16)
    stride: int = bounded(2, low=1, high=16)
    layout_free = True
    roles = {"pool": Role("output", "p@"), "switch": Role("mask", "s@", end="via")}
    wiring = "pool"
    smooth = False

    @rule("max(x)", r"\operatorname{maxpool}(<x>)")
    def pool(self, out: Array, x: Array) -> None:
        seen = under(x, self.kernel, self.stride)
        np.copyto(out, seen[..., 0, 0])
        for i, j in np.ndindex(seen.shape[4:]):  # faster than a maximum over two short axes
            np.maximum(out, seen[..., i, j], out=out)

    @rule("first(x == pool)", r"\operatorname{first}\left[<x> = <pool>\right]")
    def switch(self, out: Array, x: Array, pool: Array) -> None:
        seen = under(x, self.kernel, self.stride)
        free = np.ones_like(pool, dtype=bool)
        for i, j in np.ndindex(seen.shape[4:]):
            first = (seen[..., i, j] == pool) & free
            np.copyto(out[..., i, j], first)
            np.logical_xor(free, first, out=free)

    @rule("sum(switch * d_pool)", r"\textstyle\sum <switch> <d_pool>")
    def d_x(self, out: Array, switch: Array, d_pool: Array) -> None:
        parts = switch * d_pool[..., None, None]
        put_back(out, parts.transpose(4, 5, 0, 1, 2, 3), self.stride)

    def piece(self, *read: Array) -> Array:
        seen = under(read[0].real, self.kernel, self.stride)
        return np.asarray(seen.reshape(*seen.shape[:4], -1).argmax(axis=-1))

    def shapes(self, x: Shape) -> dict[str, Shape]:
        pool = (x[0], *moved(x, self.kernel, self.stride))
        return {"pool": pool, "switch": (*pool, self.kernel, self.kernel)}
