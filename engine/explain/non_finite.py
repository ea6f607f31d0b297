"""What the first number that was not finite was computed from."""

from engine.explain.provenance import Read, explain
from engine.run.divergence import NonFinite

SHOWN = 12
"""Operands that are told: of a long sum the largest are enough to see why it overflowed."""


def explain_non_finite(where: NonFinite) -> tuple[Read, ...]:
    """The cells that a number was computed from, all finite still; at most SHOWN.

    First those that its formula names once, then the terms of its sum, the largest first.
    """
    told = explain(where.trace, where.tensor, where.cell)
    terms = {(read.tensor, read.cell): read for term in told.terms for read in term}
    largest = sorted(terms.values(), key=lambda read: -abs(read.value))
    return (*told.reads, *largest)[:SHOWN]
