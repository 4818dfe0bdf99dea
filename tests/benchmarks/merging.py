# SPDX-License-Identifier: Apache-2.0
"""Ten copies of a map of 10,000 cards come together, each with 1,000 changes of its own.

The yardstick is pycrdt, a widely used library for merging, fed the same 10,000 edits one by one:
in memory, and with the same rows and the same history written to a copy of the same project file,
in one transaction too, through a bare connection of the same settings. What it merges it says
itself: each card that was touched is read from its document and made a row with its checksum.
The rows of the history, and what a row holds beside that (the heads), are ready made.
"""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from random import Random
from statistics import median
from typing import NamedTuple

from pycrdt import Doc, Map, Text, TransactionEvent

from journey_studio.collector import settle, unsettle
from journey_studio.model.change import Author, Change, read_change
from journey_studio.model.commands import Command, Edit, Move
from journey_studio.model.document import Document, MemoryJournal
from journey_studio.model.records import Card
from journey_studio.model.registers import registers
from journey_studio.model.snapshot import Snapshot
from journey_studio.session import open_session
from journey_studio.store import tables
from tests.benchmarks.bare import Rows, connected, rows_since, write
from tests.benchmarks.measure import Figure, cpu
from tests.benchmarks.project import FOLDER, project_file

_COPIES, _EDITS = 10, 1_000
_CARDS = tables.record_tables["card"]
_RUNS = 11
_FIELDS = ("evidence", "moment_of_truth", "recheck", "owner", "locked")
_VALUES = {
    "evidence": ("assumed", "observed", "researched"),
    "moment_of_truth": (True, False),
    "recheck": ("2027-01-31", "2027-06-30"),
    "owner": ("Marketing", "Service", "Stations"),
    "locked": (True, False),
}


def figures() -> list[Figure]:
    """In memory first, then durable."""
    with open_session(project_file(10_000), read_only=True) as session:
        log = list(session.project.journal.changes())
        start = session.snapshot
        project = session.document.project
    copies = [_edited(start, log, project, number) for number in range(_COPIES)]
    return [*_in_memory(start, log, project, copies), *_durable(start, copies)]


# Ours


def _commands(snapshot: Snapshot, random: Random) -> Iterator[Command]:
    """Of ten edits six set a field, two move a card, two write in a text."""
    cards = [each for each in snapshot.records.values() if isinstance(each, Card)]
    places = [(card.place.lane, card.place.step) for card in cards if card.place]
    while True:
        card, kind = random.choice(cards), random.random()
        if kind < 0.6:
            name = random.choice(_FIELDS)
            yield Edit(id=card.id, values={name: random.choice(_VALUES[name])})
        elif kind < 0.8:
            yield Move(ids=(card.id,), under=random.choice(places))
        else:
            yield Edit(id=card.id, values={"text": f"{card.text} And {random.random():.6f}."})


def _edited(start: Snapshot, log: Sequence[Change], project: str, number: int) -> list[bytes]:
    """The change sets that one copy makes, as they lie in a folder."""
    journal = MemoryJournal(log)
    document = Document(start, journal, project, Author(f"Person {number}", "Team", ""))
    made: list[bytes] = []
    for command in _commands(start, Random(number)):
        change = document.apply(command)
        if change is not None:  # else it says what was there already
            made.append(change.data)
        if len(made) == _EDITS:
            break
    return made


def _in_memory(
    start: Snapshot, log: Sequence[Change], project: str, copies: Sequence[Sequence[bytes]]
) -> list[Figure]:
    base, updates = _as_crdt(start, copies)
    ours: list[float] = []
    theirs: list[float] = []
    settle()  # the collector leaves the open project alone, as in the window
    for number in range(_RUNS + 1):
        document = Document(start, MemoryJournal(log), project)
        spent = cpu(lambda d=document: _receive(d, copies))  # type: ignore[misc]
        other = cpu(_fed(base, updates))
        if number:
            ours.append(spent * 1e3)
            theirs.append(other * 1e3)
    unsettle()
    name = "merge 10 copies with 1,000 changes each, in memory"
    return [Figure(name, median(ours), "ms", 3, median(theirs), "pycrdt, one by one")]


def _durable(start: Snapshot, copies: Sequence[Sequence[bytes]]) -> list[Figure]:
    base, updates = _as_crdt(start, copies)
    ours: list[float] = []
    theirs: list[_Spent] = []
    for number in range(_RUNS + 1):
        path = FOLDER / f"merged-{os.getpid()}.journey"
        shutil.copy(project_file(10_000), path)
        try:
            with open_session(path) as session:
                settle()
                first = session.project.change_count + 1
                spent = cpu(lambda d=session.document: _receive(d, copies))  # type: ignore[misc]
                unsettle()
            rows = rows_since(path, first)
        finally:
            path.unlink()
        other = _kept_by_pycrdt(base, updates, rows)
        if number:
            ours.append(spent * 1e3)
            theirs.append(other)
    name = "the same, durable with its rows and history"
    merging, saying, writing = (median(part) * 1e3 for part in zip(*theirs, strict=True))
    note = f"pycrdt {merging:.0f} ms, its cards as rows {saying:.0f}, writing {writing:.0f}"
    floor = median(map(sum, theirs)) * 1e3
    return [Figure(name, median(ours), "ms", 1.5, floor, note)]


def _receive(document: Document, copies: Sequence[Sequence[bytes]]) -> None:
    """All at once, as a round hands over what has come from several people."""
    document.receive(map(read_change, chain.from_iterable(copies)))


# What it is measured against


def _as_crdt(start: Snapshot, copies: Sequence[Sequence[bytes]]) -> tuple[bytes, list[bytes]]:
    """The cards as a document of pycrdt, and the same edits as its updates, one for each."""
    doc: Doc[Map[object]] = Doc()
    cards = doc.get("cards", type=Map)
    with doc.transaction():
        for record in start.records.values():
            if isinstance(record, Card) and record.place:
                cards[record.id] = Map(_held(record))
    base = doc.get_update()
    updates: list[bytes] = []
    for each in copies:
        updates += _edits_as_updates(base, each)
    return base, updates


def _held(card: Card) -> dict[str, object]:
    """What somebody has written in a card."""
    values = {name: (each, getattr(card, name)) for name, each in registers("card").items()}
    said = {name: r.write(value) for name, (r, value) in values.items() if value != r.default}
    return {**said, "text": Text(card.text)}


def _edits_as_updates(base: bytes, changes: Sequence[bytes]) -> Iterator[bytes]:
    copy: Doc[Map[object]] = Doc()
    copy.apply_update(base)
    cards = copy.get("cards", type=Map)
    heard: list[bytes] = []

    def hear(event: TransactionEvent) -> None:
        heard.append(event.update)

    subscription = copy.observe(hear)
    for data in changes:
        with copy.transaction():
            for (record, register), write in read_change(data).writes.items():
                card = cards[record]
                assert isinstance(card, Map)
                if register == "text":
                    text = card["text"]
                    assert isinstance(text, Text)
                    text += write.value[len(str(text)) :]
                else:
                    card[register] = write.value
    copy.unobserve(subscription)
    yield from heard


def _fed(base: bytes, updates: Sequence[bytes]) -> Callable[[], None]:
    doc: Doc[Map[object]] = Doc()
    doc.apply_update(base)
    doc.get("cards", type=Map)

    return lambda: _feed(doc, updates)


class _Spent(NamedTuple):
    """CPU seconds of a merge by pycrdt that is kept."""

    merging: float
    saying: float
    writing: float


def _kept_by_pycrdt(base: bytes, updates: Sequence[bytes], rows: Rows) -> _Spent:
    """pycrdt merges the updates, and what it comes to is kept."""
    doc: Doc[Map[object]] = Doc()
    doc.apply_update(base)
    cards = doc.get("cards", type=Map)
    said: list[tuple[object, ...]] = []
    merging = cpu(lambda: _feed(doc, updates))
    saying = cpu(lambda: said.extend(_rows_from(doc, cards, rows[_CARDS])))
    with _bare_copy() as connection:
        kept = {**rows, _CARDS: said}
        return _Spent(merging, saying, cpu(lambda: write(connection, kept)))


def _feed(doc: Doc[Map[object]], updates: Sequence[bytes]) -> None:
    for update in updates:
        doc.apply_update(update)


@contextmanager
def _bare_copy() -> Iterator[sqlite3.Connection]:
    path = FOLDER / f"written-{os.getpid()}.journey"
    shutil.copy(project_file(10_000), path)
    try:
        with connected(path) as connection:
            yield connection
    finally:
        path.unlink()


_COLUMNS = {name: at for at, name in enumerate(_CARDS.names)}
_PLACE = _COLUMNS["place_lane"]


def _rows_from(
    doc: Doc[Map[object]], cards: Map[object], rows: Sequence[tuple[object, ...]]
) -> Iterator[tuple[object, ...]]:
    """These rows of cards with what the document says now, and their checksums."""
    with doc.transaction():
        for row in rows:
            card = cards[str(row[0])]
            assert isinstance(card, Map)
            values = list(row[:-1])
            for name, value in (card.to_py() or {}).items():
                if name == "place":
                    values[_PLACE : _PLACE + 3] = value
                else:
                    values[_COLUMNS[name]] = json.dumps(value) if type(value) is list else value
            yield (*values, tables.checksum(values))
