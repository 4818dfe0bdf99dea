# SPDX-License-Identifier: Apache-2.0
"""What this computer remembers of a shared folder, so that a round reads only what is new.

Nothing depends on it: a memory that was lost, cut off or belongs to another day costs a round of
reading again, and never an edit. It lies in the data of the program, not in the shared folder.
"""

import base64
import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from msgspec.json import encode

from journey_studio import __version__
from journey_studio.sync.files import Stat

_FORM = 1
_SPARE_LINES = 200
_LONGEST_GRACE = 24 * 3600.0

Condition = Literal["whole", "waiting", "newer", "foreign"]


@dataclass(frozen=True, slots=True)
class Known:
    """What a file held when it was read.

    `condition` is "whole" for a frame of this project, "waiting" for what is no whole frame (yet),
    "newer" for one of a later program, "foreign" for one of another project. `names` are the change
    sets or the picture in it, `refused` why something in it was not taken, `note` what a frame of
    kind `s` or `k` says. `since` is when it was first seen waiting and `tried` when it was read.
    """

    stat: Stat
    condition: Condition
    kind: str = ""
    names: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    note: Any = None
    since: float = 0.0
    tried: float = 0.0


class Memory:
    """The files of one share as they were last seen, and what has vanished from it.

    `changes` and `pictures` count the files that hold each name. `gone` says when to put back what
    was there and is not any more. `writer` names this copy of the project among all.
    """

    def __init__(self, home: Path, share: Path) -> None:
        self.files: dict[str, Known] = {}
        self.changes: dict[str, int] = {}
        self.pictures: dict[str, int] = {}
        self.gone: dict[str, float] = {}
        with suppress(OSError):
            home.mkdir(parents=True, exist_ok=True)
        self.writer = _writer(home / "writer")
        digest = hashlib.sha256(str(share).encode(errors="surrogatepass")).hexdigest()
        self._path = home / f"share-{digest[:16]}.jsonl"
        self._lines: list[list[Any]] = []
        self._written = 0
        self._load()

    def note(self, path: str, known: Known, due: float) -> None:
        """Remember what a file holds now; what it held before and nobody else does is gone."""
        before = self.files.get(path)
        if before == known:
            return
        self._count(known)
        self.files[path] = known
        self._lines.append(_line(path, known))
        if before is not None:
            self._discount(before, due)

    def forget(self, path: str, due: float) -> None:
        """Remember that a file is not there any more; put back at `due` what nobody else holds."""
        before = self.files.pop(path, None)
        if before is not None:
            self._lines.append(["off", path])
            self._discount(before, due)

    def settle(self, now: float, due: float) -> None:
        """Wait no longer than a day for anything, also after the clock was set back."""
        late = [name for name, when in self.gone.items() if when > now + _LONGEST_GRACE]
        self._vanish(late, due)

    def _held(self, known: Known) -> dict[str, int]:
        return self.pictures if known.kind == "b" else self.changes

    def _count(self, known: Known) -> None:
        held = self._held(known)
        if not self.gone and held.keys().isdisjoint(known.names):
            held.update(dict.fromkeys(known.names, 1))
            return
        back = []
        for name in known.names:
            held[name] = held.get(name, 0) + 1
            if self.gone.pop(name, None) is not None:
                back.append(name)
        if back:
            self._lines.append(["back", _packed(back)])

    def _discount(self, known: Known, due: float) -> None:
        held = self._held(known)
        vanished = []
        for name in known.names:
            held[name] -= 1
            if not held[name]:
                del held[name]
                vanished.append(name)
        self._vanish(vanished, due)

    def _vanish(self, names: list[str], due: float) -> None:
        if names:
            self.gone.update(dict.fromkeys(names, due))
            self._lines.append(["gone", _packed(names), due])

    def save(self) -> None:
        """Write down what is new. Where that fails, it is learnt again another time."""
        if not self._lines:
            return
        with suppress(OSError):
            if self._written + len(self._lines) > 3 * len(self.files) + _SPARE_LINES:
                self._write_anew()
            else:
                fresh = self._lines if self._path.exists() else [_title(), *self._lines]
                with self._path.open("ab") as file:
                    file.write(_text(fresh))
                self._written += len(self._lines)
        self._lines.clear()

    def _write_anew(self) -> None:
        lines = [_title(), *(_line(path, known) for path, known in self.files.items())]
        by_time: dict[float, list[str]] = {}
        for name, due in self.gone.items():
            by_time.setdefault(due, []).append(name)
        lines += (["gone", _packed(names), due] for due, names in by_time.items())
        spare = self._path.with_suffix(f".{secrets.token_hex(4)}.tmp")
        try:
            spare.write_bytes(_text(lines))
            spare.replace(self._path)
        finally:
            spare.unlink(missing_ok=True)
        self._written = len(lines)

    def _load(self) -> None:
        try:
            lines = self._path.read_bytes().split(b"\n")
            if _read(lines[0]) != _title():
                raise ValueError("another program's memory")
            for line in lines[1:]:
                if line:
                    self._remember(_read(line))
            self._written = len(lines)
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError, KeyError, IndexError, RecursionError):
            # What was understood is true all the same; the rest is learnt again.
            with suppress(OSError):
                self._path.unlink()
        self._lines.clear()

    def _remember(self, line: list[Any]) -> None:
        match line:
            case ["file", path, stat, condition, kind, names, refused, note, since, tried]:
                where = Stat(*stat)
                held = _unpacked(names)
                known = Known(where, condition, kind, held, tuple(refused), note, since, tried)
                self.note(path, known, 0.0)
            case ["off", path]:
                self.forget(path, 0.0)
            case ["gone", names, due]:
                there = (self.changes, self.pictures)
                lost = [n for n in _unpacked(names) if not any(n in each for each in there)]
                self.gone.update(dict.fromkeys(lost, due))
            case ["back", names]:
                for name in _unpacked(names):
                    self.gone.pop(name, None)
            case _:
                raise ValueError("no line of a memory")


def _writer(path: Path) -> str:
    """The random name of this copy of the project, made at its first use."""
    for _ in range(2):
        with suppress(OSError, UnicodeDecodeError):
            name = path.read_text(encoding="ascii")
            if re.fullmatch("[0-9a-f]{16}", name):
                return name
            path.unlink()
        name = secrets.token_hex(8)
        with suppress(OSError):
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(name)
            return name
    return name


def _title() -> list[Any]:
    return ["memory", _FORM, __version__]


def _line(path: str, known: Known) -> list[Any]:
    return [
        *("file", path, list(known.stat), known.condition, known.kind, _packed(known.names)),
        *(list(known.refused), known.note, known.since, known.tried),
    ]


def _text(lines: Iterable[list[Any]]) -> bytes:
    """Lines of JSON, each after the start of its hash: one bit on the disk may change a name."""
    written = map(_json, lines)
    return b"".join(b"%s %s\n" % (_seal(line), line) for line in written)


def _json(line: list[Any]) -> bytes:
    try:
        return encode(line)
    except UnicodeEncodeError:  # the name of a file that is no text
        return json.dumps(line).encode()


def _read(line: bytes) -> Any:
    seal, _, text = line.partition(b" ")
    if seal != _seal(text):
        raise ValueError("damaged")
    return json.loads(text)


def _seal(line: bytes) -> bytes:
    return hashlib.sha256(line).hexdigest()[:16].encode()


def _packed(names: Iterable[str]) -> str:
    return base64.b64encode(bytes.fromhex("".join(names))).decode()


def _unpacked(text: str) -> tuple[str, ...]:
    digits = base64.b64decode(text, validate=True).hex()
    return tuple(digits[at : at + 64] for at in range(0, len(digits), 64))
