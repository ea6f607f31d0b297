"""Tables as people write them, made at random, with what is right for every cell.

A table has columns of numbers in one convention, and columns of groups. What is written around
the numbers varies: separators, marks, units, titles, notes, missing values. What a reader makes
of it is right if each number is the one that was written, or a finding says what it was read as.
"""

import random
from dataclasses import dataclass

from hypothesis import strategies as st

SIGNS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "blank": " "}
UNITS = ["", "", "", "cm", " kg", "%", " °C", "€", "원"]
MONEY = ["", "", "", "$", "₩", "€ "]
MISSING = ["", "NA", "n/a", "?", "-", "null", "#N/A"]
GROUPS = ["red", "green", "blue", "서울", "Köln", "A1", "x y"]


@dataclass(frozen=True)
class Made:
    """The text of a table, and for each row the numbers of its columns; None where none is."""

    text: str
    numbers: list[list[float | None]]
    groups: list[str]
    separator: str


@st.composite
def columns(
    draw: st.DrawFn, rows: int, decimal: str, separator: str
) -> tuple[list[float | None], list[str]]:
    """Numbers of one column, and how they are written."""
    places = draw(st.integers(0, 4))
    size = draw(st.sampled_from([10, 1000, 100_000, 10_000_000]))
    thousands = draw(st.sampled_from(["", "", {".": ",", ",": "."}[decimal], " ", "'"]))
    if separator == "blank" and thousands == " ":
        thousands = ""
    unit, money = draw(st.sampled_from(UNITS)), draw(st.sampled_from(MONEY))
    if separator == "blank":
        unit, money = unit.strip(), money.strip()
    seed = draw(st.integers(0, 2**32 - 1))
    holes = draw(st.sampled_from([0, 0, 0, 0.1]))
    mark = draw(st.sampled_from(MISSING))
    if separator == "blank":
        mark = mark or "NA"
    chance = random.Random(seed)
    values: list[float | None] = []
    texts: list[str] = []
    for _ in range(rows):
        value = round(chance.uniform(-size if not money else 0, size), places)
        if holes and chance.random() < holes:
            values.append(None)
            texts.append(mark)
            continue
        text = f"{value:,.{places}f}".replace(",", "_").replace(".", decimal)
        text = text.replace("_", thousands)
        values.append(float(f"{value:.{places}f}"))
        texts.append(
            f"{money}{text}{unit}" if not text.startswith("-") else f"-{money}{text[1:]}{unit}"
        )
    return values, texts


@st.composite
def tables(draw: st.DrawFn, most: int = 40) -> Made:
    """A table of 3 rows or more."""
    separator = draw(st.sampled_from(list(SIGNS)))
    decimal = draw(st.sampled_from([".", ","]))
    rows = draw(st.integers(3, most))
    count = draw(st.integers(1, 5))
    made = [draw(columns(rows, decimal, separator)) for _ in range(count)]
    groups = [draw(st.sampled_from(GROUPS)) for _ in range(draw(st.integers(2, 3)))]
    kinds = [groups[(3 * k + k * k) % len(groups)] for k in range(rows)]
    sign = SIGNS[separator]

    def quoted(cell: str) -> str:
        return f'"{cell}"' if sign in cell or "\n" in cell else cell

    lines = []
    if separator != "blank" and draw(st.booleans()) and draw(st.booleans()):
        lines.append(draw(st.sampled_from(["Measurements of spring", "Messung 1", "학급 자료"])))
    if draw(st.booleans()):
        lines.append(sign.join([*(f"n{k}" for k in range(count)), "kind"]))
    body = [[*(texts[k] for _, texts in made), kinds[k]] for k in range(rows)]
    lines += [sign.join(map(quoted, cells)) for cells in body]
    if separator != "blank" and draw(st.booleans()) and draw(st.booleans()):
        lines.append(quoted("Source: the school's own measurements"))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    text = end.join(lines) + end
    if draw(st.booleans()) and draw(st.booleans()):
        text = "\ufeff" + text
    if separator != "comma" and draw(st.integers(0, 9)) == 0:
        text = f"sep={sign}{end}" + text
    numbers = [[values[k] for values, _ in made] for k in range(rows)]
    return Made(text, numbers, kinds, separator)
