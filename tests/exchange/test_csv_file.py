# SPDX-License-Identifier: Apache-2.0
"""CSV: what we write comes back, and what others write becomes the map they meant."""

import pytest
from hypothesis import given, settings

from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.tables import csv_file
from journey_studio.model.records import Comment, Insight, Persona, Stage
from journey_studio.model.snapshot import AnyRecord
from tests.exchange.laws import MadeMap, maps, round_trips


@settings(max_examples=30)
@given(maps(full=True))
def test_a_long_table_carries_every_register_but_pictures_law(made: MadeMap) -> None:
    report = round_trips(csv_file, made.snapshot, made.map_id)
    lost = {loss.what for loss in report.losses}
    assert lost <= {"card.picture", "persona.photo", "map.parent_step", "point.value"}


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@settings(max_examples=20)
@given(made=maps())
def test_separators_and_commas_in_numbers_make_no_difference_law(
    separator: str, made: MadeMap
) -> None:
    choices = Choices(separator=separator, decimal=",")
    round_trips(csv_file, made.snapshot, made.map_id, choices)


def _read(*lines: str) -> Found:
    table = "".join(f"{line}\n" for line in lines)
    return csv_file.read(table.encode(), "map.csv", Choices())


def _all(found: Found, kind: type[AnyRecord]) -> list[AnyRecord]:
    return [each for each in found.snapshot.records.values() if isinstance(each, kind)]


def test_what_points_at_a_record_of_the_wrong_kind_is_told_and_left_out() -> None:
    found = _read(
        "Record,Stage no.,Stage,Name,Refers to",
        "stage,1,Plan,,",
        "persona,,,Amina,",
        "insight,,,A closed door matters,stage 1:1; persona Amina",
    )
    (insight,) = _all(found, Insight)
    (persona,) = _all(found, Persona)
    assert insight.refs == (persona.id,)
    (loss,) = found.losses
    assert (loss.what, loss.place) == ("refs", "line 4")
    assert "stage 1:1" in loss.reason


def test_of_several_things_that_a_record_can_only_point_at_one_of_the_first_is_taken() -> None:
    found = _read(
        "Record,Stage no.,Stage,Text,On",
        "stage,1,Plan,,",
        "stage,2,Book,,",
        "comment,,,Is that so?,stage 1:1; stage 1:2",
    )
    (comment,) = _all(found, Comment)
    assert comment.on == next(s.id for s in _all(found, Stage) if s.title == "Plan")
    (loss,) = found.losses
    assert "stage 1:2" in loss.reason
