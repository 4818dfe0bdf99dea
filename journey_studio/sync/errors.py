# SPDX-License-Identifier: Apache-2.0
"""What can go wrong with a shared folder, each with a word of its own."""

import errno
from pathlib import Path

from journey_studio.errors import JourneyError
from journey_studio.i18n import t


class SyncError(JourneyError):
    """Anything about shared folders. The project on this computer is safe whatever it says."""


class FolderGone(SyncError):
    """The shared folder is not there: unplugged, not connected, moved or deleted."""


class FolderReadOnly(SyncError):
    """The shared folder can be read, and may not be written to."""


class FolderFull(SyncError):
    """There is no room left in the shared folder."""


class FolderTooLarge(SyncError):
    """The shared folder holds more files than any project makes."""


class FolderTrouble(SyncError):
    """The operating system does not give the shared folder, for a reason of its own."""


class NotShared(SyncError):
    """The folder chosen holds no shared project, or not the one asked for."""


_GONE = {
    *(errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.EIO, errno.ESTALE),
    *(errno.ENOTCONN, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ETIMEDOUT, errno.ENETUNREACH),
}
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}
_FULL = {errno.ENOSPC, errno.EDQUOT}


def folder_error(error: OSError, folder: Path) -> SyncError:
    """The word for what the operating system said about a shared folder."""
    if error.errno in _GONE:
        return FolderGone(t("sync.gone", folder=folder))
    if error.errno in _READ_ONLY:
        return FolderReadOnly(t("sync.read_only", folder=folder))
    if error.errno in _FULL:
        return FolderFull(t("sync.full", folder=folder))
    return FolderTrouble(t("sync.trouble", folder=folder, reason=error.strerror or str(error)))
