# SPDX-License-Identifier: Apache-2.0
"""A layout that takes over what has not changed comes to the same board as one from nothing."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from journey_studio.layout.board import LayoutCache, LayoutOptions, lay_out
from journey_studio.layout.display import Board, Cell
from journey_studio.layout.theme import load_theme
from journey_studio.model.arrangement import arrange, rearrange
from journey_studio.model.commands import (
    Add,
    Command,
    CommandError,
    Delete,
    Edit,
    Move,
    SetPoint,
)
from journey_studio.model.document import Document
from journey_studio.model.snapshot import Snapshot, differing
from tests.layout.maps import TEXTS
from tests.layout.test_changes import unnamed
from tests.model.worlds import bold_commands, first_map, log_of, new_document, try_to_apply

MAP = "map-m"
THEME = load_theme("light")
STAGES = ("stage-a", "stage-b")
STEPS = ("step-1", "step-2", "step-3")
LANES = ("lane-t", "lane-p", "lane-d", "lane-c", "lane-q")


def busy_map() -> Document:
    """A small map with some of everything that one thing can do to another."""
    document = new_document("Ada")
    for command in first_map():
        document.apply(command)
    for lane, kind in (("lane-p", "pain"), ("lane-d", "divider"), ("lane-q", "quote")):
        document.apply(Add(kind="lane", id=lane, under=(MAP,), values={"kind": kind}))
    document.apply(Add(kind="persona", id="persona-q", values={"name": "Grace"}))
    document.apply(Add(kind="channel", id="channel-c", values={"name": "Counter"}))
    for number in range(10):
        values = {"text": "words " * (number % 4 + 1), "span": 1 + number % 5 // 3}
        values |= {"channel": "channel-c"} if number == 3 else {"personas": ["persona-p"]}
        cell = (LANES[number % 2 * 4], STEPS[number % 3])
        document.apply(Add(kind="card", id=f"card-{number}", under=cell, values=values))
    for number, (source, target) in enumerate(((0, 1), (1, 4), (9, 2), (3, 6), (8, 5), (2, 7))):
        values = {"source": f"card-{source}", "target": f"card-{target}"}
        values |= {"label": "if refused"} if number % 2 else {}
        document.apply(Add(kind="connection", id=f"connection-{number}", values=values))
    for step in STEPS:
        document.apply(SetPoint(lane="lane-c", step=step, persona="persona-p", value=0.5))
    return document


@st.composite
def deeds(draw: DrawFn, snapshot: Snapshot) -> Command | None:
    """Something a person does that a board shows in its own way."""
    cards = sorted(i for i, one in snapshot.records.items() if one.KIND == "card")
    card, step = draw(st.sampled_from(cards)), draw(st.sampled_from(STEPS))
    lane, link = draw(st.sampled_from(LANES)), f"connection-{draw(st.integers(0, 5))}"
    ways: list[Callable[[], Command | None]] = [
        lambda: Move(ids=(card,), under=(lane, step), at=draw(st.integers(0, 2))),
        lambda: Move(ids=(card,), under=(lane, step), at=draw(st.integers(0, 2))),
        lambda: Edit(id=card, values={"text": draw(TEXTS)}),
        lambda: Edit(id=card, values={"span": draw(st.integers(1, 3))}),
        lambda: Edit(id=card, values={"moment_of_truth": draw(st.booleans())}),
        lambda: Edit(id=lane, values={"height": draw(st.sampled_from([0, 200, 300]))}),
        lambda: Edit(id=lane, values={"collapsed": draw(st.booleans())}),
        lambda: Edit(id=lane, values={"title": draw(TEXTS)}),
        lambda: Edit(id=step, values={"width": draw(st.sampled_from([0, 180, 320]))}),
        lambda: Edit(id=step, values={"width": draw(st.sampled_from([0, 180, 320]))}),
        lambda: Edit(id=step, values={"title": draw(TEXTS)}),
        lambda: Move(
            ids=(step,), under=(draw(st.sampled_from(STAGES)),), at=draw(st.integers(0, 2))
        ),
        lambda: Move(
            ids=(step,), under=(draw(st.sampled_from(STAGES)),), at=draw(st.integers(0, 2))
        ),
        lambda: Move(
            ids=(draw(st.sampled_from(STAGES)),), under=(MAP,), at=draw(st.integers(0, 1))
        ),
        lambda: Move(ids=(lane,), under=(MAP,), at=draw(st.integers(0, 5))),
        lambda: Edit(id="stage-a", values={"collapsed": draw(st.booleans())}),
        lambda: Edit(id="stage-b", values={"title": draw(TEXTS)}),
        lambda: Edit(id="persona-p", values={"name": draw(TEXTS)}),
        lambda: Edit(id="channel-c", values={"name": draw(TEXTS)}),
        lambda: Edit(id=MAP, values={"title": draw(TEXTS)}),
        lambda: Edit(id=link, values={"label": draw(TEXTS)}),
        lambda: Edit(id=link, values={"source": card}),
        lambda: Add(kind="comment", values={"on": card, "text": "Really?"}),
        lambda: SetPoint(lane="lane-c", step=step, value=draw(st.sampled_from([-1, 0.25, 1]))),
        lambda: Delete(ids=(draw(st.sampled_from([card, link, lane])),)),
        lambda: draw(bold_commands(snapshot)),
    ]
    return draw(st.sampled_from(ways))()


def everything(board: Board) -> list[object]:
    """All that a board is, with the items of its groups."""
    shown = [
        (one.box, one.group.role, one.group.id, one.group.tint, one.group.key, one.group.items)
        for one in board.everything()
    ]
    rows = [row._replace(groups=()) for row in board.rows]
    names = ("title", "language", "width", "height", "head_width", "head_height", "missing")
    rest = [getattr(board, name) for name in names]
    return [board.columns, rows, list(board.cells), rest, shown]


def do(document: Document, other: Document, data: st.DataObject) -> Snapshot | None:
    """One more thing happens; the snapshot that is to be shown, None where none was made."""
    what = data.draw(st.sampled_from("deed deed deed preview preview undo redo colleague".split()))
    if what in ("undo", "redo"):
        document.undo() if what == "undo" else document.redo()
        return document.snapshot
    command = data.draw(deeds(document.snapshot))
    if what == "preview" and command is not None:
        try:
            return document.preview(command)
        except CommandError:
            return None
    if what == "colleague":  # writes what others write, too, and hears of it later
        try_to_apply(other, command)
        if data.draw(st.booleans()):
            document.receive(log_of(other).values())
            other.receive(log_of(document).values())
    else:
        try_to_apply(document, command)
    return document.snapshot


@settings(max_examples=120)
@given(st.data())
def test_whatever_happens_a_cache_never_changes_what_comes_out(data: st.DataObject) -> None:
    document, other = busy_map(), new_document("Grace")
    other.receive(log_of(document).values())
    options = LayoutOptions(height=data.draw(st.sampled_from([0.0, 2000.0])))
    cache = LayoutCache()
    before = lay_out(document.snapshot, MAP, THEME, options, cache)
    for _ in range(data.draw(st.integers(1, 8))):
        snapshot = do(document, other, data)
        if snapshot is None or all(each.id != MAP for each in snapshot.maps()):
            continue
        kept = lay_out(snapshot, MAP, THEME, options, cache)
        fresh = lay_out(snapshot, MAP, THEME, options)
        assert everything(kept) == everything(fresh)
        assert not unnamed(before, kept)
        before = kept


@settings(max_examples=60)
@given(st.data())
def test_what_is_arranged_again_is_what_would_be_arranged_anew(data: st.DataObject) -> None:
    document, other = busy_map(), new_document("Grace")
    other.receive(log_of(document).values())
    before, shape = document.snapshot, arrange(document.snapshot, MAP)
    for _ in range(data.draw(st.integers(1, 6))):
        snapshot = do(document, other, data)
        if snapshot is None or all(each.id != MAP for each in snapshot.maps()):
            continue
        found = list(differing(before, snapshot))
        others = {i for i in before.records if before.records[i] != snapshot.records.get(i)}
        others |= snapshot.records.keys() - before.records.keys()
        assert others <= {record.id for record in found}
        again = rearrange(shape, snapshot, found)
        assert again == arrange(snapshot, MAP)
        before, shape = snapshot, again


def test_a_moved_card_leaves_all_other_cells_and_ways_as_they_are() -> None:
    document, cache = busy_map(), LayoutCache()
    before = lay_out(document.snapshot, MAP, THEME, cache=cache)
    command = Move(ids=("card-x",), under=("lane-t", "step-1"), at=5)
    after = lay_out(document.preview(command), MAP, THEME, cache=cache)
    others = [place for place, cell in after.cells.items() if before.cells[place] is not cell]
    assert others == [(0, 0)]
    assert before.heads is after.heads
    kept = [group for group in after.links if any(group is old for old in before.links)]
    assert len(kept) >= 3


def cells_of(board: Board) -> dict[tuple[str, str], Cell]:
    """The cells by lane and step."""
    return {
        (board.rows[row].lane, board.columns[column].step): cell
        for (row, column), cell in board.cells.items()
    }


def narrow_map() -> Document:
    """The busy map without cards that cover several columns."""
    document = busy_map()
    for number in range(10):
        document.apply(Edit(id=f"card-{number}", values={"span": 1}))
    return document


def test_steps_and_stages_that_change_places_take_their_cells_along() -> None:
    document, cache = narrow_map(), LayoutCache()
    before = cells_of(lay_out(document.snapshot, MAP, THEME, cache=cache))
    for command in (
        Move(ids=("step-1",), under=("stage-a",), at=1),
        Move(ids=("stage-a",), under=(MAP,), at=1),
        Move(ids=("lane-q",), under=(MAP,), at=0),
    ):
        board = lay_out(document.preview(command), MAP, THEME, cache=cache)
        after = cells_of(board)
        assert after.keys() == before.keys()
        assert all(cell is before[place] for place, cell in after.items())


def test_a_column_that_grows_lays_out_no_cards_but_its_own() -> None:
    document, cache = narrow_map(), LayoutCache()
    before = cells_of(lay_out(document.snapshot, MAP, THEME, cache=cache))
    wider = document.preview(Edit(id="step-2", values={"width": 320}))
    after = cells_of(lay_out(wider, MAP, THEME, cache=cache))
    others = {place for place, cell in after.items() if cell is not before[place]}
    assert others == {place for place in before if place[1] == "step-2"}


def alike_after(document: Document, *commands: Command) -> None:
    """Each of these leaves a board that is the same with a cache and without."""
    cache = LayoutCache()
    lay_out(document.snapshot, MAP, THEME, cache=cache)
    for command in commands:
        document.apply(command)
        kept = lay_out(document.snapshot, MAP, THEME, cache=cache)
        assert everything(kept) == everything(lay_out(document.snapshot, MAP, THEME))


def test_a_wide_card_that_leaves_its_cell_empty_makes_room_beside_it() -> None:
    document = busy_map()
    for number, step in enumerate(STEPS[:2]):
        values = {"text": "words", "span": 2 - number}
        document.apply(
            Add(kind="card", id=f"card-w{number}", under=("lane-d", step), values=values)
        )
    alike_after(
        document,
        Move(ids=("card-w0",), under=("lane-t", "step-3")),
        Move(ids=("card-w0",), under=("lane-d", "step-1")),
    )


def test_a_wide_card_covers_what_comes_to_lie_beside_it() -> None:
    document = busy_map()
    document.apply(Edit(id="card-0", values={"span": 2}))
    alike_after(
        document,
        Move(ids=("step-3",), under=("stage-a",), at=1),
        Edit(id="step-3", values={"width": 320}),
        Move(ids=("stage-b",), under=(MAP,), at=0),
        Edit(id="stage-a", values={"collapsed": True}),
        Move(ids=("stage-a",), under=(MAP,), at=0),
        Edit(id="stage-a", values={"collapsed": False}),
    )


def test_ways_go_around_a_wide_card_that_comes_between() -> None:
    document = new_document()
    for command in first_map():
        document.apply(command)
    for lane in ("lane-m", "lane-z"):
        document.apply(Add(kind="lane", id=lane, under=(MAP,)))
    document.apply(Add(kind="card", id="card-z", under=("lane-z", "step-3")))
    document.apply(Add(kind="connection", values={"source": "card-x", "target": "card-z"}))
    document.apply(Add(kind="card", id="card-w", under=("lane-z", "step-1"), values={"span": 2}))
    before = lay_out(document.snapshot, MAP, THEME).links[0].box
    alike_after(
        document,
        Move(ids=("card-w",), under=("lane-m", "step-1")),
        Edit(id="card-w", values={"span": 3}),
    )
    assert lay_out(document.snapshot, MAP, THEME).links[0].box != before
