# SPDX-License-Identifier: Apache-2.0
"""Opening a project of 10,000 cards, next to reading and checking the same bytes."""

import sqlite3
import sys
from contextlib import closing
from hashlib import sha256

from journey_studio.session import open_session
from journey_studio.store import tables
from tests.benchmarks.measure import Figure, in_turn, processes
from tests.benchmarks.project import project_file

_OPEN = """
import sys
from pathlib import Path
from journey_studio.session import open_session
open_session(Path(sys.argv[1]), read_only=True).close()
"""


def figures() -> list[Figure]:
    """To the first snapshot, and the least that takes."""
    path = project_file(10_000)
    # Opening leaves the pictures alone, so they are not part of the floor either.
    read = [table for table in tables.ALL if table is not tables.picture]

    def opened() -> None:
        open_session(path, read_only=True).close()

    def least() -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA integrity_check(1)").fetchall()
            for table in read:
                names = ", ".join(f'"{column}"' for column in table.names)
                rows = connection.execute(f"SELECT {names} FROM {table.name}").fetchall()
                if table is tables.change:
                    for row in rows:
                        sha256(row[-1]).digest()

    spent = in_turn(9, {"open": opened, "least": least})
    whole = processes(3, [sys.executable, "-c", _OPEN, str(path)])
    return [
        Figure(
            "open 10,000 cards to the first snapshot",
            spent["open"] * 1e3,
            "ms",
            4,
            spent["least"] * 1e3,
        ),
        Figure(
            "the same in a process that only does this",
            whole.cpu * 1e3,
            "ms",
            note=f"{whole.wall * 1e3:.0f} ms wall, {whole.peak:.0f} MiB at its peak",
        ),
    ]
