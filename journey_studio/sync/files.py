# SPDX-License-Identifier: Apache-2.0
"""Files of a shared folder: listed, read and written so that nothing outside is ever touched.

A file appears whole or not at all and is never changed afterwards. Links are never followed.
"""

import errno
import os
import re
import secrets
import stat
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | _NO_FOLLOW
MOST_DEEP = 5
_MOUNT_POINT = 0xA0000003  # the reparse tag of a junction on Windows; cloud files have others
BACK_OFF = (0.05, 0.1, 0.2, 0.4, 0.8)  # s: somebody's virus scanner holds the file
_UNFINISHED = re.compile("~[0-9a-f]{16}\\.tmp")
_LOST = 3600.0  # s: nothing takes so long to write


class Stat(NamedTuple):
    """What tells that a file was changed, without reading it."""

    size: int
    mtime_ns: int
    inode: int


class Listing(NamedTuple):
    """What lies in a folder: files by path relative to the base, with `/`.

    `unread` are the folders that were left out or could not be listed: nobody knows what is in
    them. `overfull` where there was more than was asked for.
    """

    files: dict[str, Stat]
    unread: tuple[str, ...]
    overfull: bool


def listing(
    base: Path, folders: list[str], most: int, but: Collection[str] = frozenset()
) -> Listing:
    """Every file in `folders` of `base` and below, but for some folders.

    Raises OSError for the first of `folders` alone.
    """
    files: dict[str, Stat] = {}
    unread: list[str] = []
    waiting = [(name, 0) for name in reversed(folders)]
    while waiting:
        folder, depth = waiting.pop()
        try:
            with os.scandir(f"{base}/{folder}") as entries:
                for entry in entries:
                    name = entry.name
                    if name.startswith(".") or name.lower().endswith(".tmp"):
                        continue  # tools keep it for themselves, or somebody is still writing it
                    if entry.is_dir(follow_symlinks=False):
                        inner = f"{folder}/{name}"
                        if inner in but:
                            unread.append(inner)
                        elif depth < MOST_DEEP and not _leads_elsewhere(entry):
                            waiting.append((inner, depth + 1))
                    elif (found := _stat(entry)) is not None:
                        files[f"{folder}/{name}"] = found
                    if len(files) + len(waiting) > most:
                        return Listing(files, tuple(unread), overfull=True)
        except OSError:
            if folder == folders[0]:
                raise
            unread.append(folder)
    return Listing(files, tuple(unread), overfull=False)


def _leads_elsewhere(folder: "os.DirEntry[str]") -> bool:
    # On other systems there is none, and asking for each folder takes a fifth of a listing.
    return os.name == "nt" and _is_junction(folder.stat(follow_symlinks=False))


def _is_junction(found: os.stat_result) -> bool:
    """Whether a folder leads elsewhere, as on Windows one may that is no link."""
    return getattr(found, "st_reparse_tag", 0) == _MOUNT_POINT


def _stat(entry: "os.DirEntry[str]") -> Stat | None:
    """None for what is no file, such as a link, or is gone since it was listed."""
    try:
        found = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return Stat(found.st_size, found.st_mtime_ns, found.st_ino)


def read_start(path: Path, count: int) -> bytes:
    """The first `count` bytes of a file, or as many as there are."""
    with _opened(path) as number:
        return os.read(number, count)


def read_file(path: Path, most: int) -> bytes:
    """The bytes of a file; `most` and one more where it is larger."""
    parts: list[bytes] = []
    left = most + 1
    with _opened(path) as number:
        while left and (part := os.read(number, min(left, 1 << 20))):
            parts.append(part)
            left -= len(part)
    return b"".join(parts)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """The number of an open file; OSError for anything but a file, links included."""
    number = os.open(path, _READ)
    try:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        yield number
    finally:
        os.close(number)


def real_folder(base: Path, path: str) -> Path:
    """The folder at `path` below `base`, made where it is missing. OSError where a link lies."""
    folder = base
    for part in path.split("/"):
        above, folder = folder, folder / part
        try:
            folder.mkdir()
        except FileExistsError:
            check_real(folder)
        else:
            settle_folder(above)
    return folder


def check_real(folder: Path) -> None:
    """Raise OSError for anything but a folder itself: a link may lead anywhere."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or _is_junction(found):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


def write_file(folder: Path, name: str, data: bytes, writer: str) -> Path:
    """Let a file appear whole: under a name of this writer first, on the disk, then renamed.

    The caller makes the new name durable with `settle_folder`. Raises OSError; then nothing of it
    is left.
    """
    unfinished = folder / f"~{writer[:8]}{secrets.token_hex(4)}.tmp"
    target = folder / name
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _rename(unfinished, target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return target


def _rename(source: Path, target: Path) -> None:
    for pause in BACK_OFF:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    source.replace(target)


def delete_file(path: Path) -> None:
    """Remove a file, waiting a little for whoever holds it. Raises OSError where that is longer."""
    for pause in BACK_OFF:
        try:
            path.unlink(missing_ok=True)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    path.unlink(missing_ok=True)


def settle_folder(folder: Path) -> None:
    """Make new names in a folder durable, where the system knows how."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    except OSError:
        pass  # many network drives have no such call; what is missing is written again
    finally:
        os.close(number)


def sweep(folder: Path, places: list[str], writer: str, now: float) -> None:
    """Remove what this writer left unfinished in these places when it was killed."""
    for place in places:
        with suppress(OSError):
            for path in folder.glob(f"{place}/~{writer[:8]}*.tmp".lstrip("/")):
                age = now - path.lstat().st_mtime
                if _UNFINISHED.fullmatch(path.name) and age > _LOST:
                    path.unlink(missing_ok=True)
