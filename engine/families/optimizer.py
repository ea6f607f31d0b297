"""What the ops of the update phase are: optimizers, and what stands around them."""

from engine.op import Op, Shape
from engine.roles import PARAMETERS, Role


class UpdateOp(Op):
    """An op of the update phase: w, ∂E/∂w, η and k, the iteration counted from 1.

    A clip or a penalty writes, for each parameter, what stands in the place of its input from
    then on. A schedule writes η. What a rule reads of all parameters it takes as `*role`.
    """

    @property
    def acts_on(self) -> tuple[str, ...]:
        """Kinds of parameters that it acts on."""
        return PARAMETERS

    def shapes(self, x: Shape) -> dict[str, Shape]:
        return dict.fromkeys(self.rules, x)

    def batched(self, role: str) -> bool:
        return False


class OptimizerOp(UpdateOp):
    """w, ∂E/∂w, η → w': one update rule for every parameter alike."""

    family = "optimizer"
    roles = {"w": Role("input"), "w_new": Role("output")}

    def begin(self, role: str) -> float:
        """Value of a role of its state before the first iteration."""
        return self.role(role).begins or 0.0
