"""An array that notes the NumPy calls made on it, so that they can be made again."""

import inspect
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from engine.op import Array

Call = Callable[[], Any]

_NAMED_OUT = (np.maximum, np.minimum)
"""NumPy wants their third argument by name."""


class Notes(list[Call]):
    """The calls, and all arrays that they or the rule's caller fill."""

    def __init__(self) -> None:
        super().__init__()
        self.known: list[Array] = []
        self.given: list[Array] = []

    @classmethod
    def of(cls, source: Any) -> "Notes":
        """Those of the array that a view is made from."""
        return source.noted if isinstance(source, NotingArray) else cls()

    def check(self, array: Any) -> None:
        """Raise Unnoted for an array that none of the calls fills."""
        plain = isinstance(array, np.ndarray) and not isinstance(array, NotingArray)
        if plain and not any(np.may_share_memory(array, known) for known in self.known):
            raise Unnoted

    def check_power(self, inputs: Sequence[Any]) -> None:
        """A number that was computed is no array any more, and its `**` is not NumPy's power.

        Raises Unnoted for such a number.
        """
        for x in inputs:
            given = any(a.ndim == 0 and np.may_share_memory(x, a) for a in self.given)
            if isinstance(x, NotingArray) and not given:
                raise Unnoted


class Unnoted(TypeError):
    """A rule looks at the numbers to decide what to do."""


class NotingArray(np.ndarray):
    """An array that notes the calls made on it."""

    noted: Notes

    def __array_finalize__(self, source: Any) -> None:
        self.noted = Notes.of(source)

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
        outs = tuple(_one_of(reads, _plain(o)) for o in out or ())
        self.noted.known += outs
        if outs and method == "__call__" and ufunc.nout == 1 and not more:
            found = np.asarray(run(*reads))
            if found.dtype != outs[0].dtype:  # truth values as numbers: two calls are faster
                self._note(partial(run, *reads, found))
                self._note(partial(np.copyto, outs[0], found))
                return noting(outs[0], self.noted)
        if method == "__call__" and ufunc not in _NAMED_OUT:
            self._note(partial(run, *reads, *outs, **more))
        else:
            self._note(partial(run, *reads, **more, **({"out": outs[0]} if outs else {})))
        return noting(outs[0], self.noted) if outs else None

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
            return noting(found, self.noted)
        return self._copied(partial(_plain(self).__getitem__, place))

    def fill(self, value: Any) -> None:
        self[...] = value

    def reshape(self, *shape: Any, **more: Any) -> Any:
        found = _plain(self).reshape(*shape, **more)
        if np.may_share_memory(found, _plain(self)):
            return noting(found, self.noted)
        return self._copied(partial(_plain(self).reshape, *shape, **more))

    def _copied(self, make: Call) -> Any:
        made = make()
        if not isinstance(made, np.ndarray | np.generic):
            raise Unnoted
        buffer = np.array(made)
        self.noted.known.append(buffer)
        self._note(lambda: np.copyto(buffer, make()))
        return noting(buffer, self.noted)

    def _note(self, call: Call) -> None:
        self.noted.append(call)
        call()

    def _decide(self) -> Any:
        raise Unnoted

    __bool__ = __float__ = __int__ = __index__ = _decide


def noting(array: Array, noted: Notes) -> NotingArray:
    """A view that notes what is done with it. It has the array's shape."""
    view = array.view(NotingArray)
    view.noted = noted
    return view


def _plain(value: Any) -> Any:
    if isinstance(value, NotingArray):
        return value.view(np.ndarray)
    return type(value)(map(_plain, value)) if isinstance(value, tuple | list) else value


def _one_of(reads: Sequence[Any], out: Array) -> Array:
    """What is read, if that is the very same cells: NumPy asks of two views how they overlap."""

    def cells(x: Any) -> Any:
        return isinstance(x, np.ndarray) and (x.ctypes.data, x.shape, x.strides, x.dtype)

    return next((x for x in reads if cells(x) == cells(out)), out)


def _fixed(place: Any) -> Any:
    """An index, if it does not come from the numbers themselves."""
    if any(isinstance(p, NotingArray) for p in (place if isinstance(place, tuple) else (place,))):
        raise Unnoted
    return place


def _constant(value: Any) -> Any:
    """A number as an array, which spares NumPy the conversion at each call."""
    return np.array(value) if isinstance(value, float) else _plain(value)
