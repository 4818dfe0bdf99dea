# SPDX-License-Identifier: Apache-2.0
"""Where working copies lie: `working/<path>/<project>/<name>.journey` in the person's app data.

Beside each a note says which original it is a copy of. The start page asks for that, so nothing
here opens a project.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

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
    part = note.with_name(_NOTE + ".part")
    # The name of the part is random, so that two computers never write to the same one.
    content = {"original": os.fspath(original), "part": f"~{os.urandom(8).hex()}.tmp"}
    part.write_text(json.dumps(content), encoding="utf-8")
    part.replace(note)


def part_beside(inner: Path, original: Path) -> Path:
    """Where the original is written anew before it takes its place: always the same name, so that
    what a crash left is written over, and one that synchronising programs leave alone.
    """
    name = _noted(inner).get("part")
    return original.with_name(name if isinstance(name, str) else f"~{path_key(inner)}.tmp")


def _noted(inner: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError, RecursionError):
        found = json.loads(inner.with_name(_NOTE).read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def original_of(path: Path) -> Path:
    """The original where `path` is a working copy; otherwise `path` itself."""
    if working_folder() not in path.parents:
        return path
    noted = _noted(path).get("original")
    return Path(noted) if isinstance(noted, str) else path


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
