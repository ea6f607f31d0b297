"""Tables whose columns are the pixels of square images."""

from engine.tables.column import Column

SIDES = {64: 8, 256: 16, 784: 28}
"""Columns → rows and columns of an image."""
INKS = (1, 16, 255)
"""Largest values of a pixel: black and white, the digits of UCI, a byte."""


def side_of(inputs: list[Column]) -> int | None:
    """The side of the images that the columns make, None if they are no pixels."""
    side = SIDES.get(len(inputs))
    if side is None or any(c.categories or c.unit for c in inputs):
        return None
    return side if ink_of(inputs) else None


def ink_of(inputs: list[Column]) -> int | None:
    """The value of the darkest pixel that can be."""
    low = min(float(c.values[c.values == c.values].min(initial=0.0)) for c in inputs)
    high = max(float(c.values[c.values == c.values].max(initial=0.0)) for c in inputs)
    if low < 0:
        return None
    return next((ink for ink in INKS if high <= ink), None)
