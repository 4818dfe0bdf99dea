# SPDX-License-Identifier: Apache-2.0
"""Where a project lies: on a disk of this computer, in a synced folder, or on another computer.

SQLite locks and flushes a file by the rules of a disk. A program that synchronises folders copies
the file whenever it likes, and a file system over the network may neither lock nor flush, so such
a project is edited in a working copy. Nothing here opens the project itself.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Literal, NamedTuple

Kind = Literal["synced", "network"]

# What the programs leave in the folders they look after. A star ends the name anyhow.
_MARKERS = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder*", "Syncthing"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".sync_*.db", "Nextcloud"),
    ("._sync_*.db", "Nextcloud"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
    (".shortcut-targets-by-id", "Google Drive"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
    (".seafile-data", "Seafile"),
)
# Folders in the person's home, by the beginning of their names: "OneDrive - Company" is one.
_AT_HOME = (
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("iclouddrive", "iCloud Drive"),
    ("icloud drive", "iCloud Drive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("box sync", "Box"),
    ("box", "Box"),
    ("pcloud", "pCloud"),
    ("seafile", "Seafile"),
)
_WHOLE_NAMES = {"box", "my drive"}  # words that other folders may well begin with
_VARIABLES = (
    ("OneDrive", "OneDrive"),
    ("OneDriveConsumer", "OneDrive"),
    ("OneDriveCommercial", "OneDrive"),
    ("DROPBOX_PATH", "Dropbox"),
)
_NETWORK = {
    *("cifs", "smb", "smb2", "smb3", "smbfs", "nfs", "nfs3", "nfs4", "ncpfs", "afs", "afpfs"),
    *("9p", "davfs", "davfs2", "webdav", "webdavfs", "ftp", "coda", "ceph", "glusterfs", "lustre"),
    *("beegfs", "gpfs", "ocfs2", "gfs2", "vboxsf", "vmhgfs", "prl_fs", "sshfs", "rclone"),
    *("gvfsd-fuse", "davfs2", "s3fs", "curlftpfs", "kio-fuse", "juicefs", "google-drive-ocamlfuse"),
}
_REMOTE_DRIVE = 4  # what GetDriveTypeW calls a drive of another computer


class Lying(NamedTuple):
    """A place that is no plain disk: of which kind, and what people call what looks after it."""

    kind: Kind
    service: str


class Mount(NamedTuple):
    """A file system that hangs in the tree at `point`."""

    point: str
    kind: str
    source: str = ""


def _home() -> str:
    with suppress(RuntimeError):
        return str(Path.home())
    return os.sep


def _entries(folder: PurePath) -> list[str]:
    with suppress(OSError, ValueError), os.scandir(folder) as found:
        return [each.name for each in found]
    return []


def _text(path: PurePath) -> str:
    with suppress(OSError, ValueError):
        if Path(path).stat().st_size < 2**20:
            return Path(path).read_text(encoding="utf-8", errors="replace")
    return ""


def _drive_type(root: str) -> int:
    if sys.platform == "win32":  # pragma: no cover
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(root))
    return 0


def _mounts() -> list[Mount]:
    if sys.platform == "darwin":  # pragma: no cover
        import subprocess

        with suppress(OSError, subprocess.SubprocessError):
            said = subprocess.run(["/sbin/mount"], capture_output=True, timeout=3, check=False)
            return mounts_of_mac(said.stdout.decode(errors="replace"))
        return []
    with suppress(OSError):
        return mounts_of_linux(Path("/proc/self/mountinfo").read_text(errors="replace"))
    return []


@dataclass(frozen=True)
class Facts:
    """What is known of this computer; tests tell of others."""

    platform: str = sys.platform
    home: str = field(default_factory=_home)
    variables: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    mounts: Callable[[], list[Mount]] = _mounts
    drive_type: Callable[[str], int] = _drive_type
    entries: Callable[[PurePath], list[str]] = _entries
    text: Callable[[PurePath], str] = _text

    def variable(self, name: str) -> str:
        """What a variable of the environment says, "" where it is not set. Case never counts."""
        return next((v for known, v in self.variables.items() if known.lower() == name.lower()), "")

    def path(self, text: str | PurePath) -> PurePath:
        """A path as that computer reads it."""
        return PureWindowsPath(text) if self.platform == "win32" else PurePosixPath(text)


def mounts_of_linux(text: str) -> list[Mount]:
    """The mounts that /proc/self/mountinfo lists."""
    found = []
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        fields, kind = before.split(" "), after.split(" ")
        if len(fields) > 4 and kind[0]:
            source = kind[1] if len(kind) > 1 else ""
            found.append(Mount(_unescaped(fields[4]), kind[0], _unescaped(source)))
    return found


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def mounts_of_mac(text: str) -> list[Mount]:
    """The mounts that `mount` lists on a Mac: `//me@server/maps on /Volumes/maps (smbfs, ...)`."""
    form = re.compile(r"(.+?) on (/.*) \(([^,)]+)[^)]*\)")
    matches = filter(None, map(form.fullmatch, text.splitlines()))
    return [Mount(match[2], match[3].strip(), match[1]) for match in matches]


def lying_of(
    path: PurePath, facts: Facts | None = None, own: PurePath | None = None
) -> Lying | None:
    """Why a file had better not be edited where it lies; None on a plain disk.

    A file system that `own`, the folder of working copies, lies on too is no reason: a copy there
    would be no better off.
    """
    facts = facts or Facts()
    full = facts.path(path)
    return _on_network(full, facts, own and facts.path(own)) or _in_synced(full, facts)


# Other computers


def _on_network(path: PurePath, facts: Facts, own: PurePath | None) -> Lying | None:
    if facts.platform == "win32":
        root = path.anchor
        share = re.match(r"[\\/]{2}(?:\?[\\/]UNC[\\/])?([^\\/?.][^\\/]*)", str(path), re.IGNORECASE)
        if share is not None:
            return Lying("network", share[1])
        if root and facts.drive_type(root) == _REMOTE_DRIVE:
            return Lying("network", path.drive)
        return None
    mounts = facts.mounts()
    mount = _mount_of(path, mounts)
    if mount is None or not _is_network(mount):
        return None
    if own is not None and _mount_of(own, mounts) == mount:
        return None
    return Lying("network", _server(mount))


def _mount_of(path: PurePath, mounts: list[Mount]) -> Mount | None:
    """The file system a path lies on: the deepest, and of several at one point the last."""
    found: Mount | None = None
    for mount in mounts:
        deeper = found is None or len(mount.point) >= len(found.point)
        if deeper and _within(path, PurePosixPath(mount.point)):
            found = mount
    return found


def _is_network(mount: Mount) -> bool:
    kind = mount.kind.lower()
    return kind in _NETWORK or kind.partition(".")[2] in _NETWORK


def _server(mount: Mount) -> str:
    """The computer a mount is of, where its source says so."""
    found = re.match(r"(?://(?:[^@/]*@)?([^/]+)/|(?:[^@/:]*@)?([^/:]+):)", mount.source)
    return (found[1] or found[2]) if found is not None else mount.point


def _within(path: PurePath, folder: PurePath) -> bool:
    return path == folder or folder in path.parents


# Synced folders


def _in_synced(path: PurePath, facts: Facts) -> Lying | None:
    for folder, service in _known_folders(facts):
        if _within(path, folder) and folder != folder.parent:
            return Lying("synced", service)
    named = _by_name(path, facts)
    if named is not None:
        return Lying("synced", named)
    home = facts.path(facts.home)
    for folder in path.parents:
        for name in facts.entries(folder):
            service = _marked(name)
            # In the home of a person `.dropbox` is where the program keeps its settings.
            if service and not (folder == home and name == ".dropbox"):
                return Lying("synced", service)
    return None


def _marked(name: str) -> str:
    if not name.startswith("."):
        return ""
    for marker, service in _MARKERS:
        head, star, tail = marker.partition("*")
        if name == marker or (star and name.startswith(head) and name.endswith(tail)):
            return service
    return ""


def _known_folders(facts: Facts) -> Iterator[tuple[PurePath, str]]:
    """The folders that variables and the settings of the programs name."""
    for variable, service in _VARIABLES:
        if facts.variable(variable):
            yield facts.path(facts.variable(variable)), service
    home = facts.path(facts.home)
    dropbox = [home / ".dropbox" / "info.json"]
    for variable in ("APPDATA", "LOCALAPPDATA"):
        if facts.variable(variable):
            dropbox.append(facts.path(facts.variable(variable)) / "Dropbox" / "info.json")
    for listed in dropbox:
        for name in _dropboxes(facts.text(listed)):
            yield facts.path(name), "Dropbox"
    for service in ("Nextcloud", "ownCloud"):
        settings = home / ".config" / service / f"{service.lower()}.cfg"
        for name in re.findall(r"(?m)localPath=(.+)$", facts.text(settings)):
            yield facts.path(name.strip()), service
    yield home / "Library" / "Mobile Documents", "iCloud Drive"


def _dropboxes(text: str) -> list[str]:
    with suppress(ValueError, AttributeError, RecursionError):
        accounts = json.loads(text).values() if text else ()
        paths = [each.get("path") for each in accounts if isinstance(each, dict)]
        return [path for path in paths if isinstance(path, str) and path]
    return []


def _by_name(path: PurePath, facts: Facts) -> str | None:
    """The service of a folder that everybody has under the same name."""
    home = facts.path(facts.home)
    cloud = home / "Library" / "CloudStorage"
    for base in (cloud, home):
        if _within(path, base) and path != base:
            name = path.relative_to(base).parts[0].lower()
            return _service_of(name, 0 if base is cloud else 1)
    if facts.platform == "win32" and len(path.parts) > 2 and path.parts[1].lower() == "my drive":
        return "Google Drive"
    if facts.platform == "darwin" and path.parts[:3] == ("/", "Volumes", "GoogleDrive"):
        return "Google Drive"
    return None


def _service_of(name: str, careful: int) -> str | None:
    for known, service in _AT_HOME:
        if name == known or (name.startswith(known) and not (careful and known in _WHOLE_NAMES)):
            return service
    return None
