# SPDX-License-Identifier: Apache-2.0
"""Rounds: what people see of a shared folder, also when it, or the program, is not well."""

import errno
import hashlib
import os
import re
import shutil
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from pathlib import Path

import pytest

from journey_studio.errors import JourneyError
from journey_studio.model import change
from journey_studio.model.change import Change
from journey_studio.sync import files, receiving
from journey_studio.sync.envelope import MOST_BYTES, START, name_of, unwrap, wrap
from journey_studio.sync.errors import FolderFull, FolderGone, FolderReadOnly
from journey_studio.sync.packing import pack
from journey_studio.sync.replica import State
from journey_studio.sync.round import exchange
from journey_studio.sync.screening import MOST_BYTES as MOST_CHANGE
from tests.sync.conftest import Join
from tests.sync.copies import DAY, Copy
from tests.sync.statements import proves
from tests.sync.test_envelope import sealed

MINUTE, HOUR = 60.0, 3600.0


def frames(copy: Copy, kinds: str = "cp") -> list[Path]:
    """The files of these kinds in the shared folder."""
    return sorted(copy.folder.path.rglob(f"[{kinds}]-*.jsf"))


def put(copy: Copy, data: bytes, name: str = "") -> Path:
    """Somebody puts a file into the shared folder."""
    place = copy.folder.path / "changes" / "0123456789abcdef"
    place.mkdir(parents=True, exist_ok=True)
    path = place / (name or name_of(data))
    path.write_bytes(data)
    return path


def test_an_edit_reaches_the_others_with_its_picture(join: Join) -> None:
    ada, bob = join("Ada"), join("Bob")
    ada.edit(times=3)
    picture = ada.picture_of(b"a picture")
    bob.referred.add(picture)
    assert ada.sync()[:4] == (3, 0, 1, 0)
    report = bob.sync()
    assert report[:4] == (0, 3, 0, 1)
    assert bob.log == ada.log
    assert bob.kept == ada.kept
    assert [other.author.name for other in report.others] == ["Ada"]
    assert report.complete
    assert bob.sync()[:4] == ada.sync()[:4] == (0, 0, 0, 0)


def test_a_round_with_nothing_new_writes_and_reads_nothing(
    join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bob = join("Ada"), join("Bob")
    ada.edit(times=30)
    for copy in (ada, bob, ada):
        copy.sync()
    bob.open()

    def never(*_: object) -> None:
        raise AssertionError("touched a file")

    monkeypatch.setattr(files, "read_file", never)
    monkeypatch.setattr(files, "write_file", never)
    assert ada.sync().complete
    assert bob.sync().complete


@proves("L4", "L6")
@pytest.mark.parametrize(
    "renamed",
    [
        lambda name: name.replace(".jsf", " (1).jsf"),
        lambda name: name.replace(".jsf", " (Ada's conflicted copy 2026-03-01).jsf"),
        lambda name: name.replace(".jsf", ".sync-conflict-20260301-120000-ABCDEFG.jsf"),
        lambda name: name.replace(".jsf", "-LAPTOP.jsf"),
        lambda name: name.upper(),
        lambda name: name.replace(".jsf", ""),
        lambda name: name[-9:-4] + ".jpg",
    ],
)
def test_a_frame_is_read_whatever_its_file_is_called(join: Join, renamed: object) -> None:
    assert callable(renamed)
    ada, bob, eve = join("Ada"), join("Bob"), join("Eve")
    ada.edit(times=2)
    ada.sync()
    for path in frames(ada):
        shutil.copy(path, path.with_name(renamed(path.name)))
    assert bob.sync().received == 2
    for path in frames(ada):
        path.rename(path.with_name(renamed(path.name)))
    assert eve.sync().received == 2
    for copy in (ada, bob, eve):
        assert copy.sync()[:2] == (0, 0)
        assert copy.log == ada.log


@proves("L4")
def test_renamed_folders_are_read(join: Join) -> None:
    ada, bob = join("Ada"), join("Bob")
    ada.edit(times=2)
    ada.picture_of(b"x")
    ada.sync()
    place = ada.folder.path
    (place / "changes").rename(place / "Changes (conflicted copy)")
    shutil.copytree(place, place.with_name(place.name.upper() + " (1)"))
    shutil.rmtree(place / "Changes (conflicted copy)")
    assert bob.sync().received == 2
    assert bob.sync()[:2] == (0, 0)
    shutil.copytree(place.with_name(place.name.upper() + " (1)"), place, dirs_exist_ok=True)
    assert ada.sync()[:2] == (0, 0)


@proves("F4")
def test_frames_of_other_projects_are_ignored(join: Join) -> None:
    ada, bob = join("Ada"), join("Bob")
    stranger = Copy(ada.home, "Eve", ada.shared, "project-other")
    stranger.edit(times=2)
    for _, data in stranger.changes(list(stranger.log)):
        put(ada, wrap("c", "project-other", data))
    report = bob.sync()
    assert report.received == 0
    assert report.complete


@proves("F3")
def test_what_a_newer_program_wrote_is_kept_and_told(join: Join) -> None:
    ada, bob = join("Ada"), join("Bob")
    newer = put(ada, sealed(b"z", b'{"project":"project-test","v":1}'))
    kept = newer.read_bytes()
    ada.edit()
    ada.sync()
    report = bob.sync()
    assert (report.newer, report.received) == (1, 1)
    assert bob.sync(repair=True).newer == 1
    assert newer.read_bytes() == kept


@proves("F5")
def test_a_frame_too_large_is_not_even_read(join: Join, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = join("Ada")
    large = put(ada, b"", "c-large.jsf")
    with large.open("wb") as file:
        file.write(START.pack(b"JSF1", b"c", 10, MOST_BYTES))
        file.truncate(START.size + 10 + MOST_BYTES + 32)
    foreign = put(ada, b"", "film.jsf")
    with foreign.open("wb") as file:
        file.truncate(MOST_BYTES * 4)
    read = files.read_file
    sizes: list[int] = []

    def measured(path: Path, most: int) -> bytes:
        sizes.append(path.stat().st_size)
        return read(path, most)

    monkeypatch.setattr(files, "read_file", measured)
    report = ada.sync()
    assert max(sizes, default=0) < MOST_BYTES
    assert ["c-large.jsf" in each.text and "larger" in each.text for each in report.refused] == [
        True
    ]
    assert [Path(each.file).name for each in report.waiting] == ["film.jsf"]


@proves("F5", "F7", "F8")
def test_what_is_refused_is_said_with_file_and_author_and_the_rest_is_taken(join: Join) -> None:
    ada, bob = join("Ada"), join("Bob")
    ada.edit()
    ada.sync()
    sound = ada.edit(times=2)
    deep = b"[" * 100_000 + b"]" * 100_000
    data = pack(ada.project, [*(ada.log[name].data for name in sound), deep, b"no change set"])
    path = ada.folder.path / ada.folder.own("changes") / name_of(data)
    path.write_bytes(data)
    report = bob.sync()
    assert bob.log.keys() == ada.log.keys()
    assert len(report.refused) == 2
    for refusal in report.refused:
        assert refusal.author == "Ada"
        assert path.name in refusal.text
        assert "Ada" in refusal.text
    assert any("deeper" in refusal.text for refusal in report.refused)
    assert bob.sync().refused == report.refused
    assert bob.sync(repair=True).received == 0


@proves("R1")
def test_a_file_is_read_again_when_it_has_grown(join: Join) -> None:
    ada, bob = join("Ada"), join("Bob")
    ada.edit(times=2)
    ada.sync()
    for path in frames(ada):
        whole = path.read_bytes()
        path.write_bytes(whole[:-7])
        report = bob.sync()
        assert [Path(each.file).name for each in report.waiting] == [path.name]
        assert report.waiting[0].since == bob.time
        path.write_bytes(whole)
        assert bob.sync().waiting == ()
    assert bob.log == ada.log


@proves("R1")
def test_a_file_filled_without_a_sign_is_read_again_ever_more_seldom(
    join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bob = join("Ada"), join("Bob")
    (name,) = ada.edit()
    ada.sync()
    (path,) = frames(ada)
    whole, stat = path.read_bytes(), path.stat()
    path.write_bytes(bytes(len(whole)))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    read: list[float] = []
    unwrapped = unwrap

    def noted(data: bytes) -> object:
        if data == bytes(len(whole)):
            read.append(bob.time - 1_000_000)
        return unwrapped(data)

    monkeypatch.setattr(receiving, "unwrap", noted)
    for _ in range(4000):
        bob.sync()
        bob.time += 5
    assert read[:5] == [0, 5, 10, 20, 40]
    pauses = [later - sooner for sooner, later in pairwise(read)]
    assert max(pauses) == HOUR
    path.write_bytes(whole)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    bob.time -= 400 * DAY
    assert bob.sync().received == 1, "a clock set back makes nobody wait"
    assert name in bob.log


@proves("R2")
def test_a_restored_backup_gets_everything_again(join: Join) -> None:
    ada, bob = join("Ada"), join("Bob")
    ada.edit(times=30)
    ada.sync()
    bob.sync()
    for name in list(bob.log)[10:]:
        del bob.log[name]
    assert bob.sync().received == 20
    assert bob.log.keys() == ada.log.keys()


@pytest.mark.parametrize("broken", ["take", "states", "wanted"])
def test_what_came_before_a_round_failed_is_told_with_the_failure(join: Join, broken: str) -> None:
    ada = join("Ada")
    ada.edit(times=30)
    ada.sync()

    class Broken(Copy):
        broken = ""

        def take(self, changes: Sequence[Change]) -> None:
            super().take(changes[:20] if self.broken == "take" else changes)
            self._fail("take")

        def states(self) -> Sequence[State]:
            self._fail("states")
            return super().states()

        def wanted(self) -> AbstractSet[str]:
            self._fail("wanted")
            return super().wanted()

        def _fail(self, where: str) -> None:
            if self.broken == where:
                raise JourneyError("it broke")

    bob = Broken(ada.home, "Bob", ada.shared)
    bob.broken = broken
    report = bob.sync()
    assert report.received == (20 if broken == "take" else 30)
    assert (str(report.trouble), report.complete) == ("it broke", False)
    assert bob.sync().received == (10 if broken == "take" else 0)
    bob.broken = ""
    assert bob.sync().trouble is None
    assert bob.log == ada.log


@proves("R2")
def test_a_program_that_cannot_save_takes_the_same_again(join: Join) -> None:
    ada = join("Ada")
    ada.edit(times=30)
    ada.edit(times=2)
    ada.sync()

    class Full(Copy):
        full = True

        def take(self, changes: Sequence[Change]) -> None:
            if self.full:
                raise JourneyError("the disk is full")
            super().take(changes)

    bob = Full(ada.home, "Bob", ada.shared)
    report = bob.sync()
    assert str(report.trouble) == "the disk is full"
    assert (report.received, report.complete) == (0, False)
    bob.open()
    bob.full = False
    assert bob.sync().received == 32


@proves("R3")
def test_a_folder_that_is_away_makes_nothing_vanish(join: Join, tmp_path: Path) -> None:
    ada, bob = join("Ada"), join("Bob")
    ada.edit(times=3)
    ada.sync()
    bob.sync()
    away = ada.shared.rename(tmp_path / "unplugged")
    bob.edit()
    for _ in range(3):
        report = bob.sync()
        assert isinstance(report.trouble, FolderGone)
        assert "safe" in str(report.trouble)
        assert report.missing == 0
        bob.time += DAY
    assert not ada.shared.exists()
    away.rename(ada.shared)
    assert bob.sync()[:2] == (1, 0)


@proves("R3")
def test_a_share_that_is_away_is_made_again_by_a_repair_only(join: Join) -> None:
    ada = join("Ada")
    ada.edit(times=3)
    ada.sync()
    shutil.rmtree(ada.folder.path)
    assert isinstance(ada.sync().trouble, FolderGone)
    assert not ada.folder.path.exists()
    assert ada.sync(repair=True)[:2] == (3, 0)
    assert join("Bob").sync().received == 3


@proves("R3")
def test_a_part_that_cannot_be_listed_is_not_gone(
    join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bob = join("Ada"), join("Bob")
    ada.edit(times=3)
    ada.sync()
    bob.sync()
    scandir = os.scandir

    def broken(path: str) -> object:
        if Path(path).name == ada.folder.writer:
            raise OSError(errno.EIO, "broken")
        return scandir(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", broken)
        bob.edit()
        report = bob.sync()
    assert (report.missing, report.sent, report.trouble) == (0, 1, None)


@proves("R4")
def test_a_change_may_come_before_its_picture_and_before_what_it_builds_on(join: Join) -> None:
    ada, bob = join("Ada"), join("Bob")
    picture = ada.picture_of(b"a picture")
    ada.edit(times=3)
    ada.sync()
    first, *rest = frames(ada)
    (painted,) = frames(ada, "b")
    held = [(path, path.read_bytes()) for path in (painted, first)]
    for path, _ in held:
        path.unlink()
    bob.referred.add(picture)
    report = bob.sync()
    assert report.received == len(rest) == 2
    assert report.awaited == {picture}
    assert not report.complete
    for path, data in held:
        path.write_bytes(data)
    assert bob.sync()[1:4] == (1, 0, 1)
    assert bob.kept == ada.kept


@proves("R5")
def test_a_picture_is_what_its_bytes_are(join: Join) -> None:
    ada, bob = join("Ada"), join("Bob")
    true, false = b"a picture", b"another"
    name = hashlib.sha256(true).hexdigest()
    bob.referred.add(name)
    place = ada.folder.path / "pictures" / name[:2]
    place.mkdir(parents=True)
    data = wrap("b", ada.project, false)
    (place / name_of(wrap("b", ada.project, true))).write_bytes(data)
    assert bob.sync().awaited == {name}
    (place / "x").write_bytes(wrap("b", ada.project, true))
    assert bob.sync().pictures_received == 1
    assert bob.kept == {name: true}


@proves("R6")
def test_pictures_are_looked_for_when_one_is_missing_and_now_and_then(join: Join) -> None:
    ada, bob = join("Ada"), join("Bob")
    bob.referred.add(ada.picture_of(b"a picture"))
    ada.sync()
    bob.sync()
    (frame,) = frames(ada, "b")
    data = frame.read_bytes()
    frame.unlink()
    assert bob.sync().missing == 0, "a moment ago it was there"
    bob.time += MINUTE
    assert bob.sync().missing == 1
    ada.time += MINUTE
    assert ada.sync().missing == 1
    frame.write_bytes(data)
    ada.edit()
    wanted = ada.picture_of(b"another picture")
    assert ada.sync().pictures_sent == 1, "one that is to be sent is sent at once"
    bob.referred.add(wanted)
    assert bob.sync()[1:4] == (1, 0, 1), "and taken at once, with the edit that shows it"
    assert bob.sync().missing == 0


def test_a_picture_wanted_later_is_taken_from_a_file_read_long_ago(join: Join) -> None:
    ada, bob = join("Ada"), join("Bob")
    name = ada.picture_of(b"a picture")
    ada.sync()
    bob.sync()
    assert bob.kept == {}
    bob.referred.add(name)
    assert bob.sync().pictures_received == 1


def test_a_picture_that_cannot_be_kept_is_said_and_asked_for_again_another_day(join: Join) -> None:
    ada = join("Ada")
    name = ada.picture_of(b"a picture")
    ada.sync()

    class Picky(Copy):
        picky = True

        def take_picture(self, name: str, data: bytes) -> None:
            if self.picky:
                raise JourneyError("that is no picture")
            super().take_picture(name, data)

    bob = Picky(ada.home, "Bob", ada.shared)
    bob.referred.add(name)
    for _ in range(2):
        assert [each.text for each in bob.sync().refused] == ["that is no picture"]
    bob.picky = False
    bob.open()
    assert bob.sync().pictures_received == 1


@proves("S1", "S2")
def test_what_vanished_is_put_back_after_a_while_that_differs(join: Join) -> None:
    people = [join(name) for name in ("Ada", "Bob", "Cem")]
    ada = people[0]
    ada.edit(times=5)
    picture = ada.picture_of(b"a picture")
    ada.sync()
    for copy in people[1:]:
        copy.referred.add(picture)
        copy.sync()
    for path in (*frames(ada), *frames(ada, "b")):
        path.unlink()
    waited = []
    for number, copy in enumerate(people):
        copy.time += MINUTE
        copy.folder.chance.seed(number)
        assert copy.sync().missing == 6
        kept = dict(copy.folder.memory.gone)
        copy.open()
        assert copy.folder.memory.gone == kept
        waited.append(next(iter(kept.values())) - copy.time)
    assert len(set(waited)) == 3
    assert all(HOUR <= pause <= DAY for pause in waited)
    bob = people[1]
    bob.time += waited[1] - 1
    assert bob.sync()[:4] == (0, 0, 0, 0)
    bob.time += 2
    report = bob.sync()
    assert report[:4] == (5, 0, 1, 0)
    assert report.missing == 0
    ada.time += 2 * DAY
    assert ada.sync()[:4] == (0, 0, 0, 0), "it has come back meanwhile"
    assert ada.sync().missing == 0


@proves("S2")
def test_a_repair_puts_everything_back_at_once(join: Join) -> None:
    ada = join("Ada")
    ada.edit(times=30)
    ada.edit(times=2)
    ada.picture_of(b"a picture")
    ada.sync()
    (packed,) = frames(ada, "p")
    stat = packed.stat()
    spoilt = bytearray(packed.read_bytes())
    spoilt[100] ^= 1
    packed.write_bytes(spoilt)
    os.utime(packed, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert ada.sync().complete, "nobody can see that"
    assert ada.sync(repair=True).sent == 32
    assert join("Bob").sync().received == 32


@proves("S3")
def test_pictures_are_written_before_change_sets(
    join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = join("Ada")
    ada.edit(times=2)
    ada.picture_of(b"a picture")
    order: list[str] = []
    write = files.write_file

    def noted(folder: Path, name: str, data: bytes, writer: str) -> Path:
        order.append(name[0])
        return write(folder, name, data, writer)

    monkeypatch.setattr(files, "write_file", noted)
    ada.sync()
    assert order == ["b", "c", "c", "k"]


@proves("S4")
def test_few_changes_go_alone_and_many_in_packs(join: Join) -> None:
    ada = join("Ada")
    for times in (1, 8, 9, 1000):
        before = set(frames(ada))
        ada.edit(times=times)
        assert ada.sync().sent == times
        new = set(frames(ada)) - before
        assert len(new) == (times if times <= 8 else 1)
    ada.edit("x" * 500_000, times=20)
    before = set(frames(ada))
    ada.sync()
    assert len(set(frames(ada)) - before) == 3


@proves("S5")
def test_clocks_matter_to_nobody(join: Join) -> None:
    ada, bob = join("Ada"), join("Bob")
    ada.time += 400 * DAY
    bob.time -= 11 * DAY
    for copy in (ada, bob):
        copy.edit(times=3)
        copy.sync()
    ada.sync()
    assert ada.log.keys() == bob.log.keys()
    for path in frames(ada):
        os.utime(path, (2**31 + 7, 4_000_000_000))
    assert ada.sync()[:2] == bob.sync()[:2] == (0, 0)
    for path in frames(ada):
        path.unlink()
    assert ada.sync().missing == 6
    ada.time -= 400 * DAY
    ada.sync()
    ada.time += DAY + 1
    assert ada.sync().sent == 6


@proves("S6")
def test_what_nobody_would_take_is_not_sent_and_told(
    join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = join("Ada")
    with monkeypatch.context() as earlier:  # programs of the first version made larger ones
        earlier.setattr(change, "MAX_MADE_BYTES", 2 * MOST_CHANGE)
        ada.edit("x" * MOST_CHANGE)
    ada.edit()
    report = ada.sync()
    assert report.sent == 1
    (refusal,) = report.refused
    assert re.search("safe in your own file", refusal.text)
    assert ada.sync().refused == (refusal,)


@proves("S7")
@pytest.mark.parametrize(
    ("number", "kind"), [(errno.EACCES, FolderReadOnly), (errno.ENOSPC, FolderFull)]
)
def test_a_folder_that_takes_nothing_still_gives(
    join: Join, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[Exception]
) -> None:
    ada, bob = join("Ada"), join("Bob")
    ada.edit(times=3)
    ada.sync()
    bob.edit(times=2)

    def refuse(*_: object) -> Path:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(files, "write_file", refuse)
        report = bob.sync()
        assert type(report.trouble) is kind
        assert report[:2] == (0, 3)
    assert bob.sync()[:2] == (2, 0)
    assert ada.sync().received == 2


def test_a_full_folder_that_takes_no_picture_may_still_take_a_change(
    join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = join("Ada")
    ada.edit()
    ada.picture_of(bytes(100_000))
    write = files.write_file

    def small(folder: Path, name: str, data: bytes, writer: str) -> Path:
        if len(data) > 50_000:
            raise OSError(errno.ENOSPC, "full")
        return write(folder, name, data, writer)

    monkeypatch.setattr(files, "write_file", small)
    report = ada.sync()
    assert isinstance(report.trouble, FolderFull)
    assert (report.sent, report.pictures_sent) == (1, 0)


def test_a_round_can_be_stopped_anywhere_and_goes_on_later(join: Join) -> None:
    ada, bob = join("Ada"), join("Bob")
    ada.edit("x" * 10_000, times=2_000)
    for number in range(5):
        ada.picture_of(bytes([number]))
        bob.referred |= ada.referred
    stops = 0
    for copy in (ada, bob):
        told: list[tuple[str, int, int]] = []
        for most in range(1, 200):
            asked = iter(range(most))
            report = exchange(
                copy,
                copy.folder,
                progress=lambda *at: told.append(at),  # noqa: B023 - used at once
                stopped=lambda: next(asked, None) is None,  # noqa: B023
            )
            if not report.stopped:
                break
            stops += 1
            copy.open()
        assert report.complete
        assert all(done <= total for _, done, total in told)
        for path in ada.folder.path.rglob("*.jsf"):
            unwrap(path.read_bytes())
    assert stops > 10
    assert bob.log.keys() == ada.log.keys()
    assert bob.kept == ada.kept


@proves("A6")
def test_names_of_files_and_people_are_shown_without_control_characters(join: Join) -> None:
    ada, bob = join("A\x1bda"), join("Bob")
    ada.edit()
    ada.sync()
    data = wrap("c", ada.project, b"nothing")
    place = ada.folder.path / ada.folder.own("changes")
    (place / "c-\x1b\udcff.jsf").write_bytes(data)
    (place / "c-\x07.jsf").write_bytes(data[:-1])
    report = bob.sync()
    (refusal,) = report.refused
    (waiting,) = report.waiting
    for text in (refusal.text, refusal.author, refusal.file, waiting.file):
        assert text.isprintable()
    assert refusal.author == "A\ufffdda"
