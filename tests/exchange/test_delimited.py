# SPDX-License-Identifier: Apache-2.0
"""Text with separators: encodings, separators, formulas, and files made to hurt."""

import contextlib
import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.exchange.formats import Choices
from journey_studio.exchange.tables import csv_file
from journey_studio.exchange.tables.clipboard import TableError
from journey_studio.exchange.tables.delimited import (
    encoding_of,
    guarded,
    read_rows,
    read_text,
    separator_of,
    write_rows,
)

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=12)
DANGEROUS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\n=1+1",
    "＝1",
    "＋1",
    "－1",
    "＠a",
    "=",
    "-",
)


def rows_of(data: bytes, separator: str = "") -> list[tuple[str, ...]]:
    return read_rows(read_text(data, separator=separator)).rows


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_is_written_is_read_law(rows: Sequence[Sequence[str]]) -> None:
    kept = [tuple(row) for row in rows if any(row)]
    for separator in ",;\t|":
        data = write_rows([("head", "head"), *rows], separator)
        assert rows_of(data, separator)[1:] == kept


@pytest.mark.parametrize("cell", DANGEROUS)
def test_no_cell_begins_like_a_formula(cell: str) -> None:
    assert guarded(cell) == "'" + cell
    assert rows_of(write_rows([("a", cell), ("b", "'" + cell)])) == [("a", cell), ("b", "'" + cell)]


def test_numbers_and_words_stay_as_they_are() -> None:
    for cell in ("-5", "-0.25", "-1,5", "it's", "'tis", "a=b", "", "a@b.org"):
        assert guarded(cell) == cell


@pytest.mark.parametrize(
    ("encoding", "found"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("utf-16-le", "utf-16"),
     ("utf-16-be", "utf-16"), ("cp1252", "cp1252"), ("iso-8859-1", "cp1252")],
)  # fmt: skip
def test_encodings_are_found(encoding: str, found: str) -> None:
    data = "Stage,Text\nVorher,Müde\n".encode(encoding)
    assert encoding_of(data) == found
    assert rows_of(data) == [("Stage", "Text"), ("Vorher", "Müde")]


def test_another_encoding_can_be_chosen_and_is_refused_with_the_line() -> None:
    data = "Stage,Text\na,b\nVorher,Müde\n".encode("cp1252")
    with pytest.raises(TableError, match="line 3: Byte 24"):
        read_text(data, "utf-8")
    assert "M" in read_text(data, "mac-roman").text


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a,b\nc,d\n", ","),
        ("a;b;c\n1,5;2,5;x\n", ";"),
        ("a\tb\nc, d\te\n", "\t"),
        ("a|b\nc|d, e\n", "|"),
        ('"a;b",c\n"d;e",f\n', ","),
        ("sep=;\na,b;c\n", ";"),
        ("words alone\nand more\n", ","),
    ],
)
def test_separators_are_found(text: str, separator: str) -> None:
    assert separator_of(text) == separator


def test_a_line_that_names_the_separator_is_no_row() -> None:
    assert rows_of(b"sep=;\r\na;b\r\nc;d\r\n") == [("a", "b"), ("c", "d")]


def test_lines_are_counted_through_breaks_within_cells() -> None:
    lines = read_rows(read_text(b'a,b\r\n"x\r\ny",c\r\n\r\nd,e\r\n'))
    assert lines.lines == [1, 2, 5]


def _hostile() -> dict[str, bytes]:
    return {
        "one endless line": b"x" * 9_000_000,
        "an endless quote": b'a,b\n"' + b"x,\n" * 3_000_000,
        "a million columns": b"," * 1_000_000 + b"\n",
        "only breaks": b"\n" * 5_000_000,
        "quotes": b'"' * 2_000_000,
        "quotes and separators": b'",;\t|' * 400_000,
        "zeros": b"\0" * 1_000_000,
        "mixed breaks": b"a,b\rc,d\ne,f\r\n" * 50_000,
        "odd bytes": bytes(range(256)) * 4_000,
    }


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", _hostile())
def test_files_made_to_hurt_end_soon_in_words(name: str) -> None:
    data = _hostile()[name]
    csv_file.recognises(data)
    try:
        csv_file.read(data, "x.csv", Choices())
    except TableError as error:
        text = str(error)
        assert len(text) < 400
        assert "\n" not in text


def test_a_table_that_goes_on_is_refused_with_its_line() -> None:
    with pytest.raises(TableError, match="line 2: A row has more than 5000 cells"):
        csv_file.read(b"a,b\n" + b"," * 6_000, "x.csv", Choices())
    rows = io.BytesIO()
    for number in range(300_002):
        rows.write(b"%d,b\n" % number)
    with pytest.raises(TableError, match="300000 rows"):
        csv_file.read(rows.getvalue(), "x.csv", Choices())


@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_map_or_in_words_law(data: bytes) -> None:
    csv_file.recognises(data)
    with contextlib.suppress(TableError):
        csv_file.read(data, "x.csv", Choices())
