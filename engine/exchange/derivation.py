"""A step written out for one cell: its formula with symbols, and with the numbers that it reads."""

import math
import re
from collections.abc import Callable, Iterator

import numpy as np

from engine.exchange.moment import Moment
from engine.exchange.symbols import Symbols
from engine.explain.wired_cells import Cell, Cells
from engine.formula import Part, reference
from engine.numeric.decimals import fixed
from engine.program.program import Step

TERMS = 12
"""Most terms of a sum that are written; the last stands behind dots."""

MANY = 2_000
"""Numbers of a tensor from which on no cell that is computed from it is written out."""

DIGITS = 6
"""Significant digits of a number."""

_LONE = re.compile(r"(^|\\left\(|\{|, )\\left\((-[\d.{},]+)\\right\)(?=$|\\right\)|\}(?!\^)|, )")
"""A negative number in brackets that stands alone, or alone in what encloses it."""


class Derivation:
    """Formulas of the cells of a moment."""

    def __init__(self, moment: Moment) -> None:
        self.moment, self.trace, self.program = moment, moment.trace, moment.program
        self.symbols = Symbols(moment.program)

    def cells(self, step: Step, most: int | None = None) -> Iterator[Cell]:
        """The cells that a step writes; none where it reads too many numbers to be written out."""
        if any(self.program.tensors[name].size > MANY for name in step.reads.values()):
            return
        shape = self.program.tensors[step.writes].shape
        for k, cell in enumerate(np.ndindex(shape)):
            if most is not None and k >= most:
                return
            yield cell

    def whole(self, step: Step) -> str:
        """The step over whole tensors, in LaTeX."""
        text = step.formula
        for role, name in step.reads.items():
            symbol = self.symbols.whole(
                name
            )  # in braces, where a power of its own would be a second
            text = text.replace(f"<{role}>^", f"{{{symbol}}}^").replace(f"<{role}>", symbol)
        return f"{self.symbols.whole(step.writes)} = {text}"

    def symbolic(self, step: Step, cell: Cell) -> str:
        """The right side for a cell, with symbols."""
        return self._filled(step, cell, self.symbols.cell, "const")

    def numeric(self, step: Step, cell: Cell, number: Callable[[float], str]) -> str:
        """The right side for a cell, with numbers."""

        def write(name: str, at: Cell) -> str:
            value = float(self.trace[name][at])
            return rf"\left({number(value)}\right)" if value < 0 else number(value)

        return _LONE.sub(r"\1\2", self._filled(step, cell, write, "value", number))

    def reads(self, step: Step, cell: Cell) -> dict[tuple[str, Cell], float]:
        """The cells that it is computed from, each once, with their values."""
        found: dict[tuple[str, Cell], float] = {}

        def note(name: str, at: Cell) -> str:
            found[name, at] = float(self.trace[name][at])
            return ""

        self._filled(step, cell, note, "const", limit=10**6)
        return found

    def _filled(
        self, step: Step, cell: Cell, write: Callable[[str, Cell], str], constant: str,
        number: Callable[[float], str] = str, limit: int = TERMS,
    ) -> str:  # fmt: skip
        parts = step.cell
        if step.cells is not None:
            own = cell[1:] if self.program.tensors[step.writes].batched else cell
            shape = self.program.tensors[step.writes].cells
            parts = step.cells[int(np.ravel_multi_index(own, shape))]
        where = Cells(self.program, step, cell)
        return _Filling(step, where, write, constant, number, limit).fill(list(parts), {})


class _Filling:
    """A formula of one cell as text: `write` gives a cell that is read, `number` a constant."""

    def __init__(
        self, step: Step, where: Cells, write: Callable[[str, Cell], str], constant: str,
        number: Callable[[float], str], limit: int,
    ) -> None:  # fmt: skip
        self.step, self.where, self.write = step, where, write
        self.constant, self.number, self.limit = constant, number, limit

    def fill(self, parts: list[Part], at: dict[str, Cell]) -> str:
        """The parts in turn; `at` has the cell of each role that a sum around them goes over."""
        text = ""
        for part, after in zip(parts, [*parts[1:], ""], strict=True):
            if isinstance(part, str):
                text += part
            elif "ref" in part:
                role, place = part["ref"], part.get("at", [None])[0]
                of = at.get(role) or self.where.at_place(role, place)
                one = self.write(self.step.reads[role], of)
                power = isinstance(after, str) and after.startswith("^")
                text += f"{{{one}}}" if power else one  # its own would be a second
            elif "const" in part:
                text += self.number(part["value"]) if self.constant == "value" else part["const"]
            else:
                text += self._each(part, at)
        return text

    def _each(self, part: dict[str, object], at: dict[str, Cell]) -> str:
        """A sum or a product, the last term behind dots where there are many."""
        inner: list[Part] = part["each"]  # type: ignore[assignment]
        roles = sorted(_roles(inner) & self.step.reads.keys())
        found = list(self.where.positions(roles, window="first" in part))
        texts = [self.fill(inner, at | one) for one in found[: self.limit - 1]]
        if len(found) >= self.limit:
            dots = [r"\cdots"] if len(found) > self.limit else []
            texts += [*dots, self.fill(inner, at | found[-1])]
        text = str(part["join"]).join(texts) or ("" if part["join"] == "" else "0")
        wrap = part["wrap"] if len(found) > 1 else part["wrap_single"]
        return rf"\left({text}\right)" if part["join"] == " + " and wrap else text


def _roles(parts: list[Part]) -> set[str]:
    found = set[str]()
    for part in parts:
        if isinstance(part, dict):
            found |= {reference(part["ref"])[0]} if "ref" in part else set()
            found |= _roles(part["each"]) if "each" in part else set()
    return found


def significant(value: float, digits: int = DIGITS) -> str:
    """A number in decimals with so many significant digits, without an exponent."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else str(value)
    after = max(digits - 1 - math.floor(math.log10(abs(value))), 0)
    text = fixed(value, after)
    return text.rstrip("0").rstrip(".") if "." in text else text
