"""The network's input stands in every gradient, also behind a hidden layer."""

from engine.bugs.bug import READS, Bug, Site, Wrong
from engine.ops.layers.dense import Dense


class InputForActivation(Bug):
    """∂E/∂w = δ x with the input of the network in the place of the activation below."""

    turn = READS
    needs = "a dense layer behind a hidden one that has as many neurons as there are inputs"

    def replace(self, at: Site) -> Wrong | None:
        if (
            not isinstance(at.op, Dense)
            or at.rule.writes != "d_W"
            or at.reads.get("x", "a0") == "a0"
        ):
            return None
        return at.reading("x", "a0") if at.shapes["a0"] == at.shape("x") else None
