# SPDX-License-Identifier: Apache-2.0
"""Files that appear whole or not at all.

Each file is written beside its target under a hidden name, synced to the disk and renamed when all
of them are complete. Whatever happens before, an older file of the same name stays as it was.
"""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time
from types import TracebackType
from typing import BinaryIO, Self

from journey_studio.errors import JourneyError
from journey_studio.i18n import t

_MARK = ".journey-studio-"
_LOST = 86_400  # s: no export takes so long

_REASONS = {
    errno.EACCES: "export.not_allowed",
    errno.EPERM: "export.not_allowed",
    errno.EROFS: "export.not_allowed",
    errno.ENOSPC: "export.disk_full",
    errno.EDQUOT: "export.disk_full",
    errno.ENAMETOOLONG: "export.name_too_long",
}


def new_token() -> str:
    """A name for the unfinished files of one export."""
    return secrets.token_hex(6)


def sweep(folder: Path, name: str = "*", age: float = 0) -> None:
    """Remove the unfinished files, at least `age` s old, of exports that were killed.

    `name` is the token of an export, "*" any.
    """
    with contextlib.suppress(OSError):
        for path in folder.glob(f"{_MARK}{name}-*.part"):
            if time() - path.stat().st_mtime >= age:
                path.unlink()


def checked(out: Path) -> Path:
    """The file that `out` leads to. JourneyError where no file can be written there."""
    with _plainly(out):
        try:
            target = out.expanduser().resolve()
        except RuntimeError as error:  # links in a circle, before Python 3.13
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error
        if target.is_dir():
            raise JourneyError(t("export.is_folder", path=out))
        if not target.parent.is_dir():
            raise JourneyError(t("export.no_folder", path=out, folder=target.parent))
        if not (_may_write(target.parent) and (not target.exists() or _may_write(target))):
            raise JourneyError(t("export.not_allowed", path=out))
    return target


@contextmanager
def _plainly(out: Path) -> Iterator[None]:
    """Turn what the system says about a file into one sentence for a person."""
    try:
        yield
    except OSError as error:
        key = _REASONS.get(error.errno or 0, "export.not_written")
        raise JourneyError(t(key, path=out, reason=error.strerror or str(error))) from error


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


class Delivery:
    """A set of files that are replaced together at the end; a context manager.

    Leaving it without `finish`, by an error or because the export was cancelled, removes every
    unfinished file.
    """

    def __init__(self, token: str = "") -> None:
        self._token = token or new_token()
        self._parts: list[tuple[Path, Path]] = []

    @contextmanager
    def writing(self, target: Path) -> Iterator[BinaryIO]:
        """The file to write what shall become `target`; synced when left."""
        part = target.with_name(f"{_MARK}{self._token}-{len(self._parts)}.part")
        if not self._parts:
            sweep(target.parent, age=_LOST)
        with _plainly(target):
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            descriptor = os.open(part, flags, 0o666)
            self._parts.append((part, target))
            with os.fdopen(descriptor, "w+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())

    def finish(self) -> None:
        """Give every file its name."""
        while self._parts:
            part, target = self._parts[0]
            with _plainly(target):
                if target.exists():
                    part.chmod(target.stat().st_mode & 0o777)
                part.replace(target)
                _sync_folder(target.parent)
            self._parts.pop(0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        for part, _ in self._parts:
            with contextlib.suppress(OSError):
                part.unlink()


def _sync_folder(folder: Path) -> None:
    """Make a rename last; Windows knows no such thing."""
    if os.name == "posix":
        with contextlib.suppress(OSError):  # some network folders refuse; the file itself is safe
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
