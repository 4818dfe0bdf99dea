# SPDX-License-Identifier: Apache-2.0
"""What this computer remembers of a share may be lost or wrong in any way; no edit is."""

import json
import random
from pathlib import Path

import pytest

import journey_studio
from journey_studio.sync.files import Stat
from journey_studio.sync.memory import Known, Memory
from tests.faults.conftest import Report
from tests.faults.tally import Tally
from tests.sync.conftest import Join
from tests.sync.copies import DAY, Copy

A, B = "a" * 64, "b" * 64
STAT = Stat(1, 2, 3)


def _file(copy: Copy) -> Path:
    (path,) = copy.home.glob("share-*.jsonl")
    return path


def test_it_remembers_over_a_restart(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Path("/share"))
    memory.note("x", Known(STAT, "whole", "p", (A, B), note={"a": [1]}), 5.0)
    memory.note("y", Known(STAT, "whole", "b", (A,)), 5.0)
    memory.note("z", Known(STAT, "waiting", since=7.0, tried=8.0), 5.0)
    memory.note("x", Known(STAT, "whole", "p", (B,)), 5.0)
    memory.save()
    memory.forget("y", 6.0)
    memory.save()
    again = Memory(tmp_path, Path("/share"))
    assert again.files == memory.files
    assert again.changes == memory.changes == {B: 1}
    assert again.pictures == memory.pictures == {}
    assert again.gone == memory.gone == {A: 6.0}
    assert again.writer == memory.writer
    assert Memory(tmp_path, Path("/another")).files == {}


def test_a_file_whose_name_is_no_text_is_remembered(tmp_path: Path) -> None:
    name = "changes/" + b"\xff\xfe.jsf".decode(errors="surrogateescape")
    memory = Memory(tmp_path, Path("/share"))
    memory.note(name, Known(STAT, "whole", "c", (A,)), 5.0)
    memory.note("ä", Known(STAT, "waiting", since=7.0, tried=8.0), 5.0)
    memory.save()
    assert Memory(tmp_path, Path("/share")).files == memory.files


def test_what_is_in_two_files_is_gone_with_the_second(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Path("/share"))
    for name in ("x", "x (1)"):
        memory.note(name, Known(STAT, "whole", "c", (A,)), 5.0)
    memory.forget("x", 5.0)
    assert (memory.changes, memory.gone) == ({A: 1}, {})
    memory.forget("x (1)", 6.0)
    assert (memory.changes, memory.gone) == ({}, {A: 6.0})
    memory.note("y", Known(STAT, "whole", "c", (A,)), 7.0)
    assert memory.gone == {}


def test_it_stays_small_however_long_it_lives(join: Join) -> None:
    ada = join("Ada")
    for _ in range(350):
        ada.edit()
        ada.sync()
    lines = _file(ada).read_bytes().count(b"\n")
    assert lines < 3 * len(ada.folder.memory.files) + 300
    before = dict(ada.folder.memory.files)
    ada.open()
    assert ada.folder.memory.files == before


def test_a_memory_that_cannot_be_written_does_no_harm(tmp_path: Path, join: Join) -> None:
    ada = join("Ada")
    (tmp_path / "blocked").write_text("a file in the way")
    bob = Copy(tmp_path / "blocked", "Bob", ada.shared)
    ada.edit(times=3)
    ada.sync()
    bob.edit()
    assert bob.sync()[:2] == (1, 3)
    bob.open()
    assert bob.sync()[:2] == (0, 0)


def test_a_memory_of_another_program_is_read_anew(
    join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = join("Ada")
    ada.edit(times=3)
    ada.sync()
    lines = _file(ada).read_text().splitlines()
    assert json.loads(lines[0].partition(" ")[2])[2] == journey_studio.__version__
    monkeypatch.setattr("journey_studio.sync.memory.__version__", "9.9.9")
    ada.open()
    assert ada.folder.memory.files == {}
    assert ada.sync()[:2] == (0, 0)
    ada.open()
    assert ada.folder.memory.files


@pytest.mark.parametrize("seed", range(3))
def test_a_spoilt_memory_costs_no_edit(join: Join, report: Report, seed: int) -> None:
    rng = random.Random(seed)
    ada, bob = join("Ada"), join("Bob")
    ada.edit(times=30)
    ada.edit(times=3)
    ada.sync()
    bob.sync()
    whole = _file(bob).read_bytes()
    tally = Tally({"edits lost": 0})
    for _ in range(60):
        data = bytearray(whole)
        kind = rng.randrange(4)
        at = rng.randrange(len(data))
        if kind == 0:
            del data[at:]
        elif kind == 1:
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 2:
            data[at : at + 60] = bytes(60)
        else:
            lines = whole.splitlines(keepends=True)
            rng.shuffle(lines)
            data = bytearray(b"".join(lines[1:] if rng.random() < 0.5 else lines))
        _file(bob).write_bytes(data)
        tally["injected"] += 1
        bob.open()
        bob.edit()
        ada.edit()
        for copy in (bob, ada, bob, ada):
            copy.time += DAY * rng.randrange(2)
            copy.sync()
        lost = len(ada.log.keys() ^ bob.log.keys())
        tally["edits lost"] += lost
        tally["survived"] += not lost
    report("memories spoilt", tally)
    assert tally["edits lost"] == 0
    assert tally["survived"] == tally["injected"]
