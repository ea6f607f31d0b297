"""Every kind of data there is. A new one is one new file in this folder; nothing else lists it.

>>> from engine.data import datasets
>>> datasets["logic"](gate="and").make(seed=0).targets.ravel().tolist()
[0.0, 0.0, 0.0, 1.0]
"""

import importlib
import pkgutil

from engine.dataset import DataKind


def _discover() -> dict[str, type[DataKind]]:
    found: dict[str, type[DataKind]] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        for item in vars(importlib.import_module(f"{__name__}.{module}")).values():
            own = getattr(item, "__module__", "") == f"{__name__}.{module}"
            if own and isinstance(item, type) and issubclass(item, DataKind):
                found[item.kind] = item
    return found


datasets: dict[str, type[DataKind]] = _discover()
"""Kind → class, in alphabetical order of the files."""
