"""The networks that are measured, each with data and weights that everyone gets alike."""

from dataclasses import dataclass

import numpy as np

from engine import Experiment, Layer, registry

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Case:
    """A network of dense layers, a batch, and where it starts."""

    widths: tuple[int, ...]
    activations: tuple[str, ...]
    batch: int
    learning_rate: float = 1e-3

    @property
    def name(self) -> str:
        return f"{'-'.join(map(str, self.widths))} {self.activations[0]}, batch {self.batch}"

    @property
    def inputs(self) -> Array:
        return np.random.default_rng(1).normal(size=(self.batch, self.widths[0]))

    @property
    def targets(self) -> Array:
        rng = np.random.default_rng(2)
        if self.activations[-1] == "softmax":
            return np.eye(self.widths[-1])[rng.integers(self.widths[-1], size=self.batch)]
        return rng.uniform(-0.8, 0.8, (self.batch, self.widths[-1]))

    @property
    def weights(self) -> list[Array]:
        rng = np.random.default_rng(3)
        pairs = zip(self.widths, self.widths[1:], strict=False)
        return [rng.normal(0, n**-0.5, (m, n)) for n, m in pairs]

    @property
    def biases(self) -> list[Array]:
        return [np.zeros(m) for m in self.widths[1:]]

    @property
    def experiment(self) -> Experiment:
        """The same for the engine."""
        loss = (
            ("cross_entropy", "mean") if self.activations[-1] == "softmax" else ("half_sse", "sum")
        )
        layers = zip(self.widths[1:], self.activations, strict=True)
        parameters = {f"W{k}": w for k, w in enumerate(self.weights, 1)}
        parameters |= {f"b{k}": b for k, b in enumerate(self.biases, 1)}
        return Experiment(
            layers=tuple(Layer(registry["dense"](m), registry[kind]()) for m, kind in layers),
            loss=registry[loss[0]](loss[1]),
            inputs=self.inputs,
            targets=self.targets,
            learning_rate=self.learning_rate,
            parameters=parameters,
        )


def _case(widths: str, activation: str, last: str, batch: int) -> Case:
    sizes = tuple(map(int, widths.split("-")))
    return Case(sizes, (*[activation] * (len(sizes) - 2), last), batch)


CASES = [
    _case("2-4-4-1", "tanh", "tanh", 10),
    _case("2-8-8-8-1", "tanh", "tanh", 32),
    _case("64-32-10", "relu", "softmax", 32),
    _case("64-32-10", "relu", "softmax", 256),
    _case("784-128-10", "relu", "softmax", 32),
    _case("784-128-10", "relu", "softmax", 256),
]
