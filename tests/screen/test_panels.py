# SPDX-License-Identifier: Apache-2.0
"""On a real screen: things are dragged from the palette, the inspector is written in."""

from pathlib import Path
from typing import Any

import pytest

from journey_studio.model.records import Card
from journey_studio.session import open_session
from tests.screen.desktop import Person, middle, missing_tools, record
from tests.screen.test_real_window import path, person, sample, where

__all__ = ["path", "person", "sample", "where"]

pytestmark = pytest.mark.skipif(
    bool(missing_tools()), reason=f"needs {' '.join(missing_tools())} of the system's packages"
)


def look_near(person: Person) -> dict[str, Any]:
    """The beginning of the map at 100 %, the palette beside it."""
    if not person.look()["things"]:  # where there is little room the palette is closed at first
        person.hand("key", "shift+F12")
        person.wait_until(lambda seen: seen["things"])
    person.hand("key", "shift+F8")
    person.wait_until(lambda seen: seen["camera"][2] == 1)
    person.hand("key", "ctrl+Home")
    return person.wait_until(lambda seen: seen["camera"][0] < 50)


def carry(person: Person, name: str, to: tuple[int, int]) -> None:
    """Take something of the palette and carry it over the map."""
    x, y = middle(person.wait_until(lambda seen: seen["things"])["things"][name])
    person.hand("mousemove", x, y, "mousedown", 1)
    for part in (0.1, 0.3, 0.6, 0.9, 1.0):
        person.hand("mousemove", round(x + (to[0] - x) * part), round(y + (to[1] - y) * part))
    person.hand("mousemove", *to)


def test_a_card_is_dragged_from_the_palette_dropped_and_written(person: Person, path: Path) -> None:
    look_near(person)
    _, looks = record(person.look(), "Sees a friend's photo")
    x, y = middle(looks["box"])
    carry(person, "Pain point", (x, y + round(looks["box"][3] / 2) - 4))
    person.wait_until(lambda seen: seen["previewed"])
    person.hand("mouseup", 1)
    person.wait_until(lambda seen: seen["writing"])
    person.hand("type", "Too many seats")
    person.hand("key", "Return")
    seen = person.wait_until(lambda seen: not seen["writing"])
    card, _ = record(seen, "Too many seats")
    with open_session(path, read_only=True) as session:
        kept = session.snapshot.get(Card, card)
        assert kept is not None
        assert kept.kind == "pain"


def test_escape_during_the_drag_leaves_the_map_as_it_was(person: Person) -> None:
    before = look_near(person)
    _, looks = record(before, "Sees a friend's photo")
    carry(person, "Note", middle(looks["box"]))
    person.wait_until(lambda seen: seen["previewed"])
    person.hand("key", "Escape")
    person.wait_until(lambda seen: not seen["previewed"])
    person.hand("mouseup", 1)
    after = person.wait_until(lambda seen: not seen["writing"])
    assert after["records"] == before["records"]


def test_what_is_written_beside_the_map_is_kept_when_another_card_is_clicked(
    person: Person, path: Path
) -> None:
    look_near(person)
    card, looks = record(person.look(), "Sees a friend's photo")
    other, others = record(person.look(), "Adds up flight")
    person.hand("mousemove", *middle(looks["box"]), "click", 1)
    seen = person.wait_until(lambda seen: seen["selection"] == [card] and "Text" in seen["fields"])
    person.hand("mousemove", *middle(seen["fields"]["Text"]), "click", 1, "key", "ctrl+a")
    person.wait_until(lambda seen: seen["focus"] == "Prose")
    person.hand("type", "Hears of it")
    person.hand("mousemove", *middle(others["box"]), "click", 1)
    person.wait_until(lambda seen: seen["selection"] == [other])
    with open_session(path, read_only=True) as session:
        kept = session.snapshot.get(Card, card)
        assert kept is not None
        assert kept.text == "Hears of it"
