# SPDX-License-Identifier: Apache-2.0
"""News that arrive little by little come to the same as news that arrive at once."""

from hypothesis import given
from hypothesis import strategies as st

from journey_studio.model.change import Author, Change
from journey_studio.model.commands import Add, Edit
from journey_studio.model.document import Document, MemoryJournal
from journey_studio.model.snapshot import Snapshot
from journey_studio.ui.team.newsreel import Item, items_of, joined

PEOPLE = (Author("Ben Okafor", "Marketing", "laptop"), Author("Jörg Weiß", "Service", "desk"))


def work() -> tuple[list[Change], Snapshot]:
    """Two people draw stages and name them again and again, one of them in large steps, too."""
    document = Document(Snapshot(), MemoryJournal(), "project-1", PEOPLE[0])
    made = [document.apply(Add(kind="map", id="map-m", values={"title": "Trip"}))]
    for number in range(6):
        document.author = PEOPLE[number % 2]
        values = {"title": f"Stage {number}"}
        made.append(
            document.apply(Add(kind="stage", id=f"stage-{number}", under=("map-m",), values=values))
        )
        for again in range(2):
            document.author = PEOPLE[(number + again) % 2]
            titled = {"title": f"Stage {number}, put better {again}"}
            made.append(document.apply(Edit(id=f"stage-{number % 3}", values=titled)))
    return [each for each in made if each is not None], document.snapshot


CHANGES, SNAPSHOT = work()


def told(items: list[Item]) -> set[tuple[object, ...]]:
    return {
        (each.author.name, each.record, each.stamp, frozenset(each.deeds), each.changes)
        for each in items
    }


@given(st.lists(st.sampled_from(CHANGES), unique_by=lambda each: each.sha256), st.data())
def test_news_in_pieces_are_the_news_at_once(changes: list[Change], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(changes)))
    first, then = items_of(changes[:at], SNAPSHOT), items_of(changes[at:], SNAPSHOT)
    together = joined(first, then)
    assert told(together) == told(items_of(changes, SNAPSHOT))
    stamps = [each.stamp for each in together]
    assert stamps == sorted(stamps, reverse=True)
