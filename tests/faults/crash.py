# SPDX-License-Identifier: Apache-2.0
"""Programs that edit a project and die: run as `python -m tests.faults.crash WHAT FILE`.

`edits FILE FIRST COUNT` writes numbers to cards and says each on stdout once it is saved;
`half FILE` dies in the middle of saving, after the pages are in the file and before the end;
`create FILE COUNT` makes a project; `limited FILE` edits on a disk that fails now and then.
"""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

from journey_studio.model.commands import Add, Edit
from journey_studio.store.errors import NotSaved
from journey_studio.store.project import create_project, open_project
from tests.model.worlds import PROJECT, new_document
from tests.store.projects import changes_of, document_of

ROOT = Path(__file__).parents[2]


def edits(path: Path, first: int, count: int) -> None:
    """Edit cards one after the other, saying what is saved."""
    with open_project(path) as project:
        document = document_of(project)
        cards = [i for i in document.snapshot.records if i.startswith("card-")]
        os.write(1, b"open\n")
        for number in range(first, first + count):
            card = cards[number % len(cards)]
            document.apply(Edit(id=card, values={"text": f"{number} " + "x" * (number % 900)}))
            os.write(1, f"{card} {number}\n".encode())
        os.write(1, b"done\n")


def half(path: Path) -> None:
    """Die with a journal left beside the file and pages of the transaction in it."""
    project = open_project(path)
    with project._database.saving() as writer:
        writer.run("PRAGMA cache_size=1")
        writer.run("PRAGMA cache_spill=1")
        writer.run(
            "INSERT INTO picture WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n"
            " LIMIT 400) SELECT i, randomblob(32), '', 1, 1, 0, randomblob(5000) FROM n"
        )
        writer.run("UPDATE card SET text = 'half' || randomblob(900)")
        os.kill(os.getpid(), signal.SIGKILL)


def create(path: Path, count: int) -> None:
    """Make a project of that many tags, saying when it begins."""
    document = new_document()
    for number in range(count):
        document.apply(Add(kind="tag", values={"name": f"Tag {number}"}))
    os.write(1, b"go\n")
    create_project(path, PROJECT, changes_of(document)).close()


def limited(path: Path) -> None:
    """Edit with a bound to the size of files that moves: writes fail here and there."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    free = resource.getrlimit(resource.RLIMIT_FSIZE)
    with open_project(path) as project:
        document = document_of(project)
        for number in range(40):
            before = document.snapshot
            room = path.stat().st_size + 1024 * (number % 20)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, free[1]))
            command = Edit(id="card-x", values={"text": f"{number} " + "x" * 9000})
            try:
                document.apply(command)
                print("saved")
            except NotSaved:
                print("failed")
                assert document.snapshot is before
            resource.setrlimit(resource.RLIMIT_FSIZE, free)
            if document.snapshot is before:
                document.apply(command)
                print("again")
        after = document.snapshot
    with open_project(path) as project:
        print("same" if project.snapshot == after else "lost")


def start(*arguments: object) -> "subprocess.Popen[str]":
    """One of these programs, with its stdout to read."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.crash", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def leave_a_hot_journal(path: Path) -> None:
    """Let a program die in the middle of saving to `path`."""
    process = start("half", path)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    journal = path.with_name(path.name + "-journal")
    assert journal.stat().st_size > 0, "nothing was left to be put right"


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["edits", file, first, count]:
            edits(Path(file), int(first), int(count))
        case ["half", file]:
            half(Path(file))
        case ["create", file, count]:
            create(Path(file), int(count))
        case ["limited", file]:
            limited(Path(file))
