"""Which class an output or a target stands for, where targets are classes."""

from dataclasses import dataclass

import numpy as np

from engine.op import Array


@dataclass(frozen=True)
class Classes:
    """How outputs of shape (…, N, n) are read: one by what it exceeds, several by the largest."""

    count: int
    middle: float
    """Of one output: class 1 lies above, class 0 at it or below."""

    def __call__(self, outputs: Array) -> Array:
        """The class of each example, counted from 0; of equally large ones the first."""
        single = outputs.shape[-1] == 1
        found: Array = outputs[..., 0] > self.middle if single else outputs.argmax(-1)
        return found.astype(np.intp, copy=False)

    def confusion(self, wanted: Array, said: Array) -> Array:
        """How many examples of each class (row) were taken for each class (column)."""
        pairs = np.bincount(wanted * self.count + said, minlength=self.count**2)
        return pairs.reshape(self.count, self.count)


def classes(targets: Array) -> Classes | None:
    """How to read outputs as classes: None unless targets of shape (N, n) are classes.

    One output: 0 and 1, or −1 and 1, and the nearer one is the answer. Several: one of them is 1
    and the others are all 0 or all −1, and the largest is the answer.
    """
    low = next((low for low in (0.0, -1.0) if np.isin(targets, (low, 1.0)).all()), None)
    if low is None or targets.ndim != 2 or (targets == targets[0, 0]).all():
        return None
    if targets.shape[1] == 1:
        return Classes(2, (1.0 + low) / 2)
    one_each = ((targets == 1.0).sum(axis=1) == 1).all()
    return Classes(targets.shape[1], 0.0) if one_each else None
