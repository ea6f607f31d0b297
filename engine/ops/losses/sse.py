"""Sum of squared errors."""

from dataclasses import dataclass

from engine.families.loss import SquaredError


@dataclass(frozen=True)
class Sse(SquaredError):
    """E = Σ (a − y)², ∂E/∂a = 2 (a − y)."""
