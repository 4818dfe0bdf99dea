# SPDX-License-Identifier: Apache-2.0
"""Which places a project had better not be edited in, told of computers of every kind."""

from collections.abc import Mapping
from pathlib import Path, PureWindowsPath

import pytest

from journey_studio.store.lying import (
    Facts,
    Lying,
    Mount,
    lying_of,
    mounts_of_linux,
    mounts_of_mac,
)

MOUNTINFO = """\
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
30 27 0:27 / /home/jane/team rw - cifs //files.example/team\\040maps rw,vers=3.1
31 27 0:28 / /mnt/nfs rw shared:5 - nfs4 server7:/export rw
32 27 0:29 / /home/jane/ssh rw - fuse.sshfs omar@box.example:/srv rw
33 27 0:30 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
34 27 0:31 / /home/jane/With\\040blank rw - fuse.davfs https rw
35 31 0:32 / /mnt/nfs/local rw - ext4 /dev/vdb rw
36 27 0:33 / /mnt/win rw - 9p drvfs rw
"""


def linux(
    mounts: list[Mount] | None = None, files: Mapping[str, list[str]] | None = None, **more: object
) -> Facts:
    listed = files or {}
    return Facts(
        platform="linux",
        home="/home/jane",
        variables={},
        mounts=lambda: mounts or [Mount("/", "ext4")],
        entries=lambda folder: listed.get(str(folder), []),
        text=lambda _path: "",
        **more,  # type: ignore[arg-type]
    )


def windows(variables: Mapping[str, str], drives: Mapping[str, int] | None = None) -> Facts:
    return Facts(
        platform="win32",
        home="C:\\Users\\jane",
        variables=variables,
        mounts=list,
        drive_type=lambda root: (drives or {}).get(root, 3),
        entries=lambda _folder: [],
        text=lambda _path: "",
    )


def mac(text: str = "") -> Facts:
    return Facts(
        platform="darwin",
        home="/Users/jane",
        variables={},
        mounts=lambda: mounts_of_mac(text),
        entries=lambda _folder: [],
        text=lambda _path: "",
    )


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/home/jane/team/x.journey", "files.example"),
        ("/mnt/nfs/deep/down/x.journey", "server7"),
        ("/home/jane/ssh/x.journey", "box.example"),
        ("/run/user/1000/gvfs/smb-share:server=a/x.journey", "/run/user/1000/gvfs"),
        ("/home/jane/With blank/x.journey", "/home/jane/With blank"),
        ("/mnt/win/x.journey", "/mnt/win"),
    ],
)
def test_file_systems_of_other_computers_are_known(path: str, service: str) -> None:
    facts = linux(mounts_of_linux(MOUNTINFO))
    assert lying_of(Path(path), facts) == Lying("network", service)


def test_a_disk_is_a_disk_also_below_another_computers_folder() -> None:
    facts = linux(mounts_of_linux(MOUNTINFO))
    assert lying_of(Path("/home/jane/x.journey"), facts) is None
    assert lying_of(Path("/mnt/nfs/local/x.journey"), facts) is None
    assert lying_of(Path("/home/jane/teamwork/x.journey"), facts) is None


def test_where_a_copy_would_lie_on_the_same_file_system_none_is_made() -> None:
    home = linux([Mount("/", "ext4"), Mount("/home", "nfs4", "server7:/home")])
    path = Path("/home/jane/x.journey")
    assert lying_of(path, home, Path("/var/data")) == Lying("network", "server7")
    assert lying_of(path, home, Path("/home/jane/.local/share")) is None


@pytest.mark.parametrize(
    ("marker", "service"),
    [
        (".dropbox", "Dropbox"),
        (".dropbox.cache", "Dropbox"),
        (".stfolder", "Syncthing"),
        (".stfolder (1)", "Syncthing"),
        (".nextcloudsync.log", "Nextcloud"),
        (".sync_0a1b2c3d.db", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
        (".tmp.drivedownload", "Google Drive"),
    ],
)
def test_programs_that_synchronise_are_known_by_what_they_leave(marker: str, service: str) -> None:
    facts = linux(files={"/data/shared": ["a.txt", marker]})
    assert lying_of(Path("/data/shared/maps/x.journey"), facts) == Lying("synced", service)
    assert lying_of(Path("/data/x.journey"), facts) is None


def test_the_settings_of_dropbox_in_the_home_make_no_dropbox_of_it() -> None:
    facts = linux(files={"/home/jane": [".dropbox", "x.journey"]})
    assert lying_of(Path("/home/jane/x.journey"), facts) is None


def test_folders_that_programs_name_in_their_settings_are_known() -> None:
    said = {
        "/home/jane/.dropbox/info.json": '{"personal": {"path": "/data/Drop", "host": 1}, "x": 3}',
        "/home/jane/.config/Nextcloud/nextcloud.cfg": "0\\Folders\\1\\localPath=/data/Cloud/\n",
    }
    facts = Facts("linux", "/home/jane", {}, lambda: [Mount("/", "ext4")], lambda _: 0,
                  lambda _: [], lambda path: said.get(str(path), ""))  # fmt: skip
    assert lying_of(Path("/data/Drop/x.journey"), facts) == Lying("synced", "Dropbox")
    assert lying_of(Path("/data/Cloud/a/x.journey"), facts) == Lying("synced", "Nextcloud")
    assert lying_of(Path("/data/Dropped/x.journey"), facts) is None


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Night Trains)", "Dropbox"),
        ("OneDrive - Night Trains", "OneDrive"),
        ("Nextcloud", "Nextcloud"),
        ("Google Drive", "Google Drive"),
        ("Box", "Box"),
    ],
)
def test_everybody_has_some_folders_under_the_same_name(folder: str, service: str) -> None:
    path = Path("/home/jane") / folder / "x.journey"
    assert lying_of(path, linux()) == Lying("synced", service)


@pytest.mark.parametrize("folder", ["Boxes", "Documents", "My drive to the sea"])
def test_other_folders_of_the_home_are_plain(folder: str) -> None:
    assert lying_of(Path("/home/jane") / folder / "x.journey", linux()) is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("\\\\files\\team\\x.journey", Lying("network", "files")),
        ("\\\\?\\UNC\\files\\team\\x.journey", Lying("network", "files")),
        ("//files/team/x.journey", Lying("network", "files")),
        ("T:\\maps\\x.journey", Lying("network", "T:")),
        ("D:\\Cloud\\maps\\x.journey", Lying("synced", "OneDrive")),
        ("C:\\Users\\jane\\iCloudDrive\\x.journey", Lying("synced", "iCloud Drive")),
        ("G:\\My Drive\\x.journey", Lying("synced", "Google Drive")),
        ("C:\\Users\\jane\\Documents\\x.journey", None),
        ("\\\\?\\C:\\maps\\x.journey", None),
    ],
)
def test_windows(path: str, expected: Lying | None) -> None:
    # Windows gives the names of its variables in capitals, and finds them in any.
    facts = windows({"ONEDRIVE": "D:\\Cloud"}, {"T:\\": 4})
    assert lying_of(PureWindowsPath(path), facts) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/Volumes/team/x.journey", Lying("network", "files.local")),
        ("/Users/jane/Library/Mobile Documents/x/x.journey", Lying("synced", "iCloud Drive")),
        ("/Users/jane/Library/CloudStorage/OneDrive-Trains/x.journey", Lying("synced", "OneDrive")),
        ("/Users/jane/Library/CloudStorage/Box-Box/x.journey", Lying("synced", "Box")),
        ("/Users/jane/Documents/x.journey", None),
        ("/Volumes/Stick/x.journey", None),
    ],
)
def test_a_mac(path: str, expected: Lying | None) -> None:
    facts = mac(
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "//jane@files.local/team on /Volumes/team (smbfs, nodev, nosuid, mounted by jane)\n"
        "/dev/disk5s1 on /Volumes/Stick (msdos, local, nodev, nosuid)\n"
    )
    assert lying_of(Path(path), facts) == expected


def test_a_folder_of_this_very_computer_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "synced").mkdir()
    (tmp_path / "synced" / ".stfolder").mkdir()
    assert lying_of(tmp_path / "plain" / "x.journey") is None
    assert lying_of(tmp_path / "synced" / "x.journey") == Lying("synced", "Syncthing")
