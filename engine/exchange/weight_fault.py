"""What is wrong with a file of weights: a code, what it names, and a sentence in English."""

from collections.abc import Mapping
from dataclasses import dataclass

LONGEST = 100
"""Characters of a name that are repeated."""

SENTENCES = {
    "empty": "the file is empty",
    "format": "this is neither safetensors nor .npz",
    "header": "the header of this safetensors file cannot be read",
    "archive": "this .npz cannot be read: it must hold arrays of numbers alone",
    "dtype": "{theirs} is {dtype}; weights are {allowed}",
    "place": "{theirs} is not where the header says",
    "words": "{theirs} holds no numbers",
    "not_finite": "{theirs} holds a number that is not finite",
    "range": "{ours} holds {value}; parameters go to {most}",
    "large": "the arrays take more than {most} bytes",
    "count": "the file has {count} arrays, {most} are allowed",
    "extra": "{theirs}, {shape}, has no place here",
    "missing": "{ours} needs {needed}, and the file has nothing for it",
    "shape": "{theirs} has {shape}, and {ours} needs {needed}",
}
"""By code. The last three are of a file that was read and does not fit the network."""

Named = str | int | tuple[int, ...]
"""A name, a count or a shape."""


@dataclass(frozen=True)
class WeightFault:
    """One fault. `theirs` is a name in the file, `ours` one of a parameter; shapes are tuples."""

    code: str
    values: Mapping[str, Named]

    def __str__(self) -> str:
        values = {k: _shape(v) if isinstance(v, tuple) else v for k, v in self.values.items()}
        return SENTENCES[self.code].format(**values)


def fault(code: str, **values: Named) -> WeightFault:
    """A fault with what its sentence names. Half a surrogate pair, which JSON of a header may hold
    and UTF-8 may not, becomes a question mark; a long name is cut.
    """
    return WeightFault(code, {k: _plain(v) if isinstance(v, str) else v for k, v in values.items()})


def _plain(text: str) -> str:
    return text[:LONGEST].encode("utf-8", "replace").decode()


def _shape(shape: tuple[int, ...]) -> str:
    return f"shape {' × '.join(map(str, shape))}" if shape else "a single number"
