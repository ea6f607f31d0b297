"""Conv2d: one small kernel of weights looks at every place of an image in turn."""

from dataclasses import dataclass

import numpy as np

from engine.families.layer import LayerOp, Z
from engine.numeric.im2col import moved, padded, put_back, under
from engine.op import Array, Shape
from engine.roles import Role
from engine.rule import rule
from engine.settings import bounded


@dataclass(frozen=True)
class Conv2d(LayerOp):
    """z = W ⋆ x + b: x of shape (N, C, H, W), W (F, C, k, k), b (F,), z (N, F, H', W').

    Cross-correlation, as torch.nn.Conv2d: the kernel is not turned round (LeCun et al. 1989). H' is
    ⌊(H + 2p − k) / s⌋ + 1 with padding p by zeros and stride s, W' likewise.
    """

    filters: int = bounded(low=1, high=256)
    kernel: int = bounded(3, low=1, high=16)
    stride: int = bounded(1, low=1, high=16)
    padding: int = bounded(0, low=0, high=15)
    roles = {
        "z": Z,
        "W": Role("weight", "w@", r"\mathbf{W}@", end="via"),
        "b": Role("bias", "b@"),
    }
    activated = True
    wiring = "window"

    @rule("sum(W * x) + b", r"<W> \star <x> + <b>")
    def z(self, out: Array, x: Array, W: Array, b: Array) -> None:
        product = W.reshape(len(W), -1) @ self.columns(x)
        np.copyto(out, product.reshape(len(W), len(x), *out.shape[2:]).swapaxes(0, 1))
        np.add(out, b[:, None, None], out=out)

    @rule("sum(d_z * x)", r"<d_z> \star <x>")
    def d_W(self, out: Array, d_z: Array, x: Array) -> None:
        np.matmul(_rows(d_z), self.columns(x).T, out=out.reshape(len(out), -1))

    @rule("sum(d_z)", r"\textstyle\sum_{n,i,j} <d_z>")
    def d_b(self, out: Array, d_z: Array) -> None:
        np.sum(d_z, axis=(0, 2, 3), out=out)

    @rule("sum(W * d_z)", r"<W> \ast <d_z>")
    def d_x(self, out: Array, W: Array, d_z: Array) -> None:
        (f, c, k, _), (n, _, high, wide) = W.shape, d_z.shape
        parts = W.reshape(f, -1).T @ _rows(d_z)
        parts = parts.reshape(c, k, k, n, high, wide).transpose(1, 2, 3, 0, 4, 5)
        if not self.padding:
            put_back(out, parts, self.stride)
            return
        framed, p = padded(out, self.padding), self.padding
        put_back(framed, parts, self.stride)
        np.copyto(out, framed[:, :, p:-p, p:-p])

    def columns(self, x: Array) -> Array:
        """What each place sees as a column, shape (C k k, N H' W'): the rest is a product."""
        seen = under(padded(x, self.padding), self.kernel, self.stride)
        return seen.transpose(1, 4, 5, 0, 2, 3).reshape(x.shape[1] * self.kernel**2, -1)

    def shapes(self, x: Shape) -> dict[str, Shape]:
        places = moved(x, self.kernel, self.stride, self.padding)
        kernel = (self.filters, x[0], self.kernel, self.kernel)
        return {"z": (self.filters, *places), "W": kernel, "b": (self.filters,)}


def _rows(d_z: Array) -> Array:
    """A row for each filter, shape (F, N H' W')."""
    return d_z.swapaxes(0, 1).reshape(d_z.shape[1], -1)
