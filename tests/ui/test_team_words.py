# SPDX-License-Identifier: Apache-2.0
"""What the team panel says: registers, values, places, moments and people in words."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_studio.model.change import Author, Stamp
from journey_studio.model.records import (
    KINDS,
    Card,
    CardPlace,
    Lane,
    Metric,
    Persona,
    Point,
    Solution,
    Stage,
    StagePlace,
    Step,
    StepPlace,
)
from journey_studio.model.registers import registers
from journey_studio.ui.inspector.owners import departments
from journey_studio.ui.team.days import later
from journey_studio.ui.team.differences import Piece, differing, marked, pieces, shortened
from journey_studio.ui.team.places import place_in_words, title_of, where
from journey_studio.ui.team.telling import (
    author_in_words,
    listed,
    moment_in_words,
    register_in_words,
    value_in_words,
)
from tests.layout.maps import MAP, Draft

WORDS = st.text(alphabet="ab \n.", max_size=40)


@pytest.mark.parametrize("kind", KINDS)
def test_every_register_of_every_kind_has_a_name(kind: str) -> None:
    for name in registers(kind):
        assert register_in_words(name)


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_is_called_something(kind: str) -> None:
    draft = Draft()
    record = draft.keep(KINDS[kind](id=f"{kind}-x"))
    assert title_of(draft.snapshot(), record)


def journey() -> tuple[Draft, Lane, Card]:
    draft = Draft()
    draft.stage("Plan", "Look", "Compare")
    lane = draft.lane("touchpoint", "What they do")
    draft.card(lane, draft.steps[1], "Asks")
    return draft, lane, draft.card(lane, draft.steps[0], "Looks")


def test_places_are_told_by_the_heads_around_them() -> None:
    draft, lane, card = journey()
    snapshot = draft.snapshot()
    place = CardPlace(lane.id, draft.steps[1].id, "zz")
    said = value_in_words(snapshot, card, "place", place)
    assert said == "What they do · Compare, below “Asks”"
    assert place_in_words(snapshot, card) == "What they do · Look"
    step = snapshot.records[draft.steps[1].id]
    assert isinstance(step, Step)
    assert value_in_words(snapshot, step, "place", step.place) == "In “Plan”, after “Look”"
    first = StepPlace(step.place.stage if step.place else "", "0")
    assert value_in_words(snapshot, step, "place", first) == "In “Plan”, first"
    assert value_in_words(snapshot, lane, "place", StagePlace(MAP, "0")).endswith(", first")
    assert where(snapshot, card) == (MAP, card.id)


def test_a_place_that_has_not_arrived_is_told_as_that() -> None:
    draft, _, card = journey()
    place = CardPlace("lane-unknown", draft.steps[0].id, "V")
    said = value_in_words(draft.snapshot(), card, "place", place)
    assert "lane-unknown" not in said


def test_names_stand_in_place_of_ids_and_words_in_place_of_signs_of_the_file() -> None:
    draft, _, card = journey()
    persona = draft.keep(Persona(id="persona-a", name="Amina"))
    metric = draft.keep(Metric(id="metric-m", name="Calls", unit="a day"))
    snapshot = draft.snapshot()
    said = {
        "personas": value_in_words(snapshot, card, "personas", (persona.id,)),
        "kind": value_in_words(snapshot, card, "kind", "pain"),
        "evidence": value_in_words(snapshot, card, "evidence", "observed"),
        "moment_of_truth": value_in_words(snapshot, card, "moment_of_truth", True),
        "channel": value_in_words(snapshot, card, "channel", None),
        "span": value_in_words(snapshot, card, "span", 3),
        "picture": value_in_words(snapshot, card, "picture", "0" * 64),
        "target": value_in_words(snapshot, metric, "target", 12.5),
    }
    assert said == {
        "personas": "Amina",
        "kind": "Pain point",
        "evidence": "Observed",
        "moment_of_truth": "Yes",
        "channel": "Nothing",
        "span": "3",
        "picture": "A picture",
        "target": "12.5\u00a0a day",
    }
    solution = Solution(id="solution-s")
    assert value_in_words(snapshot, solution, "status", "doing") == "Doing"


def test_feelings_are_told_in_the_numbers_people_read() -> None:
    draft = Draft()
    draft.stage("Plan", "Look")
    curve = draft.lane("curve", "Experience")
    point = draft.point(curve, draft.steps[0], 0.5)
    snapshot = draft.snapshot()
    assert value_in_words(snapshot, point, "value", 0.5) == "+1"
    assert value_in_words(snapshot, point, "value", -1.0) == "\u22122"
    assert isinstance(point, Point)


NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


def at(moment: datetime) -> Stamp:
    return Stamp(round(moment.timestamp() * 1000), 0, "r")


def test_moments_are_told_from_today() -> None:
    now = moment_in_words(at(NOON), NOON)
    assert now in moment_in_words(at(NOON.replace(day=4)), NOON)
    assert "yesterday" in moment_in_words(at(NOON.replace(day=4)), NOON)
    assert "2024" in moment_in_words(at(NOON.replace(year=2024)), NOON)


@given(st.integers(0, 2**48 - 1))
def test_clocks_that_are_years_wrong_harm_nobody(moment: int) -> None:
    assert moment_in_words(Stamp(moment, 0, "r"))


def test_people_are_told_as_far_as_they_are_known() -> None:
    assert author_in_words(Author("Ben", "Marketing")) == "Ben, Marketing"
    assert author_in_words(Author("", "Marketing")) == "Marketing"
    assert author_in_words(Author("", "", "Laptop")) == "Laptop"
    assert author_in_words(Author()) == "Somebody"
    assert author_in_words(Author("Ben"), own=True) == "You"
    assert listed(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"


@given(WORDS, WORDS)
def test_pieces_put_together_are_the_text(mine: str, theirs: str) -> None:
    assert "".join(piece.text for piece in pieces(mine, theirs)) == mine


@given(WORDS)
def test_equal_texts_have_no_words_of_their_own(text: str) -> None:
    assert not any(piece.own for piece in pieces(text, text))


def test_words_that_differ_are_marked_and_signs_of_markup_are_only_signs() -> None:
    mine, theirs = differing(["a <b>new</b> train", "a <b>old</b> train"])
    assert [piece.text for piece in mine if piece.own] == ["new"]
    assert [piece.text for piece in theirs if piece.own] == ["old"]
    shown = marked(mine, "#ffffff")
    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown
    assert marked([Piece("new ", True), Piece("train", False)], "#fff").endswith(
        "new</span> train</qt>"
    )


def test_of_a_long_text_only_what_differs_is_shown_whole() -> None:
    mine, _ = differing(["word " * 200 + "mine", "word " * 200 + "theirs"])
    short = "".join(piece.text for piece in shortened(mine))
    assert short.endswith("mine")
    assert len(short) < 120


@given(st.dates(), st.integers(1, 24))
def test_months_later_is_the_same_day_or_the_last_of_its_month(day: date, months: int) -> None:
    found = later(day, months)
    if found == date.max:
        return
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day <= day.day


def test_departments_are_offered_once_and_in_order() -> None:
    draft = Draft()
    draft.stage("Plan", "Look", owner="marketing")
    draft.keep(Stage(id="stage-b", owner="IT"))
    draft.keep(Stage(id="stage-c", owner="Gone", deleted=True))
    assert departments(draft.snapshot(), "Marketing") == ["IT", "Marketing"]
    assert departments(draft.snapshot(), "") == ["IT", "marketing"]
