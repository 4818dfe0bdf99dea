# SPDX-License-Identifier: Apache-2.0
"""Own files in the folder are kept few, and nothing goes before what replaces it was read back."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from journey_studio.sync import files, gathering
from journey_studio.sync.envelope import NotWhole, name_of, unwrap, wrap
from journey_studio.sync.packing import pack, unpack
from journey_studio.sync.sending import MOST_LOOSE
from tests.faults.conftest import Report
from tests.faults.tally import Tally
from tests.sync.conftest import Join
from tests.sync.copies import DAY, Copy
from tests.sync.statements import proves
from tests.sync.test_round import frames, put


def held(copy: Copy) -> set[bytes]:
    """All change sets that lie in the folder."""
    found: set[bytes] = set()
    for path in frames(copy):
        with suppress(NotWhole):
            frame = unwrap(path.read_bytes())
            found.update(unpack(frame) if frame.kind == "p" else [frame.payload])
    return found


def everything(copy: Copy) -> set[bytes]:
    return {change.data for change in copy.log.values()}


@proves("T2")
def test_sixty_four_loose_files_become_a_pack(join: Join) -> None:
    ada = join("Ada")
    for number in range(8):
        assert len(frames(ada, "c")) == 8 * number
        ada.edit(times=MOST_LOOSE)
        ada.sync()
    assert len(frames(ada, "c")) == 0
    assert len(frames(ada, "p")) == 1
    assert held(ada) == everything(ada)
    assert ada.sync()[:2] == (0, 0)
    assert join("Bob").sync().received == 64


@proves("T2")
def test_a_megabyte_of_loose_files_becomes_a_pack(join: Join) -> None:
    ada = join("Ada")
    ada.edit("x" * 1_100_000)
    ada.sync()
    assert len(frames(ada, "c")) == 1, "one file is no fewer as a pack"
    ada.edit()
    ada.sync()
    assert [path.name[0] for path in frames(ada)] == ["p"]
    assert held(ada) == everything(ada)


@proves("T2")
def test_loose_files_become_a_pack_after_a_day(join: Join) -> None:
    ada = join("Ada")
    ada.edit(times=3)
    ada.sync()
    for path in frames(ada):
        os.utime(path, (ada.time, ada.time))
    ada.time += DAY - 60
    ada.sync()
    assert len(frames(ada, "c")) == 3
    ada.time += 120
    ada.sync()
    assert [path.name[0] for path in frames(ada)] == ["p"]
    assert held(ada) == everything(ada)


@proves("T2")
def test_small_packs_become_a_larger_one(join: Join) -> None:
    ada, bob = join("Ada"), join("Bob")
    for number in range(1, 40):
        ada.edit(times=MOST_LOOSE + 1)
        ada.sync()
        bob.sync()
        assert len(frames(ada, "p")) == (number if number < 16 else 1 + (number - 16) % 15)
    assert held(ada) == everything(ada)
    assert bob.log.keys() == ada.log.keys()


@proves("T1")
def test_nobody_removes_what_others_put_there(join: Join) -> None:
    ada, bob = join("Ada"), join("Bob")
    for _ in range(9):
        ada.edit(times=MOST_LOOSE)
        ada.sync()
        bob.sync()
        bob.edit()
        bob.sync()
    for _, data in ada.changes(list(ada.log)):
        put(ada, wrap("c", ada.project, data))
    junk = put(ada, b"somebody's file", "readme.txt")
    own_junk = ada.folder.path / ada.folder.own("changes") / "readme.txt"
    own_junk.write_bytes(b"somebody's file")
    before = set(ada.folder.path.rglob("*"))
    mine = {path for path in before if bob.folder.writer in path.parts}
    for path in mine:
        if path.is_file():
            os.utime(path, (1, 1))
    bob.sync()
    removed = before - set(ada.folder.path.rglob("*"))
    assert len(removed) == 9
    assert removed < mine
    assert junk.exists()
    assert own_junk.exists()


@proves("T3")
@pytest.mark.parametrize("fault", ["truncated", "zeroed", "flipped", "gone", "swapped"])
def test_nothing_goes_where_the_pack_cannot_be_read_back(
    join: Join, monkeypatch: pytest.MonkeyPatch, report: Report, fault: str
) -> None:
    ada = join("Ada")
    write = files.write_file

    def spoil(folder: Path, name: str, data: bytes, writer: str) -> Path:
        path = write(folder, name, data, writer)
        if name.startswith("p-"):
            match fault:
                case "truncated":
                    path.write_bytes(data[:-1])
                case "zeroed":
                    path.write_bytes(bytes(len(data)))
                case "flipped":
                    path.write_bytes(data[:50] + bytes([data[50] ^ 1]) + data[51:])
                case "gone":
                    path.rename(path.with_name(".trash"))
                case _:
                    path.write_bytes(pack(ada.project, [ada.log[name].data for name in first]))
        return path

    monkeypatch.setattr(files, "write_file", spoil)
    first = ada.edit(times=MOST_LOOSE)
    ada.sync()
    for _ in range(7):
        ada.edit(times=MOST_LOOSE)
        if fault == "gone":
            with monkeypatch.context() as patched:
                patched.setattr(type(ada.folder), "stat", lambda *_: files.Stat(1, 2, 3))
                ada.sync()
        else:
            ada.sync()
    assert len(frames(ada, "c")) >= 56
    loose = {unwrap(path.read_bytes()).payload for path in frames(ada, "c")}
    if fault != "swapped":
        assert loose == everything(ada)
    monkeypatch.undo()
    for _ in range(2):
        ada.sync()
    assert held(ada) == everything(ada)
    assert len(frames(ada, "c")) == (56 if fault == "swapped" else 0)
    report(f"packs {fault}", Tally({"injected": 1, "survived": 1, "edits lost": 0}))


@proves("T3")
def test_the_same_files_tidied_up_by_two_programs_stay_complete(
    join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both see the folder as it was, then each removes what it thinks is doubled."""
    ada = join("Ada")
    place = ada.folder.path / ada.folder.own("changes")
    place.mkdir(parents=True)
    names = ada.edit(times=6)
    log = [ada.log[name].data for name in names]
    for group in (log[:4], log[2:], list(reversed(log)), log, log[:1], log[5:]):
        data = pack(ada.project, group)
        (place / name_of(data)).write_bytes(data)
    shutil.copy(next(place.iterdir()), place / "p-copy (1).jsf")
    listing = ada.folder.listing()
    for _ in range(2):
        twin = Copy(ada.home.parent, "Ada", ada.shared)
        twin.log = ada.log
        with monkeypatch.context() as patched:
            patched.setattr(twin.folder, "listing", lambda **_: listing)
            twin.sync()
    assert held(ada) == set(log)
    assert len(frames(ada, "p")) == 1


def test_old_files_that_a_tool_brings_back_go_again(join: Join) -> None:
    ada = join("Ada")
    old = []
    for _ in range(8):
        ada.edit(times=MOST_LOOSE)
        ada.sync()
        old += [(path, path.read_bytes()) for path in frames(ada, "c")]
    assert len(frames(ada)) == 1
    for path, data in old:
        path.write_bytes(data)
    ada.sync()
    assert len(frames(ada)) == 1
    assert held(ada) == everything(ada)


@proves("T4")
def test_a_file_with_something_refused_in_it_is_left(join: Join) -> None:
    ada = join("Ada")
    names = ada.edit(times=2)
    odd = pack(ada.project, [ada.log[names[0]].data, b"no change set"])
    place = ada.folder.path / ada.folder.own("changes")
    place.mkdir(parents=True)
    (place / name_of(odd)).write_bytes(odd)
    for _ in range(9):
        ada.edit(times=MOST_LOOSE)
        ada.sync()
    assert (place / name_of(odd)).read_bytes() == odd
    assert gathering.LOOSE_FILES == 64


def test_a_colleague_who_was_away_for_a_month_gets_everything(join: Join) -> None:
    ada, bob = join("Ada"), join("Bob")
    ada.edit(times=3)
    ada.sync()
    bob.sync()
    bob.edit(times=70)
    for _ in range(60):
        ada.edit(times=MOST_LOOSE)
        ada.sync()
        ada.time += DAY / 2
    bob.time += 30 * DAY
    assert bob.sync()[:2] == (70, 480)
    assert ada.sync().received == 70
    assert bob.log.keys() == ada.log.keys()
