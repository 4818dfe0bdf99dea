# SPDX-License-Identifier: Apache-2.0
"""Command files: a JSON list of commands, with pictures that lie in files beside it.

`{"do": "picture", "as": "photo", "file": "photo.png"}` reads a picture from a path relative to the
command file; `"@photo"` then stands for it in `picture` and `photo`. Everything else is read by
`model.commands.script`.
"""

import hashlib
import json
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.model.commands import Command, read_commands

MOST_BYTES = 256 * 1024 * 1024
_MOST_PICTURE = 64 * 1024 * 1024
_HOLD_PICTURES = ("picture", "photo")
_PICTURE_WORDS = {"do", "as", "file"}


@dataclass(frozen=True, slots=True)
class Script:
    """The commands of a file, and the bytes of the pictures they refer to."""

    commands: tuple[Command, ...]
    pictures: tuple[bytes, ...] = ()


def read_file(path: Path, most: int) -> bytes:
    """The bytes of an ordinary file of at most `most` bytes, or a JourneyError that says why not.

    The kind is looked at first: opening a pipe would wait for somebody to write.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise JourneyError(t("session.file_folder", path=path))
        if not stat.S_ISREG(found.st_mode):
            raise JourneyError(t("session.file_special", path=path))
        if found.st_size > most:
            size = most // (1024 * 1024)
            raise JourneyError(t("session.file_large", path=path, megabytes=size))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise JourneyError(t("session.file_missing", path=path)) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise JourneyError(t("session.file_unreadable", path=path, reason=reason)) from error


def read_script(path: Path, project_id: str = "") -> Script:
    """The commands in a file, checked one by one; JourneyError where it holds anything else.

    `project_id` becomes the id of the project record that a script for a new file adds.
    """
    data = read_file(path, MOST_BYTES)
    try:
        entries = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise JourneyError(t("session.script_not_utf8", path=path)) from error
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno, "reason": error.msg}
        raise JourneyError(t("session.script_not_json", path=path, **place)) from error
    except (ValueError, RecursionError) as error:
        raise JourneyError(t("session.script_odd", path=path, reason=error)) from error
    return prepare(entries, path.parent, project_id)


def _no_number(text: str) -> float:
    raise ValueError(text)


def prepare(entries: Any, folder: Path, project_id: str = "") -> Script:
    """The commands that `entries` stand for; `folder` is where their pictures lie."""
    reader = _Reader(folder, project_id)
    try:
        return Script(read_commands(reader.read(entries)), tuple(reader.pictures.values()))
    except RecursionError as error:
        raise JourneyError(t("session.script_deep")) from error


class _Reader:
    """Takes the pictures out of a script and puts their names in."""

    def __init__(self, folder: Path, project_id: str) -> None:
        self._folder = folder
        self._project_id = project_id
        self._named: dict[str, str] = {}
        self.pictures: dict[str, bytes] = {}

    def read(self, entries: Any) -> Any:
        """The entries without those that read a picture; what is no list stays as it is."""
        if not isinstance(entries, list):
            return entries
        return [self._entry(entry) for entry in entries if not self._is_picture(entry)]

    def _is_picture(self, entry: Any) -> bool:
        if not isinstance(entry, dict) or entry.get("do") != "picture":
            return False
        name, file = entry.get("as"), entry.get("file")
        if not isinstance(name, str) or not isinstance(file, str) or set(entry) - _PICTURE_WORDS:
            raise JourneyError(t("session.script_picture"))
        # A script may come from a stranger: it reads only what lies beside it.
        parts = PurePosixPath(file.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts or ":" in file:
            raise JourneyError(t("session.script_picture_outside", file=file))
        data = read_file(self._folder / parts, _MOST_PICTURE)
        from journey_studio.store.images import clean_picture  # Pillow takes its time to load

        clean = clean_picture(data).data
        self._named["@" + name] = digest = hashlib.sha256(clean).hexdigest()
        self.pictures[digest] = clean
        return True

    def _entry(self, entry: Any) -> Any:
        if not isinstance(entry, dict):
            return entry
        if entry.get("do") == "batch":
            return {**entry, "commands": self.read(entry.get("commands"))}
        made = dict(entry)
        if entry.get("do") == "add" and entry.get("kind") == "project" and self._project_id:
            made.setdefault("id", self._project_id)
        values = entry.get("values")
        if isinstance(values, dict):
            made["values"] = {name: self._value(name, value) for name, value in values.items()}
        return made

    def _value(self, name: str, value: Any) -> Any:
        if name in _HOLD_PICTURES and isinstance(value, str):
            return self._named.get(value, value)
        return value
