# SPDX-License-Identifier: Apache-2.0
"""Laying out 10,000 cards, next to splitting their texts into words."""

from journey_studio.layout import text
from journey_studio.layout.board import LayoutCache, lay_out
from journey_studio.layout.theme import load_theme
from journey_studio.model.commands import Edit, Move
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
        changes = list(session.project.journal.changes())
    cards = [record for record in snapshot.records.values() if isinstance(record, Card)]
    texts = [card.text for card in cards]
    theme = load_theme("light")

    def split() -> None:
        for each in texts:
            each.split()

    def known() -> None:
        lay_out(snapshot, MAP, theme)

    def unknown() -> None:
        for cache in (text.wrap, text.count_lines, text._ends):
            cache.cache_clear()  # words keep their widths; no text is known as a whole
        lay_out(snapshot, MAP, theme)

    cold = cpu(known)
    spent = in_turn(15, {"known": known, "split": split, "unknown": unknown})
    # The run with unknown texts comes last: the next one then finds all texts known again.
    found = [
        _row("lay out 10,000 cards, texts known", spent["known"], 12, spent["split"]),
        _row("lay out 10,000 cards, only words known", spent["unknown"], None, spent["split"]),
        _row("lay out 10,000 cards, the first time in a process", cold),
    ]
    document = Document(rebuild(changes), MemoryJournal(changes), "project-bench")
    return found + _edits(document)


def _edits(document: Document) -> list[Figure]:
    """One layout after each of several commands, with what the layout before left."""
    theme, cache = load_theme("light"), LayoutCache()
    lay_out(document.snapshot, MAP, theme, cache=cache)
    snapshots: list[Snapshot] = []
    for number in range(20):
        document.apply(Edit(id=f"card-n{number * 400 + 1}", values={"text": f"Shorter {number}."}))
        snapshots.append(document.snapshot)
    edits = [cpu(lambda s=s: lay_out(s, MAP, theme, cache=cache)) for s in snapshots]  # type: ignore[misc]
    moves = []
    for number in range(20):
        there = document.snapshot.records[f"card-n{number * 400 + 7}"]
        assert isinstance(there, Card)
        assert there.place is not None
        place = there.place
        command = Move(ids=(f"card-n{number * 400 + 11}",), under=(place.lane, place.step), at=0)
        moved = document.preview(command)
        moves.append(cpu(lambda s=moved: lay_out(s, MAP, theme, cache=cache)))  # type: ignore[misc]
    return [
        _row("lay out again after one edit, with a cache", sorted(edits)[10]),
        _row("lay out a preview of one move, with a cache", sorted(moves)[10]),
    ]


def _row(
    name: str, seconds: float, budget: float | None = None, floor: float | None = None
) -> Figure:
    return Figure(name, seconds * 1e3, "ms", budget, floor * 1e3 if floor else None)
