"""Standardising: each input to mean 0 and standard deviation 1, as the training data have it."""

from dataclasses import dataclass

import numpy as np

from engine.op import Array


@dataclass(frozen=True, eq=False)
class Scaling:
    """z = (x − mean) / sd for each input; the constants are kept for data that come later.

    `mean` and `sd` have the shape of one example. The standard deviation is that of the
    population (divided by N), as in scikit-learn's StandardScaler.
    """

    mean: Array
    sd: Array

    @classmethod
    def of(cls, training: Array) -> "Scaling":
        """Fitted to inputs of shape (examples, …); an input that never varies becomes 0."""
        first = training[0]
        constant = (training == first).all(axis=0)
        mean = np.where(constant, first, training.mean(axis=0))
        sd = np.sqrt(((training - mean) ** 2).mean(axis=0))
        return cls(mean, np.where(sd > 0, sd, 1.0))

    def __call__(self, inputs: Array) -> Array:
        """Inputs of shape (examples, …), standardised."""
        standard: Array = (inputs - self.mean) / self.sd
        return standard
