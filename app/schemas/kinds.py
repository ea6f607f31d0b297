"""Kinds: what an experiment can use, with settings and formulas, as the API tells it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from pydantic import ConfigDict, Field

from app.schemas.responses import Document, Interval
from engine import registry
from engine.bugs import bugs
from engine.families.loss import LossOp
from engine.formula import latex, template
from engine.op import Op
from engine.ops import BUILT_IN

SIZES = {"N": 3, "n": 10, "C": 5}
"""Any sizes will do for formulas in symbols, if no factor happens to become 1."""


class Formula(Document):
    """LaTeX with `<role>`: over whole tensors, and for one cell."""

    formula: str
    cell: str


class Kind(Document):
    """An op that an experiment can use."""

    model_config = ConfigDict(serialize_by_alias=True)

    kind: str
    family: str
    description: str
    settings: dict[str, Any] = Field(alias="schema", description="JSON Schema of its settings.")
    formulas: dict[str, Formula] = Field(description="By the role that is written.")
    smooth: bool
    activated: bool = Field(description="Whether an activation always stands behind a layer.")
    many: bool = Field(description="Whether it brings any number of layers together.")
    phi: str | None = Field(description="LaTeX name of an activation.")
    steepest: float | None = Field(description="The largest slope of an activation.")
    range: Interval | None = Field(description="Of an activation; null: without end.")
    domain: Interval | None = Field(description="Outputs that a loss takes; null: without end.")
    targets: Interval | None = Field(description="Targets that it takes.")


class Bug(Document):
    """A deliberate mistake that an experiment can name in `bugs`."""

    id: str
    phase: str = Field(description="Where it bites: forward, loss, backward or update.")
    needs: str = Field(description="What a network must have for it to make sense.")
    description: str


class Kinds(Document):
    """Every op there is, and every bug."""

    kinds: list[Kind]
    bugs: list[Bug]


def kinds(ops: Mapping[str, type[Op]] = registry) -> Kinds:
    """Every op with its settings and formulas."""
    offered = [op for op in ops.values() if op.family not in BUILT_IN]
    mistakes = [
        Bug(id=bug.id, phase=bug.phase, needs=bug.needs, description=_first_line(bug))
        for bug in bugs.values()
    ]
    return Kinds(kinds=[_kind(op) for op in offered], bugs=mistakes)


def _kind(op: type[Op]) -> Kind:
    schema = op.schema()
    needed = [name for name in schema["required"] if name != "kind"]
    constants = op(**{n: schema["properties"][n]["minimum"] for n in needed}).constants(SIZES)
    two = (f"{op.input}1", f"{op.input}2")  # of any number of inputs
    rules = {r: rule.over(two) if op.many and rule.many else rule for r, rule in op.rules.items()}
    cells = {role: template(latex(rule.cell, constants)) for role, rule in rules.items()}
    return Kind(
        kind=op.kind,
        family=op.family,
        description=_first_line(op),
        schema=schema,
        formulas={
            role: Formula(formula=rule.matrix or cells[role], cell=cells[role])
            for role, rule in rules.items()
        },
        smooth=op.smooth,
        activated=getattr(op, "activated", False),
        many=op.many,
        phi=getattr(op, "phi", None),
        steepest=getattr(op, "steepest", None),
        range=_interval(getattr(op, "range", None)),
        domain=_interval(getattr(op, "domain", None)),
        targets=_interval(op.target_range()) if issubclass(op, LossOp) else None,
    )


def _first_line(of: object) -> str:
    return (of.__doc__ or "").strip().split("\n")[0]


def _interval(bounds: tuple[float, float] | None) -> Interval | None:
    if bounds is None:
        return None
    low, high = (b if np.isfinite(b) else None for b in bounds)
    return low, high
