"""Every op there is. A new one is one new file in one of these folders; nothing else lists it."""

import importlib
import pkgutil

from engine.op import Op


def _discover() -> dict[str, type[Op]]:
    found: dict[str, type[Op]] = {}
    files = [m.name for m in pkgutil.walk_packages(__path__, f"{__name__}.") if not m.ispkg]
    for module in sorted(files, key=lambda name: name.rpartition(".")[2]):
        for item in vars(importlib.import_module(module)).values():
            own = getattr(item, "__module__", "") == module
            if own and isinstance(item, type) and issubclass(item, Op) and item.offered:
                found[item.kind] = item
    return found


registry: dict[str, type[Op]] = _discover()
"""Kind → op class, in alphabetical order of the files."""


def of_family(family: str) -> dict[str, type[Op]]:
    """The kinds of one family: layer, activation, loss or optimizer."""
    return {kind: op for kind, op in registry.items() if op.family == family}


BUILT_IN = ("frozen", "gather")
"""Families that a program uses of itself; an experiment does not name them."""
