"""A table is cut into the same cells as the server cuts it into, and shown where it is wrong."""

import pytest
from playwright.sync_api import Page

from engine.csvdata.rows import DELIMITERS, Limits, _delimiter, _records
from tests.static.test_layers import run

TABLES = [
    "a,b\n1,2\n3,4\n",
    "\ufeffa;b\r\n1,5;2\r\n\r\n3;4",
    'name\tsays\n"Ann, B"\t"two\nlines ""quoted"""\nBob\t x  y \n',
    "a,b,c\n1,2\n,,\n4,5,6,7\n",
    "one column\n1\n2\n",
    'a, "b c", d\n1, "2", 3\r4,5,6',
    "\n\n\na|b\n",
    "a\u00a0b,c\n1,2\n",
]


@pytest.mark.parametrize("text", TABLES)
def test_cells_and_lines_are_those_of_the_server(page: Page, text: str) -> None:
    name = run(page, "m.delimiterOf(text)", text=text)
    plain = text.removeprefix("\ufeff")
    assert name == _delimiter(plain)
    blank: list = []
    wanted = [
        {"line": line, "cells": cells}
        for line, cells in _records(plain, DELIMITERS[name], Limits(), blank)
    ]
    found = run(page, "m.rowsOf(text, name)", text=text, name=name)
    assert [row for row in found if any(row["cells"])] == wanted
    lines = [row["line"] for row in found if not any(row["cells"])]
    assert lines == [finding.row for finding in blank]


def test_the_preview_has_the_first_rows_and_the_wrong_ones(page: Page) -> None:
    text = "\n".join(f"{k},{k}" for k in range(1, 41))
    findings = [{"row": k, "column": 1, "code": "x"} for k in (2, 11, 20)]
    code = "m.preview(m.rowsOf(text, 'comma'), findings)"
    found = run(page, code, text=text, findings=findings)
    assert [row["line"] for row in found["rows"]] == [1, 2, 3, 4, 5, 6, 11, 20]
    assert [row["left_out"] for row in found["rows"]] == [0] * 6 + [4, 8]
    assert found["more"] == 20
    hidden = sum(row["left_out"] for row in found["rows"])
    assert len(found["rows"]) + hidden + found["more"] == 40


def test_what_is_too_large_is_known_before_it_is_sent(page: Page) -> None:
    assert run(page, "m.tooLarge('a,b\\n' + '1,2\\n'.repeat(2000))") is None
    long = run(page, "m.tooLarge('a,b\\n' + '1,2\\n'.repeat(2001))")
    assert long["key"] == "table.long"
    large = run(page, "m.tooLarge('é'.repeat(2 ** 17 + 1))")  # two bytes each
    assert large == {"key": "table.large", "values": {"most": 256, "kibibytes": 257}}
    assert run(page, "m.tooLarge('é'.repeat(2 ** 17))") is None


@pytest.mark.parametrize(
    ("code", "language", "said"),
    [
        ("utf-8", "en", ""),
        ("utf-8-sig", "en", ""),
        ("utf-16", "en", ""),
        ("cp949", "ko", "EUC-KR"),
    ],
)
def test_files_are_read_in_the_code_they_are_written_in(
    page: Page, code: str, language: str, said: str
) -> None:
    text = "키,종류\n1,가\n"
    found = run(
        page,
        "m.decoded(Uint8Array.from(bytes), language)",
        bytes=list(text.encode(code)), language=language,
    )  # fmt: skip
    assert found == {"text": text, "code": said}
    western = run(page, "m.decoded(Uint8Array.from([233, 44]), 'en')")
    assert western == {"text": "é,", "code": "Windows-1252"}


def test_columns_of_a_table_are_no_pixels(page: Page) -> None:
    inputs = [[0.0] * 16]
    assert run(page, "m.domainOf([16], x)", x=inputs)["kind"] == "image"
    assert run(page, "m.domainOf([16], x, true)", x=inputs)["kind"] == "rows"


def test_rows_in_sight_are_all_there_and_few(page: Page) -> None:
    for top in (0, 13, 26 * 990, 26 * 2000 - 200):
        rows = run(page, "m.inSight(top, 200, 26, 2000)", top=top)
        assert rows == list(range(rows[0], rows[-1] + 1))
        assert rows[0] * 26 <= top
        assert (rows[-1] + 1) * 26 >= min(top + 200, 2000 * 26)
        assert len(rows) <= 20


def test_keys_stay_within_the_rows(page: Page) -> None:
    code = "keys.map((k) => m.rowAt(k, 3, 7, 9))"
    keys = ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", "a"]
    assert run(page, code, keys=keys) == [2, 4, 0, 8, 0, 8, None]
    for row, top in [(0, 500), (30, 0), (10, 100)]:
        now = run(page, "m.broughtIn(row, top, 200, 26)", row=row, top=top)
        assert now <= row * 26
        assert (row + 1) * 26 <= now + 200
