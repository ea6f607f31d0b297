"""A step as a line of an array library: its cell formula, over whole arrays.

`sum(W * x) + b` becomes `a0 @ W1.T + b1`. What is added along wires, and what changes a shape, has
a form of its own in `dialect.py` or `formulas.py`; all else follows from the formula, also of an op
or a bug that is new.
"""

import ast
import re
from collections.abc import Callable
from dataclasses import fields

from engine.exchange.dialect import Dialect
from engine.exchange.formulas import Formula, NoWords
from engine.formula import parse
from engine.program.program import Program, Step

__all__ = ["Expressions", "NoWords", "identifier"]


class Expressions:
    """Writes the steps of a program in a dialect. `name` gives a tensor's variable."""

    def __init__(
        self, program: Program, dialect: Dialect, name: Callable[[str], str] | None = None
    ) -> None:
        self.program, self.dialect, self.name = program, dialect, name or identifier

    def of(self, step: Step, by_role: bool = False) -> str:
        """The right side of a step; raises NoWords."""
        return _Line(self, step, by_role).text()


def identifier(tensor: str) -> str:
    """The variable of a tensor: a new value W1' is W1_new."""
    return tensor.replace("'", "_new")


class _Line(Formula):
    def __init__(self, by: Expressions, step: Step, by_role: bool) -> None:
        variable = {r: r if by_role else by.name(n) for r, n in step.reads.items()}
        super().__init__(by.program, by.dialect, step, variable)
        self.logits = by.name(softmax[0]) if (softmax := _softmax(by.program, step)) else ""

    def text(self) -> str:
        if self.step.own is not None:
            return self.listed(self.step.own)
        tree = parse(self.step.rule.cell)
        text = self.right(tree)
        match tree:  # a mistake may be a factor before what is right
            case ast.BinOp(op=ast.Mult(), right=rest) if factor := _number(tree.left):
                text = f"{factor} * ({self.right(rest)})"
        if self.step.rule.writes in self.step.turned:
            text = f"({text})[..., ::-1, ::-1]"
        return f"1.0 * ({text})" if isinstance(parse(text), ast.Compare) else text

    def right(self, tree: ast.expr) -> str:
        """A formula by the dialect's own form, where it is that of the op, else as it stands."""
        rule = self.op.rules.get(self.step.rule.writes.rstrip("0123456789"))
        known = self.op.many or (rule and ast.unparse(parse(rule.cell)) == ast.unparse(tree))
        return (self.own() if known else None) or ast.unparse(self.node(tree, self.written))

    def own(self) -> str | None:
        """A form of its own that the dialect has for the step."""
        writes = self.step.rule.writes
        role = writes.rstrip("0123456789") if self.op.many else writes
        beside = f"{role}+z" if "z" in self.variable else ""
        for key in (f"{role}+softmax" if self.logits else "", beside, role):
            if found := self.dialect.own.get((self.op.kind, key)):
                return self.filled(found)
        kinked = getattr(self.op, "kinks", ()) and self.step.phase == "forward"
        if kinked and self.dialect.module != "np":
            raise NoWords(self.op.kind)  # its derivative at the kink would be the library's own
        return None

    def filled(self, form: str) -> str:
        """A form with the variables, the settings and the shapes that it names."""
        given = {f.name: repr(getattr(self.op, f.name)) for f in fields(self.op)}  # type: ignore[arg-type]
        given |= {role: self.ref(role) for role in self.variable} | {"logits": self.logits}
        for n in ("c", "g"):
            if f"{{{n}}} * " in form:
                factor = ast.unparse(self.constant(n))
                form = form.replace(f"{{{n}}} * ", "" if factor == "1" else f"{factor} * ")
        roles = self.program.roles[self.step.op]
        if self.op.family == "layer":
            inputs = self.program.inputs(self.step.op)
            x = self.program.tensors[roles[inputs[0]]]
            padding = getattr(self.op, "padding", 0)
            framed = (*x.cells[:1], *(side + 2 * padding for side in x.cells[1:]))
            given["shape"] = f"({', '.join(map(str, ('N', *self.written.cells)))})"
            given["framed"] = f"({', '.join(map(str, ('N', *framed)))})"
            if self.op.many:
                number = int(re.sub(r"\D", "", self.step.rule.writes) or 1)
                widths = [self.program.tensors[roles[role]].cells[0] for role in inputs]
                given["all"] = ", ".join(self.variable.get(role, "") for role in inputs)
                given["begin"], given["cells"] = (
                    str(sum(widths[: number - 1])), str(widths[number - 1]),
                )  # fmt: skip
        return form.format_map(given)

    def listed(self, own: tuple[str, ...]) -> str:
        """A formula for each cell, side by side."""
        columns = [ast.unparse(self.node(parse(cell), None)) for cell in own]
        first = next(iter(self.variable.values()))
        columns = [c if "[" in c else f"{c} + 0 * {first}[:, 0]" for c in columns]
        return f"{self.dialect.module}.stack([{', '.join(columns)}], axis=1)"


def _softmax(program: Program, step: Step) -> list[str]:
    """What a softmax reads whose output a loss reads."""
    if step.phase != "loss":
        return []
    before = program.writer.get(step.reads["a"])
    soft = before and program.ops[before.op].kind == "softmax"
    return list(before.reads.values()) if before and soft else []


def _number(n: ast.expr) -> str:
    try:
        return repr(float(ast.literal_eval(n)))
    except (ValueError, TypeError):
        return ""
