# SPDX-License-Identifier: Apache-2.0
"""The copies that programs which synchronise folders leave beside a file two people wrote at once.

They are told by their names alone; whether one is a copy of the same project is for whoever opens
it to find out. A copy that a person named is none of these.
"""

import os
import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path, PurePath

from journey_studio.store.places import backups_folder, path_key, sync_folder

_LETTERS = r"[^\W\d_]"
# "conflict" as the programs say it in the languages they speak. They put it behind the name of the
# file: in brackets, after a point, a hyphen or an underline.
_WORDS = re.compile(
    r"conflict|konflikt|conflit|conflito|conflitto|conflicto|konfliktní|ütközés|çakış"
    r"|ristiriita|конфликт|конфлікт|競合|冲突|衝突|충돌",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r" ?\(\d{1,3}\)")
_SYNOLOGY = re.compile(rf"_[^_]+_{_LETTERS}{{3,4}}-\d\d-\d{{4,6}}-\d{{4}}(?:_.*)?", re.IGNORECASE)
_COMPUTER = re.compile(r"-(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{2,14}(?:-\d{1,3})?\.\w+")
_CASE = re.compile(r" ?[(\[](?:case|unicode|white ?space)[^)\]]*[)\]](?: ?\(\d+\))?", re.IGNORECASE)
_FORMS = (_NUMBERED, _SYNOLOGY, _CASE)


def is_conflicted(original: str, name: str) -> bool:
    """Whether a file of this name was put beside `original` by such a program."""
    ours, other = _plain(original), _plain(name)
    stem, ending = PurePath(ours).stem, PurePath(ours).suffix
    if other == ours:
        return name != original
    if not other.startswith(stem):
        return False
    rest = other[len(stem) :]
    if rest.endswith(ending):
        rest = rest[: len(rest) - len(ending)]
    elif rest.startswith(ending):  # "x.journey (1)"
        rest = rest[len(ending) :]
    else:
        return False
    if not rest or rest[0].isalnum():
        return False  # the name of another file that begins alike
    if _WORDS.search(rest) or any(form.fullmatch(rest) for form in _FORMS):
        return True
    # Only in capitals: "-draft" is a name that a person gave.
    return _COMPUTER.fullmatch(_composed(name)[len(stem) :]) is not None


def _composed(name: str) -> str:
    """The name, whatever way its letters were put together."""
    return unicodedata.normalize("NFC", name)


def _plain(name: str) -> str:
    """The same with capitals not counting."""
    return _composed(name).casefold()


def conflicted_copies(original: Path) -> list[Path]:
    """The files beside a project that look like conflicted copies of it, by name."""
    try:
        beside = sorted(original.parent.iterdir())
        found = [path for path in beside if is_conflicted(original.name, path.name)]
        return [each for each in found if each.is_file() and not each.is_symlink()
                and not (original.exists() and each.samefile(original))]  # fmt: skip
    except OSError:
        return []


def put_away(copy: Path, original: Path, project_id: str, leave: bool = False) -> Path:
    """Move a copy into the backups of the project, under its own name; gives its new place. With
    `leave` it also stays where it is.

    It is read back there before it leaves its folder. Raises OSError; then it is where it was.
    """
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")
    folder = backups_folder() / project_id / path_key(original) / "put away" / moment
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target, number = folder / copy.name, 1
    while target.exists():
        number += 1
        target = folder / f"{number} {copy.name}"
    data = copy.read_bytes()
    with target.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(folder)
    if target.read_bytes() != data:
        raise OSError(f"{target} is not what was written")
    if not leave:
        copy.unlink()
    return target
