"""Sheets as openpyxl and LibreOffice write them, with German and Korean settings.

The same list of a class in each: a title, an empty line, a number, a date, a height, a weight as
text with its unit, a price in the country's money, a share in percent, and a subject.
`openpyxl-*.xlsx` were written by openpyxl 3.1; `libreoffice-*` are what LibreOffice 7.4 made of
them as .xlsx, .ods and .csv, set to de-DE and ko-KR.
"""

from contextlib import suppress
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from engine.tables import TableOptions, UnusableTable, read_table
from tests.engine.tables.archives import bomb, far_cell, lying, repeated

FOLDER = Path(__file__).parent / "sheets"
FILES = sorted(path.name for path in FOLDER.iterdir())
NAMES = {
    "de": ("Nr", "Datum", "Größe", "Gewicht", "Preis", "Anteil", "Fach"),
    "ko": ("번호", "날짜", "키", "몸무게", "값", "비율", "과목"),
}
CLASSES = {"de": ("Kunst", "Mathe"), "ko": ("미술", "수학")}
RAW = TableOptions(standardise="false")
K = np.arange(12)


def test_all_are_there():
    assert len(FILES) == 8


@pytest.mark.parametrize("name", FILES)
def test_a_sheet_is_read_right(name):
    language = name.partition("-")[2].partition(".")[0]
    text = name.endswith(".csv")
    data, report = read_table((FOLDER / name).read_bytes(), RAW)
    assert report.columns == NAMES[language]
    assert [use.reason for use in report.uses][:2] == ["counting", "date"]
    assert data.input_names == NAMES[language][2:6]
    share = (0.25 + K / 50) * (100 if text else 1)  # text says 25%, a sheet 0.25
    right = np.stack([1.5 + K / 40, 50 + 3 * K, 1250 + 375.5 * K, share], axis=1)
    assert data.inputs == pytest.approx(right, rel=1e-12)
    assert data.classes == CLASSES[language]
    assert report.lines == tuple(range(4, 16))
    codes = {finding.code for finding in report.findings}
    assert codes == {"title", "counting", "date", "unit"} | ({"blank"} if text else set())


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (partial(bomb, 400), "too_big"),
        (lying, "damaged"),
        (far_cell, "too_big"),
        (repeated, "too_big"),
        (b"PK\x03\x04" + b"x" * 100, "not_a_table"),
        ((FOLDER / FILES[-1]).read_bytes()[:3000], "not_a_table"),
        (b"%PDF-1.7\n1 0 obj\n", "not_a_table"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "not_a_table"),
        (b'{"experiment": {"layers": []}}', "experiment"),
    ],
)
def test_what_is_no_sheet_or_a_hostile_one(made, code):
    with pytest.raises(UnusableTable) as caught:
        read_table(made() if callable(made) else made)
    assert caught.value.finding.code == code


def test_every_byte_that_is_changed_is_survived():
    """Of a sheet that is damaged something is read, or it is refused; nothing else comes out."""
    whole = bytearray((FOLDER / "openpyxl-de.xlsx").read_bytes())
    rng = np.random.default_rng(0)
    for _ in range(60):
        broken = whole.copy()
        for place in rng.integers(0, len(whole), 5):
            broken[place] = rng.integers(256)
        with suppress(UnusableTable):
            data, _ = read_table(bytes(broken))
            assert np.isfinite(data.inputs).all()
