"""A cell formula over whole arrays: sums become products of matrices, or run along axes."""

import ast
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.bugs.bug import FIRST
from engine.exchange.dialect import Dialect
from engine.families.loss import LossOp
from engine.formula import names as mentioned
from engine.formula import parse

if TYPE_CHECKING:
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


class Formula:
    """The formulas of a step, with `variable` for each role that it reads."""

    def __init__(
        self, program: "Program", dialect: Dialect, step: "Step", variable: Mapping[str, str]
    ) -> None:
        self.program, self.dialect, self.step, self.variable = program, dialect, step, variable
        self.op: Op = program.ops[step.op]
        self.written: Tensor = program.tensors[step.writes]
        self.tensors = {role: program.tensors[name] for role, name in step.reads.items()}
        self.constants = program.constants(step.op)

    def filled(self, form: str) -> str:
        """A form with the variables and the settings that it names."""
        raise NotImplementedError

    def node(self, n: ast.expr, onto: "Tensor | None") -> ast.expr:
        """A formula over arrays that lie like `onto`.

        Raises NoWords for an op that the library has no words for.
        """
        match n:
            case ast.Name(id=name) if name in self.variable:
                return parse(self.ref(name, onto))
            case ast.Name(id=name):
                return self.constant(name)
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=place)):
                return parse(f"{self.variable[name]}[:, {place!r}]")
            case ast.Constant():
                return n
            case ast.UnaryOp(operand=x):
                return ast.UnaryOp(n.op, self.node(x, onto))
            case ast.BinOp(left=x, op=ast.Mult(), right=y) if _is_one(self.node(x, onto)):
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

    def argument(self, n: ast.expr, onto: "Tensor | None") -> str:
        """An argument of a function; what is true or false becomes a number."""
        text = ast.unparse(self.node(n, onto))
        return f"1.0 * ({text})" if isinstance(n, ast.Compare) else text

    def sum(self, body: ast.expr) -> ast.expr:
        """What adds up along wires, over a batch, or over the cells of an example.

        Raises NoWords as `node` does.
        """
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

    def reduced(self, body: ast.expr, onto: "Tensor", how: str) -> ast.expr:
        """A sum of the library's own."""
        inner = ast.unparse(self.node(body, onto))
        return parse(f"{self.dialect.module}.sum({inner}{', ' * bool(how)}{how})")

    def ref(self, role: str, onto: "Tensor | None" = None) -> str:
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


def _is_one(n: ast.expr) -> bool:
    return isinstance(n, ast.Constant) and n.value == 1
