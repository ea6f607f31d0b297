"""The same iteration by packages for automatic differentiation, where they are installed."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from benchmarks.cases import Case
from engine.fast.memory import zeros

Step = Callable[[], Any]


def installed(case: Case) -> dict[str, Step]:
    """One step of each package there is."""
    made = {"autograd": _autograd, "torch": _torch, "jax": _jax}
    return {name: make(case) for name, make in made.items() if find_spec(name)}


def _autograd(case: Case) -> Step:
    from autograd import value_and_grad

    values = [[w, b] for w, b in zip(case.weights, case.biases, strict=True)]
    gradient = value_and_grad(_loss(case, import_module("autograd.numpy")))

    def step() -> None:
        _, slopes = gradient(values)
        for pair, slope in zip(values, slopes, strict=True):
            for k in (0, 1):
                pair[k] = pair[k] - case.learning_rate * slope[k]

    return step


def _jax(case: Case) -> Step:
    import jax

    jax.config.update("jax_enable_x64", True)
    gradient = jax.value_and_grad(_loss(case, jax.numpy))

    @jax.jit
    def update(values: Any) -> Any:
        loss, slopes = gradient(values)
        return loss, jax.tree.map(lambda v, s: v - case.learning_rate * s, values, slopes)

    held = [jax.tree.map(jax.numpy.asarray, list(zip(case.weights, case.biases, strict=True)))]

    def step() -> None:
        loss, held[0] = update(held[0])
        loss.block_until_ready()

    return step


def _loss(case: Case, xp: Any) -> Callable[[Any], Any]:
    """The loss as a function of weights and biases, in a NumPy of a package's own."""
    x, y = case.inputs, case.targets
    apply = {"tanh": xp.tanh, "relu": lambda z: xp.maximum(z, 0.0), "softmax": lambda z: z}

    def loss(values: Any) -> Any:
        a = x
        for (W, b), kind in zip(values, case.activations, strict=True):
            a = apply[kind](xp.dot(a, W.T) + b)
        if case.activations[-1] != "softmax":
            return 0.5 * xp.sum((a - y) ** 2)
        a = a - xp.max(a, axis=1, keepdims=True)
        return xp.mean(xp.log(xp.sum(xp.exp(a), axis=1)) - xp.sum(y * a, axis=1))

    return loss


def _torch(case: Case) -> Step:
    return torch_steps(case)["torch"]


def torch_steps(case: Case) -> dict[str, Step]:
    """A step of PyTorch, and one that keeps every value and gradient."""
    import torch

    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    kinds = {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}
    parts: list[Any] = []
    pairs = zip(case.widths, case.widths[1:], case.activations, strict=False)
    for k, (n, m, kind) in enumerate(pairs):
        parts.append(torch.nn.Linear(n, m))
        with torch.no_grad():
            parts[-1].weight.copy_(torch.from_numpy(case.weights[k]))
            parts[-1].bias.zero_()
        if kind != "softmax":
            parts.append(kinds[kind]())
    model = torch.nn.Sequential(*parts)
    optimizer = torch.optim.SGD(model.parameters(), lr=case.learning_rate)
    x, y = torch.from_numpy(case.inputs), torch.from_numpy(case.targets)
    classes = torch.from_numpy(case.targets.argmax(axis=1))
    softmax = case.activations[-1] == "softmax"

    def loss(a: Any) -> Any:
        return (
            torch.nn.functional.cross_entropy(a, classes) if softmax else 0.5 * ((a - y) ** 2).sum()
        )

    def step() -> None:
        optimizer.zero_grad()
        loss(model(x)).backward()
        optimizer.step()

    def traced() -> list[Any]:
        optimizer.zero_grad()
        values, a = [], x
        for part in parts:
            a = part(a)
            a.retain_grad()
            values.append(a)
        error = loss(a)
        error.backward()
        found = [error.item(), *(t.detach().clone() for v in values for t in (v, v.grad))]
        found += [t.detach().clone() for p in model.parameters() for t in (p, p.grad)]
        optimizer.step()
        return [*found, *(p.detach().clone() for p in model.parameters())]

    return {"torch": step, "torch, kept": traced}


LAYOUTS = "products, features first", "products, batch first"


def floors(case: Case, lay: Callable[[Any], Any] = np.array) -> dict[str, Step]:
    """The matrix products of an iteration alone, in place: features first, and batch first.

    `lay` puts an array into memory of its own: where that begins, a fifth of the time can hang on.
    """
    rng = np.random.default_rng(0)
    first: list[tuple[Any, Any, Any]] = []
    last: list[tuple[Any, Any, Any]] = []
    below = lay(rng.normal(size=(case.widths[0], case.batch)))
    for k, weights in enumerate(case.weights):
        w, gradient, back = lay(weights), lay(weights), lay(below)
        d, z = map(lay, rng.normal(size=(2, len(w), case.batch)))
        rows, d_rows, z_rows, back_rows = (lay(a.T.copy()) for a in (below, d, z, back))
        first += [(w, below, z), (d, below.T if k else rows, gradient)]
        last += [(rows, w.T, z_rows), (d_rows.T, rows, gradient)]
        if k:
            first.append((w.T, d, back))
            last.append((d_rows, w, back_rows))
        below = z

    def step(products: list[tuple[Any, Any, Any]]) -> Step:
        bound = [(a.dot, b, out) for a, b, out in products]

        def run() -> None:
            for product, factor, out in bound:
                product(factor, out)

        return run

    return dict(zip(LAYOUTS, map(step, (first, last)), strict=True))


def lined_up(array: Any) -> Any:
    """A copy that begins where a cache line does, as the engine's arrays do."""
    found = zeros(array.shape)
    found[...] = array
    return found
