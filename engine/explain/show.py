"""A trace for reading: as a text table with the published numbers, and as HTML in a notebook."""

import ast
import copy
import textwrap
from collections.abc import Iterator, Mapping
from html import escape

import numpy as np

from engine.examples import Example
from engine.formula import Constant, parse
from engine.op import Array
from engine.program.program import Program, Step
from engine.run.iteration import Trace

WRONG = "wrong, see below"

Row = tuple[str, str, str, str, str, str]
"""Step, phase, equation, cell, value, published."""


def text(trace: Trace, example: Example | None = None) -> str:
    """The whole iteration, one line a cell; published numbers beside those of iteration 0."""
    printed = example if trace.iteration == 0 else None
    rows: list[Row] = [
        ("step", "phase", "equation", "cell", "value", "published" if printed else "")
    ]
    for name in _given(trace.program):
        rows += _cells(("", "given", name), trace, name, printed)
    for step in trace.program.steps:
        place = (str(step.index + 1), step.phase, equation(trace.program, step))
        rows += _cells(place, trace, step.writes, printed)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    pads = [str.rjust, str.ljust, str.ljust, str.ljust, str.ljust, str.ljust]
    lines = [
        "  ".join(pad(cell, width) for pad, cell, width in zip(pads, row, widths, strict=True))
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    around = (_heading(trace, example), lines, _later(printed), _errata(printed))
    return "\n\n".join("\n".join(line.rstrip() for line in part) for part in around if part)


def html(trace: Trace) -> str:
    """The iteration as a static HTML table in the colours of the page around it."""
    cell = 'style="text-align:left;vertical-align:top;padding:2px 12px 2px 0"'
    head = "".join(f"<th {cell}>{name}</th>" for name in ("Step", "Phase", "Equation", "Value"))
    body = "".join(
        f"<tr><td {cell}>{step.index + 1}</td><td {cell}>{escape(step.phase)}</td>"
        f"<td {cell}><code>{escape(equation(trace.program, step))}</code></td>"
        f'<td {cell}><code style="white-space:pre">{escape(_short(trace[step.writes]))}</code>'
        "</td></tr>"
        for step in trace.program.steps
    )
    caption = escape("; ".join(_heading(trace, None)))
    return (
        f'<table style="border-collapse:collapse"><caption style="text-align:left">{caption}'
        f"</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def equation(program: Program, step: Step) -> str:
    """A step in plain text, such as `d_z2 = d_a2 * s2`, with tensors and constants by name."""
    tree = copy.deepcopy(parse(step.rule.cell))
    named = _Named(program.constants(step.op), step.reads)
    return f"{step.writes} = {ast.unparse(named.visit(tree))}"


class _Named(ast.NodeTransformer):
    """Puts tensors in the places of their roles, and numbers in those of constants."""

    def __init__(self, constants: Mapping[str, Constant], reads: Mapping[str, str]) -> None:
        self.constants, self.reads = constants, reads

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.constants:
            return parse(f"{self.constants[node.id].value:.6g}")
        return ast.Name(self.reads.get(node.id, node.id))

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        left, right = self.visit(node.left), self.visit(node.right)
        if isinstance(node.op, ast.Mult) and getattr(left, "value", None) == 1:
            return right  # type: ignore[no-any-return]
        return ast.BinOp(left, node.op, right)


def _given(program: Program) -> list[str]:
    return [name for name in program.tensors if name not in program.writer]


def _cells(
    place: tuple[str, str, str], trace: Trace, name: str, example: Example | None
) -> Iterator[Row]:
    values = trace[name]
    for cell in np.ndindex(values.shape):
        said = ""
        if example and name in example.published:
            number, wrong = example.printed(name, cell)
            said = "" if number is None else f"{number!r}{f'  ({WRONG})' if wrong else ''}"
        yield (*place, str(list(cell)) if cell else "", f"{values[cell] + 0.0:.12g}", said)
        place = ("", "", "")


def _heading(trace: Trace, example: Example | None) -> list[str]:
    settings = trace.experiment
    lines = []
    if example:
        lines = [f"{example.title} ({example.id})", f"{example.author}"]
        lines += [example.source] if example.source else []
    batch = trace.program.batch
    lines.append(
        f"iteration {trace.iteration}, {batch} example{'s' if batch > 1 else ''}, "
        f"loss {settings.loss.kind} ({settings.loss.reduction} over the batch), "
        f"learning rate {settings.learning_rate:g}"
    )
    if trace.diverged:
        at = trace.diverged
        where = f"{at.tensor}{list(at.cell) if at.cell else ''}"
        lines.append(f"iteration {at.iteration} left the finite numbers at {where}; this is before")
    return lines


def _later(example: Example | None) -> list[str]:
    lines: list[str] = []
    if example is None:
        return lines
    for name in (n for n in example.published if "_after_" in n):
        values = example.measured(name)
        for cell in np.ndindex(values.shape):
            number, wrong = example.printed(name, cell)
            place = list(cell) if cell else ""
            mark = f"  ({WRONG})" if wrong else ""
            lines.append(f"{name}{place}  {values[cell]:.12g}  published {number!r}{mark}")
    return lines


def _errata(example: Example | None) -> list[str]:
    return textwrap.wrap(example.errata, 100) if example and example.errata else []


def _short(values: Array) -> str:
    return np.array2string(values + 0.0, precision=6, threshold=60, edgeitems=2, max_line_width=100)


setattr(Trace, "_repr_html_", html)  # noqa: B010 - what a notebook shows of a trace
