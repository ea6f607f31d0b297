"""What every schedule of the learning rate is: the first step of the update phase."""

from engine.families.optimizer import UpdateOp
from engine.op import Shape
from engine.roles import Role


class ScheduleOp(UpdateOp):
    """η₀, k → η, with k the iteration counted from 1: a step of the schedule is an iteration."""

    family = "schedule"
    roles = {"eta0": Role("input", r"\eta_{0}"), "eta": Role("output", r"\eta")}

    def shapes(self, x: Shape) -> dict[str, Shape]:
        return {"eta": ()}
