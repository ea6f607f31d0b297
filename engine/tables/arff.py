"""ARFF, the format of Weka: names and types in `@attribute` lines, rows behind `@data`."""

import re
from typing import NamedTuple

from engine.tables.dialect import Dialect
from engine.tables.findings import Finding, UnusableTable
from engine.tables.grid import Row
from engine.tables.records import WIDTH, records
from engine.tables.sparse import dense

_START = re.compile(r"(?:[^\S\n]*(?:%[^\n]*)?\n)*[^\S\n]*@relation\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""@attribute\s+(?P<name>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s{]+)\s*(?P<type>\{.*\}|\w+)?""",
    re.IGNORECASE,
)
_FIRST = re.compile(r"""\{\s*(?P<name>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^,}]*[^,}\s])""")
_WEIGHT = re.compile(r"[ \t]*,[ \t]*\{[ \t]*[0-9.eE+-]+[ \t]*\}[ \t]*(?=\r?$)", re.MULTILINE)
"""The weight of a row, behind it."""
_TYPES = {"numeric": "number", "real": "number", "integer": "number", "date": "date"}


class Arff(NamedTuple):
    """Names and kinds of the columns, and the rows."""

    names: list[str]
    kinds: dict[int, str]
    rows: list[Row]


def is_arff(text: str) -> bool:
    """Whether it starts as ARFF does, behind notes."""
    return "@" in text[:20_000] and _START.match(text[:20_000]) is not None


def read_arff(text: str, most: int, findings: list[Finding]) -> Arff:
    """Its rows; raises UnusableTable where it is not what the format says."""
    names: list[str] = []
    kinds: dict[int, str] = {}
    empty: list[str] = []
    end = 0
    for line, found in enumerate(re.finditer(r"[^\n]*\n?", text), 1):
        said = found[0].strip()
        if said.lower().startswith("@data"):
            end = found.end()
            break
        if said.lower().startswith("@attribute"):
            attribute = _ATTRIBUTE.match(said)
            if not attribute or not attribute["type"]:
                raise UnusableTable(Finding("arff", "This attribute has no type.", line), findings)
            if len(names) == WIDTH:
                detail = f"There are more than {WIDTH:,} attributes."
                raise UnusableTable(Finding("too_many_columns", detail, line), findings, WIDTH)
            kinds[len(names)] = _kind(attribute["type"])
            empty.append(_empty(attribute["type"]))
            names.append(re.sub(r"\\(.)", r"\1", attribute["name"].strip("'\"")))
    if not end or not names:
        raise UnusableTable(Finding("arff", "There is no @data behind attributes."), findings)
    body = re.sub(r"^\s*%.*$", "", text[end:], flags=re.MULTILINE)
    if re.match(r"\s*\{", body):
        return Arff(names, kinds, dense(body, line + 1, empty, findings)[:most])
    quote = "'" if body.count("'") > body.count('"') else '"'
    body = _WEIGHT.sub("", body)
    separator = "comma" if "," in body or len(names) == 1 else "blank"  # Weka takes both
    rows = records(body, Dialect(separator, quote, line + 1), most, findings)
    return Arff(names, kinds, rows)


def _empty(type_: str) -> str:
    """What a value is that a sparse row leaves out: 0, of names the first."""
    first = _FIRST.match(type_)
    return re.sub(r"\\(.)", r"\1", first["name"].strip("'\"")) if first else "0"


def _kind(type_: str) -> str:
    return "category" if type_.startswith("{") else _TYPES.get(type_.lower(), "text")
