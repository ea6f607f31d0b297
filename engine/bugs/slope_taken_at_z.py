"""The slope's formula is written in a, and z is put into it: z (1 − z)."""

from engine.bugs.bug import Bug, Site, Wrong
from engine.families.activation import Elementwise
from engine.ops.activations.sigmoid import Sigmoid


class SlopeTakenAtZ(Bug):
    """In hidden layers the slope a (1 − a), 1 − a² … is computed with z in the place of a."""

    needs = "a hidden layer whose slope is computed from a, such as a sigmoid or tanh"

    def replace(self, at: Site) -> Wrong | None:
        if not isinstance(at.op, Elementwise) or at.rule.writes != "s" or at.at_output:
            return None
        z = at.roles["z"]
        if isinstance(at.op, Sigmoid):
            return at.with_rule("z * (1 - z)", Sigmoid().s, ("z",))
        return at.reading("a", z) if tuple(at.reads) == ("a",) else None
