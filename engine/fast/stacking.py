"""The calls of one network made for many at once: every array has an axis more, in front.

A call of NumPy on views of a network's buffers becomes the same call on views of a stack of such
buffers: a product becomes a product for each network, which NumPy makes without coming back to
Python. Each is then tried on other numbers. One that does not write for a network what the call
alone writes, byte for byte, is made for one network after the other, and so is a rule that was
not taken apart. A call of its own making tells by `written` what it writes, and makes the one of
all by `stacked(view, count)`.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from engine.fast.memory import LINE, rounded
from engine.fast.ufunc_trace import Call
from engine.op import Array, Op


class NotStackable(TypeError):
    """A call that nothing is known of but that it can be made."""


class Stack:
    """Buffers of `count` networks for those of one, and their calls."""

    def __init__(self, count: int, kept: Sequence[Array], calls: Sequence[Call]) -> None:
        """`kept` are arrays of which each network has its own even if no call writes them.

        Raises NotStackable.
        """
        self.count = count
        self.own = {id(_root(a)): _root(a) for a in [*kept, *(o for c in calls for o in _outs(c))]}
        self.rows: dict[int, tuple[Array, int]] = {}
        """Of each root its bytes for all networks, and how far one is from the next."""

    def view(self, array: Array, more: int = 0) -> Array:
        """An array of all networks, (count, …), with so many axes of length 1 behind the first.

        One that they share stays as it is.
        """
        root = _root(array)
        if id(root) not in self.own:
            return array
        memory, apart = self._memory(root)
        offset = _address(array) - _address(root)
        shape = (self.count, *(1,) * more, *array.shape)
        strides = (apart, *(0,) * more, *array.strides)
        return np.ndarray(shape, array.dtype, memory.data, offset, strides)

    def reset(self) -> None:
        """Every network has the numbers that the one has now."""
        for name, (memory, apart) in self.rows.items():
            root = self.own[name]
            memory.reshape(self.count, apart)[:, : root.nbytes] = np.frombuffer(
                root.tobytes("A"), np.uint8
            )

    def made(self, calls: Sequence[Call]) -> Iterator[Call]:
        """The calls of all networks, each when it was tried; `reset` is called behind them.

        Raises NotStackable for one that cannot be made so.
        """
        for call in calls:
            if hasattr(call, "stacked"):
                yield call.stacked(self.view, self.count)
                continue
            if not isinstance(call, partial):
                raise NotStackable(call)
            many = self._many(call)
            yield many if many and self._agrees(call, many) else self._one_by_one(call)

    def _memory(self, root: Array) -> tuple[Array, int]:
        if id(root) not in self.rows:
            apart = rounded(-(-root.nbytes // 8)) * 8
            room = np.zeros((self.count + 1) * apart + LINE * 8, np.uint8)
            start = (_address(root) - room.ctypes.data) % (LINE * 8)
            self.rows[id(root)] = room[start : start + self.count * apart], apart
        return self.rows[id(root)]

    def _many(self, call: partial[Any]) -> Call | None:
        function, given, named = call.func, call.args, call.keywords
        owner, name = getattr(function, "__self__", None), getattr(function, "__name__", "")
        if isinstance(owner, np.ndarray) and name == "dot" and len(given) == 2 and not named:
            return self._product(owner, *given)
        if isinstance(owner, np.ndarray) and name == "fill":
            return partial(np.copyto, self.view(owner), given[0])
        if function is np.matmul and len(given) == 3:
            deep = max(a.ndim for a in given)
            return partial(np.matmul, *(self.view(a, deep - a.ndim) for a in given))
        if isinstance(function, np.ufunc) or function is np.copyto or _is_rule(call):
            return self._elementwise(function, given, named)
        return None

    def _elementwise(self, function: Any, given: Sequence[Any], named: dict[str, Any]) -> Call:
        deep = max(np.ndim(a) for a in (*given, *named.values()))

        def wide(x: Any) -> Any:
            return self.view(x, deep - x.ndim) if isinstance(x, np.ndarray) else x

        return partial(function, *map(wide, given), **{k: wide(v) for k, v in named.items()})

    def _product(self, a: Array, b: Array, out: Array) -> Call | None:
        left = self.view(a[None] if a.ndim == 1 else a)
        right = self.view(b[:, None] if b.ndim == 1 else b)
        into = self.view(out.reshape(left.shape[-2], right.shape[-1]))
        return partial(np.matmul, left, right, into)

    def _one_by_one(self, call: partial[Any]) -> Call:
        """The call for one network after the other."""
        each = [self._of(call, k) for k in range(self.count)]

        def run() -> None:
            for one in each:
                one()

        return run

    def _of(self, call: partial[Any], k: int) -> Call:
        """The call on the arrays of one network."""

        def own(x: Any) -> Any:
            if not isinstance(x, np.ndarray):
                return x
            seen = self.view(x)
            return seen if seen is x else seen[k] if x.ndim else seen[k : k + 1].reshape(())

        owner, function = getattr(call.func, "__self__", None), call.func
        if isinstance(owner, np.ndarray):
            function = getattr(own(owner), call.func.__name__)
        return partial(
            function, *map(own, call.args), **{n: own(v) for n, v in call.keywords.items()}
        )

    def _agrees(self, call: partial[Any], many: Call) -> bool:
        """Whether the call of all writes for a network what its own writes, the first and last."""
        arrays = [self.view(a) for a in _arrays(call) if id(_root(a)) in self.own]
        outs = [self.view(o) for o in _outs(call)]
        for a in arrays:
            rng = np.random.default_rng(a.size)
            a[...] = (
                rng.uniform(0.1, 0.9, a.shape) if a.dtype != bool else rng.random(a.shape) < 0.5
            )
        before = [a.copy() for a in arrays]
        try:
            with np.errstate(all="ignore"):
                many()
                found = [o.copy() for o in outs]
                for a, values in zip(arrays, before, strict=True):
                    a[...] = values
                for k in (0, self.count - 1):
                    self._of(call, k)()
        except (TypeError, ValueError):
            return False
        return all(
            o[k].tobytes() == f[k].tobytes()
            for o, f in zip(outs, found, strict=True)
            for k in (0, self.count - 1)
        )


def _arrays(call: Call) -> list[Array]:
    """The arrays that a call is given."""
    if not isinstance(call, partial):
        return []
    owner = getattr(call.func, "__self__", None)
    given = (owner, *call.args, *call.keywords.values())
    return [a for a in given if isinstance(a, np.ndarray)]


def _outs(call: Call) -> list[Array]:
    """The arrays that a call writes; raises NotStackable where nobody knows."""
    written = getattr(call, "written", None)
    if written is not None:
        return list(written)
    if not isinstance(call, partial):
        raise NotStackable(call)
    function, given = call.func, call.args
    owner, name = getattr(function, "__self__", None), getattr(function, "__name__", "")
    if "out" in call.keywords:
        return [call.keywords["out"]]
    if function is np.copyto or _is_rule(call):
        return [given[0]]
    if isinstance(owner, np.ndarray) and name == "fill":
        return [owner]
    if isinstance(owner, np.ndarray) and name == "dot" and len(given) == 2:
        return [given[1]]
    if isinstance(function, np.ufunc) and len(given) > function.nin:
        return list(given[function.nin :])
    raise NotStackable(call)


def _is_rule(call: partial[Any]) -> bool:
    """Whether it is a rule of an op, which writes its first array and reads the others."""
    return isinstance(getattr(call.func, "__self__", None), Op)


def _root(array: Any) -> Any:
    """The array whose memory it is."""
    while getattr(array, "base", None) is not None:
        array = array.base
    return array


def _address(array: Array) -> int:
    return int(array.__array_interface__["data"][0])
