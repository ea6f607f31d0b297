"""Archives that claim to be sheets and are made to harm."""

import io
import struct
import zipfile

WORKBOOK = """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
 <sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"""
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
 <Relationship Id="rId1" Target="worksheets/sheet1.xml" Type=
 "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>"""
SHEET = "xl/worksheets/sheet1.xml"


def _xlsx(sheet: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", WORKBOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr(SHEET, sheet)
    return file.getvalue()


def bomb(mebibytes: int) -> bytes:
    """Zeros that unpack to so much."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", WORKBOOK)
        with archive.open(SHEET, "w", force_zip64=True) as part:
            for _ in range(mebibytes):
                part.write(bytes(2**20))
    return file.getvalue()


def lying() -> bytes:
    """A bomb whose directory says that it is small."""
    data = bytearray(_xlsx(bytes(64 * 2**20)))
    struct.pack_into("<I", data, data.rfind(b"PK\x01\x02") + 24, 1000)
    return bytes(data)


def far_cell() -> bytes:
    """Two cells that span seventeen billion."""
    cells = ((1, "A1"), (1048576, "XFD1048576"))
    rows = "".join(f'<row r="{n}"><c r="{at}"><v>1</v></c></row>' for n, at in cells)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return _xlsx(f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode())


def repeated() -> bytes:
    """One cell that is repeated a thousand million times."""
    cell = (
        '<table:table-row table:number-rows-repeated="100000"><table:table-cell'
        ' table:number-columns-repeated="10000" office:value-type="float" office:value="1"/>'
        "</table:table-row>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"<table:table>{cell}</table:table>")
    return file.getvalue()
