"""The two flowers that widely copied tables of iris have wrong."""

import numpy as np

from engine.data.generators.iris import Iris
from engine.op import Array
from engine.tables.findings import Finding

_WRONG = (4.9, 3.1, 1.5, 0.1)
"""What UCI's copy has for flowers 35 and 38; flower 10 has it in Fisher's paper."""
_RIGHT = {35: (4.9, 3.1, 1.5, 0.2), 38: (4.9, 3.6, 1.4, 0.1)}
ENOUGH = 140
"""Flowers that must be the same for a table to be one of iris."""


def wrong_flowers(measures: Array, lines: list[int]) -> list[Finding]:
    """A finding for each; `measures` has a row for each flower, and its four numbers."""
    if measures.shape[1] != 4 or not ENOUGH <= len(measures) <= 160:
        return []
    iris = Iris(targets="one_hot").make(0).inputs
    known = {tuple(flower) for flower in iris.tolist()}
    rows = [tuple(row) for row in measures.tolist()]
    if sum(row in known for row in rows) < ENOUGH:
        return []
    copies = [line for row, line in zip(rows, lines, strict=True) if row == _WRONG]
    if len(copies) != len(iris[(iris == np.array(_WRONG)).all(axis=1)]) + len(_RIGHT):
        return []
    return [
        Finding(
            "wrong_flower", f"Flower {number} differs from Fisher's paper in this copy of iris.",
            line, None, old=_said(_WRONG), other=_said(right),
        )
        for line, (number, right) in zip(copies[-2:], _RIGHT.items(), strict=True)
    ]  # fmt: skip


def _said(measures: tuple[float, ...]) -> str:
    return ", ".join(map(str, measures))
