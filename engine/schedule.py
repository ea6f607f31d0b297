"""What every schedule of the learning rate is: the first step of the update phase."""

from engine.op import Shape
from engine.optimizer import UpdateOp


class ScheduleOp(UpdateOp):
    """η₀, k → η, with k the iteration counted from 1: a step of the schedule is an iteration."""

    family = "schedule"
    input, output = "eta0", "eta"
    symbols = {"eta": r"\eta"}

    def shapes(self, x: Shape) -> dict[str, Shape]:
        return {"eta": ()}
