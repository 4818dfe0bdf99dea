# SPDX-License-Identifier: Apache-2.0
"""Where working copies lie: `working/<path>/<project>/<name>.journey` in the person's app data.

Beside each a note says which original it is a copy of. The start page asks for that, so nothing
here opens a project.
"""

import json
import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_path

from journey_studio.store.places import APPLICATION, path_key

_NOTE = "original.json"


def working_folder() -> Path:
    """The folder of all working copies of this person."""
    return user_data_path(APPLICATION, appauthor=False) / "working"


def folder_for(original: Path) -> Path:
    """The folder of the working copies of one original; need not be there yet."""
    return working_folder() / path_key(original)


def inner_of(original: Path, project_id: str) -> Path:
    """Where the working copy of a project lies that people find at `original`."""
    return folder_for(original) / project_id / original.name


def note_original(inner: Path, original: Path) -> None:
    """Write down what this is a working copy of. Raises OSError."""
    note = inner.with_name(_NOTE)
    content = json.dumps({"original": os.fspath(original)}, ensure_ascii=True)
    if not note.is_file() or note.read_text(encoding="utf-8") != content:
        part = note.with_name(_NOTE + ".part")
        part.write_text(content, encoding="utf-8")
        part.replace(note)


def original_of(path: Path) -> Path:
    """The original where `path` is a working copy; otherwise `path` itself."""
    if working_folder() not in path.parents:
        return path
    with suppress(OSError, ValueError, KeyError, TypeError):
        return Path(json.loads(path.with_name(_NOTE).read_text(encoding="utf-8"))["original"])
    return path


def kept_for(original: Path) -> list[Path]:
    """The working copies there are of what was at `original`, the latest first.

    More than one only where another project has taken the place of the first.
    """
    try:
        notes = list(folder_for(original).glob(f"*/{_NOTE}"))
        copies = [note.with_name(original.name) for note in notes]
        there = [copy for copy in copies if copy.is_file()]
        return sorted(there, key=lambda copy: copy.stat().st_mtime, reverse=True)
    except OSError:
        return []
