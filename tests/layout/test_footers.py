# SPDX-License-Identifier: Apache-2.0
"""The foot of a card: measured as it is drawn."""

from hypothesis import given
from hypothesis import strategies as st

from journey_studio.layout.footers import footer, footer_height
from journey_studio.layout.scene import scene_of
from journey_studio.layout.theme import load_theme
from journey_studio.model.merge import index_children
from journey_studio.model.records import Card, Insight, Link, Persona, Tag
from journey_studio.model.snapshot import Snapshot

NAMES = st.text("aé Wïmtest\u05d0-", max_size=60)


@given(st.lists(NAMES, max_size=6), NAMES, st.booleans(), st.floats(60, 400))
def test_the_foot_of_a_card_is_as_high_as_it_was_measured(
    names: list[str], owner: str, met: bool, width: float
) -> None:
    tags = [Tag(id=f"tag-t{number}", name=name) for number, name in enumerate(names)]
    insights = [Insight(id=f"insight-i{number}", title=name) for number, name in enumerate(names)]
    records = [Persona(id="persona-p", name="Amina Keller"), *tags, *insights]
    snapshot = Snapshot({r.id: r for r in records}, children=index_children(records))
    card = Card(
        id="card-c",
        personas=("persona-p",) if met else (),
        tags=tuple(tag.id for tag in tags[::2]),
        refs=tuple(insight.id for insight in insights[1:]),
        links=tuple(Link(name, f"https://example.org/{name.strip() or 'x'}") for name in names[:2]),
        owner=owner,
    )
    scene = scene_of(snapshot, load_theme("light"), "en")
    assert footer_height(scene, card, width) == footer(scene, card, width).height
