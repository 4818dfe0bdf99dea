# SPDX-License-Identifier: Apache-2.0
"""Somebody at work on a shared project, run as a module with FILE NAME FIRST COUNT.

Writes COUNT edits, from number FIRST on, while what others write arrives, and says on stdout which
are saved. Then goes on sharing until stdin ends or somebody kills it.
"""

import io
import os
import select
import subprocess
import sys
from pathlib import Path

from PIL import Image

from journey_studio.model.change import Author
from journey_studio.model.commands import Add, Edit
from journey_studio.session import Session, open_session
from tests.session.sharers import Loop, sharing

ROOT = Path(__file__).parents[2]
_PAUSE = 0.02  # s between two edits


def _picture(number: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (number % 256, 90, 120)).save(out, "PNG")
    return out.getvalue()


def _edit(session: Session, name: str, number: int) -> None:
    """One edit: a new card of one's own now and then, a text both write, a picture."""
    lane, step = "lane-t", "step-2"
    said = f"{name} {number}"
    session.document.apply(Add(kind="card", under=(lane, step), values={"text": said}))
    session.document.apply(Edit(id="card-x", values={"text": said}))
    if not number % 10:
        picture = session.add_picture(_picture(number))
        session.document.apply(Edit(id="card-y", values={"picture": picture}))


def work(path: Path, name: str, first: int, count: int) -> None:
    """Edit and share until stdin ends."""
    loop = Loop()
    with open_session(path, author=Author(name)) as session, sharing(session, loop):
        os.write(1, b"open\n")
        for number in range(first, first + count):
            _edit(session, name, number)
            os.write(1, f"{name} {number}\n".encode())
            loop.rest(_PAUSE)
        os.write(1, b"done\n")
        loop.until(lambda: select.select([sys.stdin], [], [], 0)[0])


def start(path: Path, name: str, first: int, count: int, home: Path) -> "subprocess.Popen[str]":
    """Somebody at work, with their stdout to read."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.sharing_work", path, name, str(first), str(count)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(home)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
