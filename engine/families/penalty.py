"""What every penalty on large weights is: an op between the gradient and the optimizer."""

from dataclasses import dataclass

from engine.families.optimizer import UpdateOp
from engine.roles import PARAMETERS
from engine.settings import bounded, choice


@dataclass(frozen=True)
class PenaltyOp(UpdateOp):
    """Draws weights towards zero with strength λ. The loss E that is shown stays without it.

    PyTorch's weight_decay acts on biases too; most textbooks spare them, as a bias does not
    make a function less smooth (Goodfellow, Bengio and Courville 2016, 7.1): `on` decides.
    """

    strength: float = bounded(0.01, low=0.0, high=10.0, symbol=r"\lambda")
    on: str = choice("all", "weights")
    family = "penalty"

    @property
    def acts_on(self) -> tuple[str, ...]:
        return PARAMETERS if self.on == "all" else ("weight",)
