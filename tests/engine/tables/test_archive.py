"""An archive is unpacked up to each limit and refused one past it."""

import io
import zipfile

import pytest

from engine.tables import archive
from engine.tables.archive import kind_of, repacked
from engine.tables.findings import UnusableTable

SHEET = "xl/worksheets/sheet1.xml"


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        return made.namelist()


def refused(data: bytes, kind: str = "xlsx") -> tuple[str, object]:
    with pytest.raises(UnusableTable) as caught:
        repacked(data, kind)
    return caught.value.finding.code, caught.value.limit


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"xl/workbook.xml": b"", "content.xml": b""}, "xlsx"),
        ({"content.xml": b""}, "ods"),
        ({"word/document.xml": b""}, "other"),
    ],
)
def test_what_an_archive_is_stands_in_its_parts(parts: dict[str, bytes], kind: str) -> None:
    assert kind_of(packed(parts)) == kind
    assert kind_of(b"PK\x03\x04 and no archive") == "other"
    assert kind_of(b"a,b\n1,2\n") is None


def test_parts_that_hold_no_cells_are_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MEMBERS", 2)
    parts = {"xl/workbook.xml": b"<w/>", "xl/media/image1.png": b"\x89", SHEET: b"<s/>"}
    assert names(repacked(packed(parts), "xlsx")) == ["xl/workbook.xml", SHEET]
    code, _ = refused(packed(parts | {"xl/styles.xml": b""}))
    assert code == "too_big"


def test_parts_have_so_many_bytes_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "UNPACKED", 10)
    assert names(repacked(packed({"xl/workbook.xml": bytes(4), SHEET: bytes(6)}), "xlsx"))
    assert refused(packed({"xl/workbook.xml": bytes(4), SHEET: bytes(7)})) == ("too_big", 10)


def row(cells: str, times: int = 1) -> str:
    again = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{again}>{cells}</table:table-row>"


FULL = '<table:table-cell office:value="1"/>'
EMPTY = '<table:table-cell table:number-columns-repeated="9"/>'
SPANS = {
    "cells": ("xlsx", SHEET, '<row r="3"><c r="B3"/></row>', 6),
    "a row alone": ("xlsx", SHEET, '<row r="7"/>', 7),
    "two letters": ("xlsx", SHEET, '<c r="AA1"/>', 27),
    "full cells": ("ods", "content.xml", row(FULL + FULL) + row(FULL), 4),
    "empty before a full one": ("ods", "content.xml", row(EMPTY + FULL), 10),
    "empty at the end": ("ods", "content.xml", row(FULL + EMPTY) + row(EMPTY, 99), 1),
    "repeated rows": ("ods", "content.xml", row(FULL, 5) + row(EMPTY, 3) + row(FULL), 9),
    "the larger of two": (
        "ods", "content.xml",
        f"<table:table>{row(FULL * 5)}</table:table><table:table>{row(FULL * 3)}</table:table>", 5,
    ),
}  # fmt: skip


@pytest.mark.parametrize("span", SPANS)
def test_a_sheet_spans_so_many_cells(monkeypatch: pytest.MonkeyPatch, span: str) -> None:
    kind, name, content, cells = SPANS[span]
    data = packed({name: content.encode()})
    monkeypatch.setattr(archive, "SPAN", cells)
    assert names(repacked(data, kind)) == [name]
    monkeypatch.setattr(archive, "SPAN", cells - 1)
    assert refused(data, kind) == ("too_big", cells - 1)


def test_no_archive_is_damaged() -> None:
    assert refused(b"PK\x03\x04 and no archive") == ("damaged", None)
