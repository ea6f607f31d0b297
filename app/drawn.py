"""Data that an experiment names: the limits of those that are sent hold for them too."""

import math
from dataclasses import fields
from functools import lru_cache
from typing import Any

from app.limits import Limits
from app.problems import Fault, Problem
from engine import DataRef


@lru_cache(maxsize=256)
def check(data: DataRef, limits: Limits) -> None:
    """Draws the data; raises Problem where they pass a limit."""
    for part in (data.training, data.held_out):
        if part is None:
            continue
        if len(part.inputs) > limits.examples:
            setting = next((f for f in fields(data.settings) if f.name == "examples"), None)
            nearest = setting and _fewer(setting.metadata, data.settings.test, limits.examples)
            raise _too_much("examples", limits.examples, setting, nearest)
        for array in part:
            if math.prod(array.shape[1:]) > limits.width:
                raise _too_much("numbers in an example", limits.width)
            if abs(array).max() > limits.magnitude:
                raise _too_much("as a number, above or below 0", limits.magnitude)


def _fewer(bounds: Any, test: float, limit: int) -> int:
    """The most examples whose parts keep to the limit; 0 if there are none."""
    counts = range(bounds["low"], bounds["high"] + 1)
    return max((n for n in counts if max(n - round(n * test), round(n * test)) <= limit), default=0)


def _too_much(of_what: str, limit: float, setting: Any = None, nearest: Any = None) -> Problem:
    pointer = "/experiment/data/examples" if setting else "/experiment/data"
    detail = f"An experiment may have at most {limit:g} {of_what}."
    fault = Fault(pointer=pointer, detail=detail, limit=limit, nearest=nearest or None)
    return Problem("out-of-range", f"At {pointer}: {detail}", [fault])
