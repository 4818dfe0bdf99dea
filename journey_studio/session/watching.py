# SPDX-License-Identifier: Apache-2.0
"""Waking up whoever waits for a colleague's change in a shared folder.

The operating system tells of changed files where it can, and that is a hint. The guarantee is to
look again every few seconds: network folders tell nothing, and telling can fail anywhere.
"""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

LOCAL_POLL, REMOTE_POLL = 3.0, 15.0  # s
_QUIET = 150  # ms without another change, after which a group of changes is told
_LONGEST = 500  # ms that a group may go on
_TURN = 1_000  # ms that the library looks for changes before it looks for the end
_MOUNTS = Path("/proc/self/mounts")
_REMOTE = ("nfs", "cifs", "smb", "fuse.", "9p", "afs", "ceph", "gfs", "davfs", "ncpfs", "vboxsf")
_DRIVE_REMOTE = 4  # of GetDriveTypeW


def poll_of(folder: Path) -> float:
    """How many seconds may pass between two looks at `folder`."""
    return REMOTE_POLL if is_remote(folder) else LOCAL_POLL


def is_remote(folder: Path) -> bool:
    """Whether the folder lies on another computer, as far as this one knows."""
    if sys.platform == "win32":  # pragma: no cover
        import ctypes

        drive = folder.absolute().drive
        if drive.startswith("\\\\"):
            return True
        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _DRIVE_REMOTE)
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        place = os.path.realpath(folder)
    except OSError:
        return False
    found = ("", "")
    for line in lines:
        _, mount, kind, *_ = line.split(" ")
        mount = mount.replace("\\040", " ")
        inside = place == mount or place.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(found[0]):
            found = (mount, kind)
    return found[1].startswith(_REMOTE)


class Watch:
    """Calls `changed`, from a thread of its own, soon after something happens in a folder.

    May tell of nothing, and may miss anything. Begins again with `keep` where the folder was away.
    """

    def __init__(self, folder: Path, changed: Callable[[], object]) -> None:
        self._folder = folder
        self._changed = changed
        self._stop = Event()
        self._thread: Thread | None = None

    def keep(self) -> None:
        """Watch, unless that is going on already."""
        if not (self._thread and self._thread.is_alive()) and not self._stop.is_set():
            self._thread = Thread(target=self._run, name="watching a shared folder", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        # What the library below says of a folder that went away or of too many watches: no matter.
        with suppress(Exception):
            from watchfiles import watch

            begun = False
            for changes in watch(
                self._folder,
                debounce=_LONGEST,
                step=_QUIET,
                stop_event=self._stop,
                watch_filter=None,
                rust_timeout=_TURN,
                yield_on_timeout=True,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                # Something may have come before the system began to watch: that is told, too.
                if changes or not begun:
                    begun = True
                    self._changed()

    def close(self) -> None:
        """Watch no more; the thread ends within a second, by itself."""
        self._stop.set()
