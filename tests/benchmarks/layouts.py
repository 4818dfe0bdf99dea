# SPDX-License-Identifier: Apache-2.0
"""Laying out 10,000 cards, next to splitting their texts into words."""

from collections.abc import Callable, Iterator, Sequence
from statistics import median

from journey_studio.collector import settle, unsettle
from journey_studio.layout import blocks, text
from journey_studio.layout.board import LayoutCache, lay_out
from journey_studio.layout.changes import changes
from journey_studio.layout.theme import load_theme
from journey_studio.model.commands import Command, Delete, Edit, Move
from journey_studio.model.document import Document, MemoryJournal
from journey_studio.model.merge import rebuild
from journey_studio.model.records import Card
from journey_studio.model.snapshot import Snapshot
from journey_studio.session import open_session
from tests.benchmarks.measure import Figure, cpu, in_turn
from tests.benchmarks.project import MAP, project_file


def figures() -> list[Figure]:
    """Cold, warm, and after an edit."""
    with open_session(project_file(10_000), read_only=True) as session:
        snapshot = session.snapshot
        log = list(session.project.journal.changes())
    cards = [record for record in snapshot.records.values() if isinstance(record, Card)]
    texts = [card.text for card in cards]
    theme = load_theme("light")

    def split() -> None:
        for each in texts:
            each.split()

    def known() -> None:
        lay_out(snapshot, MAP, theme)

    def unknown() -> None:
        for cache in (text.wrap, text.count_lines, text._ends, blocks.hugging, blocks.one_line):
            cache.cache_clear()  # words keep their widths; no text is known as a whole
        lay_out(snapshot, MAP, theme)

    settle()  # as the window does when it has opened a project
    cold = cpu(known)
    spent = in_turn(15, {"known": known, "split": split, "unknown": unknown})
    # The run with unknown texts comes last: the next one then finds all texts known again.
    found = [
        _row("lay out 10,000 cards, texts known", spent["known"], 12, spent["split"]),
        _row("lay out 10,000 cards, only words known", spent["unknown"], None, spent["split"]),
        _row("lay out 10,000 cards, the first time in a process", cold),
    ]
    document = Document(rebuild(log), MemoryJournal(log), "project-bench")
    found += _again(document, split)
    return found + _frames(document)


def _again(document: Document, split: Callable[[], None]) -> list[Figure]:
    """One layout after each of several commands, with what the layout before left."""
    theme, cache = load_theme("light"), LayoutCache()
    board = lay_out(document.snapshot, MAP, theme, cache=cache)
    spent: dict[str, list[float]] = {"split": [], "edit": [], "undo": [], "step": []}

    def next_board(snapshot: Snapshot) -> None:
        nonlocal board
        before, board = board, lay_out(snapshot, MAP, theme, cache=cache)
        changes(before, board)

    def shown(name: str, snapshot: Snapshot) -> None:
        spent[name].append(cpu(lambda: next_board(snapshot)))
        spent["split"].append(cpu(split))

    for number in range(20):
        document.apply(Edit(id=f"card-n{number * 400 + 1}", values={"text": f"Shorter {number}."}))
        shown("edit", document.snapshot)
    for _ in range(20):
        document.undo()
        shown("undo", document.snapshot)
    for command in _drag(document.snapshot):
        shown("step", document.preview(command))
    rows = {
        "edit": ("lay out again after one edit, and what differs", 0.4),
        "undo": ("lay out again after an undo, and what differs", 0.4),
        "step": ("lay out a preview of one move, and what differs", 0.5),
    }
    floor = median(spent["split"])
    found = [_row(name, median(spent[key]), budget, floor) for key, (name, budget) in rows.items()]
    return [*found, *_stage(document, next_board)]


def _frames(document: Document) -> list[Figure]:
    """Previews of what is dragged in the heads, and of every card dragged into one cell."""
    theme, cache = load_theme("light"), LayoutCache()
    snapshot = document.snapshot
    board = lay_out(snapshot, MAP, theme, cache=cache)
    settle()

    def again(snapshot: Snapshot) -> None:
        nonlocal board
        before, board = board, lay_out(snapshot, MAP, theme, cache=cache)
        changes(before, board)

    def each(commands: Sequence[Command]) -> float:
        spent = []
        for command in commands:
            shown = document.preview(command)
            spent.append(cpu(lambda: again(shown)))  # noqa: B023  called at once
        again(snapshot)
        return median(spent)

    stages, lanes = snapshot.stages(MAP), snapshot.lanes(MAP)
    step = snapshot.steps(stages[8].id)[2].id
    homes = [(stage.id, place) for stage in stages[5:12] for place in range(5)]
    cards = tuple(i for i, record in snapshot.records.items() if isinstance(record, Card))
    found = [
        _row(f"lay out a preview {name}", each(commands), budget)
        for name, budget, commands in (
            ("of a step's move", 25, [Move(ids=(step,), under=(s,), at=n) for s, n in homes]),
            ("of a column's width", 25, [_sized(step, "width", 180 + 7 * n) for n in range(20)]),
            (
                "of a row's height",
                25,
                [_sized(lanes[7].id, "height", 600 + 9 * n) for n in range(20)],
            ),
            (
                "of a row's move",
                25,
                [Move(ids=(lanes[7].id,), under=(MAP,), at=n) for n in range(19)],
            ),
            ("of all cards in one cell", 1000, [Move(ids=cards, under=(lanes[1].id, step))]),
        )
    ]
    unsettle()
    return found


def _sized(record: str, side: str, size: int) -> Edit:
    return Edit(id=record, values={side: size})


def _stage(document: Document, next_board: Callable[[Snapshot], None]) -> list[Figure]:
    """A stage with 500 cards goes and comes back."""
    document.apply(Delete(ids=("stage-s3",)))
    gone = cpu(lambda: next_board(document.snapshot))
    document.undo()
    back = cpu(lambda: next_board(document.snapshot))
    return [
        _row("lay out again without a stage of 500 cards", gone),
        _row("lay out again with it", back),
    ]


def _drag(snapshot: Snapshot) -> Iterator[Move]:
    """A card is dragged over the cells around its own, above and below what is there."""
    card = snapshot.records["card-n5211"]
    assert isinstance(card, Card)
    assert card.place is not None
    steps = [step.id for stage in snapshot.stages(MAP) for step in snapshot.steps(stage.id)]
    kinds = ("curve", "arc", "divider")
    lanes = [lane.id for lane in snapshot.lanes(MAP) if lane.kind not in kinds]
    row, column = lanes.index(card.place.lane), steps.index(card.place.step)
    for number, lane in enumerate(lanes[row - 1 : row + 3]):
        for step in steps[column - 3 : column + 3]:
            yield Move(ids=(card.id,), under=(lane, step), at=number)


def _row(
    name: str, seconds: float, budget: float | None = None, floor: float | None = None
) -> Figure:
    return Figure(name, seconds * 1e3, "ms", budget, floor * 1e3 if floor else None)
