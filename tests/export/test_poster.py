# SPDX-License-Identifier: Apache-2.0
"""From a project to poster files, as the command line and the window ask for them."""

from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs
from PIL import Image
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from journey_studio.errors import JourneyError
from journey_studio.export.options import PosterOptions, PosterReport
from journey_studio.export.poster import export_poster
from journey_studio.export.watch import CancelledError
from journey_studio.model.canonical import map_hash
from journey_studio.model.snapshot import Snapshot
from tests.export.projects import Project, sample, small_maps

POINT = 25.4 / 72


def exported(project: Project, out: Path, **options: object) -> PosterReport:
    """The report of an export to `out`."""
    return export_poster(
        project.snapshot,
        out,
        PosterOptions(**options),  # type: ignore[arg-type]
        project.pictures.get,
    )


def size(out: Path, page: int = 0) -> tuple[float, float]:
    """Width and height of a page of a PDF in mm, to a hundredth."""
    box = PdfReader(out).pages[page].mediabox
    return round(float(box.width) * POINT, 2), round(float(box.height) * POINT, 2)


def test_the_sample_becomes_a_poster_on_a3(tmp_path: Path) -> None:
    out = tmp_path / "poster.pdf"
    report = exported(sample(), out)
    assert report.files == (out,)
    assert report.pages == 1
    assert size(out) == (420, 297)
    reader = PdfReader(out)
    the_map = sample().snapshot.maps()[0]
    words = reader.pages[0].extract_text()
    assert reader.metadata is not None
    assert reader.metadata.title == the_map.title
    for word in (the_map.title.split()[0], "Scenario", "Goal", "1 / 1"):
        assert word in words
    for persona in sample().snapshot.personas():
        assert persona.name in words
    assert f"Version {map_hash(sample().snapshot, the_map.id)[:8]}" in words


def test_everything_people_wrote_on_cards_is_on_the_poster(tmp_path: Path) -> None:
    out = tmp_path / "poster.pdf"
    project = small_maps(1, 4, 3)
    exported(project, out, paper="A1")
    words = PdfReader(out).pages[0].extract_text().replace("\n", " ")
    for step in range(4):
        for card in range(3):
            assert words.count(f"offer {step}.{card},") == 2


def test_all_maps_are_pages_of_one_document(tmp_path: Path) -> None:
    out = tmp_path / "trips.pdf"
    report = exported(small_maps(3), out, map="all", paper="A4")
    assert report.pages == 3
    reader = PdfReader(out)
    for number, page in enumerate(reader.pages, 1):
        assert f"Trip {number}" in page.extract_text()


def test_all_maps_are_numbered_pictures(tmp_path: Path, qapp: QApplication) -> None:
    del qapp
    report = exported(small_maps(2), tmp_path / "trips.png", map="all", paper="A6", dpi=72)
    assert [path.name for path in report.files] == ["trips-1.png", "trips-2.png"]
    for path in report.files:
        with Image.open(path) as image:
            assert image.size == (420, 298)
    drawn = exported(small_maps(2), tmp_path / "trips.svg", map="all", paper="A6")
    assert [path.name for path in drawn.files] == ["trips-1.svg", "trips-2.svg"]


def test_the_second_map_can_be_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "trip.pdf"
    exported(small_maps(2), out, map=2, paper="A4")
    assert "Trip 2" in PdfReader(out).pages[0].extract_text()


def test_only_the_lanes_asked_for_are_shown(tmp_path: Path) -> None:
    out = tmp_path / "pains.pdf"
    exported(small_maps(), out, lanes=("pains",))
    words = PdfReader(out).pages[0].extract_text()
    assert "Pains" in words
    assert "Doing" not in words


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"map": 7}, "no map number 7"),
        ({"theme": "pink"}, "light, dark, print"),
        ({"lanes": ("Feelings",)}, "Doing, Pains"),
        ({"tile": "90x90mm", "paper": "5000x5000mm"}, "sheets"),
    ],
)
def test_a_wish_that_does_not_fit_the_project_is_one_sentence(
    tmp_path: Path, wish: dict[str, object], said: str
) -> None:
    with pytest.raises(JourneyError, match=said):
        exported(small_maps(), tmp_path / "trip.pdf", **wish)
    assert list(tmp_path.iterdir()) == []


def test_a_project_without_maps_says_so(tmp_path: Path) -> None:
    with pytest.raises(JourneyError, match="no map yet"):
        exported(Project(Snapshot(), {}), tmp_path / "trip.pdf")


def test_small_text_is_said_with_a_way_out(tmp_path: Path) -> None:
    out = tmp_path / "trip.pdf"
    report = exported(sample(), out, paper="A4")
    assert report.smallest < 8
    assert report.small_count > 10
    assert report.small[0].points == pytest.approx(report.smallest, abs=0.01)
    assert all(text.points < 8 for text in report.small)
    (warning,) = report.warnings
    assert "8 pt" in warning
    assert report.suggestion in warning
    paper = next(word for word in report.suggestion.split() if word in {"A0", "A1", "A2", "36in"})
    better = exported(sample(), out, paper=paper)
    assert better.smallest >= 8 - 0.01
    assert not better.small
    assert not better.warnings


def test_the_suggested_sheets_are_enough(tmp_path: Path) -> None:
    out = tmp_path / "trip.pdf"
    suggestion = exported(sample(), out, paper="A4").suggestion
    command = suggestion[suggestion.index("--paper") :].split(")")[0].split()
    wish = dict(zip([word[2:] for word in command[::2]], command[1::2], strict=True))
    report = exported(sample(), out, **wish)
    assert report.smallest >= 8 - 0.01
    assert f"{report.pages} sheets of A3" in suggestion
    assert {size(out, page) for page in range(report.pages)} <= {(420, 297), (297, 420)}


def test_strict_writes_nothing_that_cannot_be_read(tmp_path: Path) -> None:
    out = tmp_path / "trip.pdf"
    out.write_bytes(b"older")
    with pytest.raises(JourneyError, match="8 pt"):
        exported(sample(), out, paper="A6", strict=True)
    assert out.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [out]
    exported(small_maps(1, 1), out, paper="A2", strict=True)
    assert size(out) in {(594, 420), (420, 594)}


def test_tiles_are_pages_of_the_small_paper(tmp_path: Path) -> None:
    out = tmp_path / "trip.pdf"
    report = exported(small_maps(), out, paper="A1", tile="A4")
    assert report.pages == 12
    sizes = {size(out, page) for page in range(report.pages)}
    assert len(sizes) == 1
    assert sizes <= {(210.0, 297.0), (297.0, 210.0)}
    assert "Sheet 12 of 12" in PdfReader(out).pages[11].extract_text()


def test_bleed_and_crop_marks_leave_the_trim_box_the_paper(tmp_path: Path) -> None:
    out = tmp_path / "trip.pdf"
    exported(small_maps(), out, paper="A4", orientation="landscape", bleed=3.0, crop_marks=True)
    (page,) = PdfReader(out).pages
    assert float(page.trimbox.width) * POINT == pytest.approx(297, abs=0.01)
    assert float(page.bleedbox.height) * POINT == pytest.approx(216, abs=0.01)
    assert size(out)[0] > 303


def test_signs_no_face_draws_are_said(tmp_path: Path) -> None:
    project = small_maps()
    the_map = structs.replace(project.snapshot.maps()[0], title="Trip \U000f1234")
    records = {**project.snapshot.records, the_map.id: the_map}
    changed = Project(replace(project.snapshot, records=records), {})
    report = exported(changed, tmp_path / "trip.pdf", paper="A2")
    assert any("U+F1234" in warning for warning in report.warnings)


def test_progress_runs_from_nothing_to_all(tmp_path: Path) -> None:
    told: list[tuple[float, str]] = []
    export_poster(
        small_maps(1, 5, 30).snapshot,
        tmp_path / "trip.pdf",
        PosterOptions(),
        progress=lambda done, text: told.append((done, text)),
    )
    done = [entry[0] for entry in told]
    assert done == sorted(done)
    assert done[0] < 0.1
    assert done[-1] == 1
    assert all(text for _, text in told)


@pytest.mark.parametrize("ending", ["pdf", "png", "svg"])
def test_cancelling_anywhere_leaves_the_older_file(
    tmp_path: Path, ending: str, qapp: QApplication
) -> None:
    del qapp
    out = tmp_path / f"trip.{ending}"
    out.write_bytes(b"older")
    options = PosterOptions(paper="A4", dpi=100)
    asked = 0

    def count() -> bool:
        nonlocal asked
        asked += 1
        return False

    export_poster(small_maps(1, 5, 30).snapshot, out, options, cancelled=count)
    out.write_bytes(b"older")
    for stop in range(1, asked + 1):
        left = iter(range(stop, 0, -1))
        with pytest.raises(CancelledError):
            export_poster(
                small_maps(1, 5, 30).snapshot,
                out,
                options,
                cancelled=lambda left=left: next(left) == 1,  # type: ignore[misc]
            )
        assert out.read_bytes() == b"older"
        assert list(tmp_path.iterdir()) == [out]


def test_a_numbered_file_that_is_a_folder_is_found_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "trips-2.svg").mkdir()
    with pytest.raises(JourneyError, match="is a folder"):
        exported(small_maps(2), tmp_path / "trips.svg", map="all")
    assert [path.name for path in tmp_path.iterdir()] == ["trips-2.svg"]
