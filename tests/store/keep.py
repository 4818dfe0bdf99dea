# SPDX-License-Identifier: Apache-2.0
"""Makes a file of this version to keep: `python -m tests.store.keep tests/data/v3.journey`.

Once a version has left the house its kept file is never made again: later versions must open it.
"""

import io
import sys
from pathlib import Path

from PIL import Image

from journey_studio.model.change import Author, Clock
from journey_studio.model.commands import Delete, Edit, NameVersion, SetPoint
from journey_studio.model.document import Document, MemoryJournal
from journey_studio.store.project import create_project
from tests.model.worlds import PROJECT, library
from tests.store.everything import everything
from tests.store.projects import changes_of


def keep(path: Path) -> None:
    """A file with every register of every kind, a picture, and two people's conflict."""
    mine = library()
    for command in everything():
        mine.apply(command)
    mine.apply(SetPoint(lane="lane-c", step="step-1", persona="persona-p", value=0.5))
    journal = MemoryJournal(changes_of(mine))
    theirs = Document(mine.snapshot, journal, PROJECT, Author("Grace", "Service", "Desk"), Clock())
    mine.apply(Edit(id="card-x", values={"text": "ours"}))
    theirs.apply(Edit(id="card-x", values={"text": "theirs"}))
    mine.receive(changes_of(theirs))
    mine.apply(NameVersion(title="Kept"))
    mine.apply(Delete(ids=("card-y",)))
    out = io.BytesIO()
    Image.new("RGB", (3, 2), "teal").save(out, "PNG")
    create_project(path, PROJECT, changes_of(mine), [out.getvalue()]).close()


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
