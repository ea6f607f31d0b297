"""The steps that give parameters their new values."""

from collections.abc import Callable

from engine.bugs.bug import Site, Wrong
from engine.families.optimizer import OptimizerOp
from engine.op import Array


def moves(at: Site) -> bool:
    """Whether the step moves a parameter: an optimizer's, of one that is trained."""
    trained = isinstance(at.op, OptimizerOp) and at.op.family == "optimizer"
    return trained and at.rule.writes == at.op.output and "w" in at.reads and len(at.reads) > 1


def turned(at: Site, cell: str, turn: Callable[[Array, Array], None]) -> Wrong | None:
    """The right step and then another value: `turn(new, w)` writes it into the array of the new.

    `cell` has the right formula as `{}`. None for a step that moves no parameter.
    """
    if not moves(at):
        return None
    right, w = at.method, list(at.reads).index("w")

    def method(out: Array, *read: Array) -> None:
        right(out, *read)
        turn(out, read[w])

    return at.with_rule(cell.format(f"({at.rule.cell})"), method)
