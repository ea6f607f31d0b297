"""Whatever is public in the engine says what it is."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import engine

ROOT = Path(engine.__file__).parents[1]
FILES = sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "engine").rglob("*.py"))
Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@pytest.mark.parametrize("file", FILES)
def test_every_public_name_has_a_docstring(file):
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    module = importlib.import_module(
        file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    )
    assert ast.get_docstring(tree)
    assert not [name for name, node in _public(tree) if not _told(module, name, node)]


def test_what_is_silent_is_found():
    tree = ast.parse("class A:\n  'A.'\n  def b(self): ...\n  def _c(self): ...\ndef d(): 'D.'")
    silent = [name for name, node in _public(tree) if not ast.get_docstring(node)]
    assert silent == ["A.b"]


def _public(
    parent: ast.Module | ast.ClassDef, before: str = ""
) -> Iterator[tuple[str, Definition]]:
    for node in parent.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield before + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from _public(node, f"{before}{node.name}.")


def _told(module: ModuleType, name: str, node: Definition) -> bool:
    """By its own words; a rule by its formula; a method also by those of what it overrides."""
    if ast.get_docstring(node) or _is_rule(node):
        return True
    owner, _, method = name.rpartition(".")
    bases = getattr(module, owner).__mro__[1:] if owner else ()
    return any(getattr(vars(base).get(method), "__doc__", None) for base in bases)


def _is_rule(node: Definition) -> bool:
    marks = [d.func for d in node.decorator_list if isinstance(d, ast.Call)]
    return any(isinstance(mark, ast.Name) and mark.id == "rule" for mark in marks)
