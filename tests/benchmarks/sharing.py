# SPDX-License-Identifier: Apache-2.0
"""Sharing through a folder: rounds of 1,000 changes, joining 100,000, edits while it goes on.

A round is what a program that shares does again and again, from looking into the folder to what it
tells at its end. What is sent are 1,000 edits of one copy, none of them in the folder before; what
is received are the same by a second copy that had everything else, and has them in its project file
and on its map afterwards. The least for sending is to hash each change set and to write the same
bytes durably, in as many files as the round left behind; for receiving, to hash each and to put the
same rows into a copy of the project file in one transaction. A round as people meet it is both, for
nothing has been shared before it has arrived.
"""

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue
from random import Random
from statistics import median
from time import perf_counter, sleep, thread_time

from journey_studio.collector import settle, unsettle
from journey_studio.model.change import (
    Author,
    Change,
    Clock,
    Label,
    Write,
    make_change,
)
from journey_studio.model.commands import Edit
from journey_studio.session import Session, open_session
from journey_studio.session.carrier import Carrier, carrying
from journey_studio.session.errands import Errands, at_once
from journey_studio.session.joining import join
from journey_studio.session.replica import SessionReplica
from journey_studio.session.sharing import Sharing, sync_once
from journey_studio.store import tables
from journey_studio.store.project import create_project
from tests.benchmarks.bare import Rows, connected, rows_of, rows_since, write
from tests.benchmarks.measure import Figure, cpu, p95, wall
from tests.benchmarks.project import FOLDER, pictures, project_file

_EDITS = 1_000
_ROUNDS = 31
_JOINED, _PICTURES = 100_000, 50
_JOINS = 2
_SHARED_EDITS = 300
_PAUSE = 0.02  # s between two edits: so that some are made while a round is going on


def figures() -> list[Figure]:
    """Rounds in both directions, joining, edits."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sharing-", dir=FOLDER) as home:
        return [*_rounds(Path(home)), _joining(Path(home)), *_edits(Path(home))]


# Rounds


def _rounds(home: Path) -> list[Figure]:
    folder = _folder(home / "rounds")
    sender = home / "sender.journey"
    shutil.copy(project_file(2_000), sender)
    names = ("send", "write", "receive", "insert", "sent", "flushed")
    spent: dict[str, list[float]] = {name: [] for name in names}
    with open_session(sender) as ours:
        sync_once(ours, folder)
        with (
            join(folder, home / "receiver.journey") as theirs,
            _carrier(ours, folder) as sending,
            _carrier(theirs, folder) as receiving,
        ):
            settle()
            for number in range(_ROUNDS + 1):
                _edit(ours, _EDITS, number)
                first = theirs.project.change_count + 1
                files, bare = _files(folder), _copied(theirs.path, home / "bare.sqlite")
                spent["sent"].append(wall(lambda: spent["send"].append(cpu(sending.exchange))))
                files = _files(folder) - files
                spent["receive"].append(cpu(receiving.exchange))
                assert theirs.project.change_count == ours.project.change_count
                used, lasted = _written(ours, home / "least", len(files))
                spent["write"].append(used)
                spent["flushed"].append(lasted)
                spent["insert"].append(_inserted(rows_since(theirs.path, first), bare))
                sending.exchange()  # hears what the other has seen, which is not measured
            unsettle()
    found = {name: [seconds * 1e3 for seconds in each[1:]] for name, each in spent.items()}
    both = _middle(_sums(found["send"], found["receive"]), _sums(found["write"], found["insert"]))
    send, write, receive, insert, sent, flushed = (median(each) for each in found.values())
    return [
        Figure("a round of 1,000 changes, sent and received", both[0], "ms", 3, both[1], "CPU"),
        Figure("send 1,000 changes", send, "ms", None, write, "CPU; hashed and written"),
        Figure("the same", sent, "ms", None, flushed, "wall; the same files, flushed"),
        Figure("receive 1,000 changes", receive, "ms", None, insert, "CPU; hashed, same rows"),
    ]


def _sums(some: list[float], others: list[float]) -> list[float]:
    return [one + other for one, other in zip(some, others, strict=True)]


def _middle(values: list[float], floors: list[float]) -> tuple[float, float]:
    """The round whose ratio is the middle one: what was measured in the same moment is compared,
    for from one to the next a shared machine takes up to twice as long.
    """
    ordered = sorted(zip(values, floors, strict=True), key=lambda both: both[0] / both[1])
    return ordered[len(ordered) // 2]


def _files(folder: Path) -> set[Path]:
    return set(folder.rglob("*.jsf"))


def _copied(path: Path, other: Path) -> Path:
    other.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(other)) as target:
        source.backup(target)
    return other


@contextmanager
def _carrier(session: Session, folder: Path) -> Iterator[Carrier]:
    replica = SessionReplica(session, Errands(at_once))
    with carrying(replica, session.path, folder) as carrier:
        carrier.exchange()
        yield carrier
    replica.close()


def _edit(session: Session, number: int, turn: int) -> None:
    random = Random(turn)
    for _ in range(number):
        text = f"Said anew, {random.random():.6f}."
        session.document.apply(Edit(id=f"card-n{random.randrange(2_000)}", values={"text": text}))


def _written(session: Session, folder: Path, files: int) -> tuple[float, float]:
    """The seconds of hashing the last change sets and writing their bytes in so many files: of CPU,
    and by the clock.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    data = list(session.project.journal.data_of(session.project.journal.hashes[-_EDITS:]))

    def write() -> None:
        for each in data:
            hashlib.sha256(each).digest()
        for number in range(files):
            _write_durably(folder / f"{number}", b"".join(data[number::files]))

    used: list[float] = []
    lasted = wall(lambda: used.append(cpu(write)))
    return used[0], lasted


def _write_durably(path: Path, data: bytes) -> None:
    spare = path.with_suffix(".tmp")
    with spare.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    spare.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


# Joining


def _joining(home: Path) -> Figure:
    folder = _folder(home / "joining")
    log = _log()
    images = list(pictures(Random(1)))[:_PICTURES]
    create_project(home / "first.journey", "project-bench", log, images).close()
    with open_session(home / "first.journey") as session:
        sync_once(session, folder)
    least: list[float] = []
    spent: list[float] = []
    for number in range(_JOINS):
        path = home / f"joined-{number}.journey"
        spent.append(cpu(lambda p=path: join(folder, p).close()))  # type: ignore[misc]
        least.append(_inserted(_all_rows(path), home / f"bare-{number}.sqlite"))
        path.unlink()
    name = f"join {_JOINED:,} changes and {_PICTURES} pictures"
    return Figure(name, min(spent), "s", 5, min(least), "CPU; hashed and inserted")


def _log() -> list[Change]:
    """A map of 5,000 cards on which ten people have worked for long."""
    random = Random(7)
    people = [Author(f"Person {number}", "Team", "") for number in range(10)]
    clocks = [Clock(count(1).__next__) for _ in people]
    heads: dict[tuple[str, str], str] = {}
    log: list[Change] = []
    for number in range(_JOINED):
        who = random.randrange(len(people))
        record, register = f"card-n{random.randrange(5_000)}", random.choice(("text", "owner"))
        before = heads.get((record, register))
        write = Write(f"Said {number}", (before,) if before else ())
        label = Label("model.label.edit", {"kind": "card", "name": f"Said {number}"})
        writes = {(record, register): write}
        change = make_change("project-bench", clocks[who].next(), people[who], label, writes)
        heads[record, register] = change.sha256
        log.append(change)
    return log


def _all_rows(path: Path) -> Rows:
    with closing(sqlite3.connect(path)) as connection:
        return {table: connection.execute(rows_of(table)).fetchall() for table in tables.ALL}


def _inserted(rows: Rows, path: Path) -> float:
    """The CPU seconds of hashing change sets and pictures and putting all rows into a file.

    Tables are made where there is no file yet.
    """
    new = not path.exists()

    def insert() -> None:
        for table in {tables.change, tables.picture} & rows.keys():
            for row in rows[table]:
                hashlib.sha256(row[-1]).digest()
        with connected(path) as connection:
            write(connection, rows, new)

    spent = cpu(insert)
    path.unlink()
    return spent


# Edits


def _edits(home: Path) -> list[Figure]:
    """Edits of two projects in turn, one of which is shared all the while."""
    folder = _folder(home / "edits")
    calls: SimpleQueue[Callable[[], None]] = SimpleQueue()
    with (
        open_session(_copy(home / "alone.journey")) as alone,
        open_session(_copy(home / "shared.journey")) as shared,
    ):
        sync_once(shared, folder)
        settle()
        sharing = Sharing(shared, folder, calls.put)
        sharing.start()
        spent: dict[str, list[tuple[float, float]]] = {"off": [], "on": []}
        for number in range(_SHARED_EDITS):
            for name, session in (("off", alone), ("on", shared)):
                spent[name].append(_edit_once(session, number))
            _run(calls)
        sharing.close()
        unsettle()
    off, on = ([each[1] * 1e3 for each in spent[name]] for name in ("off", "on"))
    used_off, used_on = (median(each[0] for each in spent[name]) * 1e3 for name in ("off", "on"))
    note = f"wall; 19 of 20 below {p95(on):.1f} ms, {p95(off):.1f} ms with it off"
    return [
        Figure("an edit with sharing on", median(on), "ms", 1.2, median(off), note),
        Figure("the same", used_on, "ms", None, used_off, "CPU of the thread that edits"),
    ]


def _edit_once(session: Session, number: int) -> tuple[float, float]:
    command = Edit(id=f"card-n{number}", values={"text": f"Said anew, number {number}."})
    used, start = thread_time(), perf_counter()
    session.document.apply(command)
    return thread_time() - used, perf_counter() - start


def _run(calls: "SimpleQueue[Callable[[], None]]") -> None:
    """Do what the carrier asks for, as the loop of a window does in between."""
    sleep(_PAUSE)
    while True:
        try:
            calls.get_nowait()()
        except Empty:
            return


def _copy(path: Path) -> Path:
    shutil.copy(project_file(2_000), path)
    return path
