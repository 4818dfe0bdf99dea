# SPDX-License-Identifier: Apache-2.0
"""Posters of two maps that are compared: PDF, PNG and SVG through the one way of exporting."""

from pathlib import Path

import pytest

from journey_studio.export.job import start_export
from journey_studio.export.options import ComparedSides, PosterOptions
from journey_studio.export.poster import export_poster
from journey_studio.layout.differences import compared_map
from journey_studio.model.commands import Delete, Edit, Move
from journey_studio.model.snapshot import Snapshot
from tests.model.worlds import library

PAGES = {"pdf": b"%PDF", "png": b"\x89PNG", "svg": b"<?xml"}


@pytest.fixture(scope="module")
def compared() -> tuple[Snapshot, PosterOptions]:
    """A map in which one card was moved and one deleted, and the way to print it."""
    document = library()
    before = document.snapshot
    document.apply(Move(ids=("card-x",), under=("lane-t", "step-3")))
    document.apply(Delete(ids=("card-y",)))
    document.apply(Edit(id="step-2", values={"title": "Choose well"}))
    both = compared_map(before, "map-m", document.snapshot, "map-m")
    sides = ComparedSides(both.shown, "Before the workshop", "Now", both.found.counts, "1a → 2b")
    return both.snapshot, PosterOptions(compared=sides, date="1 March 2026", dpi=72)


@pytest.mark.parametrize("kind", PAGES)
def test_every_format_is_written(
    compared: tuple[Snapshot, PosterOptions], tmp_path: Path, kind: str
) -> None:
    snapshot, options = compared
    report = export_poster(snapshot, tmp_path / f"diff.{kind}", options)
    (file,) = report.files
    assert file.read_bytes().startswith(PAGES[kind])


def test_the_poster_says_what_is_compared_and_what_its_signs_mean(
    compared: tuple[Snapshot, PosterOptions], tmp_path: Path
) -> None:
    snapshot, options = compared
    export_poster(snapshot, tmp_path / "diff.svg", options)
    words = (tmp_path / "diff.svg").read_text(encoding="utf-8")
    for said in (
        "What has changed", "Before the workshop", "Now", "1 removed", "1 moved", "1 changed",
        "1a → 2b", "Moved away:",
    ):  # fmt: skip
        assert said in words
    title = "Borrow a book: Before the workshop compared with Now"
    assert title in words


def test_the_process_of_the_window_makes_the_same_poster(
    compared: tuple[Snapshot, PosterOptions], tmp_path: Path
) -> None:
    snapshot, options = compared
    export_poster(snapshot, tmp_path / "here.svg", options)
    state = start_export(snapshot, tmp_path / "there.svg", options).wait()
    assert state.error is None
    assert (tmp_path / "there.svg").read_bytes() == (tmp_path / "here.svg").read_bytes()
