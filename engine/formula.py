"""The formula of one cell: written once in Python syntax, read as LaTeX and as a value.

`sum(W * x) + b` becomes the parts ⟨W⟩⟨x⟩ repeated with "+" between, then ⟨b⟩. `sum(x) | sum(y)`
is the one of several sums that has a term, printed as that term alone. A page fills
the parts with symbols or numbers; a test evaluates the same tree and holds it to the trace.
"""

import ast
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

Part = str | dict[str, Any]
"""LaTeX text, or {"ref": role} (with "at": cell where it is a certain one, written role[k]),
{"const": LaTeX, "value": x}, or {"each": parts, "join": LaTeX, "wrap": whether several terms need
brackets, "wrap_single": whether one alone does}; of `first`, with "first": true."""

REDUCTIONS = ("sum", "max", "first")
"""What runs over wires. `first(c)` is 1 in the first cell of its window where c holds, else 0."""


@dataclass(frozen=True)
class Constant:
    """A number that a formula names: its LaTeX symbol and its value.

    A literal (½) reads the same in symbols and in numbers; η or N turns into its value.
    """

    latex: str
    value: float
    literal: bool = False


@cache
def parse(cell: str) -> ast.expr:
    """Syntax tree of a cell formula."""
    return ast.parse(cell, mode="eval").body


def names(node: ast.AST) -> set[str]:
    """Roles and constants that a formula, or a part of it, mentions. x[3] mentions x."""
    called = {id(n.func) for n in ast.walk(node) if isinstance(n, ast.Call)}
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and id(n) not in called}


def reference(text: str) -> tuple[str, int | None]:
    """Role and certain cell of a reference such as x[3]; None: the cell follows from the wires."""
    role, _, place = text.partition("[")
    return role, int(place[:-1]) if place else None


def references(node: ast.AST) -> list[tuple[str, int | None]]:
    """The references of a formula, each once, in the order in which they are written."""
    inside = {id(n.value) for n in ast.walk(node) if isinstance(n, ast.Subscript)}
    found = [
        n for n in ast.walk(node)
        if isinstance(n, ast.Subscript) or (isinstance(n, ast.Name) and id(n) not in inside)
    ]  # fmt: skip
    found.sort(key=lambda n: n.col_offset)
    return list(dict.fromkeys(reference(ast.unparse(n)) for n in found))


def evaluate(
    node: ast.expr,
    value: Callable[[str], float],
    reduce: Callable[[str, ast.expr], float],
) -> float:
    """Value of a formula: `value` looks a name up, `reduce` runs a sum or max over wires.

    Raises ValueError for what is no formula.
    """

    def go(n: ast.expr) -> float:
        match n:
            case ast.Name(id=name):
                return value(name)
            case ast.Subscript():
                return value(ast.unparse(n))
            case ast.Constant(value=int() | float() as number):
                return float(number)
            case ast.UnaryOp(operand=x):
                return -go(x)
            case ast.BinOp(left=x, op=op, right=y):
                return _BINARY[type(op)](go(x), go(y))
            case ast.Compare(left=x, ops=[op], comparators=[y]):
                return float(_COMPARE[type(op)](go(x), go(y)))
            case ast.Call(func=ast.Name(id=name), args=[x]) if name in REDUCTIONS:
                return reduce(name, x)
            case ast.Call(func=ast.Name(id=name), args=args):
                return _FUNCTIONS[name][0](*map(go, args))
        raise ValueError(f"not a cell formula: {ast.unparse(n)}")

    return go(node)


def latex(cell: str, constants: Mapping[str, Constant]) -> list[Part]:
    """Parts of a cell formula, neighbouring texts joined. They must not be changed."""
    return list(_latex(cell, tuple(constants.items())))


@lru_cache(maxsize=1024)
def _latex(cell: str, constants: tuple[tuple[str, Constant], ...]) -> tuple[Part, ...]:
    joined: list[Part] = []
    for part in _Printer(dict(constants)).parts(parse(cell), 0):
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return tuple(joined)


def template(parts: list[Part]) -> str:
    """Parts as one LaTeX string with `<role>` for each reference."""
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
        elif "ref" in part:
            text += f"<{part['ref']}>"
        elif "const" in part:
            text += part["const"]
        else:
            body = template(part["each"])
            if part["join"] == " + ":
                body = r"\textstyle\sum " + (rf"\left({body}\right)" if _adds(body) else body)
            text += body
    return text


def _adds(latex: str) -> bool:
    """Whether a formula is a sum or a difference outside all its brackets."""
    inside = re.compile(r"\\left.(?:(?!\\left|\\right).)*\\right.|\{[^{}]*\}")
    while inside.search(latex):
        latex = inside.sub("", latex)
    return " + " in latex or " - " in latex


class _Printer:
    """Prints a tree with as few brackets as its operators' precedence allows."""

    def __init__(self, constants: Mapping[str, Constant]) -> None:
        self.constants = constants

    def parts(self, n: ast.expr, outer: int) -> list[Part]:
        """Parts of `n` inside an operator of precedence `outer` (0: none, 1: +, 2: ·, 3: ^)."""
        match n:
            case ast.Name(id=name) if name in self.constants:
                c = self.constants[name]
                return [c.latex if c.literal else {"const": c.latex, "value": float(c.value)}]
            case ast.Name(id=name):
                return [{"ref": name}]
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=int() as place)):
                return [{"ref": name, "at": [place]}]
            case ast.Constant(value=int() | float() as number):
                return [f"{number:g}"]
            case ast.UnaryOp(operand=x):
                return self._wrap(["-", *self.parts(x, 2)], 1, outer)
            case ast.BinOp(left=x, op=ast.Div(), right=y):
                return [r"\frac{", *self.parts(x, 0), "}{", *self.parts(y, 0), "}"]
            case ast.BinOp(left=x, op=ast.Pow(), right=y):
                return [*self.parts(x, 3), "^{", *self.parts(y, 0), "}"]
            case ast.BinOp(left=x, op=ast.Mult(), right=y):
                if self._is_one(x):
                    return self.parts(y, outer)
                product = [*self.parts(x, 2), r" \cdot ", *self.parts(y, 2)]
                return self._wrap(product, 2, outer)
            case ast.BinOp(left=x, op=ast.Add() | ast.Sub() as op, right=y):
                sign, right = (" + ", 1) if isinstance(op, ast.Add) else (" - ", 2)
                return self._wrap([*self.parts(x, 1), sign, *self.parts(y, right)], 1, outer)
            case ast.BinOp(left=x, op=ast.BitOr(), right=y):
                both: list[Part] = [*self.parts(x, 1), *self.parts(y, 1)]
                return [part | {"join": ""} if isinstance(part, dict) else part for part in both]
            case ast.Compare(left=x, ops=[op], comparators=[y]):
                sign = _SIGNS[type(op)]
                return [r"\left[", *self.parts(x, 0), sign, *self.parts(y, 0), r"\right]"]
            case ast.Call(func=ast.Name(id="sum"), args=[x]):
                terms = {"each": self.parts(x, 1), "join": " + ", "wrap": outer > 1}
                return [terms | {"wrap_single": outer > 1 and self._is_sum(x)}]
            case ast.Call(func=ast.Name(id="max"), args=[x]):
                terms = {
                    "each": self.parts(x, 0),
                    "join": ", ",
                    "wrap": False,
                    "wrap_single": False,
                }
                return [r"\max\left(", terms, r"\right)"]
            case ast.Call(func=ast.Name(id="first"), args=[x]):
                terms = {
                    "each": self.parts(x, 0),
                    "join": ", ",
                    "wrap": False,
                    "wrap_single": False,
                }
                terms["first"] = True
                return [r"\operatorname{first}\left(", terms, r"\right)"]
            case ast.Call(func=ast.Name(id=name), args=args):
                _, before, after = _FUNCTIONS[name]
                inside: list[Part] = []
                for k, arg in enumerate(args):
                    inside += [*([", "] if k else []), *self.parts(arg, 0)]
                return [before, *inside, after]
        raise ValueError(f"not a cell formula: {ast.unparse(n)}")

    @staticmethod
    def _is_sum(n: ast.expr) -> bool:
        sums = isinstance(n, ast.BinOp) and isinstance(n.op, ast.Add | ast.Sub)
        return sums or isinstance(n, ast.UnaryOp)

    def _is_one(self, n: ast.expr) -> bool:
        return isinstance(n, ast.Name) and getattr(self.constants.get(n.id), "value", None) == 1

    @staticmethod
    def _wrap(parts: list[Part], inner: int, outer: int) -> list[Part]:
        return [r"\left(", *parts, r"\right)"] if inner < outer else parts


_BINARY: dict[type, Callable[[float, float], float]] = {
    ast.Add: lambda x, y: x + y,
    ast.Sub: lambda x, y: x - y,
    ast.Mult: lambda x, y: x * y,
    ast.Div: lambda x, y: x / y,
    ast.Pow: lambda x, y: x**y,
    ast.BitOr: lambda x, y: x + y,  # one of them is an empty sum
}
_COMPARE: dict[type, Callable[[float, float], bool]] = {
    ast.Gt: lambda x, y: x > y,
    ast.GtE: lambda x, y: x >= y,
    ast.Lt: lambda x, y: x < y,
    ast.LtE: lambda x, y: x <= y,
    ast.Eq: lambda x, y: x == y,
}
_SIGNS: dict[type, str] = {
    ast.Gt: " > ", ast.GtE: r" \ge ", ast.Lt: " < ", ast.LtE: r" \le ", ast.Eq: " = ",
}  # fmt: skip
_FUNCTIONS: dict[str, tuple[Callable[..., float], str, str]] = {
    "exp": (math.exp, "e^{", "}"),
    "log": (math.log, r"\ln\left(", r"\right)"),
    "tanh": (math.tanh, r"\tanh\left(", r"\right)"),
    "sqrt": (math.sqrt, r"\sqrt{", "}"),
    "sin": (math.sin, r"\sin\left(", r"\right)"),
    "phi": (lambda x: x, r"\varphi\left(", r"\right)"),
    "cos": (math.cos, r"\cos\left(", r"\right)"),
    "Phi": (lambda x: math.erfc(-x / math.sqrt(2)) / 2, r"\Phi\left(", r"\right)"),
    "floor": (math.floor, r"\left\lfloor ", r"\right\rfloor"),
    "sign": (lambda x: (x > 0) - (x < 0), r"\mathrm{sgn}\left(", r"\right)"),
    "abs": (abs, r"\left|", r"\right|"),
    "max": (max, r"\max\left(", r"\right)"),
    "min": (min, r"\min\left(", r"\right)"),
}
