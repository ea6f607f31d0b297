"""Linear layers one behind the other are one linear layer: their product, before one's eyes.

W₂ (W₁ x + b₁) + b₂ = (W₂ W₁) x + (W₂ b₁ + b₂)
"""

from dataclasses import dataclass

from engine import Trace, registry
from engine.op import Array

LINEAR = registry["identity"]()


class NotLinear(ValueError):
    """A layer bends what goes through it. `layer` counts from 1."""

    def __init__(self, layer: int) -> None:
        super().__init__(f"layer {layer} is not linear")
        self.layer = layer


@dataclass(frozen=True, eq=False)
class Affine:
    """The one layer that equals layers 1 to `layers`: W has shape (out, in), b (out,)."""

    layers: int
    W: Array
    b: Array

    def __call__(self, x: Array) -> Array:
        """What it answers to examples of shape (examples, in)."""
        answer: Array = x @ self.W.T + self.b
        return answer


def collapse(trace: Trace) -> tuple[Affine, ...]:
    """The layers of a trace multiplied into one, one more in each; the last one equals them all.

    Raises NotLinear with the first layer that is not dense and linear.
    """
    products: list[Affine] = []
    for number, layer in enumerate(trace.experiment.layers, 1):
        if not (layer.op.kind == "dense" and layer.activation == LINEAR):
            raise NotLinear(number)
        if layer.sources(number - 1) != (number - 2,):
            raise NotLinear(number)
        W, b = trace[f"W{number}"], trace[f"b{number}"]
        if products:
            before = products[-1]
            W, b = W @ before.W, W @ before.b + b
        products.append(Affine(number, W, b))
    return tuple(products)
