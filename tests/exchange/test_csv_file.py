# SPDX-License-Identifier: Apache-2.0
"""CSV: what we write comes back, and what others write becomes the map they meant."""

import pytest
from hypothesis import given, settings

from journey_studio.exchange.formats import Choices
from journey_studio.exchange.tables import csv_file
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
