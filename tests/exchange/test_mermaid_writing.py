# SPDX-License-Identifier: Apache-2.0
"""Maps as Mermaid journeys: what Mermaid says is in words, the rest in a comment, nothing lost."""

from hypothesis import given

from journey_studio.exchange import mermaid
from journey_studio.exchange.formats import Choices
from journey_studio.model.merge import index_children
from journey_studio.model.records import Card, Lane, Point
from journey_studio.model.snapshot import Snapshot
from tests.exchange.laws import MadeMap, maps, round_trips

WORDS_ONLY = Choices(source=False)


@given(maps())
def test_the_law_holds_for_any_map(made: MadeMap) -> None:
    round_trips(mermaid, made.snapshot, made.map_id)


@given(maps(full=True))
def test_the_law_holds_for_a_map_with_every_register(made: MadeMap) -> None:
    report = round_trips(mermaid, made.snapshot, made.map_id)
    assert not report.losses


def with_one_curve(made: MadeMap) -> MadeMap:
    """The map with its first curve for its only lane, so that it is clear which lane is which."""
    kept = next((lane.id for lane in made.snapshot.lanes(made.map_id) if lane.kind == "curve"), "")
    records = {
        record.id: record
        for record in made.snapshot.records.values()
        if not isinstance(record, Card | Lane | Point)
        or (kept and kept in (record.id, getattr(record, "lane", "")))
    }
    return MadeMap(Snapshot(records, children=index_children(records.values())), made.map_id)


@given(maps().map(with_one_curve))
def test_the_law_holds_for_the_words_alone(made: MadeMap) -> None:
    round_trips(mermaid, made.snapshot, made.map_id, choices=WORDS_ONLY, makes=("lane", "point"))
