"""Whether columns are standardised: numbers of different size, or large ones, do not train."""

import numpy as np

from engine.op import Array

LARGE = 10.0
"""Inputs beyond this drive sigmoid and tanh to where they are flat."""
APART = 10.0
"""Scales that differ so much make one learning rate too large or too small for all."""


def differ(inputs: Array, numbers: Array) -> bool:
    """Whether inputs are large, or those that are `numbers` differ in scale.

    `inputs` has the shape (examples, inputs), `numbers` says of each input whether it is a number
    and no category.
    """
    sizes = np.abs(inputs).max(axis=0)
    if sizes.max() > LARGE:
        return True
    scales = sizes[numbers & (sizes > 0)].tolist() + [1.0] * bool((~numbers).any())
    return len(scales) > 1 and max(scales) >= APART * min(scales)


def large(targets: Array) -> bool:
    """Whether quantities are so large that the first steps would overshoot.

    Targets are (examples, outputs).
    """
    return bool(np.abs(targets).max() > LARGE)
