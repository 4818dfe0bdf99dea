# SPDX-License-Identifier: Apache-2.0
"""Posters that can be reopened: the map comes back out of every kind, equal, pictures and all."""

import json
import shutil
import struct
import subprocess
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter

from journey_studio.errors import JourneyError
from journey_studio.exchange import interchange, posters
from journey_studio.exchange.formats import Choices
from journey_studio.exchange.posters import PosterError, source_in
from journey_studio.export.options import PosterOptions
from journey_studio.export.poster import export_poster
from journey_studio.model.canonical import map_hash
from journey_studio.paint.carried import ATTACHMENT, KEYWORD, MOST_IN_PNG
from journey_studio.session.poster_source import poster_source
from tests.export.projects import Project, sample, small_maps

KINDS = pytest.mark.parametrize("kind", ["pdf", "png", "svg"])
ODD = json.dumps({"text": "<&>]]> --> é 日本 \u2028 \ufffe \x7f 👩‍👩‍👧" * 9}, ensure_ascii=False)


def made(
    folder: Path, kind: str, project: Project, source: bytes | None = None, **options: object
) -> list[Path]:
    """A poster with its maps inside."""
    chosen = PosterOptions(dpi=50, **options)  # type: ignore[arg-type]
    carried = poster_source(project.snapshot, chosen, project.pictures.get).data
    report = export_poster(
        project.snapshot,
        folder / f"poster.{kind}",
        chosen,
        project.pictures.get,
        source=source or carried,
    )
    return list(report.files)


def ids(project: Project) -> list[str]:
    return [each.id for each in project.snapshot.maps()]


# It comes back.


@KINDS
@pytest.mark.parametrize("tile", ["", "A4"])
def test_the_map_comes_back_with_its_pictures(tmp_path: Path, kind: str, tile: str) -> None:
    project = sample()
    first = ids(project)[0]
    paper = "A2" if tile else "A3"
    for path in made(tmp_path, kind, project, paper=paper, tile=tile):
        assert posters.recognises(path.read_bytes())
        found = posters.read(path.read_bytes(), path.name, Choices())
        assert [each.id for each in found.snapshot.maps()] == [first]
        assert map_hash(found.snapshot, first) == map_hash(project.snapshot, first)
        assert found.pictures
        assert all(project.pictures[name] == data for name, data in found.pictures.items())


@KINDS
@pytest.mark.parametrize("chosen", [2, "all"])
def test_a_poster_of_some_maps_carries_just_those(
    tmp_path: Path, kind: str, chosen: object
) -> None:
    project = small_maps(3)
    wanted = ids(project) if chosen == "all" else ids(project)[1:2]
    for path in made(tmp_path, kind, project, map=chosen):
        found = posters.read(path.read_bytes(), path.name, Choices())
        assert [each.id for each in found.snapshot.maps()] == wanted
        for each in wanted:
            assert map_hash(found.snapshot, each) == map_hash(project.snapshot, each)


@KINDS
def test_a_poster_for_outsiders_only_shows(tmp_path: Path, kind: str) -> None:
    project = small_maps()
    (path,) = made(tmp_path, kind, project)
    out = tmp_path / f"shown.{kind}"
    options = PosterOptions(dpi=50, source=False)
    carried = poster_source(project.snapshot, options, project.pictures.get)
    assert carried.data is None
    export_poster(project.snapshot, out, options, project.pictures.get, source=carried.data)
    assert out.stat().st_size < path.stat().st_size
    assert posters.recognises(out.read_bytes())
    with pytest.raises(PosterError) as refused:
        posters.read(out.read_bytes(), out.name, Choices())
    assert out.name in str(refused.value)


@KINDS
def test_any_text_comes_back_to_the_letter(tmp_path: Path, kind: str) -> None:
    long = json.dumps({"text": "ü€👩" * 700_000}, ensure_ascii=False)
    for text in (ODD, long):
        (path,) = made(tmp_path, kind, small_maps(), text.encode())
        assert json.loads(source_in(path.read_bytes(), path.name)) == json.loads(text)


# Others read the posters as before.


def test_every_program_still_shows_a_png_that_carries_much(tmp_path: Path) -> None:
    much = b'"' + b"y" * (MOST_IN_PNG - 2) + b'"'
    (path,) = made(tmp_path, "png", small_maps(), much)
    with Image.open(path) as image:
        image.load()
        assert KEYWORD in image.text  # type: ignore[attr-defined]
    assert source_in(path.read_bytes(), path.name) == much


def test_a_map_too_large_for_a_png_is_told_of(tmp_path: Path) -> None:
    much = b" " * (MOST_IN_PNG + 1)
    report = export_poster(
        small_maps().snapshot, tmp_path / "p.png", PosterOptions(dpi=50), source=much
    )
    assert any("too large to travel" in warning for warning in report.warnings)
    with pytest.raises(PosterError):
        source_in((tmp_path / "p.png").read_bytes(), "p.png")


def test_hidden_lanes_that_travel_along_are_told_of(tmp_path: Path) -> None:
    report = export_poster(
        small_maps().snapshot, tmp_path / "p.pdf", PosterOptions(lanes=("Doing",)), source=b"{}"
    )
    assert any("lanes it does not show" in warning for warning in report.warnings)


def test_a_pdf_lists_the_map_as_the_source_of_its_pages(tmp_path: Path) -> None:
    (path,) = made(tmp_path, "pdf", sample(), tile="A4", paper="A2")
    reader = PdfReader(path)
    assert list(reader.attachments) == [ATTACHMENT]
    entries: Any = reader.root_object["/AF"]
    (entry,) = entries
    assert entry.get_object()["/AFRelationship"] == "/Source"


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("tile", ["", "A4"])
def test_qpdf_finds_nothing_wrong(tmp_path: Path, tile: str) -> None:
    (path,) = made(tmp_path, "pdf", sample(), tile=tile, paper="A2")
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=True)
    assert "No syntax or stream encoding errors found" in checked.stdout


@pytest.mark.skipif(shutil.which("pdfdetach") is None, reason="poppler is not installed")
def test_poppler_hands_the_map_out_and_draws_the_page(tmp_path: Path) -> None:
    (path,) = made(tmp_path, "pdf", sample())
    out = tmp_path / "out.json"
    subprocess.run(["pdfdetach", "-save", "1", "-o", out, path], check=True)
    assert out.read_bytes() == source_in(path.read_bytes(), path.name)
    drawn = subprocess.run(
        ["pdftoppm", "-r", "20", "-png", path, tmp_path / "page"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not drawn.stderr
    assert (tmp_path / "page-1.png").exists()


def test_a_map_survives_another_program_that_saves_the_pdf(tmp_path: Path) -> None:
    (path,) = made(tmp_path, "pdf", sample())
    again = BytesIO()
    PdfWriter(clone_from=PdfReader(path)).write(again)
    assert source_in(again.getvalue(), "again.pdf") == source_in(path.read_bytes(), path.name)


def test_a_map_survives_another_program_that_saves_the_svg(tmp_path: Path) -> None:
    (path,) = made(tmp_path, "svg", sample())
    text = path.read_text(encoding="utf-8")
    again = text.replace('<metadata id="journey-studio">', "<metadata\n  id='journey-studio'>")
    again = again.replace('<part xmlns="urn:journey-studio">', "<j:part>")
    again = again.replace("</part>", "</j:part>").replace("<svg ", '<svg xmlns:j="urn:j" ')
    assert again != text
    assert source_in(again.encode(), "again.svg") == source_in(text.encode(), "poster.svg")


# Pages.


def page(text: str) -> bytes:
    return f'<!doctype html><html><body>&lt;script id="journey-studio"&gt;{text}'.encode()


def test_a_page_gives_the_map_of_its_script() -> None:
    snapshot = small_maps().snapshot
    data = interchange.write(snapshot, ("map-1",), Choices(), lambda _: None).data.decode()
    script = '<script type="application/json" id="journey-studio">'
    inside = script + data.replace("<", "\\u003c") + "</script>"
    found = posters.read(page(inside), "map.html", Choices())
    assert map_hash(found.snapshot, "map-1") == map_hash(snapshot, "map-1")


def test_a_page_without_a_map_is_somebody_elses() -> None:
    assert not posters.recognises(page("<script>alert(1)</script>"))
    with pytest.raises(PosterError):
        posters.read(page(""), "map.html", Choices())


# Hostile files.


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    parts = [b"\x89PNG\r\n\x1a\n"]
    for kind, data in chunks:
        crc = zlib.crc32(data, zlib.crc32(kind))
        parts.append(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc))
    return b"".join(parts)


KEY = KEYWORD.encode() + b"\0"
BOMB = KEY + b"\1\0\0\0" + zlib.compress(bytes(200_000_000), 9)


@pytest.mark.parametrize(
    "data",
    [
        png((b"iTXt", BOMB)),
        png(*[(b"iTXt", KEY + b"\1\0\0\0" + zlib.compress(bytes(20_000_000)))] * 9),
        png((b"iTXt", KEY + b"\1\0\0\0not deflated")),
        png((b"iTXt", KEY)),
        png((b"iTXt", KEY + b"\0\0\0\0[" + b"[" * 100_000)),
        png((b"iTXt", KEY + b"\0\0\0\0{}"))[:-1] + b"?",
        png() + b"\xff\xff\xff\xffiTXt" + KEY + b"\0\0\0\0{}",
        png((b"tEXt", KEY + b"{}")),
        png() * 3,
        b"%PDF-1.7\n%%EOF",
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Names 1 0 R>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF",
        b"%PDF-" + b"<<" * 100_000,
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<svg><metadata id="journey-studio"><part>{</part></metadata></svg>',
        b'<svg><metadata id="journey-studio"/></svg>',
        b'<!doctype html><script id="journey-studio">{}',
        b'<!doctype html><script id="journey-studio">{"format": "journey-studio"}</script>',
    ],
)
def test_damaged_and_hostile_posters_are_refused_in_a_sentence(data: bytes) -> None:
    posters.recognises(data)
    with pytest.raises(JourneyError) as refused:
        posters.read(data, "poster", Choices())
    assert str(refused.value).endswith(".")


def test_filters_that_pypdf_knows_no_more_are_refused(tmp_path: Path) -> None:
    (path,) = made(tmp_path, "pdf", small_maps(), b"{}")
    whole = path.read_bytes()
    place = whole.index(
        b"/Filter /FlateDecode", whole.rindex(b"endobj", 0, whole.index(b"/Params"))
    )
    data = whole[:place] + whole[place:].replace(b"/FlateDecode", b"/Fl         ", 1)
    with pytest.raises(PosterError):
        posters.read(data, "poster.pdf", Choices())


def test_a_locked_pdf_says_that_it_is_locked(tmp_path: Path) -> None:
    (path,) = made(tmp_path, "pdf", small_maps())
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = BytesIO()
    writer.write(locked)
    with pytest.raises(PosterError) as refused:
        posters.read(locked.getvalue(), "poster.pdf", Choices())
    assert "password" in str(refused.value)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_bytes_changed_anywhere_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(["pdf", "png", "svg"]))
    path = tmp_path_factory.getbasetemp() / f"whole.{kind}"
    if not path.exists():
        made(path.parent, kind, small_maps())[0].rename(path)
    changed = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(changed) - 1))
        changed[place] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        del changed[data.draw(st.integers(0, len(changed) - 1)) :]
    with suppress(JourneyError):
        posters.read(bytes(changed), "poster", Choices())


@pytest.mark.parametrize("kind", ["pdf", "svg"])
def test_a_poster_without_its_map_is_known_as_one(tmp_path: Path, kind: str) -> None:
    (path,) = made(tmp_path, kind, sample(), source=None, map=1)
    (bare,) = export_poster(
        sample().snapshot, tmp_path / f"bare.{kind}", PosterOptions(dpi=50, map=1), lambda _: None
    ).files
    assert source_in(path.read_bytes(), path.name)
    with pytest.raises(PosterError, match="does not hold it"):
        source_in(bare.read_bytes(), bare.name)


def test_a_picture_of_somebody_else_is_not_called_a_poster() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="3" height="3"/></svg>'
    page = BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(page)
    picture = BytesIO()
    Image.new("RGB", (3, 3)).save(picture, "PNG")
    for data in (drawing, page.getvalue(), picture.getvalue()):
        with pytest.raises(PosterError, match="holds no journey map"):
            source_in(data, "x")
