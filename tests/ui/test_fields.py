# SPDX-License-Identifier: Apache-2.0
"""Numbers, days and addresses as people write them, and what is made of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.layout.metrics import figure
from journey_studio.model.commands import Add, Edit
from journey_studio.model.document import Document, MemoryJournal
from journey_studio.model.ids import new_id
from journey_studio.model.snapshot import Snapshot
from journey_studio.ui.inspector.links import read_address
from journey_studio.ui.inspector.numbers import read_amount, read_day
from journey_studio.ui.inspector.subject import subject_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("  ", None),
        ("1250", 1250),
        ("1 250", 1250),
        ("1\u202f250,5", 1250.5),
        ("1,250.5", 1250.5),
        ("1.250,5", 1250.5),
        ("1,250,000", 1250000),
        ("3,5", 3.5),
        ("\u22124.25", -4.25),
        ("'5'000", 5000),
    ],
)
def test_numbers_are_read_however_their_decimals_are_parted(text: str, value: float | None) -> None:
    assert read_amount(text) == value


@pytest.mark.parametrize("text", ["many", "1 2 x", "nan", "inf", "1e999", "--3", "5 %", "2e15"])
def test_what_is_no_number_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"^This (is not a|number is too)"):
        read_amount(text)


@given(st.integers(-(10**12), 10**12).map(lambda number: number / 1000))
def test_a_number_is_read_as_it_is_shown(value: float) -> None:
    assert read_amount(figure(value)) == pytest.approx(value, abs=1e-6)


@given(st.dates(date(1000, 1, 1)))
def test_days_are_read_as_they_are_shown(day: date) -> None:
    assert read_day(f" {day.isoformat()} ") == day.isoformat()


@pytest.mark.parametrize("text", ["tomorrow", "2026-02-30", "2026-13-01", "31", "0900-01-01"])
def test_what_is_no_day_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="This is not a day"):
        read_day(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        (" http://example.org ", "http://example.org"),
        ("example.org", "https://example.org"),
        ("www.example.org/page", "https://www.example.org/page"),
        ("mailto:ann@example.org", "mailto:ann@example.org"),
        ("ann@example.org", "mailto:ann@example.org"),
    ],
)
def test_addresses_are_completed(text: str, address: str) -> None:
    assert read_address(text) == address


@pytest.mark.parametrize(
    "text", ["", "a page", "javascript:alert(1)", "file:///etc/passwd", "ftp://example.org", "word"]
)
def test_nothing_else_becomes_a_link(text: str) -> None:
    with pytest.raises(ValueError, match="A link is an address"):
        read_address(text)


@pytest.fixture
def document() -> Document:
    """A project with three tags."""
    made = Document(Snapshot(), MemoryJournal(), new_id("project"))
    for name in ("one", "two", "two"):
        made.apply(Add(kind="tag", values={"name": name}))
    return made


def test_what_records_share_is_told_from_what_differs(document: Document) -> None:
    one, two, three = document.snapshot.children[("tag",)]
    assert subject_of(document.snapshot, [two, three]).shared("name") == ("two", False)
    assert subject_of(document.snapshot, [one, two]).shared("name").mixed


def test_one_edit_for_several_records_is_one_step(document: Document) -> None:
    ids = document.snapshot.children[("tag",)]
    subject = subject_of(document.snapshot, [*ids, "tag-gone"])
    assert subject.ids == ids, "what is gone is left out"
    change = document.apply(subject.edit({"name": "three"}))
    assert change is not None
    assert change.label.text == "Edit 3 tags"
    assert {getattr(document.snapshot.records[each], "name", "") for each in ids} == {"three"}
    document.undo()
    assert [getattr(document.snapshot.records[each], "name", "") for each in ids] == [
        "one",
        "two",
        "two",
    ]


def test_one_record_is_edited_plainly(document: Document) -> None:
    first = document.snapshot.children[("tag",)][0]
    assert isinstance(subject_of(document.snapshot, [first]).edit({"name": "x"}), Edit)
