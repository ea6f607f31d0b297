"""A convolution as matrix products, and a max pool behind it as calls over whole planes.

Column (i, j, h, w, n) has what the kernel sees at place (h p + i, w p + j) of image n, under a 1
for the bias (im2col). So z is one product, the cells of a p × p pool lie in p² planes, and the
product of δ with the same columns is the gradient.
"""

from functools import partial

import numpy as np

from engine.fast.memory import zeros
from engine.fast.ufunc_trace import Call
from engine.op import Array
from engine.ops.layers.conv2d import Conv2d


class Convolution:
    """A convolution of images x, (C, H, W, batch), with z in p × p planes.

    z and d_z have the shape (p, p, F, h, w, batch), weights and their gradient are packed with
    the bias as column 0, (F, 1 + C k k).
    """

    def __init__(self, op: Conv2d, x: Array, z: Array) -> None:
        self.op, self.x = op, x
        self.p, _, self.filters, *places, batch = z.shape
        self.places = tuple(places)
        c = len(x)
        self.framed, self.inner = _framed(x, op.padding)
        shape = (self.p, self.p, c, op.kernel, op.kernel, *self.places, batch)
        self.columns = zeros((self.p**2, c * op.kernel**2 + 1, z[0, 0, 0].size))
        self.columns[:, 0] = 1.0
        seen = np.lib.stride_tricks.as_strided(
            self.framed, shape, self._strides(self.framed), writeable=False
        )
        self.prepare: list[Call] = []
        """Calls that lay the windows of x out."""
        if op.padding:
            self.prepare.append(partial(np.copyto, self.inner, x))
        self.prepare.append(partial(np.copyto, self.columns[:, 1:].reshape(shape), seen))

    def forward(self, weights: Array, z: Array) -> list[Call]:
        """W ⋆ x + b → z.

        Weights with their bias are (F, 1 + C k k), z is (p, p, F, rows, columns, batch).
        """
        planes = self._planes(z)
        if self.p == 1:
            return [partial(weights.dot, self.columns[0], planes[0])]
        return [partial(np.matmul, weights, self.columns, planes)]

    def gradient(self, d_z: Array, gradient: Array) -> list[Call]:
        """∂E/∂W with ∂E/∂b as column 0: over all places of the window."""
        planes, back = self._planes(d_z), self.columns.swapaxes(1, 2)
        if self.p == 1:
            return [partial(planes[0].dot, back[0], gradient)]
        parts, one_each = zeros((self.p**2, *gradient.shape)), np.ones(self.p**2)
        return [
            partial(np.matmul, planes, back, parts),
            partial(one_each.dot, parts.reshape(self.p**2, -1), gradient.reshape(-1)),
        ]

    def below(self, weights: Array, d_z: Array, d_x: Array) -> list[Call]:
        """∂E/∂x: each cell of a window has its part, and where windows overlap they add up."""
        planes, kernel = self._planes(d_z), self.op.kernel
        parts = zeros((self.p**2, weights.shape[1] - 1, planes.shape[2]))
        framed, inner = _framed(d_x, self.op.padding)
        product = partial(np.matmul, weights[:, 1:].T, planes, parts)
        if self.p == 1:
            product = partial(weights[:, 1:].T.dot, planes[0], parts[0])
        found: list[Call] = [product, partial(framed.fill, 0.0)]
        shape = (self.p, self.p, len(d_x), *self.places, d_x.shape[-1])
        strides = self._strides(framed)
        cells = parts.reshape(self.p, self.p, len(d_x), kernel, kernel, *shape[3:])
        for u, v in np.ndindex(kernel, kernel):
            place = np.lib.stride_tricks.as_strided(
                framed[:, u:, v:], shape, strides[:3] + strides[5:]
            )
            found.append(partial(np.add, place, cells[:, :, :, u, v], place))
        return found + [partial(np.copyto, d_x, inner)] * bool(self.op.padding)

    def _planes(self, z: Array) -> Array:
        return z.reshape(self.p**2, self.filters, -1)

    def _strides(self, framed: Array) -> tuple[int, ...]:
        a, row, column, one = framed.strides
        r, s = row * self.op.stride, column * self.op.stride
        return (r, s, a, row, column, r * self.p, s * self.p, one)


def max_pool(
    x: Array, top: Array, d_top: Array, d_x: Array, *, rectified: bool
) -> tuple[list[Call], list[Call]]:
    """The largest of each cell over the planes of x; of equal ones the first has the gradient.

    A plane wins against those before it only where it is larger. Back from the last, each takes
    the gradient where it won and none behind it did; the first takes what is left. `rectified`
    is ReLU behind the maximum: where that is not above 0, nobody has the gradient.

    Who has it is kept in truth values, an eighth of the memory, and made numbers at the end.
    """
    if len(x) == 1 and not rectified:
        return [partial(np.copyto, top, x[0])], [partial(np.copyto, d_x[0], d_top)]
    has = np.zeros(x.shape, bool)
    left, zero = has[0], np.array(0.0)
    there: list[Call] = []
    again: list[Call] = []
    best = x[0]
    for plane, won in zip(x[1:], has[1:], strict=True):
        there += [partial(np.greater, plane, best, won), partial(np.maximum, best, plane, out=top)]
        taken = partial(np.logical_and, won, left, won), partial(np.greater, left, won, left)
        again = [*taken, *again]
        best = top
    if rectified:
        there.append(partial(np.maximum, best, zero, out=top))
    begin: Call = partial(np.greater, best, zero, left) if rectified else partial(left.fill, True)
    end = partial(np.copyto, d_x, has), partial(np.multiply, d_x, d_top, d_x)
    return there, [begin, *again, *end]


def _framed(x: Array, padding: int) -> tuple[Array, Array]:
    """Room for images with a frame of zeros, and the part within it; without one, themselves."""
    if not padding:
        return x, x
    c, high, wide, batch = x.shape
    framed = np.zeros((c, high + 2 * padding, wide + 2 * padding, batch))
    return framed, framed[:, padding : padding + high, padding : padding + wide]
