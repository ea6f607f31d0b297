"""Who may know whom: engine nobody, app the engine, core no page, view no mathematics."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STANDARD = sys.stdlib_module_names

COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
IMPORTED = re.compile(r"""(?<!["'])\b(?:from|import)\s*\(?\s*["']([^"'\s]+)["']""")
PAGE = re.compile(
    r"(?<![\w.$])(?:window|globalThis|navigator|localStorage|location)(?:\?\.|[.\[])"
    r"|(?<![\w.$])document\.(?:query|get|create|add|body|head|documentElement|cookie|fonts)"
)  # a trace arrives as a document too
MATHEMATICS = re.compile(r"\bMath\.(?:exp|expm1|log|log1p|tanh|sinh|cosh|pow)\b")


def python_files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / "static" / folder).rglob("*.js"))


def imports(path: Path) -> Iterator[str]:
    """Top-level names that a Python file imports; relative ones are its own package."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").partition(".")[0]


def code(path: Path) -> str:
    return COMMENT.sub("", path.read_text("utf-8"))


# pydantic_core comes with pydantic: its JSON writer is public.
SERVER = {
    *("app", "engine", "numpy", "cachetools", "fastapi", "starlette", "uvicorn", "jinja2"),
    *("pydantic", "pydantic_core", "prometheus_client", "httptools", "orjson"),
}


@pytest.mark.parametrize(
    ("folder", "allowed"), [("engine", {"engine", "numpy"}), ("app", SERVER)], ids=["engine", "app"]
)
def test_a_package_imports_only_what_it_may(folder: str, allowed: set[str]) -> None:
    files = python_files(folder)
    assert files
    found = {(path.name, name) for path in files for name in imports(path)}
    assert not {(file, name) for file, name in found if name not in STANDARD | allowed}


def test_core_imports_only_core() -> None:
    core = ROOT / "static" / "core"
    files = modules("core")
    assert files
    for path in files:
        for name in IMPORTED.findall(code(path)):
            assert name.startswith("."), f"{path.name} imports {name}"
            assert (path.parent / name).resolve().is_relative_to(core), f"{path.name}: {name}"


def test_core_never_touches_the_page() -> None:
    assert not [(path.name, m[0]) for path in modules("core") for m in PAGE.finditer(code(path))]


def test_view_computes_no_number_of_the_network() -> None:
    files = modules("view")
    assert files
    assert not [(path.name, m[0]) for path in files for m in MATHEMATICS.finditer(code(path))]


def test_the_searches_find_what_they_look_for() -> None:
    assert PAGE.search("const x = document.body")
    assert not PAGE.search("trace.document.steps")
    assert MATHEMATICS.search("1 / (1 + Math.exp(-z))")
    assert not IMPORTED.findall('end === "from" ? "a" : "to"')
    assert IMPORTED.findall('import { a } from "./a.js"; import "../view/b.js"') == [
        "./a.js",
        "../view/b.js",
    ]


ROOMS = {
    "engine": (
        *("random", "numeric", "families", "ops", "validation", "bugs", "data", "program"),
        "experiment",
        *("fast", "run", "examples", "explain", "lessons", "playground", "tables", "exchange"),
    ),
    "app": ("schemas", "parsing", "compute", "http", "site", "api"),
}
"""The folders of a package, each of which may know those before it and none behind it."""


def folders(package: str) -> set[str]:
    found = {path.parent.relative_to(ROOT / package) for path in python_files(package)}
    return {str(folder.parts[0]) for folder in found if folder.parts}


def known(package: str, path: Path) -> Iterator[str]:
    """Folders of the package that one of its files imports from, also for its types alone."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            top, _, rest = node.module.partition(".")
            if top == package:
                named = [rest] if rest else [alias.name for alias in node.names]
                yield from (name.partition(".")[0] for name in named)


@pytest.mark.parametrize("package", ROOMS)
def test_arrows_between_folders_point_one_way(package: str) -> None:
    order = ROOMS[package]
    assert folders(package) == set(order)
    wrong = []
    for path in python_files(package):
        folder = path.relative_to(ROOT / package).parts[0]
        if folder in order:
            above = order[order.index(folder) + 1 :]
            wrong += [f"{folder}/{path.name} → {n}" for n in known(package, path) if n in above]
    assert not wrong


SCRIPT_ROOMS = ("data", "lessons", "explain", "picture")


def test_arrows_between_folders_of_core_point_one_way() -> None:
    core = ROOT / "static" / "core"
    files = modules("core")
    assert {path.relative_to(core).parts[0] for path in files} == set(SCRIPT_ROOMS)
    for path in files:
        own = path.relative_to(core).parts[0]
        for name in IMPORTED.findall(code(path)):
            other = (path.parent / name).resolve().relative_to(core).parts[0]
            assert SCRIPT_ROOMS.index(other) <= SCRIPT_ROOMS.index(own), f"{path}: {name}"


EXPORTED = re.compile(r"^export (?:async )?(?:function\*?|const|class|let) +([\w$]+)", re.MULTILINE)


def test_an_exported_name_means_one_thing() -> None:
    where: dict[str, list[str]] = {}
    for folder in ("core", "view"):
        for path in modules(folder):
            for name in EXPORTED.findall(path.read_text("utf-8")):
                where.setdefault(name, []).append(path.relative_to(ROOT).as_posix())
    assert where
    assert not {name: files for name, files in where.items() if len(files) > 1}
