"""The steps that give parameters their new values."""

from engine.bugs.bug import Site
from engine.families.optimizer import OptimizerOp


def moves(at: Site) -> bool:
    """Whether the step moves a parameter: an optimizer's, of one that is trained."""
    trained = isinstance(at.op, OptimizerOp) and at.op.family == "optimizer"
    return trained and at.rule.writes == at.op.output and "w" in at.reads and len(at.reads) > 1
