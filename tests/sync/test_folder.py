# SPDX-License-Identifier: Apache-2.0
"""Where a project lies in a shared folder, and that nothing outside of it is ever touched."""

import errno
import hashlib
import os
import re
import shutil
import time
from pathlib import Path

import pytest

from journey_studio.sync import files, folder
from journey_studio.sync.envelope import name_of, unwrap, wrap
from journey_studio.sync.errors import (
    FolderFull,
    FolderGone,
    FolderReadOnly,
    FolderTooLarge,
    FolderTrouble,
    NotShared,
    folder_error,
)
from journey_studio.sync.folder import Share, SharedFolder, place_of
from tests.sync.conftest import Join
from tests.sync.copies import PROJECT, Copy
from tests.sync.statements import proves

TITLE = "Borrow a book"


def everything(place: Path) -> list[Path]:
    return sorted(path for path in place.rglob("*") if path.is_file())


def names_below(place: Path) -> list[str]:
    return [path.relative_to(place).as_posix() for path in everything(place)]


@proves("L1", "L2", "L3", "L7")
def test_a_shared_project_lies_where_the_page_says(join: Join, shared: Path) -> None:
    ada, bob = join("Ada"), join("Bob")
    ada.edit(times=2)
    ada.edit(times=20)
    ada.picture_of(b"a picture")
    ada.sync()
    bob.edit()
    bob.sync()
    share = shared / f"journey-{hashlib.sha256(PROJECT.encode()).hexdigest()[:8]}"
    assert [path.name for path in shared.iterdir()] == [share.name]
    assert re.fullmatch("[0-9a-f]{16}", ada.folder.writer)
    assert ada.folder.writer != bob.folder.writer
    shown = "\n".join(names_below(share))
    shown = shown.replace(ada.folder.writer, "ADA").replace(bob.folder.writer, "BOB")
    aa = hashlib.sha256(b"a picture").hexdigest()[:2]
    lines = {re.sub("[0-9a-f]{32}", "…", line) for line in shown.splitlines()}
    assert lines == {
        "s-….jsf", "changes/ADA/p-….jsf", "changes/BOB/c-….jsf", f"pictures/{aa}/b-….jsf",
        "seen/ADA/k-….jsf", "seen/BOB/k-….jsf",
    }  # fmt: skip
    for path in everything(share):
        assert path.name == name_of(path.read_bytes())
        assert unwrap(path.read_bytes()).project == PROJECT


@proves("L2")
def test_a_copied_project_file_is_another_writer(join: Join, tmp_path: Path, shared: Path) -> None:
    ada = join("Ada")
    writer = ada.folder.writer
    ada.open()
    assert ada.folder.writer == writer
    assert Copy(tmp_path / "elsewhere", "Ada", shared).folder.writer != writer


@proves("L3")
def test_two_people_with_one_picture_give_it_one_file(join: Join, shared: Path) -> None:
    ada, bob = join("Ada"), join("Bob")
    for copy in (ada, bob):
        copy.picture_of(b"the same picture")
    before = bob.folder.listing()
    ada.sync()
    bob.sync(repair=True)
    assert len(before.files) == 1
    assert len([name for name in names_below(shared) if "/b-" in name]) == 1


def test_projects_are_found_by_what_is_in_their_frames(tmp_path: Path, shared: Path) -> None:
    made = {}
    for project, title in (("project-one", "Zoo"), ("project-two", "Airport")):
        made[project] = SharedFolder.create(shared, project, title, tmp_path / project).path
    (shared / "journey-empty").mkdir()
    (shared / "journey-file").write_text("no folder")
    (shared / "holiday").mkdir()
    found = [
        Share("project-two", "Airport", made["project-two"]),
        Share("project-one", "Zoo", made["project-one"]),
    ]
    assert SharedFolder.find(shared) == found
    assert SharedFolder.find(made["project-two"]) == found[:1]
    opened = SharedFolder.open(made["project-one"], "project-one", tmp_path / "m")
    assert (opened.path, opened.title) == (made["project-one"], "Zoo")
    renamed = made["project-one"].rename(shared / "JOURNEY-of Ada")
    assert SharedFolder.open(shared, "project-one", tmp_path / "m").path == renamed


@proves("L7")
def test_a_lost_title_is_written_again_and_until_then_the_project_is_found(
    join: Join, shared: Path, tmp_path: Path
) -> None:
    ada, bob = join("Ada"), join("Bob")
    ada.edit()
    ada.sync()
    bob.sync()
    (title,) = ada.folder.path.glob("s-*.jsf")
    kept = title.read_bytes()
    title.unlink()
    assert SharedFolder.find(shared) == [Share(PROJECT, "", ada.folder.path)]
    assert SharedFolder.open(shared, PROJECT, tmp_path / "m").title == ""
    bob.sync()
    assert title.read_bytes() == kept
    assert SharedFolder.find(shared) == [Share(PROJECT, TITLE, ada.folder.path)]


def test_sharing_twice_keeps_the_first_title(tmp_path: Path, shared: Path) -> None:
    SharedFolder.create(shared, PROJECT, TITLE, tmp_path / "a")
    again = SharedFolder.create(shared, PROJECT, "Another title", tmp_path / "b")
    assert again.title == TITLE
    assert len(everything(shared)) == 1


def test_what_is_not_shared_is_said(tmp_path: Path, shared: Path) -> None:
    with pytest.raises(NotShared, match="No shared project"):
        SharedFolder.open(shared, PROJECT, tmp_path / "m")
    SharedFolder.create(shared, "project-other", "Other", tmp_path / "a")
    with pytest.raises(NotShared, match="another project"):
        SharedFolder.open(shared, PROJECT, tmp_path / "m")
    for missing in (shared / "nowhere", shared / "journey-nowhere"):
        with pytest.raises(FolderGone, match="nothing is lost"):
            SharedFolder.find(missing)
        with pytest.raises(FolderGone):
            SharedFolder.create(missing, PROJECT, TITLE, tmp_path / "m")


@proves("F9")
def test_a_title_larger_than_any_is_not_read(shared: Path) -> None:
    place = place_of(shared, PROJECT)
    place.mkdir()
    for size in (folder.MOST_SAID, folder.MOST_SAID + 1):
        payload = b'{"title":"Zoo"}'.ljust(size)
        data = wrap("s", PROJECT, payload)
        path = place / name_of(data)
        path.write_bytes(data)
        ((_, shown, _),) = SharedFolder.find(shared)
        assert shown == ("Zoo" if size == folder.MOST_SAID else "")
        path.unlink()


@proves("A6")
def test_a_title_of_a_stranger_is_shown_without_control_characters(shared: Path) -> None:
    place = place_of(shared, PROJECT)
    place.mkdir()
    for title in (b'{"title":"\\u001b[2Jhi\\ud800"}', b'{"title":7}', b"[[", b"\xff", b"[" * 3000):
        data = wrap("s", PROJECT, title)
        (place / name_of(data)).write_bytes(data)
        ((_, shown, _),) = SharedFolder.find(shared)
        assert shown in ("", "\ufffd[2Jhi\ufffd")


@proves("L5")
def test_links_are_never_followed(join: Join, shared: Path, tmp_path: Path) -> None:
    ada = join("Ada")
    ada.edit(times=3)
    ada.sync()
    outside = tmp_path / "outside"
    shutil.copytree(ada.folder.path / "changes", outside / "changes")
    copied = everything(outside)
    shutil.rmtree(ada.folder.path / "changes")
    (ada.folder.path / "changes").symlink_to(outside / "changes")
    (ada.folder.path / "a.jsf").symlink_to(copied[0])
    (ada.folder.path / "b.jsf").symlink_to("/dev/zero")
    os.mkfifo(ada.folder.path / "c.jsf")
    (shared / f"{ada.folder.path.name} (1)").symlink_to(outside)
    bob = join("Bob")
    assert bob.sync().received == 0
    bob.edit()
    assert isinstance(bob.sync().trouble, FolderGone)
    assert everything(outside) == copied
    (ada.folder.path / "changes").unlink()
    assert bob.sync().sent == 1


@proves("L5")
def test_a_share_that_is_a_link_is_not_used(join: Join, tmp_path: Path) -> None:
    ada = join("Ada")
    ada.sync()
    moved = ada.folder.path.rename(tmp_path / "moved")
    ada.folder.path.symlink_to(moved)
    before = everything(moved)
    ada.edit()
    assert isinstance(ada.sync().trouble, FolderGone)
    assert everything(moved) == before
    ada.folder.path.unlink()
    moved.rename(ada.folder.path)
    assert ada.sync().sent == 1


@proves("L5")
def test_what_tools_keep_for_themselves_is_left_alone(join: Join) -> None:
    ada = join("Ada")
    ada.edit(times=2)
    ada.sync()
    bob = join("Bob")
    place = ada.folder.path
    for path in list((place / "changes").rglob("*.jsf")):
        for name in (".stversions/x.jsf", ".x.jsf", "~x.jsf.tmp", ".syncthing.x.tmp", "X.TMP"):
            (place / name).parent.mkdir(exist_ok=True)
            shutil.copy(path, place / name)
        deep = place / "/".join("123456") / path.name
        deep.parent.mkdir(parents=True, exist_ok=True)
        path.rename(deep)
    assert bob.sync().received == 0
    deep.rename(place / "1/2/3/4/5" / deep.name)
    assert bob.sync().received == 1


@proves("L8")
def test_a_folder_full_of_other_files_is_read_in_part_and_told(
    join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bob = join("Ada"), join("Bob")
    ada.edit()
    ada.sync()
    bob.sync()
    (ada.folder.path / "photos").mkdir()
    for number in range(50):
        (ada.folder.path / "photos" / str(number)).write_bytes(b"x")
    monkeypatch.setattr(folder, "MOST_FILES", 20)
    ada.edit()
    report = ada.sync()
    assert isinstance(report.trouble, FolderTooLarge)
    assert report.missing == 0
    assert report.sent == 1


@proves("W1", "W3")
def test_a_file_appears_whole_and_leaves_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    replace, fsync, mkdir = Path.replace, os.fsync, Path.mkdir

    def seen_replace(self: Path, target: Path) -> Path:
        assert re.fullmatch("~01234567[0-9a-f]{8}\\.tmp", self.name)
        assert self.parent == target.parent
        assert self.read_bytes() == b"data"
        events.append("renamed")
        return replace(self, target)

    def seen_fsync(number: int) -> None:
        events.append("synced")
        fsync(number)

    monkeypatch.setattr(Path, "replace", seen_replace)
    monkeypatch.setattr(os, "fsync", seen_fsync)
    assert mkdir is Path.mkdir
    for _ in range(2):
        files.write_file(tmp_path, "c-1.jsf", b"data", "0123456789abcdef")
        files.settle_folder(tmp_path)
    assert events == ["synced", "renamed", "synced"] * 2
    assert [path.name for path in tmp_path.iterdir()] == ["c-1.jsf"]


@proves("W1")
def test_a_file_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        files.write_file(tmp_path, "c-1.jsf", b"data", "0123456789abcdef")
    assert list(tmp_path.iterdir()) == []


@proves("W2")
def test_a_file_that_another_program_holds_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = {"count": 0}
    pauses: list[float] = []
    replace, unlink = Path.replace, Path.unlink

    def busy() -> None:
        held["count"] += 1
        if held["count"] % 3:
            raise PermissionError(errno.EACCES, "held")

    def held_replace(self: Path, target: Path) -> Path:
        busy()
        return replace(self, target)

    def held_unlink(self: Path, missing_ok: bool = False) -> None:
        busy()
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "replace", held_replace)
    monkeypatch.setattr(Path, "unlink", held_unlink)
    monkeypatch.setattr(time, "sleep", pauses.append)
    path = files.write_file(tmp_path, "c-1.jsf", b"data", "0123456789abcdef")
    files.delete_file(path)
    assert list(tmp_path.iterdir()) == []
    assert pauses == [0.05, 0.1, 0.05, 0.1]
    assert sum(files.BACK_OFF) == pytest.approx(1.55)


@proves("W4")
def test_what_a_killed_program_left_is_removed_by_its_writer_alone(join: Join) -> None:
    ada = join("Ada")
    ada.edit()
    ada.sync()
    place = ada.folder.path / ada.folder.own("changes")
    frame = next(place.iterdir()).read_bytes()
    start = ada.folder.writer[:8]
    old, fresh, other = (f"~{start}01234567", f"~{start}89abcdef", f"~{'f' * 16}")
    for name in (old, fresh, other):
        (place / f"{name}.tmp").write_bytes(frame[:-1])
        moment = ada.time - (10 if name == fresh else 7200)
        os.utime(place / f"{name}.tmp", (moment, moment))
    ada.sync()
    assert (place / f"{old}.tmp").exists(), "only the past is swept, when the program begins"
    ada.open()
    ada.sync()
    left = {path.name for path in place.glob("*.tmp")}
    assert left == {f"{fresh}.tmp", f"{other}.tmp"}


def test_what_the_system_says_becomes_a_sentence(shared: Path) -> None:
    for number, kind in (
        (errno.ENOENT, FolderGone),
        (errno.EIO, FolderGone),
        (errno.EROFS, FolderReadOnly),
        (errno.ENOSPC, FolderFull),
        (errno.EMFILE, FolderTrouble),
    ):
        error = folder_error(OSError(number, os.strerror(number)), shared)
        assert type(error) is kind
        assert "safe" in str(error)
        assert str(shared) in str(error)
