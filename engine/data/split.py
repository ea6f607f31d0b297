"""Choosing some of the examples at random, each class in proportion."""

import numpy as np

from engine.op import Array


def held_out(count: int, share: float, rng: np.random.Generator, labels: Array | None) -> Array:
    """Ascending indices of the examples kept for testing: `share` of `count`, rounded.

    A share above 0 leaves at least one example on each side, if there are two.

    Labels are (count,), the indices (held out,).
    """
    number = round(count * share)
    if share > 0:
        number = min(max(number, 1), count - 1)
    return stratified(np.zeros(count, int) if labels is None else labels, number, rng)


def stratified(labels: Array, number: int, rng: np.random.Generator) -> Array:
    """Ascending indices of `number` examples, with each label as often as its share demands.

    What is left after rounding down goes to the labels with the largest remainders.

    Labels are (examples,), the indices (number,).
    """
    classes, sizes = np.unique(labels, return_counts=True)
    exact = sizes * number / len(labels)
    quota = np.floor(exact).astype(int)
    order = np.argsort(quota - exact, kind="stable")
    quota[order[: number - quota.sum()]] += 1
    chosen = [
        rng.permutation(np.flatnonzero(labels == label))[:take]
        for label, take in zip(classes, quota, strict=True)
    ]
    return np.sort(np.concatenate(chosen))
