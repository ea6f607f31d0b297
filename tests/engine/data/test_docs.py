"""The page on data is true: its examples run, and it names every kind."""

import doctest
import re
from pathlib import Path

from engine import data, tables

PAGE = Path(__file__).parents[3] / "docs" / "data.md"


def test_its_examples_run():
    tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert tried.attempted > 5
    assert not tried.failed


def test_its_table_names_every_kind_with_its_task():
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert dict(rows) == {kind: of.task for kind, of in data.datasets.items()}


def test_examples_in_the_modules_run():
    for module in (tables, data):
        tried = doctest.testmod(module)
        assert tried.attempted
        assert not tried.failed
