"""How a table is to be read, and the largest that is read."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.settings import Settings, bounded, choice

ENCODINGS = (
    "auto", "utf-8", "utf-16", "windows-1252", "windows-1250", "windows-1251", "cp949",
    "shift_jis", "gb18030", "big5",
)  # fmt: skip


@dataclass(frozen=True)
class TableOptions(Settings):
    """How a table is written, and what is made of it."""

    kind = "csv"
    delimiter: str = choice("auto", "comma", "semicolon", "tab", "bar", "blank")
    header: str = choice("auto", "yes", "no")
    decimal: str = choice("auto", "point", "comma")
    encoding: str = choice(*ENCODINGS)
    targets: str = choice("auto", "one_hot", "zero_one", "plus_minus")
    images: str = choice("no", "list", "image")
    test: float = bounded(0.0, low=0.0, high=0.9)
    standardise: str = choice("auto", "true", "false")
    standardise_targets: str = choice("auto", "true", "false")
    compact: bool = False
    """Four decimals, and no more rows than an experiment that is posted as JSON can have."""


@dataclass(frozen=True)
class Columns:
    """Uses and kinds that are chosen: columns by their names, or by their numbers from 1.

    Those of `target` are learned, and no others; without any the last that can be. Those of
    `input` and `ignore` are used, or left out, whatever they look like.
    """

    target: Sequence[str] = ()
    input: Sequence[str] = ()
    ignore: Sequence[str] = ()
    category: Sequence[str] = ()
    number: Sequence[str] = ()


@dataclass(frozen=True)
class Limits:
    """The largest table that is read, and the longest text in it."""

    rows: int = 2_000
    """Rows that are used: of more a part is drawn."""
    columns: int = 256
    """Inputs, categories counted as one for each of their texts."""
    text: int = 80
    magnitude: float = 1e6
    bytes: int = 4 * 1024 * 1024
    values: int = 500_000
    """Rows times inputs and outputs."""
    compact_values: int = 30_000
    """The same where they are `compact`: eight letters each in 256 KiB."""
