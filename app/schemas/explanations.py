"""What is answered about why numbers are what they are. A number that is not finite is null."""

from typing import Literal

from pydantic import Field

from app.schemas.responses import Document, Shape

Number = float | None
Kinks = list[tuple[str, Shape]]


class CheckedCell(Document):
    """∂E/∂w of one cell, found in up to three ways."""

    cell: Shape
    gradient: Number = Field(description="By the backward pass.")
    numeric: Number = Field(description="By central differences.")
    complex_step: Number = Field(description="Im E(w + ih) / h; null where not all is smooth.")
    difference: Number = Field(
        description="Of gradient and numeric, relative to the largest entry of the gradient."
    )
    complex_difference: Number
    rounding: Number = Field(description="How far float64 alone can put numeric off, likewise.")
    verdict: Literal["agrees", "rounding", "kink", "differs"] = Field(
        description="rounding: they agree as far as float64 can tell; kink: nothing can be told."
    )
    kinks: Kinks = Field(description="Cells carried across a kink, as [tensor, cell].")


class CheckedParameter(Document):
    """The check of a parameter."""

    parameter: str
    cells: int = Field(description="Cells that were checked.")
    agree: int
    differ: int
    kinks: int = Field(description="Cells of which nothing can be told.")
    worst: CheckedCell = Field(description="One that differs, or the largest difference.")


class WorstCell(CheckedCell):
    """The worst cell of all that were checked."""

    parameter: str


class Counts(Document):
    """Why nobody trains like this: two forward passes for each number, or one backward pass."""

    parameters: int
    forward_passes: int
    backward_passes: int


class Change(Document):
    """How a tensor changed."""

    tensor: str
    cells: int = Field(description="How many of its cells did.")
    largest: Number
    cell: Shape = Field(description="Where the largest change is.")
    values: list[float] | str | None = Field(
        None, description="The change of every cell, as it was asked for."
    )


class Nudge(Document):
    """One number moved, everything else held."""

    tensor: str
    cell: Shape
    epsilon: float
    value: Number = Field(description="Before.")
    moved: Number = Field(description="(value + ε) − value, as float64 has it.")
    gradient: Number
    promised: Number = Field(description="gradient · moved.")
    loss: Number = Field(description="E after.")
    change: Number = Field(description="ΔE.")
    difference: Number = Field(description="ΔE − promised.")
    reason: Literal["exact", "curvature", "kink", "rounding", "domain", "wrong", "overflow"] = (
        Field(
            description="Of the difference. domain: an output left what the loss is defined for; "
            "wrong: the gradient is not the slope of E."
        )
    )
    agrees: bool | None = Field(
        description="Whether the gradient is the slope, by central differences; null: they "
        "cannot tell."
    )
    curvature: Number = Field(description="The part of the difference that goes with ε².")
    remainder: Number = Field(description="What is left of it.")
    rounding: Number = Field(description="How far float64 alone can put ΔE off.")
    digits: int = Field(description="Digits of ΔE that rounding leaves.")
    kinks: Kinks
    changed: list[Change] = Field(description="In the order they are computed, E last.")


class Promise(Document):
    """Of a step: gradient · step, and by how much E changed."""

    promised: Number
    came: Number


class WeightStep(Promise):
    """Of one weight, as if it alone had moved."""

    to: Number = Field(description="Its new value.")


class Slice(Document):
    """E over one weight; its tangent goes through (value, loss)."""

    tensor: str
    cell: Shape
    points: list[float]
    losses: list[Number]
    value: float
    loss: float
    gradient: float
    step: WeightStep


class Checks(Document):
    """Gradients proven, numbers nudged, and the loss over weights."""

    iteration: int
    loss: float
    counts: Counts
    checks: list[CheckedParameter]
    worst: WorstCell | None
    nudges: list[Nudge]
    slices: list[Slice]
    descent: Promise | None = Field(description="Of all parameters together, where slices are.")


class Network(Document):
    """Paths from all weights to the loss, over all examples; the wires that carry a weight."""

    paths: int
    wires: int
    examples: int


class Path(Document):
    """A path from the chosen cell to E."""

    product: Number
    route: int = Field(description="Which of `routes` it takes.")
    cells: list[Shape] = Field(description="Of each tensor of the route.")
    derivatives: list[Number] = Field(description="Of each cell by the one before it.")


class Rest(Document):
    """The paths that are not listed."""

    count: int
    sum: Number


class Paths(Document):
    """How a cell acts on the loss: the paths with the largest |product| first."""

    iteration: int
    tensor: str
    cell: Shape
    gradient: Number = Field(description="Σ over all paths.")
    size: Number = Field(description="Σ |product|: what is there before it cancels.")
    count: int
    network: Network
    routes: list[list[str]]
    paths: list[Path]
    rest: Rest


class Agreement(Document):
    """‖Σ g‖ / Σ ‖g‖ over the examples: 1 where all pull one way; null where none pulls."""

    cell: Number
    parameter: Number
    all: Number


class Pulls(Document):
    """What each example of the batch makes of the gradient of a weight."""

    iteration: int
    tensor: str
    cell: Shape
    rows: list[int] = Field(description="Which examples of the data, in the batch's order.")
    losses: list[float] = Field(description="What each adds to E.")
    pulls: list[float] = Field(description="∂ of that by the weight, the whole batch in place.")
    gradient: float
    agreement: Agreement
