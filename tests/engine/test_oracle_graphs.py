"""Every gradient of random networks on images against an independent differentiation package."""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from autograd.tracer import getval

from engine import trace
from tests.engine.graphs import LAYERS, random_graph
from tests.engine.test_oracle import PER_EXAMPLE, PHI, REDUCE, _at_a_pole


def _conv2d(x, op, v, number, _):
    s, k, p = op.stride, op.kernel, op.padding
    x = anp.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), "constant")
    high, wide = ((side - k) // s + 1 for side in x.shape[2:])
    W, b = v[f"W{number}"], v[f"b{number}"]
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


def _max_pool(x, op, *_):
    seen = _windows(x, op)
    chosen = getval(seen).argmax(axis=0) == np.arange(len(seen)).reshape(-1, 1, 1, 1, 1)
    return anp.sum(seen * chosen, axis=0)


FORWARD = {
    "dense": lambda x, op, v, number, _: anp.dot(x, v[f"W{number}"].T) + v[f"b{number}"],
    "conv2d": _conv2d,
    "max_pool": _max_pool,
    "avg_pool": lambda x, op, *_: anp.mean(_windows(x, op), axis=0),
    "flatten": lambda x, *_: anp.reshape(x, (x.shape[0], -1)),
    "dropout": lambda x, op, v, number, noise: x * (noise >= op.rate) / (1 - op.rate),
}


def test_the_oracle_knows_every_layer():
    assert {*FORWARD, "add"} == set(LAYERS)


@pytest.mark.parametrize("block", range(8))
def test_gradients_of_random_networks_on_images(block):
    rng = np.random.default_rng([31, block])
    seen = set()
    for _ in range(25):
        experiment = random_graph(rng)
        t = trace(experiment)
        loss, gradients = _oracle(experiment, t)
        assert t["E"] == pytest.approx(loss, rel=1e-12)
        for name, expected in gradients.items():
            if f"d_{name}" in t.program.tensors and not _at_a_pole(experiment, t, name):
                off = np.abs(t[f"d_{name}"] - expected).max()
                assert off <= 1e-12 * np.abs(expected).max(), (name, experiment.to_json())
                seen.add(name.rstrip("0123456789b"))
        assert ("d_a0" in t.program.tensors) == experiment.input_gradient
    assert {"a", "W", "z", "pool", "flat", "drop", "sum"} <= seen


def _oracle(experiment, t):
    """Loss and gradient of every parameter and output; of the latter by adding a zero to them."""
    names = {n for n, tensor in t.program.tensors.items() if tensor.kind == "output"}
    values = dict(experiment.parameters) | {n: np.zeros(t[n].shape) for n in names}
    values["a0"] = np.array(experiment.inputs)

    def loss(v):
        outputs, index, number = [v["a0"]], 0, 0
        for layer in experiment.layers:
            roles = t.program.roles[index]
            number += bool(layer.op.parameters)
            if layer.op.kind == "add":
                x = outputs[-1] + outputs[layer.op.source + 1]
            else:
                noise = t[roles["noise"]] if "noise" in roles else None
                x = FORWARD[layer.op.kind](outputs[-1], layer.op, v, number, noise)
            x = x + v[roles[layer.op.output]]
            if layer.activation:
                index += 1
                x = PHI[layer.activation.kind](x, layer.activation)
                x = x + v[t.program.roles[index]["a"]]
            outputs.append(x)
            index += 1
        per_example = PER_EXAMPLE[experiment.loss.kind](outputs[-1], experiment.targets)
        return REDUCE[experiment.loss.reduction](per_example)

    return loss(values), grad(loss)(values)
