"""The oracle: loss and gradients of a traced iteration by an independent differentiation package.

It knows each op by its textbook definition and shares no code with the engine.
"""

import math
import re
from itertools import combinations

import autograd.numpy as anp
import numpy as np
from autograd import grad
from autograd.extend import defvjp, primitive
from autograd.tracer import getval

from engine import Trace

TINY, LEAST = 1e-300, 2.0**-53
EXACT, ZERO = 1e-12, 1e-12
WIDE = np.longdouble
"""Its numbers have more digits than the engine's, so that what differs is the engine's."""
ROOT_2_PI = np.sqrt(8 * np.arctan(WIDE(1)))


@primitive
def _normal(z):
    """Φ by its series ½ + φ(z) Σ z²ⁿ⁺¹ / (2n + 1)!!; below −3 by Laplace's continued fraction
    φ(z) / (|z| + 1 / (|z| + 2 / (|z| + …))), which has no difference in it."""
    series = term = np.where(z < 8, z, 0)
    fraction = tail = np.maximum(np.abs(z), 3)
    for n in range(1, 400):
        term = term * (z**2 / (2 * n + 1))
        series = series + term
        fraction = tail + (400 - n) / fraction
    return np.where(z < -3, _bell(z) / fraction, np.where(z < 8, 0.5 + _bell(z) * series, 1))


def _bell(z):
    return anp.exp(-(z**2) / 2) / ROOT_2_PI


defvjp(_normal, lambda _, z: lambda g: g * _bell(z))


def _log(x, floor):
    return anp.log(anp.maximum(x, floor))


def _conv2d(x, op, v):
    s, k, p = op.stride, op.kernel, op.padding
    x = anp.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), "constant")
    high, wide = ((side - k) // s + 1 for side in x.shape[2:])
    W, b = v["W"], v["b"]
    z = anp.reshape(b, (1, -1, 1, 1))
    for i in range(k):
        for j in range(k):
            part = x[:, :, i : i + s * (high - 1) + 1 : s, j : j + s * (wide - 1) + 1 : s]
            z = z + anp.einsum("nchw,fc->nfhw", part, W[:, :, i, j])
    return z


def _windows(x, op):
    s, k = op.stride, op.kernel
    high, wide = ((side - k) // s + 1 for side in x.shape[2:])
    return anp.array(
        [
            x[:, :, i : i + s * (high - 1) + 1 : s, j : j + s * (wide - 1) + 1 : s]
            for i in range(k)
            for j in range(k)
        ]
    )


def _max_pool(x, op, v):
    seen = _windows(x, op)
    chosen = getval(seen).argmax(axis=0) == np.arange(len(seen)).reshape(-1, 1, 1, 1, 1)
    return anp.sum(seen * chosen, axis=0)


def _features(x, op, v):
    """Each term with x as every input, or x and y as every pair of them."""
    columns = [x[:, k] for k in range(x.shape[1])]
    named = {f"x{k}": column for k, column in enumerate(columns, 1)} | {
        "sin": anp.sin,
        "cos": anp.cos,
    }
    found = []
    for term in op.terms.replace("^", "**").split(","):
        words = set(re.findall(r"[a-z]+[0-9]*", term))
        pairs = [(a, None) for a in columns] if "x" in words else [(None, None)]
        if "y" in words:
            pairs = list(combinations(columns, 2))
        found += [eval(term, {}, named | {"x": a, "y": b}) for a, b in pairs]
    return anp.stack(found, axis=1)


def _normed(x, op, v, axes, shape):
    mean = anp.mean(x, axis=axes, keepdims=True)
    var = anp.mean((x - mean) ** 2, axis=axes, keepdims=True)
    g, b = (anp.reshape(v[role], shape) for role in ("g", "b"))
    return g * (x - mean) / anp.sqrt(var + op.epsilon) + b


def _batch_norm(x, op, v):
    axes = (0, *range(2, x.ndim))
    return _normed(x, op, v, axes, (1, -1) + (1,) * (x.ndim - 2))


LAYER = {
    "add": lambda x, op, v: sum(x[1:], x[0]),
    "avg_pool": lambda x, op, v: anp.mean(_windows(x, op), axis=0),
    "batch_norm": _batch_norm,
    "concat": lambda x, op, v: anp.concatenate(x, axis=1),
    "conv2d": _conv2d,
    "dense": lambda x, op, v: anp.dot(x, v["W"].T) + v["b"],
    "dropout": lambda x, op, v: x * (v["noise"] >= op.rate) / (1 - op.rate),
    "dropout2d": lambda x, op, v: x * (v["noise"] >= op.rate)[:, :, None, None] / (1 - op.rate),
    "features": _features,
    "flatten": lambda x, op, v: anp.reshape(x, (x.shape[0], -1)),
    "layer_norm": lambda x, op, v: _normed(x, op, v, tuple(range(1, x.ndim)), (1, *x.shape[1:])),
    "max_pool": _max_pool,
    "some": lambda x, op, v: x[:, op.start : op.start + op.length],
}
"""x is what it reads, a list where there may be many; v has its parameters and noise by role."""

PHI = {
    "elu": lambda z, op: anp.where(z > 0, z, op.alpha * (anp.exp(anp.where(z > 0, 0, z)) - 1)),
    "gelu": lambda z, op: z * _normal(z),
    "identity": lambda z, op: z,
    "leaky_relu": lambda z, op: anp.where(z > 0, z, op.alpha * z),
    "mish": lambda z, op: z * anp.tanh(anp.logaddexp(0.0, z)),
    "relu": lambda z, op: anp.where(z > 0, z, 0.0 * z),
    "silu": lambda z, op: z / (1 + anp.exp(-z)),
    "sigmoid": lambda z, op: 1 / (1 + anp.exp(-z)),
    "softmax": lambda z, op: anp.exp(z) / anp.sum(anp.exp(z), axis=1, keepdims=True),
    "softplus": lambda z, op: anp.logaddexp(0.0, z),
    "step": lambda z, op: anp.where(z > 0, 1.0, 0.0) + 0.0 * z,
    "tanh": lambda z, op: anp.tanh(z),
}
"""Each depends on z, if only by zero times, so that its gradient is there."""

PER_EXAMPLE = {
    "binary_cross_entropy": lambda a, y, op: (
        -anp.sum(y * _log(a, TINY) + (1 - y) * _log(1 - a, LEAST), axis=1)
    ),
    "cross_entropy": lambda a, y, op: -anp.sum(y * _log(a, TINY), axis=1),
    "half_sse": lambda a, y, op: anp.sum((a - y) ** 2, axis=1) / 2,
    "hinge": lambda a, y, op: anp.sum(anp.maximum(1 - y * a, 0.0), axis=1),
    "huber": lambda a, y, op: anp.sum(
        anp.where(
            anp.abs(a - y) <= op.delta,
            (a - y) ** 2 / 2,
            op.delta * anp.abs(a - y) - op.delta**2 / 2,
        ),
        axis=1,
    ),
    "mse": lambda a, y, op: anp.mean((a - y) ** 2, axis=1),
    "sse": lambda a, y, op: anp.sum((a - y) ** 2, axis=1),
}
REDUCE = {"sum": anp.sum, "mean": anp.mean}


def loss_and_gradients(t: Trace) -> tuple[float, dict[str, np.ndarray]]:
    """Loss and gradient of every parameter, output and input; outputs by adding a zero to them."""
    experiment, y = t.experiment, t["y"].astype(WIDE)
    outputs = [n for n, tensor in t.program.tensors.items() if tensor.kind == "output"]
    values = {name: t[name].astype(WIDE) for name in ("a0", *t.program.parameters)}
    values |= {name: np.zeros(t[name].shape, WIDE) for name in outputs}

    def loss(v):
        made, index = [v["a0"]], 0
        for k, layer in enumerate(experiment.layers):
            read = [made[source + 1] for source in layer.sources(k)]
            roles = t.program.roles[index]
            own = {r: v.get(n, np.array(t[n])) for r, n in roles.items() if n in t.program.tensors}
            x = LAYER[layer.op.kind](read if layer.op.many else read[0], layer.op, own)
            x = x + v[roles[layer.op.output]]
            if layer.activation:
                index += 1
                x = PHI[layer.activation.kind](x, layer.activation)
                x = x + v[t.program.roles[index][layer.activation.output]]
            made.append(x)
            index += 1
        per_example = PER_EXAMPLE[experiment.loss.kind](made[-1], y, experiment.loss)
        return REDUCE[experiment.loss.reduction](per_example)

    return loss(values), grad(loss)(values)


def off(t: Trace, gradients: dict[str, np.ndarray]) -> dict[str, float]:
    """How far the engine is from each gradient, relative to the tensor's largest entry.

    A gradient may be 0 but for rounding, as that of a bias whose sum a norm takes off again. That
    is so where the oracle's own largest entry is below ZERO of the sizes of what is added up; then
    the engine is measured by those.
    """
    found = {}
    for name, expected in gradients.items():
        if f"d_{name}" in t.program.tensors and not _at_a_pole(t, name):
            size, added = np.abs(expected).max(), _added(t, name)
            size = added if size < ZERO * added else size
            found[name] = float(np.abs(t[f"d_{name}"] - expected).max() / (size or 1.0))
    return found


def _added(t: Trace, name: str) -> float:
    """At least the sum of the sizes of the products that make the gradient of a tensor."""
    reads = t.program.writer[f"d_{name}"].reads.values()
    return math.prod(_size(t, read) for read in reads)


def _size(t: Trace, name: str) -> float:
    """The sum of the sizes of a tensor, or of what it is made of where it is 0 but for rounding."""
    size, writer = float(np.abs(t[name]).sum()), t.program.writer.get(name)
    made = sum(_size(t, read) for read in writer.reads.values()) if writer else 0.0
    return made if size < ZERO * made else size


def allowed(t: Trace) -> float:
    """How far off the engine may be: 1e-12, or what float64 leaves of the way to a bound.

    A slope such as 1 − a², and the logarithm of 1 − a, are computed from a. Where a is near its
    upper bound 1, a rounding of ε / 2 in a is one of ε / (1 − a) in them: more than 1e-12 from
    1 − a = 2e-4 on, a z of 8.4 for the sigmoid and of 4.6 for tanh.
    """
    left = 1.0
    for op, roles in zip(t.program.ops, t.program.roles, strict=True):
        if op.family == "activation" and op.range[1] == 1:
            distance = 1 - np.abs(t[roles[op.output]])
            left = min(left, distance[distance > 0].min(initial=1.0))
    return max(EXACT, float(np.finfo(float).eps) / left)


def _at_a_pole(t: Trace, name: str) -> bool:
    """Whether it is an a of exactly 0 or 1, from a step, under a loss with logarithms.

    There ∂E/∂a has no value; the step's slope of 0 makes it irrelevant for all others.
    """
    if t.program.writer["E"].reads["a"] != name or t.experiment.loss.domain[0] != 0:
        return False
    return bool(((t[name] == 0) | (t[name] == 1)).any())
