# SPDX-License-Identifier: Apache-2.0
"""Tables on the clipboard: what spreadsheets give, and what they get."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.errors import JourneyError
from journey_studio.exchange.tables.clipboard import read_html_table, read_tabbed, tabbed
from journey_studio.exchange.tables.copied import html_of, text_of
from journey_studio.model.commands import Add, Edit, SetPoint
from journey_studio.model.copying import fragment_of
from tests.model.worlds import library

CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]) | st.just("\n"), max_size=12).map(str.strip)  # fmt: skip  # noqa: E501


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=4))
def test_a_table_with_tabs_comes_back_as_it_went(rows: list[list[str]]) -> None:
    width = max(map(len, rows))
    whole = [["start", *row, *[""] * (width - len(row)), "end"] for row in rows]
    cells = [[cell.replace("\x85", " ").strip() for cell in row] for row in whole]
    assert read_tabbed(tabbed(whole)) == tuple(map(tuple, cells))


def test_line_breaks_within_quotes_belong_to_the_cell() -> None:
    assert read_tabbed('a\t"two\r\nlines"\r\nb\t"say ""so"""\r\n') == (
        ("a", "two\nlines"),
        ("b", 'say "so"'),
    )


@pytest.mark.parametrize("text", ["", "words", "two\nlines", "\t\n", "\twords "])
def test_a_text_without_tabs_between_words_is_no_table(text: str) -> None:
    assert read_tabbed(text) is None


def test_empty_rows_and_columns_at_the_end_do_not_count() -> None:
    assert read_tabbed("a\tb\t\t\n\t\t\t\n") == (("a", "b"),)
    assert read_tabbed("a\tb\n\tc\n\n") == (("a", "b"), ("", "c"))


def test_a_quote_that_is_never_closed_loses_nothing() -> None:
    table = read_tabbed('a\t"b\nc\td')
    assert table is not None
    assert {"a", "d"} <= set(" ".join(" ".join(row) for row in table).replace("\t", " ").split())


SPREADSHEET = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8"><title>Book</title>
<style><!--td {color:black}--></style></head><body><!--StartFragment-->
<table border=0><col width=64><tr height=20><td>Search</td><td colspan=2>Two&nbsp;wide</td></tr>
<tr><td rowspan=2>1,5</td><td>a<br>b</td><td>x
 y</td></tr><tr><td>&lt;c&gt;</td><td></td></tr></table><!--EndFragment--></body></html>"""


def test_the_html_of_a_spreadsheet_is_a_table() -> None:
    assert read_html_table(SPREADSHEET) == (
        ("Search", "Two wide", ""),
        ("1,5", "a\nb", "x y"),
        ("", "<c>", ""),
    )


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>words</p>",
        "<p>words</p><table><tr><td>a<td>b</table>",
        "<table><tr><td>one</td></tr></table>",
        "<table><tr><td><table><tr><td>a<td>b</table></td><td>c</td></tr></table>",
        "<table><tr><td>a<td>b</table><table><tr><td>a<td>b</table>",
    ],
)
def test_a_page_that_is_not_one_table_is_none(html: str) -> None:
    assert read_html_table(html) is None


@pytest.mark.parametrize(
    "html",
    [
        "<table>" + "<tr><td>x</td></tr>" * 20_000 + "</table>",
        "<table><tr>" + "<td colspan=200 rowspan=200>x" * 100 + "</table>",
        "<table>" + "x" * 20_000_000,
    ],
)
def test_a_table_that_would_never_end_is_refused_in_words(html: str) -> None:
    with pytest.raises(JourneyError, match="Nothing was changed"):
        read_html_table(html)


def test_a_huge_text_with_tabs_is_refused_in_words() -> None:
    with pytest.raises(JourneyError, match="Nothing was changed"):
        read_tabbed("a\tb\n" * 10_000)


@given(st.text(alphabet="<>/tabledrhsn=\"' \n&;x1", max_size=120))
def test_no_html_is_too_odd(html: str) -> None:
    read_html_table("<table><tr><td>" + html)


def test_one_card_is_copied_as_its_words() -> None:
    fragment = fragment_of(library().snapshot, "map-m", ("card-x",))
    assert text_of(fragment) == "one two three"
    assert "<p>one two three</p>" in html_of(fragment)


def test_cards_are_copied_as_the_table_of_their_cells() -> None:
    document = library()
    document.apply(Add(kind="lane", id="lane-u", under=("map-m",), values={"title": "A & B"}))
    document.apply(
        Add(kind="card", id="card-u", under=("lane-u", "step-2"), values={"text": 'says\n"so"'})
    )
    fragment = fragment_of(document.snapshot, "map-m", ("card-x", "card-y", "card-u"))
    assert text_of(fragment) == '"one two three\nfour five"\t\n\t"says\n""so"""\n'
    assert read_tabbed(text_of(fragment)) == (
        ("one two three\nfour five", ""),
        ("", 'says\n"so"'),
    )
    assert read_html_table(html_of(fragment)) == (
        ("", "Find", ""),
        ("", "Search", "Choose"),
        ("Doing", "one two three\nfour five", ""),
        ("A & B", "", 'says\n"so"'),
    )


def test_a_stage_is_copied_with_its_heads_and_the_levels_of_its_curve() -> None:
    document = library()
    document.apply(SetPoint(lane="lane-c", step="step-2", value=-0.75))
    document.apply(Edit(id="lane-c", values={"title": "Feeling"}))
    fragment = fragment_of(document.snapshot, "map-m", ("stage-a",))
    assert read_tabbed(text_of(fragment)) == (
        ("", "Search", "Choose"),
        ("Doing", "one two three\nfour five", ""),
        ("Feeling", "", "-1.5"),
    )


def test_curves_are_told_by_name_in_the_order_of_the_project_and_arcs_from_1_to_5() -> None:
    document = library()
    document.apply(Add(kind="lane", id="lane-d", under=("map-m",), values={"kind": "arc"}))
    document.apply(Add(kind="persona", id="persona-a", values={"name": "Ben"}))
    for persona, value in (("persona-a", 1), ("persona-p", 0)):
        document.apply(SetPoint(lane="lane-c", step="step-1", persona=persona, value=value))
    document.apply(SetPoint(lane="lane-d", step="step-1", value=-1))
    fragment = fragment_of(document.snapshot, "map-m", ("step-1",))
    table = read_tabbed(text_of(fragment))
    assert table is not None
    assert [row[1] for row in table[2:]] == ["Ada: 0\nBen: 2", "1"]


def test_nothing_a_card_says_becomes_html() -> None:
    document = library()
    document.apply(Edit(id="card-x", values={"text": "<script>alert(1)</script><b>"}))
    html = html_of(fragment_of(document.snapshot, "map-m", ("card-x", "card-y")))
    tags: list[str] = []

    class _Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
            tags.append(tag)

    _Tags().feed(html)
    assert "script" not in tags
    assert "b" not in tags
