"""Every kind of data there is. A new one is one new file in generators/; nothing else lists it.

>>> from engine.data import datasets
>>> datasets["logic"](gate="and").make(seed=0).targets.ravel().tolist()
[0.0, 0.0, 0.0, 1.0]
"""

import importlib
import pkgutil

from engine.data import generators
from engine.data.dataset import DataKind


def _discover() -> dict[str, type[DataKind]]:
    found: dict[str, type[DataKind]] = {}
    for file in sorted(m.name for m in pkgutil.iter_modules(generators.__path__)):
        module = f"{generators.__name__}.{file}"
        for item in vars(importlib.import_module(module)).values():
            own = getattr(item, "__module__", "") == module
            if own and isinstance(item, type) and issubclass(item, DataKind):
                found[item.kind] = item
    return found


datasets: dict[str, type[DataKind]] = _discover()
"""Kind → class, in alphabetical order of the files."""
