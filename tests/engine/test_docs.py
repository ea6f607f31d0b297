"""Examples in docstrings and in docs/ run and give what they say."""

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import engine
from engine import registry
from engine.ops import BUILT_IN

DOCS = Path(__file__).parents[2] / "docs"
MODULES = ["engine", *(m.name for m in pkgutil.walk_packages(engine.__path__, "engine."))]


@pytest.mark.parametrize("name", ["engine.md", "model.md", "notes.md", "exports.md"])
def test_the_code_in_the_docs_runs(name):
    # A closing fence would read as expected output.
    text = (DOCS / name).read_text("utf-8").replace("```", "")
    test = doctest.DocTestParser().get_doctest(text, {}, name, name, 0)
    assert len(test.examples) >= 4
    assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_the_code_in_docstrings_runs(name):
    module = importlib.import_module(name)
    assert module.__doc__
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("kind", [k for k, op in registry.items() if op.family not in BUILT_IN])
def test_every_op_is_in_the_model_page(kind):
    text = (DOCS / "model.md").read_text("utf-8")
    assert f"`{kind}`" in text


@pytest.mark.parametrize("name", ["engine.md", "model.md", "notes.md"])
def test_the_docs_name_only_files_there_are(name):
    text = (DOCS / name).read_text("utf-8")
    for path in re.findall(r"`((?:engine|app|static|tests)/[\w/.]*)`", text):
        assert (DOCS.parent / path).exists(), path
