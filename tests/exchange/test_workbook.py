# SPDX-License-Identifier: Apache-2.0
"""The cells of workbooks from strangers: bombs and lies are refused before they are unpacked."""

import contextlib
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from journey_studio.exchange.formats import Choices
from journey_studio.exchange.tables import spreadsheet
from journey_studio.exchange.tables.clipboard import TableError
from journey_studio.exchange.tables.workbook import is_workbook, sheets

SHEET = "xl/worksheets/sheet1.xml"


def plain() -> dict[str, bytes]:
    """The parts of the smallest workbook there is."""
    office = "http://schemas.openxmlformats.org"
    main = f"{office}/spreadsheetml/2006/main"
    links = f"{office}/officeDocument/2006/relationships"
    package = f"{office}/package/2006"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" '
        f'ContentType="{types}.worksheet+xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{types}.sheet.main+xml"/></Types>'.encode(),
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" '
        f'Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode(),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets><sheet '
        f'name="Map" sheetId="1" r:id="s"/></sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="s" Type="{links}/worksheet" Target="worksheets/sheet1.xml"/>'
        f"</Relationships>".encode(),
        SHEET: cells('<row r="1"><c r="A1" t="inlineStr"><is><t>Hi</t></is></c></row>'),
    }


def cells(rows: str) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_plain_workbook_is_read() -> None:
    (sheet,) = sheets(packed(plain()))
    assert (sheet.name, sheet.rows) == ("Map", (("Hi",),))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "XFD1048576"),
        ('<row r="1"><c r="A1"><v>1</v></c><c r = "ZZ99999"><v>1</v></c></row>', "ZZ99999"),
        ("<row r='1'><c r='A1'><v>1</v></c></row><row><c r='a99999999'><v>1</v></c></row>", "more"),
    ],
)
def test_a_cell_far_out_is_refused_by_its_name(rows: str, words: str) -> None:
    with pytest.raises(TableError, match=words):
        sheets(packed({**plain(), SHEET: cells(rows)}))


def test_zeros_that_unpack_without_end_are_refused() -> None:
    bomb = packed({**plain(), SHEET: cells(" " * 30_000_000)})
    assert len(bomb) < 100_000
    with pytest.raises(TableError, match="unpack"):
        sheets(bomb)


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    honest = packed({**plain(), SHEET: cells(" " * 200_000)})
    size = struct.pack("<I", len(cells(" " * 200_000)))
    assert honest.count(size) == 2
    lying = honest.replace(size, struct.pack("<I", 10))
    with pytest.raises(TableError, match=r"wrongly|damaged"):
        sheets(lying)


def test_entities_and_foreign_parts_are_never_looked_at() -> None:
    payload = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + plain()[SHEET]
    with pytest.raises(TableError, match="entities"):
        sheets(packed({**plain(), SHEET: payload}))
    split = b" " * ((1 << 20) - 4) + payload  # where one chunk ends and the next begins
    with pytest.raises(TableError, match="entities"):
        sheets(packed({**plain(), SHEET: split}))
    odd = {"xl/media/x.png": b"\x89PNG", "../../evil": b"x", "xl/vbaProject.bin": b"x"}
    assert len(sheets(packed({**plain(), **odd}))) == 1


def test_too_many_parts_and_parts_that_come_twice_are_refused() -> None:
    with pytest.raises(TableError, match="10000 parts"):
        sheets(packed({**plain(), **{f"x/{n}": b"" for n in range(10_001)}}))
    with pytest.raises(TableError, match="twice"):
        sheets(packed({**plain(), SHEET.upper().replace("XML", "xml"): plain()[SHEET]}))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Excel|damaged"),
        (b"PK\x03\x04 nothing more", "damaged"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "old"),
        (packed({"word/document.xml": b"<x/>"}), "no Excel"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(data: bytes, words: str) -> None:
    assert not is_workbook(data)
    with pytest.raises(TableError, match=words):
        sheets(data)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_never_ends_in_anything_but_words(data: st.DataObject) -> None:
    """Bytes of the archive, or of a part before it is packed, are changed here and there."""
    parts = plain()
    if data.draw(st.booleans()):
        name = data.draw(st.sampled_from(sorted(parts)))
        parts[name] = damaged(data, parts[name])
        whole = packed(parts)
    else:
        whole = damaged(data, packed(parts))
    is_workbook(whole)
    with contextlib.suppress(TableError):
        spreadsheet.read(whole, "x.xlsx", Choices())


def damaged(data: st.DataObject, content: bytes) -> bytes:
    made = bytearray(content)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(made) - 1))
        cut = data.draw(st.sampled_from((0, 1, 8)))
        made[at : at + cut] = data.draw(st.binary(max_size=4))
    return bytes(made)


def test_a_wrong_checksum_is_damage() -> None:
    whole = packed(plain())
    crc = struct.pack("<I", zlib.crc32(plain()[SHEET]))
    with pytest.raises(TableError, match="damaged"):
        sheets(whole.replace(crc, b"\0\0\0\0"))


def test_notes_pictures_and_charts_of_a_workbook_are_told() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Trip")
        for row, cells in enumerate((("", "Find", "Buy"), ("Doing", "Asks", "Pays"))):
            sheet.write_row(row, 0, cells)
        sheet.write_comment(1, 1, "Only a note says this")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Trip!$B$2:$C$2"})
        sheet.insert_chart(5, 5, chart)
    found = spreadsheet.read(out.getvalue(), "trip.xlsx", Choices())
    assert {loss.what for loss in found.losses} == {"xl/comments1.xml", "xl/charts/chart1.xml"}
