"""Takes a rule apart into the NumPy calls it makes, so that they can be made again without it.

A rule runs once on arrays that note what is done with them. Made again, its calls need no
method, no look-up, no keyword and no new array: what the rule allocated on the way is kept as
a buffer. The calls are then tried on other numbers. If they do not write what the rule writes,
byte for byte, it did something that is not noted, and is called as it is. So is a rule that
looks at a number to decide, or reads an array that is neither given to it nor noted.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial

import numpy as np

from engine.fast.noting_array import Call, Notes, Unnoted, noting
from engine.op import Array
from engine.pausing import Pausing

__all__ = ["Call", "Method", "RuleCall", "calls", "tracing", "unrolled"]

Method = Callable[..., None]
PERIOD = 4093
"""Numbers after which those of a trial come again: a prime that is the size of no axis, so that no
two rows or arrays have the same.
"""


class RuleCall(partial[None]):
    """A rule bound to arrays: `method(out, *reads)`."""

    __slots__ = ()

    @property
    def traced(self) -> list[Call]:
        """The NumPy calls that do the same."""
        out, *reads = self.args
        return calls(partial(self.func, **self.keywords), out, reads)


def tracing(bound: Iterable[Call]) -> Pausing[list[Call]]:
    """The same calls, with each rule taken apart into those that it makes; then a pause."""
    found: list[Call] = []
    for call in bound:
        if isinstance(call, RuleCall):
            found += call.traced
            yield
        else:
            found.append(call)
    return found


def unrolled(bound: Sequence[Call]) -> Call:
    """One function that makes the calls, eight in a row: their loop would take a twentieth."""
    whole = len(bound) // 8 * 8
    blocks = [_eight(*bound[k : k + 8]) for k in range(0, whole, 8)] + list(bound[whole:])

    def run() -> None:
        for block in blocks:
            block()

    return run


def _eight(a: Call, b: Call, c: Call, d: Call, e: Call, f: Call, g: Call, h: Call) -> Call:
    def run() -> None:
        a()
        b()
        c()
        d()
        e()
        f()
        g()
        h()

    return run


def calls(method: Method, out: Array, reads: Sequence[Array]) -> list[Call]:
    """The calls that do what `method(out, *reads)` does. All arrays keep their values.

    Their shapes are those of the rule.
    """
    arrays = (out, *reads)
    before = [a.copy() for a in arrays]
    with np.errstate(all="ignore"):
        try:
            noted = _note(method, out, reads)
            same = all(_agree(method, noted, out, reads, seed) for seed in (1, 2))
        except (Unnoted, ValueError, IndexError):
            same = False
    for array, values in zip(arrays, before, strict=True):
        array[...] = values
    return noted if same else [partial(method, out, *reads)]


def _note(method: Method, out: Array, reads: Sequence[Array]) -> list[Call]:
    noted = Notes()
    noted.known += [out, *reads]
    noted.given += [out, *reads]
    _scatter(reads, 0)
    method(*(noting(a, noted) for a in (out, *reads)))
    return noted


def _agree(
    method: Method, noted: list[Call], out: Array, reads: Sequence[Array], seed: int
) -> bool:
    _scatter(reads, seed)
    method(out, *reads)
    expected = out.tobytes()
    out.fill(np.nan)
    for call in noted:
        call()
    return out.tobytes() == expected


def _scatter(arrays: Sequence[Array], seed: int) -> None:
    found = np.resize(_numbers(seed), sum(array.size for array in arrays))
    begin = 0
    for array in arrays:
        array[...] = found[begin : begin + array.size].reshape(array.shape)
        begin += array.size


@cache
def _numbers(seed: int) -> Array:
    """Numbers to try calls on, again and again: to draw each anew would take half of the time.

    (PERIOD,).
    """
    return np.random.default_rng(seed).uniform(0.1, 0.9, PERIOD)
