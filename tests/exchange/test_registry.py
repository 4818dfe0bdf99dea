# SPDX-License-Identifier: Apache-2.0
"""A file is known by its content; its name decides only where content leaves it open."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journey_studio.exchange.formats import Choices
from journey_studio.exchange.registry import (
    FORMATS,
    Format,
    UnknownFormat,
    by_name,
    for_ending,
    of_ending,
    recognise,
)
from journey_studio.model.records import KEPT_FROM_SIGHT, KINDS
from journey_studio.model.registers import registers
from tests.exchange.laws import PICTURES
from tests.model.test_canonical import rich

READ = [each for each in FORMATS if each.reads]
WRITTEN = [each for each in FORMATS if each.writes]


@pytest.mark.parametrize("found", FORMATS, ids=lambda found: found.name)
def test_every_format_has_what_its_row_says(found: Format) -> None:
    assert by_name(found.name.upper()) is found
    assert found.label
    assert not found.label.startswith("exchange.")
    assert all(ending.startswith(".") and ending == ending.lower() for ending in found.endings)
    if found.reads:
        assert callable(found.reader().read)
        assert callable(found.reader().recognises)
    else:
        with pytest.raises(UnknownFormat, match="not read"):
            found.reader()
    if not found.writes:
        with pytest.raises(UnknownFormat, match="not written"):
            found.writer()


@pytest.mark.parametrize("found", WRITTEN, ids=lambda found: found.name)
def test_what_a_format_carries_are_registers(found: Format) -> None:
    for kind, names in found.writer().CARRIES.items():
        assert kind in KINDS
        assert names <= registers(kind).keys() - KEPT_FROM_SIGHT - {"place"}


@pytest.mark.parametrize("found", [row for row in READ if row.writes], ids=lambda found: found.name)
def test_what_a_format_writes_it_recognises_by_content(found: Format) -> None:
    snapshot = rich().snapshot
    written = found.writer().write(snapshot, ("map-m",), Choices(), PICTURES.get)
    known = recognise(written.data, "map")
    assert known is found or (found.loose and known.loose)


@settings(max_examples=100)
@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode()))
def test_nobody_falls_over_strange_bytes(data: bytes) -> None:
    for each in READ:
        assert isinstance(each.reader().recognises(data), bool)


def test_names_and_endings_lead_to_formats() -> None:
    found = for_ending("Map.JSON")
    assert found is not None
    assert found.name == "journey"
    assert for_ending("poster.pdf") is None
    workbook = for_ending("map.xlsx")
    assert workbook is not None
    assert workbook.name == "xlsx"  # the workbook of CJML is written where it is asked for
    assert for_ending("json") is None
    assert {each.name for each in of_ending("x.json")} > {"journey", "lanescape"}
    with pytest.raises(UnknownFormat, match="journey, "):
        by_name("visio")


def test_a_broken_file_goes_to_the_reader_of_its_ending() -> None:
    assert recognise(b"\x00\x01", "broken.json").name == "journey"
    with pytest.raises(UnknownFormat, match=r"odd\.bin"):
        recognise(b"\x00\x01", "/some/where/odd.bin")


@pytest.mark.parametrize("found", [row for row in READ if row.writes], ids=lambda found: found.name)
def test_maps_come_in_in_the_language_that_was_chosen(found: Format) -> None:
    snapshot = rich().snapshot
    data = found.writer().write(snapshot, ("map-m",), Choices(), PICTURES.get).data
    plain = found.read(data, f"map{found.endings[0]}", Choices())
    chosen = found.read(data, f"map{found.endings[0]}", Choices(language="fr"))
    assert {each.language for each in chosen.snapshot.maps()} <= {"fr"}
    assert chosen.offer.chosen.language == "fr"
    assert chosen.losses == plain.losses
    assert chosen.snapshot.records.keys() == plain.snapshot.records.keys()
    odd = found.read(data, f"map{found.endings[0]}", Choices(language="no such"))
    assert odd.snapshot == plain.snapshot
    assert [loss.what for loss in odd.losses[len(plain.losses) :]] == ["map.language"]
