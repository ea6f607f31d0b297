"""The bug zoo: classic mistakes of backpropagation. A new one is one new file in this folder.

A program is built right; what `replace` gives then stands in the places of its steps. Nothing else
knows: a program with a bug is traced, trained, checked and told like any other.
"""

import importlib
import pkgutil
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from engine.bugs.bug import Bug
from engine.validation.validate import InvalidExperiment


def _discover() -> dict[str, Bug]:
    found: dict[str, Bug] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        for item in vars(importlib.import_module(f"{__name__}.{module}")).values():
            own = getattr(item, "__module__", "") == f"{__name__}.{module}"
            if own and isinstance(item, type) and issubclass(item, Bug) and item is not Bug:
                found[item.id] = item()
    return found


bugs: dict[str, Bug] = _discover()
"""Id → bug, in alphabetical order of the files. Several are put in in this order."""


def bugs_of(given: Any) -> tuple[str, ...]:
    """Ids of bugs in the order of the registry; raises InvalidExperiment for what is none."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise InvalidExperiment("/bugs", "a list of bugs is needed", list(bugs))
    seen = list(given)
    for k, name in enumerate(seen):
        if not isinstance(name, str) or name not in bugs:
            near = get_close_matches(str(name), bugs, 1, 0.0)
            message = f"a bug is one of {', '.join(bugs)}"
            raise InvalidExperiment(f"/bugs/{k}", message, list(bugs), near[0])
        if name in seen[:k]:
            raise InvalidExperiment(f"/bugs/{k}", "each bug is named once")
    return tuple(name for name in bugs if name in seen)
