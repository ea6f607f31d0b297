"""Input features: the text that names them, read as products of simple functions of one input.

`x1^2, x1*x2, sin(x2)` names three. A letter without a number stands for each input in turn, and x
and y together for each pair of two: for two inputs `x, x^2, x*y, sin(x)` is
x1, x2, x1^2, x2^2, x1*x2, sin(x1), sin(x2).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np

from engine.op import Array

MOST = 256
"""Most features: as many as a layer has units."""

_FACTOR = re.compile(r"(?:(sin|cos)\(([xy])(\d*)\)|([xy])(\d*)(?:\^(\d+))?)", re.ASCII)
_SIGNS = str.maketrans({"·": "*", "×": "*", "²": "^2", "³": "^3", " ": "", "\u00a0": ""})


@dataclass(frozen=True)
class Factor:
    """A function of one input: its power, its sine or its cosine."""

    function: str
    """pow, sin or cos"""
    input: int
    power: int = 1

    def value(self, x: Array) -> Array:
        """Its values for inputs of shape (N, n)."""
        column = x[:, self.input]
        if self.function == "pow":
            return column if self.power == 1 else column**self.power
        found: Array = {"sin": np.sin, "cos": np.cos}[self.function](column)
        return found

    def slope(self, x: Array) -> Array:
        """Its derivative there. x is (N, inputs), the derivative (N,)."""
        column = x[:, self.input]
        if self.function == "sin":
            return np.cos(column)  # type: ignore[no-any-return]
        if self.function == "cos":
            return -np.sin(column)  # type: ignore[no-any-return]
        return self.power * column ** (self.power - 1)

    @property
    def text(self) -> str:
        """Its cell formula."""
        x = f"x[{self.input}]"
        if self.function != "pow":
            return f"{self.function}({x})"
        return x if self.power == 1 else f"{x} ** {self.power}"

    @property
    def slope_text(self) -> str:
        """The cell formula of its derivative."""
        x = f"x[{self.input}]"
        if self.function == "sin":
            return f"cos({x})"
        if self.function == "cos":
            return f"(-sin({x}))"
        return {1: "1", 2: f"2 * {x}"}.get(self.power, f"{self.power} * {x} ** {self.power - 1}")


Feature = tuple[Factor, ...]
"""The product of its factors, one for each input that it reads."""


class BadFeature(ValueError):
    """What is no feature, and where it cannot be one."""


def read(terms: str) -> list[list[tuple[str, str, str, int]]]:
    """The features of a text as (function, letter, number, power) of each factor.

    Raises BadFeature with the part that is none.
    """
    found = []
    for k, term in enumerate(terms.translate(_SIGNS).split(","), 1):
        factors = []
        for part in term.split("*"):
            match = _FACTOR.fullmatch(part)
            if not match:
                why = "is no product such as x1^2*sin(x2)" if term else "is missing"
                raise BadFeature(f"feature {k} {why}")
            function, letter, number, other, digits, power = match.groups()
            if int(power or 1) not in range(1, 10):
                raise BadFeature(f"a power in feature {k} is not from 1 to 9")
            letter, number = letter or other, number or digits or ""
            if number and (letter != "x" or number.startswith("0")):
                raise BadFeature(f"feature {k} names no input: they are x1, x2 and so on")
            factors.append((function or "pow", letter, number, int(power or 1)))
        if {letter for _, letter, number, _ in factors if not number} == {"y"}:
            raise BadFeature(f"feature {k} needs an x beside its y")
        found.append(factors)
    return found


@lru_cache(maxsize=64)
def features(terms: str, inputs: int) -> tuple[Feature, ...]:
    """The features of so many inputs; raises BadFeature if one reads an input that is not there,
    or if there are more than MOST of them."""
    found: list[Feature] = []
    for factors in read(terms):
        letters = sorted({letter for _, letter, number, _ in factors if not number})
        for places in combinations(range(inputs), len(letters)):
            at = dict(zip(letters, places, strict=True))
            found.append(_feature(factors, at, inputs))
            if len(found) > MOST:
                raise BadFeature(f"these are more than {MOST} features")
    if not found:
        raise BadFeature("x*y needs two inputs")
    return tuple(found)


def _feature(factors: list[tuple[str, str, str, int]], at: dict[str, int], inputs: int) -> Feature:
    """Factors of the same input and of no function are one power."""
    made: list[Factor] = []
    for function, letter, number, power in factors:
        place = int(number) - 1 if number else at[letter]
        if place >= inputs:
            raise BadFeature(f"an input is named that is not there: they are x1 to x{inputs}")
        same = next((f for f in made if (f.function, f.input) == ("pow", place)), None)
        if function == "pow" and same:
            made[made.index(same)] = Factor("pow", place, same.power + power)
        else:
            made.append(Factor(function, place, power))
    return tuple(made)


def product(feature: Feature, x: Array, without: Factor | None = None) -> Array:
    """The product of the factors of a feature but one, shape (N,)."""
    found: Array = np.ones(len(x), x.dtype)
    for factor in feature:
        if factor is not without:
            found = found * factor.value(x)
    return found


def formula(feature: Feature) -> str:
    """The cell formula of a feature."""
    return " * ".join(f.text for f in feature)


def partials(feature: Feature, place: int) -> Iterator[tuple[Factor, str]]:
    """The factors of a feature that read an input, each with the cell formula of the derivative
    along it: its slope times the other factors."""
    for factor in feature:
        if factor.input == place:
            parts = [factor.slope_text, *(f.text for f in feature if f is not factor)]
            told = [p for p in parts if p != "1"] or ["1"]
            yield factor, " * ".join(told)
