"""What the API answers with, as models: they fill the OpenAPI document, and answers are held to
them: where they are made, or, of traces, which are written without them, by the tests.
"""

from functools import partial
from operator import is_
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Shape = tuple[int, ...]
Interval = tuple[float | None, float | None]


class Document(BaseModel):
    """A part of an answer, exactly as described."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _only_if_there(description: str) -> Any:
    """A field that is left out where there is nothing to tell."""
    return Field(None, description=description, exclude_if=partial(is_, None))


class Reference(Document):
    """A role in a formula; the step's `reads` say which tensor plays it."""

    ref: str
    at: Shape | None = _only_if_there(
        "A certain cell of it; without it, it follows from the wires."
    )


class Named(Document):
    """A constant in a formula: its LaTeX and its value."""

    const: str
    value: float


class Repeated(Document):
    """Parts of a formula that come once for each wire, with `join` between."""

    each: "list[Part]"
    join: str
    wrap: bool = Field(description="Whether several terms need brackets.")
    wrap_single: bool = Field(description="Whether one term alone does.")


class First(Repeated):
    """Parts that come for each wire of the same window up to the written cell's own."""

    first: Literal[True]


Part = str | Reference | Named | Repeated | First


class Operand(Document):
    """A cell that was read, with the role it plays in the formula."""

    role: str
    tensor: str
    cell: Shape
    value: float


class NonFinite(Document):
    """Where a run first left the finite numbers."""

    iteration: int
    step: int
    tensor: str
    cell: Shape
    value: Literal["inf", "-inf", "nan"]
    operands: list[Operand] = Field(
        description="What the cell was computed from, at most twelve cells, largest terms first."
    )


class Curve(Document):
    """An activation sampled by its own rules: a = φ(z) and its slope s."""

    z: list[float]
    a: list[float]
    s: list[float]


class Op(Document):
    """An op of the network, with the tensors that play its roles."""

    kind: str
    family: str
    layer: int | None
    wiring: str
    wires: list[tuple[int, int, int]] | None = _only_if_there(
        "Of an op that lists them: flat cells of input and output, and a number."
    )
    settings: dict[str, Any]
    input: Shape
    inputs: tuple[Shape, ...] = Field(description="Shapes of all it reads, in order.")
    output: Shape
    roles: dict[str, str]
    role_kinds: dict[str, str] = Field(description="Weight, bias, gain, statistic …, by role.")
    ends: dict[str, str]
    parameters: tuple[str, ...]
    phi: str | None
    steepest: float | None
    in_place: bool
    curve: Curve | None = Field(description="Of an activation that acts on each cell alone.")


class Tensor(Document):
    """A row of the tensor table: its values start at `offset`, last axis fastest."""

    name: str
    kind: str
    role: str
    role_kind: str = Field(
        description="Kind of its role, or of the role that it is a gradient or new value of."
    )
    op: int | None
    layer: int | None
    of: str | None
    shape: Shape
    batched: bool
    symbol: str
    matrix: str
    offset: int


class Step(Document):
    """One equation of the iteration."""

    phase: str
    op: int
    layer: int | None
    rule: str
    writes: str
    reads: dict[str, str]
    formula: str
    cell: list[Part]
    cells: list[list[Part]] | None = _only_if_there(
        "The formula of each cell, flat, of one example, where they differ."
    )
    keys: tuple[str, ...]
    only: Literal["first", "last"] | None = _only_if_there(
        "Of the terms of its sum only the first of each example counts, or the last of all."
    )
    turned: tuple[str, ...] | None = _only_if_there(
        "Roles whose kernel is read turned round by half a circle."
    )
    bugs: tuple[str, ...] | None = _only_if_there(
        "The deliberate mistakes that put it where the right step was."
    )


class Table(Document):
    """Ops, tensors and steps: what all iterations of a program share."""

    ops: list[Op]
    tensors: list[Tensor]
    steps: list[Step]
    parameters: tuple[str, ...]
    state: tuple[str, ...] = Field(
        description="What the optimizer keeps. A checkpoint holds the new values (t') of every "
        "t in `parameters` and then in `state`, flat, and the number of the next iteration."
    )


class Replaced(Document):
    """A number in the place of the one that is computed there."""

    tensor: str
    cell: list[int]
    value: float


class Moment(Document):
    """Which iteration it is, and of what."""

    hash: str = Field(description="Of the experiment.")
    iteration: int
    batch: int
    rows: list[int] = Field(description="Which examples are in the batch.")
    diverged: NonFinite | None
    loss_after: float | None = Field(
        default=None,
        description="The loss of the same examples with the new parameters, if it was asked for "
        "and is finite.",
    )
    replaced: Replaced | None = Field(
        default=None, description="The number that was put in, if one was."
    )


class TraceHeader(Table, Moment):
    """One iteration of an experiment, without its values."""

    experiment: dict[str, Any]


class Trace(TraceHeader):
    """One iteration of an experiment, every value in one flat list."""

    values: list[float]


class BareTrace(Moment):
    """A trace without its tables: those of any other iteration on as many examples hold."""

    values: list[float]


class Health(Document):
    """The server answers."""

    status: str
    version: str
