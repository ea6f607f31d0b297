"""Checks, nudges and slices of the engine as the documents that are sent."""

import base64
import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from engine import CellCheck, Nudge
from engine.explain.check import TOLERANCE
from engine.explain.descent import Promise, Slice
from engine.explain.nudge import Change


def checked(name: str, cells: Sequence[CellCheck]) -> dict[str, Any]:
    """An explanations.CheckedParameter."""
    said = Counter(c.agrees for c in cells)
    found = worst(cells)
    return {
        "parameter": name, "cells": len(cells), "agree": said[True], "differ": said[False],
        "kinks": said[None], "worst": found and checked_cell(found),
    }  # fmt: skip


def worst(cells: Sequence[CellCheck]) -> CellCheck | None:
    """One that differs before one that agrees, and one that tells nothing last."""
    rank = {False: 2, True: 1, None: 0}
    return max(cells, key=lambda c: (rank[c.agrees], c.difference), default=None)


def checked_cell(c: CellCheck) -> dict[str, Any]:
    """An explanations.CheckedCell."""
    verdict = {None: "kink", False: "differs", True: "agrees"}[c.agrees]
    if c.agrees and c.difference > TOLERANCE:
        verdict = "rounding"
    return {
        "cell": c.cell, "gradient": finite(c.analytic), "numeric": finite(c.numeric),
        "complex_step": finite(c.complex_step), "difference": finite(c.difference),
        "complex_difference": finite(c.complex_difference), "rounding": finite(c.rounding),
        "verdict": verdict, "kinks": c.kinks,
    }  # fmt: skip


def nudged(n: Nudge, form: str) -> dict[str, Any]:
    """An explanations.Nudge; `form` tells how the change of every cell is told."""
    names = "value moved gradient promised loss change difference curvature remainder rounding"
    return {
        "tensor": n.tensor, "cell": n.cell, "epsilon": n.epsilon, "reason": n.reason,
        "agrees": n.agrees, "digits": n.digits, "kinks": n.kinks,
        "changed": [_change(c, form) for c in n.changes],
        **{name: finite(getattr(n, name)) for name in names.split()},
    }  # fmt: skip


def sliced(s: Slice) -> dict[str, Any]:
    """An explanations.Slice."""
    return {
        "tensor": s.parameter, "cell": s.cell, "points": s.points.tolist(),
        "losses": [finite(x) for x in s.losses.tolist()], "value": s.value, "loss": s.loss,
        "gradient": s.gradient, "step": {"to": finite(s.to), **promise(s.step)},
    }  # fmt: skip


def promise(of: Promise) -> dict[str, float | None]:
    """An explanations.Promise."""
    return {"promised": finite(of.promised), "came": finite(of.came)}


def _change(change: Change, form: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "tensor": change.tensor, "cells": change.cells, "largest": finite(change.largest),
        "cell": change.cell,
    }  # fmt: skip
    if form == "none" or not math.isfinite(change.largest):
        return told
    values = change.deltas.ravel()
    coded = base64.b64encode(values.astype("<f8").tobytes()).decode("ascii")
    return told | {"values": values.tolist() if form == "list" else coded}


def finite(number: float | None) -> float | None:
    """The number, or null where JSON has none for it."""
    return number if number is not None and math.isfinite(number) else None
