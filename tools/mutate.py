"""`python -m tools.mutate FILE TEST…` changes a file in small ways and lists what no test notices.

Each mutant changes one thing: a comparison, an operator, a number, a truth value, a condition or a
statement. It is made in a copy of the checkout, where the tests named run until one fails. What
survives is either no fault at all, or a fault that the tests would let through.

    python -m tools.mutate app/schemas/serialize.py tests/app/api/test_traces.py --most 40
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "node_modules", "__pycache__", ".*_cache")
"""What of the checkout no test reads."""

SWAPS: dict[type, Any] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
"""What an operator becomes."""


def mutants(source: str) -> Iterator[tuple[int, str, str]]:
    """The line, what was changed there, and the whole text, for each mutant of a module."""
    tree = ast.parse(source)
    for node in list(ast.walk(tree)):
        for told, field, value in _changes(node):
            before = getattr(node, field)
            setattr(node, field, value)
            yield getattr(node, "lineno", 0), told, ast.unparse(ast.fix_missing_locations(tree))
            setattr(node, field, before)


def _changes(node: ast.AST) -> Iterator[tuple[str, str, Any]]:
    """What may become of a node: what is told, the field, its value. One way at the most."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
        swapped = SWAPS[type(node.ops[0])]()
        yield f"{_name(node.ops[0])} → {_name(swapped)}", "ops", [swapped, *node.ops[1:]]
    elif isinstance(node, ast.BinOp | ast.BoolOp | ast.AugAssign) and type(node.op) in SWAPS:
        swapped = SWAPS[type(node.op)]()
        yield f"{_name(node.op)} → {_name(swapped)}", "op", swapped
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield f"{node.value} → {not node.value}", "value", not node.value
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield f"{node.value} → {node.value + 1}", "value", node.value + 1
    elif isinstance(node, ast.If | ast.IfExp):
        yield "condition turned", "test", ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.Return) and node.value is not None:
        yield "returns None", "value", ast.Constant(None)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "call left out", "value", ast.Constant(None)


def _name(op: ast.AST) -> str:
    return type(op).__name__


def survives(folder: Path, tests: list[str], seconds: float | None = None) -> bool:
    """Whether all tests pass; a mutant that goes on for longer than these seconds is found out.

    Without a limit it is the original, of which each module that is compiled is kept.
    """
    command = [sys.executable, "-m", "pytest", "-n0", "-x", "-q", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1" if seconds else ""}
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, env=environment, check=False, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("file", help="the module to change, below the checkout")
    parser.add_argument("tests", nargs="+", help="tests that should notice, for pytest")
    parser.add_argument("--most", type=int, default=1_000, help="mutants at the most (1,000)")
    parser.add_argument("--seed", type=int, default=0, help="which of them, where there are more")
    options = parser.parse_args()
    source = (ROOT / options.file).read_text("utf-8")
    every = list(mutants(source))
    chosen = random.Random(options.seed).sample(every, min(options.most, len(every)))  # noqa: S311
    alive = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "checkout"
        shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
        began = time.monotonic()
        if not survives(folder, options.tests):
            parser.exit(2, "The tests fail without any change.\n")
        patience = 10 * (time.monotonic() - began)
        for line, told, text in sorted(chosen):
            (folder / options.file).write_text(text, "utf-8")
            if survives(folder, options.tests, patience):
                alive += 1
                print(f"{options.file}:{line}: {told}", flush=True)
    print(f"{alive} of {len(chosen)} mutants survived")
    return 0


if __name__ == "__main__":
    sys.exit(main())
