"""What the ops of the update phase are: optimizers, and what stands around them."""

from typing import ClassVar

from engine.op import Op, Shape


class UpdateOp(Op):
    """An op of the update phase: w, ∂E/∂w, η and k, the iteration counted from 1.

    A clip or a penalty writes, for each parameter, what stands in the place of its input from
    then on. A schedule writes η. What a rule reads of all parameters it takes as `*role`.
    """

    input = "d_w"
    state: ClassVar[tuple[str, ...]] = ()
    """What is kept of each parameter from one iteration to the next: rule `m_new` renews `m`."""

    @property
    def biases(self) -> bool:
        """Whether it acts on biases, or on weights alone."""
        return True

    def shapes(self, x: Shape) -> dict[str, Shape]:
        return dict.fromkeys(self.rules, x)

    def batched(self, role: str) -> bool:
        return False


class OptimizerOp(UpdateOp):
    """w, ∂E/∂w, η → w': one update rule for every parameter alike."""

    family = "optimizer"
    input, output = "w", "w_new"

    @property
    def start(self) -> float:
        """Value of its state before the first iteration."""
        return 0.0
