# SPDX-License-Identifier: Apache-2.0
"""The title block and the footer: everything is said, nothing is cut, nothing overlaps."""

from dataclasses import replace
from datetime import date

import pytest

from journey_studio.export.facts import facts_of, spelled
from journey_studio.export.furniture import Facts, Traveller, furniture
from journey_studio.export.options import PosterOptions
from journey_studio.layout.display import Group, Path, Picture, Rect, TextLine
from journey_studio.layout.pages import Page, Placement, plan
from journey_studio.layout.paper import Sheet, paper
from journey_studio.layout.theme import load_theme
from tests.boards import layer_out
from tests.export.projects import sample, small_maps

THEME = load_theme("print")
LONG = "Two people who have never met share a compartment from dusk till dawn. " * 60


def person(number: int) -> Traveller:
    """Somebody with much to say."""
    return Traveller(
        f"persona-{number}", f"Person {number}", "A role", "A sentence. " * 6, "",
        THEME.persona(number), True,
    )  # fmt: skip


FACTS = Facts(
    map_id="map-1",
    title="From door to door by night",
    state="Current state",
    scenario="A family travels.",
    goal="To arrive rested.",
    travellers=(person(0), person(1)),
    language="en",
    version="0a1b2c3d",
    date="3 May 2031",
)


def drawn(groups: tuple[Group, ...]) -> str:
    """All words of some groups."""
    return " ".join(
        item.text for group in groups for item in group.items if isinstance(item, TextLine)
    )


def placement(page: Page, role: str) -> Placement:
    """Where the first group with this role lies."""
    return next(p for p in page.placements if any(g.group.role == role for g in p.groups))


@pytest.mark.parametrize("name", ["A6", "A4", "A3", "A0", "36in", "300x100mm", "60x400mm"])
@pytest.mark.parametrize(
    "facts",
    [
        FACTS,
        replace(FACTS, scenario=LONG, goal=LONG),
        replace(FACTS, travellers=tuple(map(person, range(12)))),
        replace(FACTS, title="Donaudampfschifffahrtsgesellschaftskapitän", travellers=()),
        replace(FACTS, title="W" * 200, scenario="x" * 3000),
        replace(FACTS, title="רכבת לילה", scenario="نسافر ليلا ونصل صباحا", goal=""),
    ],
)
def test_the_title_block_says_everything_beside_the_map(name: str, facts: Facts) -> None:
    (page,) = plan(layer_out(5, 4), furniture(facts, THEME), Sheet(paper(name))).pages
    title, card = placement(page, "title"), placement(page, "card")
    foot = placement(page, "foot")
    words = drawn(tuple(placed.group for placed in title.groups)).replace(" ", "")
    for text in (facts.title, facts.scenario, facts.goal, *(p.name for p in facts.travellers)):
        assert text.replace(" ", "") in words
    left = min(card.dx + placed.box.x * card.scale for placed in card.groups)
    top = foot.dy
    for placed in title.groups:
        assert title.dx + placed.box.right * title.scale <= left + 0.01
        assert title.dy + placed.box.bottom * title.scale <= top + 0.01
        for item in placed.group.items:
            if isinstance(item, TextLine):
                end = max((item.x + run.x + run.width for run in item.runs), default=item.x)
                assert end <= placed.box.right + 0.01 * placed.box.w
    for placed in card.groups:
        assert card.dy + placed.box.bottom * card.scale <= top + 0.01


@pytest.mark.parametrize("width", [150.0, 300.0, 2000.0])
def test_the_footer_says_title_version_date_and_page(width: float) -> None:
    foot = furniture(FACTS, THEME).foot(width, 2, 7)
    words = drawn(foot.groups)
    for said in ("From door to door by night", "Version 0a1b2c3d", "3 May 2031", "2 / 7"):
        assert said.replace(" ", "") in words.replace(" ", "")
    assert foot.width == width


def test_a_persona_has_a_portrait_and_the_look_of_its_curve() -> None:
    pictured = FACTS.travellers[0]._replace(photo="0" * 64)
    facts = replace(FACTS, travellers=(pictured, FACTS.travellers[1]._replace(curved=False)))
    _, first, second = furniture(facts, THEME).title(260).groups
    assert (first.id, first.role) == ("persona-0", "persona")
    assert [item.sha256 for item in first.items if isinstance(item, Picture)] == ["0" * 64]
    colour = THEME.persona(0).colour
    assert colour in {item.line for item in first.items if isinstance(item, Rect)}
    assert colour in {item.line for item in first.items if isinstance(item, Path)}
    assert "P1" in drawn((second,))
    assert not [item for item in second.items if isinstance(item, Path)]


def test_the_words_come_from_the_project() -> None:
    snapshot = sample().snapshot
    the_map = snapshot.maps()[0]
    facts = facts_of(snapshot, the_map, PosterOptions(date="today", version="seven"), THEME)
    assert (facts.title, facts.scenario, facts.goal) == (
        the_map.title,
        the_map.scenario,
        the_map.goal,
    )
    assert (facts.date, facts.version) == ("today", "seven")
    assert [person.id for person in facts.travellers] == list(the_map.personas)
    assert all(person.curved and person.photo for person in facts.travellers)


def test_the_version_names_the_content() -> None:
    one, same = (
        facts_of(small_maps(2).snapshot, small_maps(2).snapshot.maps()[0], PosterOptions(), THEME)
        for _ in range(2)
    )
    other = facts_of(
        small_maps(2).snapshot, small_maps(2).snapshot.maps()[1], PosterOptions(), THEME
    )
    assert one.version == same.version != other.version
    assert len(one.version) == 8


def test_a_date_is_spelled() -> None:
    assert spelled(date(2031, 5, 3)) == "3 May 2031"
