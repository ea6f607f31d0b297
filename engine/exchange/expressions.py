"""A step as a line of an array library: its cell formula, over whole arrays.

`sum(W * x) + b` becomes `a0 @ W1.T + b1`. What is added along wires, and what changes a shape, has
a form of its own in `dialect.py` or below; all else follows from the formula, also of an op or a bug
that is new.
"""

import ast
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import fields

from engine.bugs.bug import FIRST
from engine.exchange.dialect import Dialect
from engine.families.loss import LossOp
from engine.formula import names as mentioned
from engine.formula import parse
from engine.op import Op
from engine.program.program import Program, Step, Tensor

PRODUCTS = {
    ("dense", "W * x"): "{x} @ {W}.T",
    ("dense", "d_z * x"): "{d_z}.T @ {x}",
    ("dense", "W * d_z"): "{d_z} @ {W}",
    ("conv2d", "W * x"): "convolve({x}, {W}, {stride}, {padding})",
    ("conv2d", "d_z * x"): "np.einsum('nfhw,nchwij->fcij', {d_z}, windows(frame({x}, {padding}), "
    "{kernel}, {stride}))",
    ("conv2d", "W * d_z"): "unframe(put_back(np.einsum('nfhw,fcij->nchwij', {d_z}, {W}), "
    "{framed}, {stride}), {padding})",
}
"""Sums of products along the wires of a layer."""

ONE_WIRE = {"W * d_z": "{d_z}[:, {cut}] @ {W}[{cut}]", "d_z * x": "{d_z}[{cut}].T @ {x}[{cut}]",
            "d_z": "{d_z}[{cut}].sum(axis=0)"}  # fmt: skip
"""Of a dense layer's sums the first term of each example, or the last of all."""


LIES = {"from": "02", "to": "01", "via": "12"}
"""Of the axes N, units and inputs those that a tensor at an end of a dense layer's wires has."""


class NoWords(ValueError):
    """A step that has no form in a library: the kind of its op."""


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


class _Line:
    def __init__(self, by: Expressions, step: Step, by_role: bool) -> None:
        self.program, self.dialect, self.step = by.program, by.dialect, step
        self.op: Op = by.program.ops[step.op]
        self.written: Tensor = by.program.tensors[step.writes]
        self.tensors = {role: by.program.tensors[name] for role, name in step.reads.items()}
        variable = {r: r if by_role else by.name(n) for r, n in step.reads.items()}
        self.variable: Mapping[str, str] = variable
        self.constants = by.program.constants(step.op)
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
        beside = f"{role}+z" if "z" in self.variable and "z" not in role else ""
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

    def node(self, n: ast.expr, onto: Tensor | None) -> ast.expr:
        """A formula over arrays that lie like `onto`."""
        match n:
            case ast.Name(id=name) if name in self.variable:
                return parse(self.ref(name, onto))
            case ast.Name(id=name):
                return self.constant(name)
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=place)):
                return parse(f"{self.variable[name]}[:, {place}]")
            case ast.Constant():
                return n
            case ast.UnaryOp(operand=x):
                return ast.UnaryOp(n.op, self.node(x, onto))
            case ast.BinOp(left=x, op=ast.Mult(), right=y) if _is_one(left := self.node(x, onto)):
                del left
                return self.node(y, onto)
            case ast.BinOp(left=x, op=op, right=y):
                return ast.BinOp(self.node(x, onto), op, self.node(y, onto))
            case ast.Compare(left=x, ops=ops, comparators=[y]):
                return ast.Compare(self.node(x, onto), ops, [self.node(y, onto)])
            case ast.Call(func=ast.Name(id="sum"), args=[x]):
                return self.sum(x)
            case ast.Call(func=ast.Name(id=name), args=args):
                texts = [self.argument(a, onto) for a in args]
                return parse(self.dialect.call(name, *texts))
        raise NoWords(self.op.kind)

    def argument(self, n: ast.expr, onto: Tensor | None) -> str:
        text = ast.unparse(self.node(n, onto))
        return f"1.0 * ({text})" if isinstance(n, ast.Compare) else text

    def sum(self, body: ast.expr) -> ast.expr:
        """What adds up along wires, over a batch, or over the cells of an example."""
        inner = ast.unparse(body)
        form = PRODUCTS.get((self.op.kind, inner))
        if self.step.only:
            if self.op.kind != "dense" or inner not in ONE_WIRE:
                raise NoWords(self.op.kind)
            cut = ":1" if self.step.only == FIRST else "-1:"
            return parse(ONE_WIRE[inner].format_map({**self.variable, "cut": cut}))
        if form:
            return parse(self.filled(form))
        read = [self.tensors[role] for role in mentioned(body) & self.tensors.keys()]
        if self.op.kind == "dense" and (inner, self.step.rule.writes) != ("d_z", "d_b"):
            return self.along_wires(body)
        if not read or (self.op.wiring in ("window", "pool", "part") and "*" in inner):
            raise NoWords(self.op.kind)
        most = max(read, key=lambda t: (t.batched, len(t.cells)))
        axes = [0] if most.batched and not self.written.batched else []
        kept = len(self.written.cells)
        if self.op.wiring == "all" and most.cells == self.written.cells and most.batched:
            if self.written.batched:
                return self.reduced(body, most, "axis=-1, keepdims=True")
        elif self.written.cells != most.cells[:kept]:
            raise NoWords(self.op.kind)
        axes += range(most.batched + kept, most.batched + len(most.cells))
        if len(axes) == most.batched + len(most.cells):
            return self.reduced(body, most, "")
        told = str(axes[0]) if len(axes) == 1 else str(tuple(axes))
        return self.reduced(body, most, f"axis={told}") if axes else self.node(body, most)

    def along_wires(self, body: ast.expr) -> ast.expr:
        """A sum over the wires of a dense layer, term by term: axes are N, units and inputs."""
        ends = {"from": "[:, None, :]", "to": "[:, :, None]", "via": ""}
        roles = sorted(mentioned(body) & self.tensors.keys())
        end = {role: self.op.role(role).end for role in (*roles, self.step.rule.writes)}
        kept = self.variable
        self.variable = kept | {r: kept[r] + ends[end[r]] for r in roles}  # type: ignore[operator]
        inner = ast.unparse(self.node(body, None))
        self.variable = kept
        (axis,) = {*"012"} - {*LIES[end[self.step.rule.writes]]}
        if {*"012"} != {axis for role in roles for axis in LIES[end[role]]}:
            table = self.program.roles[self.step.op]
            units, inputs = (self.program.tensors[table[r]].cells[0] for r in ("z", "x"))
            inner = f"{inner} * np.ones((N, {units}, {inputs}))"
        return parse(f"{self.dialect.module}.sum({inner}, axis={axis})")

    def reduced(self, body: ast.expr, onto: Tensor, how: str) -> ast.expr:
        inner = ast.unparse(self.node(body, onto))
        return parse(f"{self.dialect.module}.sum({inner}{', ' * bool(how)}{how})")

    def ref(self, role: str, onto: Tensor | None = None) -> str:
        """The variable of a role, with axes for those that it lacks of `onto`."""
        text, t = self.variable[role], self.tensors[role]
        if role in self.step.turned:
            return f"{text}[..., ::-1, ::-1]"
        more = len(onto.cells) - len(t.cells) if onto is not None else 0
        if onto is None or more <= 0 or not (t.batched or t.cells):
            return text
        if t.cells != onto.cells[: len(t.cells)]:
            return text
        axes = [":"] * (t.batched + len(t.cells)) + ["None"] * more
        return f"{text}[{', '.join(axes)}]"

    def constant(self, name: str) -> ast.expr:
        """A constant by its value; what depends on the size of the batch by N."""
        value = self.constants[name].value
        if isinstance(self.op, LossOp) and name in ("c", "g"):
            number, by_outputs = self.op.share
            cells = math.prod(self.tensors["a"].cells) if by_outputs else 1
            top, below = self.op.power if name == "g" else 1, number * cells
            if top % below == 0:
                top, below = top // below, 1
            size = ["N"] if self.op.reduction == "mean" else []
            under = " * ".join([*([str(below)] if below > 1 else []), *size])
            return parse(f"{top} / ({under})" if under else str(top))
        if name == "m" and self.op.kind == "batch_norm":
            x = self.program.tensors[self.program.roles[self.step.op]["x"]]
            places = math.prod(x.cells[1:])
            return parse(f"N * {places}" if places > 1 else "N")
        whole = float(value).is_integer() and abs(value) < 1e6
        return parse(repr(int(value) if whole else float(value)))


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


def _is_one(n: ast.expr) -> bool:
    return isinstance(n, ast.Constant) and n.value == 1
