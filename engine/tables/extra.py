"""The libraries of the extra `tables`, imported when they are first needed."""

from importlib import import_module
from types import ModuleType

EXTRA = "backprop-lab[tables]"


class MissingExtra(ImportError):
    """A library that reading this table needs is not installed."""


def library(module: str) -> ModuleType:
    """A module of the extra. Raises MissingExtra, which names what to install."""
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0].replace("_", "-")
        message = f"Reading this table needs {package}: pip install '{EXTRA}'"
        raise MissingExtra(message, name=error.name) from None
