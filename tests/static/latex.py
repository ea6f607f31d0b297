"""What a printed formula is worth: the little of LaTeX that the page writes, evaluated."""

import math
import re
from collections.abc import Callable, Mapping

TOKEN = re.compile(
    r"\\(?:htmlData|htmlClass|left|right|tfrac|frac|mathrm|operatorname|[a-zA-Z]+|[,;!| ])"
    r"|\d+\.?\d*|\S"
)
_WORDS: Mapping[str, Callable[..., float]] = {
    r"\ln": math.log, r"\tanh": math.tanh, r"\cos": math.cos, r"\sin": math.sin,
    r"\max": lambda *x: max(x), r"\min": lambda *x: min(x),
    r"\Phi": lambda x: math.erfc(-x / 2**0.5) / 2,
    "sgn": lambda x: (x > 0) - (x < 0), "first": lambda *x: float(x[-1] > max(x[:-1], default=0.0)),
}  # fmt: skip
_COMPARE = {
    ">": lambda a, b: a > b, r"\ge": lambda a, b: a >= b,
    "<": lambda a, b: a < b, r"\le": lambda a, b: a <= b, "=": lambda a, b: a == b,
}  # fmt: skip


def worth(latex: str, values: Callable[[str, tuple[int, ...]], float]) -> float:
    r"""The value of a formula; `values` gives that of a cell marked \htmlData{tensor=…,cell=…}."""
    return _Reader(latex, values).all()


class _Reader:
    def __init__(self, latex: str, values: Callable[[str, tuple[int, ...]], float]) -> None:
        self.latex, self.values = latex, values
        self.tokens = [(m.group(), m.start(), m.end()) for m in TOKEN.finditer(latex)]
        self.tokens = [t for t in self.tokens if t[0] not in (r"\,", r"\;", r"\!", r"\ ")]
        self.at = 0

    @property
    def next(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def take(self, *wanted: str) -> str:
        token = self.next
        assert not wanted or token in wanted, (token, wanted, self.latex)
        self.at += 1
        return token

    def all(self) -> float:
        value = self.sum()
        assert not self.next, (self.next, self.latex)
        return value

    def sum(self) -> float:
        value = self.product()
        while self.next in ("+", "-"):
            value = value + self.product() if self.take() == "+" else value - self.product()
        return value

    def product(self) -> float:
        if self.next == "-":
            self.take()
            return -self.product()
        value = self.power()
        while self.next and (self.next == r"\cdot" or self.begins()):
            if self.next == r"\cdot":
                self.take()
            value *= self.power()
        return value

    def begins(self) -> bool:
        return self.next not in ("+", "-", "}", ",", "]", r"\right", *_COMPARE)

    def power(self) -> float:
        value = self.single()
        while self.next == "^":
            self.take()
            value = value ** self.group()
        return value

    def group(self) -> float:
        self.take("{")
        value = self.sum()
        self.take("}")
        return value

    def name(self) -> str:
        """The text in braces that follow."""
        self.take("{")
        _, start, _ = self.tokens[self.at]
        depth = 1
        while depth:
            depth += {"{": 1, "}": -1}.get(self.take(), 0)
        return self.latex[start : self.tokens[self.at - 1][1]]

    def single(self) -> float:
        assert self.next, self.latex
        token = self.take()
        if token[0].isdigit():
            return float(token)
        match token:
            case "(":
                value = self.sum()
                self.take(")")
                return value
            case "e":
                self.take("^")
                return math.exp(self.group())
            case r"\pi":
                return math.pi
            case r"\frac" | r"\tfrac":
                top = self.group()
                return top / self.group()
            case r"\sqrt":
                return math.sqrt(self.group())
            case r"\htmlData":
                tensor, cell = re.fullmatch(r"tensor=(.*),cell=(.*)", self.name()).groups()  # type: ignore[union-attr]
                self.name()
                return self.values(tensor, tuple(map(int, filter(None, cell.split("-")))))
            case r"\left":
                return self.bracket()
            case r"\mathrm" | r"\operatorname":
                return _WORDS[self.name()](*self.arguments())
        return _WORDS[token](*self.arguments())

    def arguments(self) -> list[float]:
        self.take(r"\left")
        self.take("(")
        found = [self.compared()]
        while self.next == ",":
            self.take()
            found.append(self.compared())
        self.take(r"\right")
        self.take(")")
        return found

    def compared(self) -> float:
        value = self.sum()
        if self.next in _COMPARE:
            return float(_COMPARE[self.take()](value, self.sum()))
        return value

    def bracket(self) -> float:
        kind = self.take()
        value = self.compared()
        self.take(r"\right")
        self.take()
        return {"|": abs, r"\lfloor": math.floor}.get(kind, float)(value)
