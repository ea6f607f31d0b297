"""Whatever is public says what it is; in the engine also of what shape, and what it raises."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = ast.ClassDef | Function

SHAPE = re.compile(r"shape|flat|cell|row|column|\(\)|\([^()]*[,…][^()]*\)", re.IGNORECASE)
"""How a shape is told: by the word, by what it is made of, or as the tuple."""

REFERS = re.compile(r"`\w+`|The same\b")
"""How a docstring begins that takes what it says from the function before it."""

UNTOLD = {"AssertionError", "NotImplementedError"}
"""What no caller provokes."""


def modules(folder: str) -> Iterator[tuple[ModuleType, ast.Module]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        name = path.relative_to(ROOT).with_suffix("").as_posix().removesuffix("/__init__")
        if not name.endswith("__main__"):
            yield importlib.import_module(name.replace("/", ".")), ast.parse(path.read_text())


def functions(folder: str) -> Iterator[tuple[str, Function, str]]:
    """Every public function and method that is no rule, with what it says, or what it overrides."""
    for module, tree in modules(folder):
        for name, node in public(tree):
            if isinstance(node, Function) and not is_rule(node):
                yield f"{module.__name__}.{name}", node, told(module, name, node)


@pytest.mark.parametrize("folder", ["engine", "app"])
def test_every_public_name_has_a_docstring(folder: str) -> None:
    silent = []
    for module, tree in modules(folder):
        assert ast.get_docstring(tree), module
        for name, node in public(tree):
            if not is_rule(node) and not told(module, name, node):
                silent.append(f"{module.__name__}.{name}")
    assert not silent


def test_who_takes_or_gives_arrays_says_of_what_shape() -> None:
    assert not [
        name
        for name, node, text in functions("engine")
        if arrays(node) and not REFERS.match(text) and not SHAPE.search(text)
    ]


def test_who_raises_says_what() -> None:
    assert not [
        (name, missing)
        for name, node, text in functions("engine")
        if not REFERS.match(text) and (missing := [e for e in raised(node) if e not in text])
    ]


def test_what_is_left_out_is_found() -> None:
    tree = ast.parse(
        "class A:\n  'A.'\n  def b(self): ...\n  def _c(self): ...\n"
        "def d(x: Array | None) -> int:\n  'D.'\n  raise KeyError(x)"
    )
    silent = [name for name, node in public(tree) if not ast.get_docstring(node)]
    assert silent == ["A.b"]
    *_, (_, last) = public(tree)
    assert isinstance(last, Function)
    assert arrays(last)
    assert raised(last) == ["KeyError"]


def public(parent: ast.Module | ast.ClassDef, before: str = "") -> Iterator[tuple[str, Definition]]:
    for node in parent.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield before + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public(node, f"{before}{node.name}.")


def told(module: ModuleType, name: str, node: Definition) -> str:
    """Its own words, and for a method those of what it overrides."""
    owner, _, method = name.rpartition(".")
    bases = getattr(module, owner).__mro__[1:] if owner and owner in vars(module) else ()
    over = [getattr(vars(base).get(method), "__doc__", None) for base in bases]
    return "\n".join(filter(None, [ast.get_docstring(node), *over]))


def is_rule(node: Definition) -> bool:
    """Told by its formula."""
    marks = [d.func for d in node.decorator_list if isinstance(d, ast.Call)]
    return any(isinstance(mark, ast.Name) and mark.id == "rule" for mark in marks)


def arrays(node: Function) -> bool:
    """Whether a parameter is an array, or what is returned."""
    given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    types = [*(a.annotation for a in given), node.returns]
    return any(t and re.search(r"\b(?:Array|ndarray)\b", ast.unparse(t)) for t in types)


def raised(node: Function) -> list[str]:
    """Names of the public exceptions that its own lines raise."""
    made = [n.exc for n in ast.walk(node) if isinstance(n, ast.Raise) and n.exc]
    names = {ast.unparse(e.func if isinstance(e, ast.Call) else e).split(".")[-1] for e in made}
    return sorted(n for n in names - UNTOLD if n[0].isupper())
