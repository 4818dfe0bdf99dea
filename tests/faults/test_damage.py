# SPDX-License-Identifier: Apache-2.0
"""Damaged files: what is not what was written is found, or does not matter; nothing is made up."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from journey_studio.model.change import Change
from journey_studio.model.snapshot import Snapshot
from journey_studio.store.check import check
from journey_studio.store.errors import LostPicture, StoreError
from journey_studio.store.project import OpenProject, open_project
from tests.faults.conftest import Report
from tests.faults.tally import Tally
from tests.store.projects import edit, names, small_project
from tests.store.test_pictures import TELLING

PAGE = 4096
TRIES = 30 * int(os.environ.get("FAULTS", "1"))
Damage = Callable[[bytearray, random.Random], None]


def flip_a_bit(data: bytearray, rng: random.Random) -> None:
    """One bit anywhere."""
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def zero_a_page(data: bytearray, rng: random.Random) -> None:
    """A page of the disk that was never written."""
    at = rng.randrange(len(data) // PAGE) * PAGE
    data[at : at + PAGE] = bytes(PAGE)


def swap_a_page(data: bytearray, rng: random.Random) -> None:
    """A page that holds what belongs to another."""
    one, other = (rng.randrange(len(data) // PAGE) * PAGE for _ in range(2))
    data[one : one + PAGE] = data[other : other + PAGE]


def cut_off(data: bytearray, rng: random.Random) -> None:
    """The end is missing."""
    del data[rng.randrange(len(data)) :]


def overwrite(data: bytearray, rng: random.Random) -> None:
    """Some bytes are others."""
    count = rng.randrange(1, 64)
    at = rng.randrange(len(data) - count)
    data[at : at + count] = rng.randbytes(count)


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A project with pictures that has been edited now and then, so that its pages are mixed."""
    path = small_project(tmp_path / "sound.journey")
    with open_project(path) as project:
        for kind in ("png", "jpeg"):
            project.pictures.add(TELLING[kind])
        for number in range(20):
            project.snapshot = edit(project, f"text {number} " * (number * 20)).snapshot
    return path


def _content(project: OpenProject) -> tuple[Snapshot, list[Change], list[bytes | None]]:
    pictures = []
    for picture in project.pictures.all():
        try:
            pictures.append(project.pictures.get(picture.sha256))
        except LostPicture:
            pictures.append(b"found")
    return project.snapshot, list(project.journal.changes()), pictures


@pytest.mark.parametrize("damage", [flip_a_bit, zero_a_page, swap_a_page, cut_off, overwrite])
def test_damage_is_found_or_harmless(
    tmp_path: Path, sound: Path, report: Report, damage: Damage
) -> None:
    rng = random.Random(damage.__name__)
    with open_project(sound, read_only=True) as project:
        snapshot, changes, pictures = _content(project)
    whole = sound.read_bytes()
    tally = Tally({"silently wrong": 0})
    path = tmp_path / "spoilt.journey"
    for _ in range(TRIES):
        data = bytearray(whole)
        damage(data, rng)
        if data == whole:
            continue
        path.write_bytes(data)
        tally["injected"] += 1
        tally[_outcome(path, snapshot, changes, pictures)] += 1
        assert path.read_bytes() == data
        assert names(tmp_path) == ["sound.journey", "spoilt.journey"]
    report(f"damage, {damage.__name__.replace('_', ' ')}", tally)
    assert tally["silently wrong"] == 0


def _outcome(
    path: Path, snapshot: Snapshot, changes: list[Change], pictures: list[bytes | None]
) -> str:
    try:
        with open_project(path, read_only=True) as project:
            now = _content(project)
            notice = project.notice
    except StoreError:
        assert check(path) != []
        return "found"
    if now[:2] != (snapshot, changes):
        return "silently wrong"
    if b"found" in now[2]:
        return "picture found"
    if now[2] != pictures:
        return "found" if check(path) else "silently wrong"
    return "made anew" if notice else "harmless"


def test_pages_of_another_time_are_found(tmp_path: Path, report: Report) -> None:
    """A lost journal leaves some pages of a save that was never finished: every one, in turn."""
    path = small_project(tmp_path / "a.journey")
    before = path.read_bytes()
    with open_project(path) as project:
        old = project.snapshot
        new = edit(project, "written later").snapshot
    after = path.read_bytes()
    pages = [
        at for at in range(0, len(before), PAGE) if before[at : at + PAGE] != after[at : at + PAGE]
    ]
    assert len(pages) >= 4
    tally = Tally(wrong=0)
    for chosen in range(1, 2 ** len(pages) - 1):
        data = bytearray(before)
        for bit, at in enumerate(pages):
            if chosen >> bit & 1:
                data[at : at + PAGE] = after[at : at + PAGE]
        path.write_bytes(data + after[len(data) :])
        tally["injected"] += 1
        try:
            with open_project(path, read_only=True) as project:
                right = project.snapshot in (old, new) and len(project.snapshot.records) == 53
                tally["right or made anew" if right else "wrong"] += 1
        except StoreError:
            tally["found"] += 1
    report("pages of two times", tally)
    assert tally["wrong"] == 0


def test_a_lost_journal_is_found(tmp_path: Path) -> None:
    from tests.faults.crash import leave_a_hot_journal

    path = small_project(tmp_path / "a.journey")
    with open_project(path) as project:
        before = project.snapshot
    kept = shutil.copy(path, tmp_path / "kept.journey")
    leave_a_hot_journal(path)
    path.with_name("a.journey-journal").unlink()
    try:
        with open_project(path) as project:
            assert project.snapshot == before
            assert project.notice != ""
    except StoreError:
        assert check(path) != []
    assert check(Path(kept)) == []
