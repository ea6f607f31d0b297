"""Average pool: each window sends its mean on."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.families.layer import LayerOp
from engine.formula import Constant
from engine.numeric.im2col import moved, put_back, under
from engine.op import Array, Shape
from engine.roles import Role
from engine.rule import rule
from engine.settings import bounded


@dataclass(frozen=True)
class AvgPool(LayerOp):
    """The mean of each k × k window, channel by channel, without padding; as torch.nn.AvgPool2d.

    Every cell of a window gets the same share of the gradient, 1 / k².
    """

    kernel: int = bounded(2, low=1, high=16)
    stride: int = bounded(2, low=1, high=16)
    layout_free = True
    roles = {"pool": Role("output", "p@")}
    wiring = "pool"

    @rule("share * sum(x)", r"\operatorname{avgpool}(<x>)")
    def pool(self, out: Array, x: Array) -> None:
        seen = under(x, self.kernel, self.stride)
        out.fill(0)
        for i, j in np.ndindex(seen.shape[4:]):  # faster than a mean over two short axes
            np.add(out, seen[..., i, j], out=out)
        np.divide(out, self.kernel**2, out=out)

    @rule("share * sum(d_pool)", r"\tfrac{1}{k^2} \textstyle\sum <d_pool>")
    def d_x(self, out: Array, d_pool: Array) -> None:
        k = self.kernel
        parts = np.broadcast_to(d_pool / k**2, (k, k, *d_pool.shape))
        put_back(out, parts, self.stride)

    def shapes(self, x: Shape) -> dict[str, Shape]:
        return {"pool": (x[0], *moved(x, self.kernel, self.stride))}

    def constants(self, sizes: Mapping[str, int]) -> dict[str, Constant]:
        cells = self.kernel**2
        return {"share": Constant(rf"\tfrac{{1}}{{{cells}}}", 1 / cells, literal=True)}
