"""The start of a chain of dense layers: its inputs, or a convolution that they go through first.

A start has `above`, the activations of layer 0 under their row of ones, shape (1 + n, batch),
`rows`, the same the other way round, and `d_above`, what goes back to them. It is the calls of
its forward and backward pass, the places of the examples of an iteration, calls that `prepare`
them, and `watched`, whose squares tell whether a number that is not finite hides in it.
"""

from collections.abc import Sequence
from functools import partial
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from engine.fast.memory import zeros
from engine.fast.record import Call, calls
from engine.op import Array, Elementwise, Op, Rule, Shape
from engine.ops.conv2d import Conv2d
from engine.ops.flatten import Flatten
from engine.ops.identity import Identity
from engine.ops.max_pool import MaxPool
from engine.ops.relu import Relu

if TYPE_CHECKING:
    from engine.fast.batches import Place


MANY = 1024
"""Inputs of a batch from which on they are laid out both ways."""


class Inputs:
    """The examples themselves, each behind a 1.

    The product of the forward pass is faster with features first, that of the gradient with
    examples first. Where there are many numbers, it pays to have both.
    """

    d_above = None
    forward: Sequence[Call] = ()
    backward: Sequence[Call] = ()
    prepare: Sequence[Call] = ()
    watched: Sequence[Array] = ()
    arrays: Sequence[Array] = ()

    def __init__(self, inputs: Array, above: Array) -> None:
        rows = np.hstack([np.ones((len(inputs), 1)), inputs])
        self.above, self.rows = above, above.T
        self.places: list[Place] = [(above, rows.T.copy(), -1)]
        if above.size >= MANY:
            self.rows = zeros(above.T.shape)
            self.places.append((self.rows, rows, 0))


def images(ops: Sequence[Op], z: Shape) -> Sequence[Op]:
    """The first ops if `Images` can run them: convolution, activation, max pool or none, flatten.

    `z` is the shape of the convolution of one example. Windows of the pool have to lie side by
    side and leave nothing out.
    """
    if len(ops) < 3 or type(ops[0]) is not Conv2d or not isinstance(ops[1], Elementwise):
        return ()
    count = 3 + (type(ops[2]) is MaxPool)
    if type(ops[count - 1]) is not Flatten:
        return ()
    pool = ops[2]
    apart = isinstance(pool, MaxPool) and pool.kernel != pool.stride
    left = isinstance(pool, MaxPool) and any(side % pool.kernel for side in z[1:])
    return () if apart or left else ops[:count]


class Images:
    """A convolution, its activation and a max pool, on windows that are laid out once.

    Column (i, j, h, w, n) has what the kernel sees at place (h p + i, w p + j) of image n, under
    a 1 for the bias. So z is one product, the cells of a p × p pool lie in p² planes, and the
    product of δ with the same columns is the gradient.

    By Cauchy and Schwarz z is finite if the sums of squares of kernel and images are.
    """

    def __init__(
        self, ops: Sequence[Op], inputs: Array, batch: int, weights: tuple[Array, Array]
    ) -> None:
        conv, activation, pool = ops[:3]
        assert isinstance(conv, Conv2d)
        kernel, stride, pad = conv.kernel, conv.stride, conv.padding
        p = pool.kernel if isinstance(pool, MaxPool) else 1
        _, c, high, wide = inputs.shape
        filters, cells = weights[0].shape
        framed = np.zeros((c, high + 2 * pad, wide + 2 * pad, batch))
        inner = framed[:, pad : pad + high, pad : pad + wide]
        self.places: list[Place] = [(inner, inputs.transpose(1, 2, 3, 0).copy(), -1)]
        places = [((n + 2 * pad - kernel) // stride + 1) // p for n in (high, wide)]
        shape = (p, p, c, kernel, kernel, *places, batch)
        a, row, column, one = framed.strides
        r, s = row * stride, column * stride
        strides = (r, s, a, row, column, r * p, s * p, one)
        seen = np.lib.stride_tricks.as_strided(framed, shape, strides, writeable=False)
        columns = zeros((p * p, cells, places[0] * places[1] * batch))
        columns[:, 0] = 1.0
        self.prepare = [partial(np.copyto, columns[:, 1:].reshape(shape), seen)]
        planes = (p * p, filters, columns.shape[2])
        self.above, self.d_above = (zeros((1 + prod(planes[1:]) // batch, batch)) for _ in range(2))
        self.above[0] = 1.0
        self.rows = self.above.T
        out, d_out = (a[1:].reshape(planes[1:]) for a in (self.above, self.d_above))
        z, d_z = zeros(planes), zeros(planes)
        self.arrays = [z, d_z]
        w, gradient = weights
        self.watched = [w.reshape(-1)]
        with np.errstate(over="ignore"):
            if not np.isfinite(np.vdot(inputs, inputs)):
                self.watched.append(z.reshape(-1))
        parts, one_each = zeros((p * p, *gradient.shape)), np.ones(p * p)
        product = partial(np.matmul, w, columns, z)
        back: list[Call] = [
            partial(np.matmul, d_z, columns.swapaxes(1, 2), parts),
            partial(one_each.dot, parts.reshape(p * p, -1), gradient.reshape(-1)),
        ]
        if type(activation) in (Relu, Identity):  # what does not fall may follow the maximum
            there, again = _pool(z, out, d_out, d_z, rectified=type(activation) is Relu)
            self.forward, self.backward = [product, *there], [*again, *back]
        else:
            act, d_act = zeros(planes), zeros(planes)
            self.arrays += [act, d_act]
            there, again = _pool(act, out, d_out, d_act)
            on, off = self._activate(activation, z, act, d_act, d_z)
            self.forward, self.backward = [product, *on, *there], [*again, *off, *back]

    def _activate(
        self, op: Op, z: Array, a: Array, d_a: Array, d_z: Array
    ) -> tuple[list[Call], list[Call]]:
        """The activation's own rules on these arrays."""
        of = {role: zeros(z.shape) for role in op.rules} | {"z": z, "a": a}
        of |= {"d_a": d_a, "d_z": d_z}
        self.arrays += of.values()

        def bound(rule: Rule) -> list[Call]:
            return calls(getattr(op, rule.writes), of[rule.writes], [of[r] for r in rule.reads])

        return [c for r in op.forward for c in bound(r)], [c for r in op.backward for c in bound(r)]


def _pool(
    x: Array, top: Array, d_top: Array, d_x: Array, *, rectified: bool = False
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
