# SPDX-License-Identifier: Apache-2.0
"""The copies that programs leave beside a file, told by their names; put away, never lost."""

import os
from pathlib import Path

import pytest

from journey_studio.store.conflicted import conflicted_copies, is_conflicted, put_away

OURS = "Night train.journey"


@pytest.mark.parametrize(
    "name",
    [
        "Night train (Jane's conflicted copy 2026-11-22).journey",
        "Night train (conflicted copy 2026-11-22 101010).journey",
        "Night train (In Konflikt stehende Kopie von Jane 2026-11-22).journey",
        "Night train (Copie en conflit de Jane 2026-11-22).journey",
        "Night train (Case Conflict).journey",
        "Night train (Case Conflict 1).journey",
        "Night train (Unicode Encoding Conflict).journey",
        "Night train (white space conflict).journey",
        "Night train.sync-conflict-20261122-101010-ABCDEFG.journey",
        "Night train-LAPTOP-7F3K.journey",
        "Night train-LAPTOP-7F3K-2.journey",
        "Night train (1).journey",
        "Night train(2).journey",
        "Night train.journey (1)",
        "Night train_NAS_Jan-05-1234-2026_Conflict.journey",
        "Night train_PC_Jan-05-1234-2026.journey",
        "Night train_conflict-20261122-101010.journey",
        "Night train (SFConflict jane@example.org 2026-11-22-10-10-10).journey",
        "Night train [Conflict].journey",
        "night Train.journey",
        "NIGHT TRAIN.JOURNEY",
    ],
)
def test_conflicted_copies_are_told_by_their_names(name: str) -> None:
    assert is_conflicted(OURS, name)


@pytest.mark.parametrize(
    "name",
    [
        OURS,
        "Night trains.journey",
        "Night train 2.journey",
        "Night train-draft.journey",
        "Night train-2026.journey",
        "Night train (before the workshop).journey",
        "Copy of Night train.journey",
        "Other (1).journey",
        "Night train (1).pdf",
        "Night train.journey-journal",
        "~0a1b2c3d4e5f6071.tmp",
    ],
)
def test_what_a_person_named_is_left_alone(name: str) -> None:
    assert not is_conflicted(OURS, name)


def test_letters_put_together_in_another_way_are_the_same() -> None:
    assert is_conflicted("Zu\u0308ge.journey", "Z\u00fcge (1).journey")


def test_neither_folders_nor_links_nor_the_file_itself_are_copies(tmp_path: Path) -> None:
    original = tmp_path / OURS
    original.write_bytes(b"x")
    (tmp_path / "Night train (1).journey").mkdir()
    (tmp_path / "Night train (2).journey").symlink_to(original)
    copy = tmp_path / "Night train (3).journey"
    copy.write_bytes(b"y")
    assert conflicted_copies(original) == [copy]
    assert conflicted_copies(tmp_path / "gone" / OURS) == []


def test_a_copy_is_put_away_whole_and_only_then_leaves_its_folder(tmp_path: Path) -> None:
    original, copy = tmp_path / OURS, tmp_path / "Night train (1).journey"
    copy.write_bytes(os.urandom(100_000))
    data = copy.read_bytes()
    place = put_away(copy, original, "project-0")
    assert place.read_bytes() == data
    assert place.name == copy.name
    assert not copy.exists()
    copy.write_bytes(b"another")
    again = put_away(copy, original, "project-0")
    assert again != place
    assert place.read_bytes() == data, "nothing is written over"
