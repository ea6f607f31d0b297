"""Imported by the process that reads tables when it starts, before anybody waits for it."""

import importlib
from contextlib import suppress

import app.table_work  # noqa: F401 (to be there)

for library in ("clevercsv.detect", "charset_normalizer", "python_calamine"):
    with suppress(ImportError):
        importlib.import_module(library)
