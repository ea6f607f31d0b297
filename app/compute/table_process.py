"""What the process that reads tables loads when it starts, before anybody waits for it."""

import importlib
from contextlib import suppress

LIBRARIES = ("app.compute.read_table", "clevercsv.detect", "charset_normalizer", "python_calamine")


def load() -> None:
    """Import what reading a table takes, as far as it is installed."""
    for library in LIBRARIES:
        with suppress(ImportError):
            importlib.import_module(library)
