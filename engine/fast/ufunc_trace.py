"""Takes a rule apart into the NumPy calls it makes, so that they can be made again without it.

A rule runs once on arrays that note what is done with them. Made again, its calls need no
method, no look-up, no keyword and no new array: what the rule allocated on the way is kept as
a buffer. The calls are then tried on other numbers. If they do not write what the rule writes,
byte for byte, it did something that is not noted, and is called as it is. So is a rule that
looks at a number to decide, or reads an array that is neither given to it nor noted.
"""

import inspect
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import numpy as np

from engine.op import Array

Call = Callable[[], Any]
Method = Callable[..., None]


class RuleCall(partial[None]):
    """A rule bound to arrays: `method(out, *reads)`."""

    __slots__ = ()

    @property
    def traced(self) -> list[Call]:
        """The NumPy calls that do the same."""
        out, *reads = self.args
        return calls(partial(self.func, **self.keywords), out, reads)


def traced(bound: Iterable[Call]) -> list[Call]:
    """The same calls, with each rule taken apart into those that it makes."""
    return [c for call in bound for c in (call.traced if isinstance(call, RuleCall) else [call])]


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
    """The calls that do what `method(out, *reads)` does. All arrays keep their values."""
    arrays = (out, *reads)
    before = [a.copy() for a in arrays]
    with np.errstate(all="ignore"):
        try:
            noted = _note(method, out, reads)
            same = all(_agree(method, noted, out, reads, seed) for seed in (1, 2))
        except (_Unnoted, ValueError, IndexError):
            same = False
    for array, values in zip(arrays, before, strict=True):
        array[...] = values
    return noted if same else [partial(method, out, *reads)]


def _note(method: Method, out: Array, reads: Sequence[Array]) -> list[Call]:
    noted = _Notes()
    noted.known += [out, *reads]
    noted.given += [out, *reads]
    _scatter(reads, 0)
    method(*(_noting(a, noted) for a in (out, *reads)))
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
    rng = np.random.default_rng(seed)
    for array in arrays:
        array[...] = rng.uniform(0.1, 0.9, array.shape)


_NAMED_OUT = (np.maximum, np.minimum)
"""NumPy wants their third argument by name."""


class _Notes(list[Call]):
    """The calls, and all arrays that they or the rule's caller fill."""

    def __init__(self) -> None:
        super().__init__()
        self.known: list[Array] = []
        self.given: list[Array] = []

    @classmethod
    def of(cls, source: Any) -> "_Notes":
        """Those of the array that a view is made from."""
        return source.noted if isinstance(source, _Noting) else cls()

    def check(self, array: Any) -> None:
        plain = isinstance(array, np.ndarray) and not isinstance(array, _Noting)
        if plain and not any(np.may_share_memory(array, known) for known in self.known):
            raise _Unnoted

    def check_power(self, inputs: Sequence[Any]) -> None:
        """A number that was computed is no array any more, and its `**` is not NumPy's power."""
        for x in inputs:
            given = any(a.ndim == 0 and np.may_share_memory(x, a) for a in self.given)
            if isinstance(x, _Noting) and not given:
                raise _Unnoted


class _Unnoted(TypeError):
    """A rule looks at the numbers to decide what to do."""


class _Noting(np.ndarray):
    """An array that notes the calls made on it."""

    noted: _Notes

    def __array_finalize__(self, source: Any) -> None:
        self.noted = _Notes.of(source)

    def __array_ufunc__(
        self, ufunc: Any, method: str, *inputs: Any, out: Any = None, **more: Any
    ) -> Any:
        run = ufunc if method == "__call__" else getattr(ufunc, method)
        for array in inputs:
            self.noted.check(array)
        if ufunc is np.power and all(np.ndim(x) == 0 for x in inputs):
            self.noted.check_power(inputs)
        reads = [_constant(x) for x in inputs]
        if out is None and method != "at":
            out = (np.array(run(*reads, **more)),)  # the rule's own array becomes a buffer
        outs = tuple(_plain(o) for o in out or ())
        self.noted.known += outs
        if outs and method == "__call__" and ufunc.nout == 1 and not more:
            found = np.asarray(run(*reads))
            if found.dtype != outs[0].dtype:  # truth values as numbers: two calls are faster
                self._note(partial(run, *reads, found))
                self._note(partial(np.copyto, outs[0], found))
                return _noting(outs[0], self.noted)
        if method == "__call__" and ufunc not in _NAMED_OUT:
            self._note(partial(run, *reads, *outs, **more))
        else:
            self._note(partial(run, *reads, **more, **({"out": outs[0]} if outs else {})))
        return _noting(outs[0], self.noted) if outs else None

    def __array_function__(self, function: Any, types: Any, given: Any, named: Any) -> Any:
        if not inspect.isbuiltin(getattr(function, "_implementation", None)):
            return super().__array_function__(function, types, given, named)  # made of others
        for array in (*given, *named.values()):
            for part in array if isinstance(array, tuple | list) else (array,):
                self.noted.check(part)
        again = partial(function, *map(_plain, given), **{k: _plain(v) for k, v in named.items()})
        if function is np.copyto or "out" in named:
            return self._note(again)
        return self._copied(again)

    def __setitem__(self, place: Any, value: Any) -> None:
        self.noted.check(value)
        self._note(partial(np.copyto, _plain(self)[_fixed(place)], _constant(value)))

    def __getitem__(self, place: Any) -> Any:
        found = _plain(self)[_fixed(place)]
        if np.may_share_memory(found, _plain(self)):
            return _noting(found, self.noted)
        return self._copied(partial(_plain(self).__getitem__, place))

    def fill(self, value: Any) -> None:
        self[...] = value

    def reshape(self, *shape: Any, **more: Any) -> Any:
        found = _plain(self).reshape(*shape, **more)
        if np.may_share_memory(found, _plain(self)):
            return _noting(found, self.noted)
        return self._copied(partial(_plain(self).reshape, *shape, **more))

    def _copied(self, make: Call) -> Any:
        made = make()
        if not isinstance(made, np.ndarray | np.generic):
            raise _Unnoted
        buffer = np.array(made)
        self.noted.known.append(buffer)
        self._note(lambda: np.copyto(buffer, make()))
        return _noting(buffer, self.noted)

    def _note(self, call: Call) -> None:
        self.noted.append(call)
        call()

    def _decide(self) -> Any:
        raise _Unnoted

    __bool__ = __float__ = __int__ = __index__ = _decide


def _noting(array: Array, noted: _Notes) -> _Noting:
    view = array.view(_Noting)
    view.noted = noted
    return view


def _plain(value: Any) -> Any:
    if isinstance(value, _Noting):
        return value.view(np.ndarray)
    return type(value)(map(_plain, value)) if isinstance(value, tuple | list) else value


def _fixed(place: Any) -> Any:
    """An index, if it does not come from the numbers themselves."""
    if any(isinstance(p, _Noting) for p in (place if isinstance(place, tuple) else (place,))):
        raise _Unnoted
    return place


def _constant(value: Any) -> Any:
    """A number as an array, which spares NumPy the conversion at each call."""
    return np.array(value) if isinstance(value, float) else _plain(value)
