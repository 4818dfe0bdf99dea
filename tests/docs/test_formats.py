# SPDX-License-Identifier: Apache-2.0
"""docs/formats.md says what the formats do."""

import re
from pathlib import Path

import pytest

from journey_studio.exchange.formats import Choices
from journey_studio.exchange.registry import FORMATS
from journey_studio.model.canonical import map_hash
from tests.docs.format_tables import (
    MARKS,
    ONLY_READ,
    POSTER,
    TABLES,
    columns,
    is_inside,
    two_maps,
    with_tables,
    written,
)


@pytest.fixture(scope="module")
def page(project: Path) -> str:
    return (project / "docs" / "formats.md").read_text(encoding="utf-8")


def test_the_tables_of_the_page_are_those_of_the_code(page: str) -> None:
    assert [mark[1] for mark in MARKS.finditer(page)] == list(TABLES)
    assert page == with_tables(page), "python -m tests.docs.format_tables"


def test_every_format_is_in_the_tables(page: str) -> None:
    for each in FORMATS:
        assert f"| `{each.name}` |" in page
    shown = {name for column in columns() for name in column.names}
    unshown = {each.name for each in FORMATS if each.name not in shown}
    assert not {name for name in unshown if not name.startswith("theydo-")}
    assert set(ONLY_READ) == {each.name for each in FORMATS if not each.writes}


def test_nothing_is_said_to_be_seen_that_does_not_travel() -> None:
    for column in columns():
        for kind, names in column.shows.items():
            assert names <= column.carries.get(kind, frozenset()), (column.names, kind)


def test_what_is_inside_comes_back_as_the_page_says() -> None:
    snapshot, ids = two_maps()
    for each in FORMATS:
        if is_inside(each):
            made = written(each, Choices(), 2)
            assert made
            reader = next(f for f in FORMATS if f.name == (POSTER if not each.reads else each.name))
            found = reader.reader().read(made.data, f"map{each.endings[0]}", Choices()).snapshot
            hashes = sorted(map_hash(found, there.id) for there in found.maps())
            assert hashes == sorted(map_hash(snapshot, one) for one in ids), each.name


def test_the_names_of_the_page_are_real(page: str) -> None:
    told = set(re.findall(r"--format ([a-z-]+)", page))
    assert told <= {each.name for each in FORMATS}
