# SPDX-License-Identifier: Apache-2.0
"""Commands on a project of 10,000 cards: durable when `apply` returns, and what else they cost."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from statistics import median

from journey_studio.model.arrangement import arrange
from journey_studio.model.commands import Command, Delete, Edit, Move
from journey_studio.session import Session, open_session
from tests.benchmarks.measure import Figure, cpu, p95, wall
from tests.benchmarks.project import FOLDER, MAP, project_file

_EDITS = 200


def figures() -> list[Figure]:
    """Edits by the clock next to a bare commit; the rest in CPU time."""
    path = FOLDER / f"edited-{os.getpid()}.journey"
    shutil.copy(project_file(10_000), path)
    try:
        with open_session(path) as session, _bare(FOLDER / f"bare-{os.getpid()}.sqlite") as commit:
            return [*_durable(session, commit), *_verbs(session)]
    finally:
        path.unlink()


@contextmanager
def _bare(path: Path) -> Iterator[Callable[[], None]]:
    """One row changed and committed in a file of its own with the settings of a project file."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("journal_mode=TRUNCATE", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, value)")
        numbers = count()

        def commit() -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("REPLACE INTO bare VALUES (1, ?)", (next(numbers),))
            connection.execute("COMMIT")

        yield commit
    path.unlink()


def _flush(path: Path) -> float:
    """The seconds of writing one page and waiting for the disk."""
    with path.open("wb") as file:

        def write() -> None:
            file.write(os.urandom(4096))
            file.flush()
            os.fsync(file.fileno())

        found = median(wall(write) for _ in range(50))
    path.unlink()
    return found


def _durable(session: Session, commit: Callable[[], None]) -> list[Figure]:
    apply = session.document.apply
    own, bare, used = [], [], []
    for number in range(_EDITS):
        command = Edit(id=f"card-n{number * 49}", values={"text": f"Said anew, number {number}."})
        own.append(wall(lambda c=command: used.append(cpu(lambda: apply(c)))))  # type: ignore[misc]
        bare.append(wall(commit))
    disk = _flush(FOLDER / f"flush-{os.getpid()}.bin")
    note = (
        f"wall; a bare commit takes {median(bare) * 1e3:.2f} ms, a flushed page {disk * 1e3:.2f} ms"
    )
    return [
        Figure("an edit, durable (median)", median(own) * 1e3, "ms", 10, None, note),
        Figure("an edit, durable (19 of 20)", p95(own) * 1e3, "ms", None, None, "wall"),
        Figure("the same (median)", median(used) * 1e3, "ms", None, None, "CPU"),
    ]


def _verbs(session: Session) -> list[Figure]:
    document = session.document
    snapshot = document.snapshot
    lane, steps = "lane-l1", [f"step-s{stage}x0" for stage in range(20)]
    moves = [
        Move(ids=(f"card-n{number * 450 + 5}",), under=(lane, step), at=0)
        for number, step in enumerate(steps)
    ]
    delete = Delete(ids=("stage-s3",))

    def each(work: Callable[[Command], object]) -> float:
        return median(cpu(lambda m=move: work(m)) for move in moves)  # type: ignore[misc]

    rows = {
        "arrange a snapshot": median(cpu(lambda: arrange(snapshot, MAP)) for _ in range(20)),
        "preview a move": each(document.preview),
        "apply a move": each(document.apply),
        "undo a move": median(cpu(document.undo) for _ in moves),
        "redo a move": median(cpu(document.redo) for _ in moves),
        "delete a stage of 500 cards": cpu(lambda: document.apply(delete)),
        "undo that": cpu(document.undo),
    }
    return [Figure(name, seconds * 1e3, "ms") for name, seconds in rows.items()]
