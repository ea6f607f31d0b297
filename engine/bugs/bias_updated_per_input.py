"""The bias is moved inside the loop over inputs: once for each weight of the neuron."""

from math import prod

from engine.bugs.bug import RESULT, Bug, Site, Wrong
from engine.ops.layers.conv2d import Conv2d
from engine.ops.layers.dense import Dense


class BiasUpdatedPerInput(Bug):
    """∂E/∂b is counted once for every input of the neuron."""

    turn = RESULT
    needs = "a neuron with a bias and several inputs"

    def replace(self, at: Site) -> Wrong | None:
        if not isinstance(at.op, Dense | Conv2d) or at.rule.writes != "d_b":
            return None
        inputs = prod(at.shape("W")[1:])
        return at.scaled(float(inputs)) if inputs > 1 else None
