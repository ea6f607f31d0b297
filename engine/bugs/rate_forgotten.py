"""The whole gradient is taken for the step: the learning rate is left out."""

import re

from engine.bugs.bug import RESULT, Bug, Site, Wrong
from engine.bugs.steps import moves
from engine.op import Array

NAME = re.compile(r"\beta\b")


class RateForgotten(Bug):
    """The update is made as if η were 1."""

    phase = "update"
    turn = RESULT
    needs = "a parameter that is trained with a learning rate"

    def replace(self, at: Site) -> Wrong | None:
        if not moves(at) or "eta" not in at.reads:
            return None
        right, place = at.method, list(at.reads).index("eta")

        def method(out: Array, *read: Array) -> None:
            right(out, *(1.0 if k == place else a for k, a in enumerate(read)))

        cell = NAME.sub("1", at.rule.cell)
        return at.with_rule(cell, method)
