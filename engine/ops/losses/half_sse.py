"""Half the sum of squared errors: the ½ cancels the 2 that differentiation brings."""

from dataclasses import dataclass

from engine.families.loss import SquaredError


@dataclass(frozen=True)
class HalfSse(SquaredError):
    """E = ½ Σ (a − y)², ∂E/∂a = a − y."""

    share = (2, False)
