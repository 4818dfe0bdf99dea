# SPDX-License-Identifier: Apache-2.0
"""Where heads land: behind what they have passed the middle of, and never to and fro."""

from hypothesis import given, settings
from hypothesis import strategies as st

from journey_studio.layout import landing
from journey_studio.layout.board import lay_out
from journey_studio.layout.display import Board
from journey_studio.layout.theme import load_theme
from journey_studio.model.change import Label
from journey_studio.model.commands import Add, Batch, Command, Move
from journey_studio.model.document import Document, MemoryJournal
from journey_studio.model.snapshot import Snapshot

THEME = load_theme("light")
MAP = Add(kind="map", values={"title": "A map"})

stages_drawn = st.lists(
    st.tuples(
        st.booleans(),  # collapsed
        st.lists(st.sampled_from([None, 176, 320, 640]), max_size=3),  # widths of its steps
    ),
    min_size=1,
    max_size=4,
)


def document_of(stages: list[tuple[bool, list[int | None]]], lanes: int = 3) -> Document:
    document = Document(Snapshot(), MemoryJournal(), "project-landing")
    made: list[Command] = [MAP]
    for collapsed, steps in stages:
        stage = Add(kind="stage", under=(MAP.id,), values={"title": "S", "collapsed": collapsed})
        made.append(stage)
        for width in steps:
            values = {"title": "T"} | ({"width": width} if width else {})
            made.append(Add(kind="step", under=(stage.id,), values=values))
    for number in range(lanes):
        kind = ("text", "divider", "curve")[number % 3]
        made.append(Add(kind="lane", under=(MAP.id,), values={"title": "L", "kind": kind}))
    document.apply(Batch(made, Label("model.label.add", {"kind": "map", "name": "A map"})))
    return document


def board_of(document: Document, command: Command | None = None) -> Board:
    snapshot = document.preview(command) if command else document.snapshot
    return lay_out(snapshot, MAP.id, THEME)


WAYS = {
    "stage": (landing.stages_of, landing.stage_landing),
    "step": (landing.steps_of, landing.step_landing),
    "lane": (landing.lanes_of, landing.lane_landing),
}


@settings(max_examples=60, deadline=None)
@given(stages_drawn, st.sampled_from(sorted(WAYS)), st.floats(0, 1), st.data())
def test_where_something_has_landed_it_stays_while_the_mouse_stands_still(
    stages: list[tuple[bool, list[int | None]]], kind: str, share: float, data: st.DataObject
) -> None:
    document = document_of(stages)
    spans_of, landing_of = WAYS[kind]
    board = board_of(document)
    spans = [span.id for span in spans_of(board)]
    if not spans:
        return
    moving = data.draw(st.lists(st.sampled_from(spans), min_size=1, unique=True))
    moving.sort(key=spans.index)
    at = share * (board.height if kind == "lane" else board.width)
    place = landing_of(board, at, moving)
    if place is None:
        return
    shown = board_of(document, Move(ids=tuple(moving), under=place.under, at=place.at))
    if any(span.id == moving[0] for span in spans_of(shown)):
        assert landing_of(shown, at, moving) in (None, place)


@settings(max_examples=30, deadline=None)
@given(stages_drawn, st.floats(-500, 4000))
def test_over_itself_nothing_changes_and_beside_the_map_the_nearest_counts(
    stages: list[tuple[bool, list[int | None]]], x: float
) -> None:
    board = board_of(document_of(stages))
    spans = landing.stages_of(board)
    for span in spans:
        assert landing.stage_landing(board, span.middle, {span.id}) is None
    others = {spans[0].id}
    found = landing.stage_landing(board, x, others)
    if x >= spans[-1].end and len(spans) > 1:
        assert found == landing.Landing((MAP.id,), len(spans) - 1)
    if x < spans[0].end:
        assert found is None


def test_past_the_middle_it_goes_behind_and_before_it_in_front() -> None:
    board = board_of(document_of([(False, [None]), (False, [320]), (False, [None])]))
    first, second, third = landing.stages_of(board)
    assert landing.stage_landing(board, second.middle - 1, {first.id}) == ((MAP.id,), 0)
    assert landing.stage_landing(board, second.middle + 1, {first.id}) == ((MAP.id,), 1)
    assert landing.stage_landing(board, second.middle - 1, {third.id}) == ((MAP.id,), 1)


def test_steps_go_into_empty_and_into_collapsed_stages() -> None:
    document = document_of([(False, [None, None]), (False, []), (True, [None, None])])
    board = board_of(document)
    step = landing.steps_of(board)[0].id
    _, empty, closed = landing.stages_of(board)
    assert landing.step_landing(board, empty.middle, {step}) == ((empty.id,), None)
    assert landing.step_landing(board, closed.middle, {step}) == ((closed.id,), None)


def test_the_place_that_was_left_is_a_seam_between_those_that_stay() -> None:
    board = board_of(document_of([(False, [None]), (False, [320]), (False, [None])]))
    first, second, third = spans = landing.stages_of(board)
    now = [
        landing.Span(second.id, first.start, first.start + 320),
        landing.Span(third.id, first.start + 320, first.start + 528),
        landing.Span(first.id, first.start + 528, third.end),
    ]
    assert landing.seams(spans, now, {first.id}) == [first.start]
    assert landing.seams(spans, now, {second.id}) == [now[2].end], "behind what was before it"
