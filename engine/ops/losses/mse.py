"""Mean squared error over the outputs. With reduction mean it is PyTorch's MSELoss."""

from dataclasses import dataclass

from engine.families.loss import SquaredError


@dataclass(frozen=True)
class Mse(SquaredError):
    """E = 1/n Σ (a − y)² over n outputs, ∂E/∂a = 2 (a − y) / n."""

    share = (1, True)
