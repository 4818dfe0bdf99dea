# SPDX-License-Identifier: Apache-2.0
"""export, from the arguments to the files."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.processes import fails, process, succeeded, succeeds

MM = 72 / 25.4


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.journey"
    succeeds("new", path, "--sample")
    return path


def _size(path: Path) -> tuple[int, int]:
    """The first page in mm."""
    box = PdfReader(path).pages[0].mediabox
    return round(float(box.width) / MM), round(float(box.height) / MM)


def test_a_diagram_becomes_a_poster_on_the_paper_asked_for(tmp_path: Path) -> None:
    source, project, out = (tmp_path / f"x.{ending}" for ending in ("mmd", "journey", "pdf"))
    source.write_text("journey\n title A trip\n section Go\n  Walk: 5: Ada\n", encoding="utf-8")
    succeeded(process("import", source, project))
    run = succeeded(process("export", project, out, "--paper", "A0"))
    assert run.out.splitlines() == [str(out)]
    assert sorted(_size(out)) == [841, 1189]
    assert "Walk" in PdfReader(out).pages[0].extract_text()


def test_the_paper_is_a3_unless_something_else_is_asked_for(tmp_path: Path, sample: Path) -> None:
    run = succeeds("export", sample, tmp_path / "x.pdf")
    assert sorted(_size(tmp_path / "x.pdf")) == [297, 420]
    assert "below 8 pt" in run.err
    succeeds("export", sample, tmp_path / "y.pdf", "--paper", "500x400mm")
    assert _size(tmp_path / "y.pdf") == (500, 400)


def test_all_maps_are_pages_of_one_pdf(tmp_path: Path, sample: Path) -> None:
    succeeds("export", sample, tmp_path / "x.pdf", "--map", "all", "--paper", "A0")
    assert len(PdfReader(tmp_path / "x.pdf").pages) == 2
    succeeds("export", sample, tmp_path / "y.pdf", "--map", "2", "--paper", "A1")
    assert "Refund" in PdfReader(tmp_path / "y.pdf").pages[0].extract_text()


def test_png_and_svg_come_out_too(tmp_path: Path, sample: Path) -> None:
    succeeds("export", sample, tmp_path / "x.png", "--dpi", "50")
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    succeeds("export", sample, tmp_path / "x.svg", "--theme", "dark")
    assert "<svg" in (tmp_path / "x.svg").read_text(encoding="utf-8")[:2000]


def test_lanes_are_named_with_commas_or_one_by_one(tmp_path: Path, sample: Path) -> None:
    kinds = ("--lanes", "pain,opportunity"), ("--lanes", "pain", "--lanes", "opportunity")
    sizes = set()
    for number, options in enumerate(kinds):
        out = tmp_path / f"{number}.pdf"
        succeeds("export", sample, out, "--paper", "A1", *options)
        sizes.add(len(PdfReader(out).pages[0].extract_text()))
    assert len(sizes) == 1
    whole = tmp_path / "whole.pdf"
    succeeds("export", sample, whole, "--paper", "A0")
    assert sizes.pop() < len(PdfReader(whole).pages[0].extract_text())


@pytest.mark.parametrize(
    "options",
    [
        ["--map", "3"],
        ["--map", "0"],
        ["--map", "first"],
        ["--paper", "A9"],
        ["--orientation", "diagonal"],
        ["--fit", "tight"],
        ["--dpi", "3"],
        ["--theme", "pink"],
        ["--lanes", "no such lane"],
        ["--strict", "--paper", "A6"],
        ["--tile", "36in"],
        ["--bleed", "-1"],
    ],
)
def test_what_no_poster_can_be_made_of_gives_one_line_and_no_file(
    tmp_path: Path, sample: Path, options: list[str]
) -> None:
    fails("export", sample, tmp_path / "x.pdf", *options)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("out", ["x.txt", "x", "nowhere/x.pdf", "."])
def test_a_place_no_poster_can_go_to_gives_one_line(tmp_path: Path, sample: Path, out: str) -> None:
    fails("export", sample, tmp_path / out)
    assert not list(tmp_path.iterdir())


def test_a_failed_export_leaves_the_older_poster(tmp_path: Path, sample: Path) -> None:
    out = tmp_path / "x.pdf"
    out.write_bytes(b"the older one")
    fails("export", sample, out, "--strict", "--paper", "A6")
    assert out.read_bytes() == b"the older one"


def test_a_project_without_a_map_has_no_poster(tmp_path: Path) -> None:
    succeeds("new", tmp_path / "empty.journey")
    fails("export", tmp_path / "empty.journey", tmp_path / "x.pdf")


def test_exporting_leaves_the_project_as_it_was(tmp_path: Path, sample: Path) -> None:
    before = sample.read_bytes()
    succeeds("export", sample, tmp_path / "x.pdf", "--paper", "A4")
    assert sample.read_bytes() == before
    assert [path.name for path in sample.parent.iterdir()] == ["sample.journey"]


def test_curves_print_with_faces_and_bands_on_demand(tmp_path: Path, sample: Path) -> None:
    options = {"x": (), "y": ("--no-faces",), "z": ("--band",)}
    for name, given in options.items():
        out = tmp_path / f"{name}.svg"
        succeeds("export", sample, out, "--lanes", "Experience", "--paper", "A0", *given)
    faced, plain, banded = (
        (tmp_path / f"{name}.svg").read_text(encoding="utf-8") for name in options
    )
    assert plain.count("<path") == faced.count("<path") - 5
    assert banded != faced
