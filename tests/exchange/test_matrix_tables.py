# SPDX-License-Identifier: Apache-2.0
"""A map as a matrix: what it says in its cells comes back, and what it has no room for is told."""

from hypothesis import given, settings

from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.reporting import words_of
from journey_studio.exchange.tables import csv_file
from journey_studio.exchange.tables.matrix_writing import CARRIED, matrix
from journey_studio.model.contents import contents
from journey_studio.model.fragments import LIBRARY_KINDS
from journey_studio.model.records import Card
from tests.exchange.laws import PICTURES, MadeMap, maps

MATRIX = Choices(shape="matrix")


def there_and_back(made: MadeMap, choices: Choices = MATRIX) -> Found:
    data = csv_file.write(made.snapshot, (made.map_id,), choices, PICTURES.get).data
    return csv_file.read(data, "map.csv", choices._replace(steps_row=True))


@settings(max_examples=60)
@given(maps())
def test_every_register_is_in_the_cells_or_named_as_lost_law(made: MadeMap) -> None:
    written = csv_file.write(made.snapshot, (made.map_id,), MATRIX, PICTURES.get)
    lost = {(loss.record, loss.register) for loss in written.losses}
    assert len(lost) == len(written.losses)
    for record in contents(made.snapshot, (made.map_id,)):
        for register in words_of(record):
            carried = record.KIND not in LIBRARY_KINDS and register in CARRIED.get(record.KIND, ())
            if not carried:
                assert (record.id, register) in lost
            elif record.KIND != "card":
                assert (record.id, register) not in lost


def named(titles: tuple[str, ...]) -> list[str]:
    """The titles there are; a column without a title and without words is none."""
    return [title.strip() for title in titles if title.strip()]


@settings(max_examples=60)
@given(maps())
def test_the_words_of_a_matrix_come_back_law(made: MadeMap) -> None:
    """Every cell that was written says the same in the map that is read from it."""
    before = matrix(made.snapshot, made.map_id)
    found = there_and_back(made)
    (there,) = found.snapshot.maps()
    after = matrix(found.snapshot, there.id)
    assert named(after.steps) == named(before.steps)
    words = {
        card.text.strip() for card in found.snapshot.records.values() if isinstance(card, Card)
    }
    for row in before.rows:
        if row.kind in ("text", "pain", "quote"):
            said = [part.strip() for cell in row.cells for part in cell.split("\n\n")]
            whole = "\n".join(words)
            assert all(
                line.lstrip("-*•– ").strip() in whole for part in said for line in part.split("\n")
            )


def test_the_scale_of_a_curve_stands_in_its_lane() -> None:
    data = b"Stage,A,B\nStep,One,Two\nMood [1-5],1,2\n"
    found = csv_file.read(data, "map.csv", Choices())
    (there,) = found.snapshot.maps()
    assert there.scale == "1-5"
    assert not found.warnings
    assert [lane.title for lane in found.snapshot.lanes(there.id)] == ["Mood"]
