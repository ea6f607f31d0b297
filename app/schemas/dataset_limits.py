"""Data that an experiment names: the limits of those that are sent hold for them too."""

import math
from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any

from app.limits import Limits
from app.problems import Fault, Problem
from engine import DataRef


@lru_cache(maxsize=256)
def check(data: DataRef, limits: Limits) -> None:
    """Draws the data; raises Problem where they pass a limit."""
    for part in filter(None, (data.training, data.held_out)):
        if len(part.inputs) > limits.examples:
            detail = f"An experiment may have at most {limits.examples} examples."
            bounds = next((f.metadata for f in fields(data.settings) if f.name == "examples"), None)
            if bounds is None:
                raise _too_much("", detail, limits.examples)
            nearest = _fewer(bounds, data.settings.test, limits.examples)
            raise _too_much("/examples", detail, limits.examples, nearest)
        for array in part:
            if math.prod(array.shape[1:]) > limits.width:
                detail = f"An example may have at most {limits.width} inputs or targets."
                raise _too_much("", detail, limits.width)
            if abs(array).max() > limits.magnitude:
                detail = f"A number must lie within ±{limits.magnitude:g}."
                raise _too_much("", detail, limits.magnitude)


def _fewer(bounds: Mapping[str, Any], test: float, limit: int) -> int | None:
    """The most examples whose parts keep to the limit."""
    for count in range(bounds["high"], bounds["low"] - 1, -1):
        held_out = round(count * test)
        if max(count - held_out, held_out) <= limit:
            return count
    return None


def _too_much(setting: str, detail: str, limit: float, nearest: int | None = None) -> Problem:
    pointer = f"/experiment/data{setting}"
    fault = Fault(pointer=pointer, detail=detail, limit=limit, nearest=nearest)
    return Problem("out-of-range", f"At {pointer}: {detail}", [fault])
