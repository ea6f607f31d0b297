"""What an iteration has to say of a whole network, as models."""

import numpy as np
from pydantic import Field

from app.schemas.responses import Document
from engine import Trace
from engine.explain.collapse import collapse
from engine.explain.ledger import ledger
from engine.lessons.scene import outputs


class LedgerFactor(Document):
    """What one op did to the size of the error signal."""

    layer: int
    cause: str = Field(description="weights, slope or other.")
    before: str
    after: str
    value: float = Field(description="Norm of the gradient behind it over that before it.")
    bound: float | None = Field(description="The most that a slope can be.")


class LedgerDocument(Document):
    """From the last layer's δ back to the first's."""

    iteration: int
    factors: list[LedgerFactor]
    ratio: float = Field(description="As the trace holds it: the product of all factors.")
    slopes: float
    weights: float
    bound: float | None = Field(description="The most that all slopes let through.")
    killer: int = Field(description="Place in factors of the one that took most away.")


class CollapseProduct(Document):
    """The layers up to one, multiplied into one."""

    layers: int
    W: list[list[float]]
    b: list[float]


class CollapseDocument(Document):
    """Linear layers as one, and that both answer alike."""

    iteration: int
    products: list[CollapseProduct]
    stacked: list[list[float]] = Field(description="What the layers answer to the batch.")
    single: list[list[float]] = Field(description="What the one matrix answers.")
    apart: float = Field(description="How far they are apart at most.")


def ledger_of(trace: Trace) -> LedgerDocument:
    """The ledger of a trace; raises NoLedger."""
    found = ledger(trace)
    return LedgerDocument(
        iteration=trace.iteration,
        factors=[LedgerFactor(**vars(f)) for f in found.factors],
        ratio=found.ratio,
        slopes=found.total("slope"),
        weights=found.total("weights"),
        bound=found.bound,
        killer=found.factors.index(found.killer),
    )


def collapse_of(trace: Trace) -> CollapseDocument:
    """The collapse of a trace; raises NotLinear."""
    products = collapse(trace)
    stacked = outputs(trace)
    single = products[-1](trace["a0"])
    return CollapseDocument(
        iteration=trace.iteration,
        products=[
            CollapseProduct(layers=p.layers, W=p.W.tolist(), b=p.b.tolist()) for p in products
        ],
        stacked=stacked.tolist(),
        single=single.tolist(),
        apart=float(np.max(np.abs(stacked - single))),
    )
