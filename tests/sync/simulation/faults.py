# SPDX-License-Identifier: Apache-2.0
"""What sync services, disks and people do to files in a shared folder, each with its name."""

import random
from collections.abc import Callable, MutableMapping
from pathlib import PurePosixPath

Files = MutableMapping[str, bytes]  # path below the shared folder -> content

JUNK = [
    ("desktop.ini", b"[.ShellClassInfo]\r\n"),
    (".DS_Store", b"\x00\x00\x00\x01Bud1" + bytes(60)),
    ("~$notes.docx", b"\x05Ada"),
    ("Thumbs.db", b"\xd0\xcf\x11\xe0" + bytes(500)),
    ("read me.txt", "Bitte nichts löschen!".encode()),
    ("empty.jsf", b""),
    ("short.jsf", b"JSF1"),
    ("huge.jsf", b"JSF1c\xff\xff\xff\xff\xff\xff\xff\xff"),
]


def flip(data: bytes, chance: random.Random) -> bytes:
    """One bit is another."""
    spoilt = bytearray(data)
    if spoilt:
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def truncate(data: bytes, chance: random.Random) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(len(data))] if data else b""


def zero(data: bytes, chance: random.Random) -> bytes:
    """The size is right, the content is not there from some place on."""
    kept = chance.randrange(len(data)) if data else 0
    return data[:kept] + bytes(len(data) - kept)


def empty(_data: bytes, _chance: random.Random) -> bytes:
    """The name is there before the content."""
    return b""


def swell(data: bytes, chance: random.Random) -> bytes:
    """Something was put behind the end."""
    return data + chance.randbytes(chance.randint(1, 40))


def swap(data: bytes, chance: random.Random) -> bytes:
    """A stretch of it is from somewhere else."""
    at = chance.randrange(len(data)) if data else 0
    return data[:at] + chance.randbytes(16) + data[at + 16 :]


SPOIL: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "flipped": flip,
    "truncated": truncate,
    "zeroed": zero,
    "emptied": empty,
    "swollen": swell,
    "overwritten": swap,
}
ON_THE_WAY = {"half written": truncate, "zeroed at first": zero, "listed before its content": empty}


def other_name(path: str, chance: random.Random) -> str:
    """A name that some service gives to the second of two files."""
    where = PurePosixPath(path)
    stem, ending = where.stem, where.suffix
    number = chance.randint(1, 99)
    name = chance.choice(
        [
            f"{stem} ({number}){ending}",
            f"{stem} (Ada's conflicted copy 2026-03-{number % 28 + 1:02}){ending}",
            f"{stem} (Case Conflict {number}){ending}",
            f"{stem}.sync-conflict-20260301-1212{number:02}-ABCDEFG{ending}",
            f"{stem}-LAPTOP{number}{ending}",
            f"{stem}_PC_Mar-01-{number}-2026_Conflict{ending}",
            f"Copy of {stem} {number}{ending}",
            f"{stem}{ending}.{number}.bak",
            f"{number}",
        ]
    )
    return str(where.with_name(name))


def _one(files: Files, chance: random.Random) -> str | None:
    return chance.choice(list(files)) if files else None


def spoil(files: Files, chance: random.Random) -> str:
    """A file keeps its name and loses its content for good."""
    kind = chance.choice(list(SPOIL))
    if path := _one(files, chance):
        files[path] = SPOIL[kind](files[path], chance)
    return kind


def lose(files: Files, chance: random.Random) -> str:
    """A file is gone."""
    if path := _one(files, chance):
        del files[path]
    return "lost"


def rename(files: Files, chance: random.Random) -> str:
    """A file has another name."""
    if path := _one(files, chance):
        files[other_name(path, chance)] = files.pop(path)
    return "renamed"


def double(files: Files, chance: random.Random) -> str:
    """A file is there twice."""
    if path := _one(files, chance):
        files[other_name(path, chance)] = files[path]
    return "doubled"


def recase(files: Files, chance: random.Random) -> str:
    """The name of a file, or of it and its folder, is in other letters."""
    if path := _one(files, chance):
        where = PurePosixPath(path)
        other = where.with_name(where.name.upper())
        if chance.random() < 0.3 and len(where.parts) > 2:
            other = where.parent.with_name(where.parent.name.upper()) / other.name
        files[str(other)] = files.pop(path)
    return "case changed"


def misplace(files: Files, chance: random.Random) -> str:
    """A file lies in the folder of another writer, or one level up."""
    if path := _one(files, chance):
        other = PurePosixPath(_one(files, chance) or path).parent
        target = str(other / PurePosixPath(path).name)
        if target not in files:
            files[target] = files.pop(path)
    return "misplaced"


def litter(files: Files, chance: random.Random) -> str:
    """A file of somebody else's program lies among ours."""
    name, content = chance.choice(JUNK)
    if path := _one(files, chance):
        files[str(PurePosixPath(path).with_name(name))] = content
    return "littered"


LASTING: list[tuple[int, Callable[[Files, random.Random], str]]] = [
    (6, spoil), (4, lose), (4, rename), (4, double), (3, recase), (2, misplace), (2, litter),
]  # fmt: skip


def strike(files: Files, chance: random.Random) -> str:
    """One lasting fault somewhere in the cloud's copy; the name of what it was."""
    ((_, fault),) = chance.choices(LASTING, [weight for weight, _ in LASTING])
    return fault(files, chance)
