"""A batch norm trains as it is meant to be used: with its running values, not with the batch's."""

from engine.bugs.bug import Bug, Site, Wrong
from engine.ops.layers.batch_norm import BatchNorm


class RunningStatisticsInTraining(Bug):
    """x̂ is made with the running mean and variance while training, on the way back too."""

    phase = "forward"
    needs = "a batch norm"

    def replace(self, at: Site) -> Wrong | None:
        if not isinstance(at.op, BatchNorm) or at.rule.writes not in ("hat", "d_x"):
            return None
        used = at.op.used()
        rule = used.rules[at.rule.writes]
        method = getattr(used, at.rule.writes)
        return at.with_rule(rule.cell, method, rule.reads, rule.matrix)
