"""The archive that a sheet is, checked before anything is built of it.

A few kilobytes may unpack to gigabytes, and one cell far out spans a table of billions.
"""

import io
import re
import struct
import zipfile
import zlib

from engine.tables.findings import Finding, UnusableTable

UNPACKED = 16 * 1024 * 1024
"""Most bytes of a sheet's parts together."""
MEMBERS = 500
SPAN = 1_000_000
"""Most cells of the rectangle that a sheet spans, empty ones included."""

BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, LookupError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What zipfile raises for archives that are none, cut off, encrypted or of an unknown kind."""

_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/.*\.(?:xml|rels)"
    r"|mimetype|content\.xml|styles\.xml|META-INF/manifest\.xml"
)
_PLACE = re.compile(rb'<(?:\w+:)?(?:c|row)\b[^<>]{0,300}?\br="([A-Z]{0,4})([0-9]{1,9})"')
_ODS = re.compile(rb"<(/?)table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])([^<>]*)>")
_TIMES = re.compile(rb'number-(?:columns|rows)-repeated="([0-9]{1,9})"')


def kind_of(data: bytes) -> str | None:
    """`xlsx` or `ods`, whatever it is called; `other` or None for what is neither."""
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except BROKEN:
        return "other"
    if "xl/workbook.xml" in names:
        return "xlsx"
    return "ods" if "content.xml" in names else "other"


def repacked(data: bytes, kind: str) -> bytes:
    """The same archive with the parts that hold cells, unpacked within the bounds.

    Raises UnusableTable for what is larger, spans more cells, or is not what it says it is.
    """
    parts, room = io.BytesIO(), UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(parts, "w") as copy:
            wanted = [m for m in archive.infolist() if _PARTS.fullmatch(m.filename)]
            if len(wanted) > MEMBERS or sum(m.file_size for m in wanted) > UNPACKED:
                raise _too_big()
            for member in wanted:
                with archive.open(member) as part:
                    content = part.read(room + 1)  # a length may be a lie
                room -= len(content)
                if room < 0:
                    raise _too_big()
                if (_span_ods if kind == "ods" else _span_xlsx)(member.filename, content) > SPAN:
                    detail = f"A sheet spans more than {SPAN:,} cells."
                    raise UnusableTable(Finding("too_big", detail), limit=SPAN)
                copy.writestr(member.filename, content)
    except UnusableTable:
        raise
    except BROKEN:
        raise UnusableTable(Finding("damaged", "This file is damaged or locked.")) from None
    return parts.getvalue()


def _too_big() -> UnusableTable:
    mebibytes = UNPACKED // 2**20
    detail = f"This file has more than {mebibytes} MiB once it is unpacked."
    return UnusableTable(Finding("too_big", detail), limit=UNPACKED)


def _span_xlsx(name: str, content: bytes) -> int:
    if not name.startswith("xl/worksheets/"):
        return 0
    width = height = 1
    for letters, number in _PLACE.findall(content):
        height = max(height, int(number))
        column = 0
        for letter in letters:
            column = 26 * column + letter - 64
        width = max(width, column)
    return width * height


def _span_ods(name: str, content: bytes) -> int:
    """Repeated cells and rows count each time, but for the empty ones at the end."""
    if name != "content.xml":
        return 0
    most = width = height = 0
    empty_rows = empty_cells = cells = 0
    times = 1
    for end, tag, attributes in _ODS.findall(content):
        again = int(found[1]) if (found := _TIMES.search(attributes)) else 1
        if tag == b"table":
            most, width, height, empty_rows = max(most, width * height), 0, 0, 0
        elif tag == b"table-row" and not end:
            cells = empty_cells = 0
            times = again
            if attributes.endswith(b"/"):
                empty_rows += times
        elif tag == b"table-row":
            width = max(width, cells)
            height, empty_rows = (
                (height + empty_rows + times, 0) if cells else (height, empty_rows + times)
            )
        elif not end and (attributes.endswith(b"/") and b"office:value" not in attributes):
            empty_cells += again
        elif not end:
            cells, empty_cells = cells + empty_cells + again, 0
    return max(most, width * height)
