"""z is taken for a: the weight's gradient gets what the neuron below summed, not its answer."""

from engine.bugs.bug import READS, Bug, Site, Wrong
from engine.ops.layers.dense import Dense


class SumForActivation(Bug):
    """∂E/∂w = δ z with the weighted sum of the neuron below in the place of its activation."""

    turn = READS
    needs = "a dense layer behind a hidden one with an activation"

    def replace(self, at: Site) -> Wrong | None:
        if not isinstance(at.op, Dense) or at.rule.writes != "d_W":
            return None
        x = at.reads["x"]
        z = f"z{x[1:]}"
        behind = x[0] == "a" and z in at.shapes and at.shapes[z] == at.shapes[x]
        return at.reading("x", z) if behind else None
