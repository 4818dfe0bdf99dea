# SPDX-License-Identifier: Apache-2.0
"""Files made to hurt, given to every reader there is: each is read or refused in words."""

import io
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from journey_studio.errors import JourneyError
from journey_studio.exchange.formats import Choices
from journey_studio.exchange.registry import FORMATS, Format, UnknownFormat, recognise
from journey_studio.paint.carried import KEYWORD
from journey_studio.session.reading import read_foreign
from tests.soak.fuzzed import WELL, request_of, tried
from tests.soak.seeds import seeds

READERS = [each for each in FORMATS if each.reads]
TEXTS = [each for each in READERS if each.name not in ("poster", "xlsx", "cjml-workbook")]
every_reader = pytest.mark.parametrize("found", READERS, ids=lambda found: found.name)
every_text = pytest.mark.parametrize("found", TEXTS, ids=lambda found: found.name)

DOCTYPES = (
    '<!DOCTYPE r [<!ENTITY a "b">]>',
    '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE r [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd">%a;]>',
    '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">',
    '<!DOCTYPE r PUBLIC "-//W3C//DTD SVG 1.1//EN" "file:///etc/passwd">',
    '<!DOCTYPE r [<!ENTITY a "' + "h" * 99999 + '">]>',
    '<!DOCTYPE r [<!ENTITY a "&b;&b;"><!ENTITY b "&c;&c;"><!ENTITY c "&a;">]>',
    '<!DOCTYPE r [<!ATTLIST r x CDATA "y">]>',
)


def is_well(found: Format, data: bytes) -> str:
    """Read a file to the end as the program does: "read" or "refused"."""
    became, where = tried(data, request_of(found.name, Random(1)))
    assert became in WELL, f"{became} at {where}"
    return became


# After a head of the format, and alone.
ENDLESS: dict[str, Callable[[], bytes]] = {
    "one line": lambda: b"a, b; c: 3 | d\t" * 200_000,
    "one word": lambda: b"x" * 3_000_000,
    "lines without words": lambda: b"\n" * 500_000,
    "blanks": lambda: b" " * 3_000_000,
    "columns": lambda: b"\n" + b"," * 1_000_000 + b"\n" + b"\t" * 1_000_000,
    "zeros": lambda: bytes(3_000_000),
    "quotes": lambda: b'"' * 999_999,
    "open brackets": lambda: b"[" * 200_000,
    "open braces": lambda: b'{"a":' * 200_000,
    "open flow of YAML": lambda: b"a: " + b"[" * 100_000,
    "indents of YAML": lambda: b"".join(b" " * n + b"a:\n" for n in range(1500)),
    "open elements": lambda: b"<a>" * 200_000,
    "a comment": lambda: b"<!--" + b"-" * 1_000_000,
    "a number": lambda: b'{"a": ' + b"9" * 1_000_000 + b"}",
    "marks of our own": lambda: b"journey-studio:1:" * 100_000,
    "fences": lambda: b"```mermaid\n" * 100_000,
}


@pytest.mark.parametrize("name", ENDLESS)
@every_text
def test_text_without_end_comes_to_one(found: Format, name: str) -> None:
    body = ENDLESS[name]()
    is_well(found, seeds(found.name)[0][:300] + body)
    is_well(found, body)


@every_text
@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp1252", "utf-7"]
)
def test_wrong_encodings_are_read_or_refused(found: Format, encoding: str) -> None:
    for seed in seeds(found.name):
        is_well(found, seed.decode("utf-8", "replace").encode(encoding, "replace"))


@every_text
@pytest.mark.parametrize("ending", [b"\r", b"\r\n", b"\n\r", b"\x0b", b"\x0c", b"\x85", b"\0\n"])
def test_lines_may_end_in_any_way(found: Format, ending: bytes) -> None:
    for seed in seeds(found.name):
        is_well(found, seed.replace(b"\n", ending))


@every_reader
def test_every_length_of_half_a_file_is_read_or_refused(found: Format) -> None:
    for seed in seeds(found.name):
        for part in range(40):
            is_well(found, seed[: len(seed) * part // 40])


@every_reader
def test_no_reader_follows_what_a_document_declares(found: Format) -> None:
    inside = f'<metadata id="{KEYWORD}"><part>&a;{{}}</part></metadata>'
    for doctype in DOCTYPES:
        for kind in ("xml", "svg", "mxfile", "CJML"):
            text = f'<?xml version="1.0"?>{doctype}<{kind} version="2.0">{inside}&a;</{kind}>'
            became = is_well(found, text.encode())
            assert became == "refused" or found.name not in ("poster", "drawio", "cjml")


def book(change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    """A workbook of ours with its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seeds("xlsx")[0])) as there, zipfile.ZipFile(out, "w") as made:
        for each in there.infolist():
            made.writestr(*change(each.filename, there.read(each)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


WORKBOOKS = pytest.mark.parametrize("name", ["xlsx", "cjml-workbook"])


def refused(name: str, data: bytes) -> str:
    (found,) = (each for each in READERS if each.name == name)
    with pytest.raises(JourneyError) as said:
        found.reader().read(data, "map.xlsx", Choices())
    return str(said.value)


@WORKBOOKS
@pytest.mark.parametrize("doctype", DOCTYPES, ids=range(len(DOCTYPES)))
def test_a_workbook_declares_nothing(name: str, doctype: str) -> None:
    def declared(part: str, data: bytes) -> tuple[str, bytes]:
        head, _, rest = data.partition(b"?>")
        return part, head + b"?>" + doctype.encode() + rest.replace(b"</t>", b"&a;</t>")

    (found,) = (each for each in READERS if each.name == name)
    became, where = tried(book(declared), request_of(found.name, Random(1)))
    assert became in WELL, where


@WORKBOOKS
def test_a_bomb_in_a_workbook_is_refused(name: str) -> None:
    def grown(part: str, data: bytes) -> tuple[str, bytes]:
        return part, data + b" " * (300_000_000 if part.endswith("sheet1.xml") else 0)

    assert refused(name, book(grown))


@WORKBOOKS
def test_a_million_parts_are_refused(name: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number in range(20_000):
            made.writestr(f"xl/{number}", b"")
    data = out.getvalue()
    assert refused(name, data)
    # Or so many are only claimed.
    end = data.rindex(b"PK\x05\x06")
    assert refused(name, data[: end + 8] + b"\xff\xff\xff\xff" + data[end + 12 :])


@WORKBOOKS
@pytest.mark.parametrize("size", [0, 1, 0x7FFFFFFF, 0xFFFFFFFF])
def test_sizes_that_lie_are_borne(name: str, size: int) -> None:
    whole = seeds("xlsx")[0]
    (found,) = (each for each in READERS if each.name == name)
    for mark, fields in ((b"PK\x01\x02", (20, 24, 42)), (b"PK\x03\x04", (18, 22))):
        for field in fields:
            data, place = bytearray(whole), 0
            while (place := data.find(mark, place)) >= 0:
                struct.pack_into("<I", data, place + field, size)
                place += 4
            is_well(found, bytes(data))


@pytest.mark.parametrize("cell", ["XFD1048576", "ZZZZZZ1", "A99999999999999999999", "A0", "1A", ""])
@WORKBOOKS
def test_a_cell_out_of_all_bounds_is_borne(name: str, cell: str) -> None:
    def moved(part: str, data: bytes) -> tuple[str, bytes]:
        return part, data.replace(b'r="B2"', f'r="{cell}"'.encode())

    def spread(part: str, data: bytes) -> tuple[str, bytes]:
        lie = b'<dimension ref="A1:XFD1048576"/>'
        merged = f'</sheetData><mergeCells count="1"><mergeCell ref="A1:{cell}"/></mergeCells>'
        return part, data.replace(b'<dimension ref="', lie + b'<x y="').replace(
            b"</sheetData>", merged.encode()
        )

    (found,) = (each for each in READERS if each.name == name)
    is_well(found, book(moved))
    is_well(found, book(spread))


def test_a_stream_of_a_pdf_that_grows_without_end_is_refused() -> None:
    (found,) = (each for each in READERS if each.name == "poster")
    bomb = zlib.compress(bytes(200_000_000), 9)
    whole = next(each for each in seeds("poster") if each.startswith(b"%PDF"))
    place = whole.index(b"stream\n") + len(b"stream\n")
    for body in (bomb, zlib.compress(bomb)):
        is_well(found, whole[:place] + body + whole[place:])


def test_a_file_of_a_gigabyte_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    with path.open("wb") as file:
        file.truncate(1 << 30)  # no such bytes are on the disk
    with pytest.raises(JourneyError) as said:
        read_foreign(path)
    assert "map.csv" in str(said.value)


def test_a_file_full_of_zeros_is_no_format() -> None:
    with pytest.raises(UnknownFormat):
        recognise(bytes(1_000_000), "map.bin")


@pytest.mark.skipif(sys.platform == "win32", reason="no other system has such files")
def test_what_is_no_file_is_refused() -> None:
    with pytest.raises(JourneyError):
        read_foreign(Path("/dev/zero"))
