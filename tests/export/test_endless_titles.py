# SPDX-License-Identifier: Apache-2.0
"""Titles as long as a text may be, on paper as small as there is, still become a poster."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from journey_studio.export.options import PosterOptions
from journey_studio.export.poster import export_poster
from journey_studio.model.change import Author, Label, Stamp, Write, make_change
from journey_studio.model.merge import rebuild
from journey_studio.model.snapshot import Snapshot


def _called(title: str) -> Snapshot:
    writes = {
        ("map-a", "title"): Write(title),
        ("map-a", "scenario"): Write("It is late."),
        ("stage-a", "place"): Write(["map-a", "V"]),
        ("step-a", "place"): Write(["stage-a", "V"]),
        ("lane-a", "place"): Write(["map-a", "V"]),
        ("card-a", "place"): Write(["lane-a", "step-a", "V"]),
        ("card-a", "text"): Write("Buy a ticket"),
    }
    return rebuild([make_change("project-a", Stamp(1, 1, "a"), Author(), Label("k"), writes)])


@pytest.mark.parametrize("paper", ["A4", "50x50mm"])
@pytest.mark.parametrize("title", ["x" * 5_000, "night\n" * 300], ids=["word", "lines"])
def test_a_poster_is_made_whatever_its_map_is_called(
    tmp_path: Path, title: str, paper: str
) -> None:
    out = tmp_path / "poster.pdf"
    export_poster(_called(title), out, PosterOptions(paper=paper))
    (page,) = PdfReader(out).pages
    assert "Buy a ticket" in page.extract_text()


def test_the_margin_names_a_long_title_in_brief_and_the_title_block_whole(tmp_path: Path) -> None:
    title = "A night train from one end of the country to the other " * 5
    out = tmp_path / "poster.pdf"
    export_poster(_called(title.strip()), out, PosterOptions(paper="A3"))
    words = " ".join(PdfReader(out).pages[0].extract_text().split())
    assert words.count("…") == 1
    assert words.count("from one end") in (6, 7)
