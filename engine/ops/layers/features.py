"""Features: what is computed from the inputs before the first layer sees them, as x² or sin x."""

from dataclasses import dataclass

from engine.families.layer import LayerOp
from engine.numeric.input_features import (
    BadFeature,
    Feature,
    features,
    formula,
    partials,
    product,
    read,
)
from engine.op import Array, Shape
from engine.roles import Role
from engine.rule import rule
from engine.settings import InvalidSetting, text


@dataclass(frozen=True)
class Features(LayerOp):
    """f = φ(x): each cell a product of powers, sines and cosines of the inputs.

    `terms` names them: x1 is the first input, x each input, x*y each pair; x^2, x1*x2, sin(x).
    """

    terms: str = text("x, x^2, x*y, sin(x)", most=400)
    layout_free = True
    roles = {"f": Role("output", "f@")}
    wiring = "listed"

    def __post_init__(self) -> None:
        super().__post_init__()
        try:
            read(self.terms)
        except BadFeature as error:
            raise InvalidSetting("terms", f"cannot be read: {error}") from None

    @rule("phi(x)", r"\varphi(<x>)")
    def f(self, out: Array, x: Array) -> None:
        for k, feature in enumerate(self.of(x.shape[1:])):
            out[:, k] = product(feature, x)

    @rule("sum(phi(x) * d_f)", r"\varphi'(<x>)^{\top} <d_f>")
    def d_x(self, out: Array, x: Array, d_f: Array) -> None:
        out.fill(0.0)
        for k, feature in enumerate(self.of(x.shape[1:])):
            for factor in feature:
                slope = factor.slope(x) * product(feature, x, factor)
                out[:, factor.input] += slope * d_f[:, k]

    def of(self, x: Shape) -> tuple[Feature, ...]:
        """The features of inputs of this shape."""
        return features(self.terms, x[0])

    def wires(self, x: Shape) -> list[tuple[int, int]]:
        """Which input each feature reads, as (input, feature)."""
        return [(i, k) for k, f in enumerate(self.of(x)) for i in sorted({c.input for c in f})]

    def cells(self, role: str, x: Shape) -> list[str] | None:
        """A formula of its own for each feature, and for the gradient of each input."""
        known = self.of(x)
        if role == "f":
            return [formula(feature) for feature in known]
        terms = [
            [f"{told} * d_f[{k}]" if told != "1" else f"d_f[{k}]"
             for k, feature in enumerate(known) for _, told in partials(feature, i)]
            for i in range(x[0])
        ]  # fmt: skip
        return [" + ".join(parts) or "0" for parts in terms]

    def shapes(self, x: Shape) -> dict[str, Shape]:
        if len(x) != 1:
            raise ValueError("features are made of a list of numbers: flatten makes one")
        try:
            return {"f": (len(self.of(x)),)}
        except BadFeature as error:
            raise InvalidSetting("terms", f"does not fit: {error}") from None
