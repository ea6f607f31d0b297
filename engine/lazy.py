"""An attribute that is computed when it is first asked for.

As `functools.cached_property`, without the lock that it takes each time before Python 3.12: of what
is made in its dozens for one answer, that took longer than what was locked.
"""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class lazy(Generic[T]):  # noqa: N801 (it stands where property does)
    """Two threads that ask at once both compute it, and one of the two values stays."""

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self.compute, self.name = compute, compute.__name__
        self.__doc__ = compute.__doc__

    @overload
    def __get__(self, of: None, kind: type) -> Self: ...

    @overload
    def __get__(self, of: object, kind: type) -> T: ...

    def __get__(self, of: object, kind: type) -> "T | Self":
        if of is None:
            return self
        found = of.__dict__[self.name] = self.compute(of)
        return found
