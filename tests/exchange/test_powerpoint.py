# SPDX-License-Identifier: Apache-2.0
"""A map as slides: native, editable, nothing cut off, and the same in an office program."""

import io
import re
import shutil
import subprocess
import unicodedata
import zipfile
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from pptx import Presentation
from pypdf import PdfReader

from journey_studio.exchange import powerpoint
from journey_studio.exchange.formats import Choices
from journey_studio.exchange.map_view import MapView, view_of
from journey_studio.exchange.powerpoint.planning import (
    FOOT,
    TOP,
    Board,
    Sheet,
    boards,
    spans,
)
from journey_studio.exchange.powerpoint.text import EMU, Para, height, parted
from journey_studio.exchange.registry import for_ending
from journey_studio.layout.text import TextStyle
from journey_studio.layout.theme import load_theme
from journey_studio.model.builder import Builder
from journey_studio.model.snapshot import Snapshot
from tests.exchange.everything import saying
from tests.exchange.laws import PICTURES, MadeMap, maps
from tests.exchange.visible import bare, can_be_read
from tests.export.projects import sample, small_maps

OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")


def data_of(snapshot: Snapshot, shape: str = "") -> bytes:
    ids = tuple(each.id for each in snapshot.maps())
    return powerpoint.write(snapshot, ids, Choices(shape=shape), sample().pictures.get).data


def slides(data: bytes) -> list[Any]:
    return list(Presentation(io.BytesIO(data)).slides)


@cache
def sample_data() -> bytes:
    return data_of(sample().snapshot)


def words_on(slide: Any) -> str:
    """All texts of a slide, those of its tables included."""
    found = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            found.append(shape.text_frame.text)
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def notes_on(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text) if slide.has_notes_slide else ""


def everything(data: bytes) -> str:
    """All that the slides and their notes say, and where their links lead."""
    said = []
    for slide in slides(data):
        said += [words_on(slide), notes_on(slide)]
        said += [each.target_ref for each in slide.part.rels.values() if each.is_external]
    return "\n".join(said)


@pytest.mark.parametrize("shape", ["stages", "map"])
def test_every_text_that_is_shown_stands_on_a_slide_or_in_its_notes(shape: str) -> None:
    said: list[str] = []

    def say(place: str) -> str:
        said.append(f"words of {place}")
        return said[-1]

    snapshot, _ = saying(say)
    shown = everything(data_of(snapshot, shape))
    unseen = {text for text in said if text not in shown}
    assert unseen == {"words of comment.text", "words of channel.icon"}
    assert "https://example.org/a?b=c#d" in shown


@settings(max_examples=12)
@given(maps())
def test_any_map_becomes_slides_that_can_be_opened_and_hold_its_words(made: MadeMap) -> None:
    written = powerpoint.write(made.snapshot, (made.map_id,), Choices(), PICTURES.get)
    again = powerpoint.write(made.snapshot, (made.map_id,), Choices(), PICTURES.get)
    assert written.data == again.data
    shown = re.sub(r"\s", "", everything(written.data))
    view = view_of(made.snapshot, made.map_id, load_theme("light"))
    for card in view.cards():
        drawn = re.sub(r"[\s\x85\u2028\ufffd]", "", card.text)
        kept = re.sub(r"[\x85\u2028\ufffd]", "", shown)
        assert drawn in kept


def test_the_table_is_native_and_its_heads_are_marked() -> None:
    tables = [s.table for slide in slides(sample_data()) for s in slide.shapes if s.has_table]
    assert len(tables) > 6
    assert all(table.first_row and table.first_col for table in tables)
    texts = [cell.text for table in tables for row in table.rows for cell in row.cells]
    assert any(text.startswith("Choose a berth") for text in texts)
    merged = [
        cell for table in tables for row in table.rows for cell in row.cells if cell.is_merge_origin
    ]
    assert any("Compartments are assigned by hand" in cell.text for cell in merged)


def test_curves_are_shapes_with_points_and_pictures_have_words() -> None:
    shapes = [shape for slide in slides(sample_data()) for shape in slide.shapes]
    curves = [s for s in shapes if s._element.findall(".//{*}custGeom//{*}cubicBezTo")]
    assert len(curves) > 20
    pictures = [s for s in shapes if s.shape_type == 13]
    assert len(pictures) >= 8
    assert all(s._element.nvPicPr.cNvPr.get("descr") for s in pictures)
    tables = [s for s in shapes if s.has_table]
    assert all(s._element.nvGraphicFramePr.cNvPr.get("descr") for s in tables)


def test_every_slide_has_a_title_and_is_sixteen_to_nine() -> None:
    presentation = Presentation(io.BytesIO(sample_data()))
    assert presentation.slide_width is not None
    assert presentation.slide_height is not None
    assert presentation.slide_width * 9 == presentation.slide_height * 16
    titles = [slide.shapes.title.text for slide in presentation.slides]
    assert all(titles)
    assert {"Plan", "Book", "Experience"} <= set(titles)


def test_shapes_have_names_and_numbers_of_their_own_and_stay_on_the_slide() -> None:
    for slide in slides(sample_data()):
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))
        for shape in slide.shapes:
            assert shape.name
            assert shape.left >= -EMU
            assert shape.top >= 0
            assert shape.left + shape.width <= 1281 * EMU
            assert shape.top + shape.height <= 721 * EMU


def test_the_whole_map_has_room_on_one_slide() -> None:
    data = data_of(sample().snapshot, "map")
    assert len(slides(data)) == 2
    first = words_on(slides(data)[0])
    assert "Get the idea" in first
    assert "Claim a refund for the delay" in first
    presentation = Presentation(io.BytesIO(data))
    table = next(s for s in presentation.slides[0].shapes if s.has_table)
    assert presentation.slide_height is not None
    assert table.top + table.height <= presentation.slide_height - FOOT * EMU


def test_the_file_says_nothing_of_whoever_made_it_and_when() -> None:
    data = sample_data()
    assert data == data_of(sample().snapshot)
    properties = Presentation(io.BytesIO(data)).core_properties
    assert (properties.author, properties.last_modified_by) == ("", "")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}
        assert packed.testzip() is None


def test_texts_are_texts_whatever_they_hold() -> None:
    odd = "</a:t></a:r><a:r><a:t>&amp; <b>\u2028\x85\ufffe ]]> _x0041_ \u202e =1+1"
    snapshot, _ = saying(lambda _: odd)
    shown = everything(data_of(snapshot))
    assert "</a:t></a:r><a:r><a:t>&amp; <b>" in shown
    assert "]]> _x0041_" in shown


def test_a_link_that_no_slide_may_follow_is_only_told() -> None:
    made = Builder()
    the_map = made.add("map", title="Links")
    step = made.add("step", made.add("stage", the_map, title="One"), title="Step")
    lane = made.add("lane", the_map, kind="text")
    links = [["home", "https://example.org"], ["mail", "mailto:a@example.org"]]
    made.add("card", lane, step, text="Look", links=links)
    (board,) = [s for s in slides(data_of(made.snapshot())) if any(x.has_table for x in s.shapes)]
    leads = {each.target_ref for each in board.part.rels.values() if each.is_external}
    assert leads == {"https://example.org", "mailto:a@example.org"}


def test_the_format_is_known_by_its_ending() -> None:
    found = for_ending("Night train.pptx")
    assert found is not None
    assert found.writer().CARRIES == powerpoint.CARRIES


def test_a_picture_that_is_not_here_is_said_to_be_lost() -> None:
    snapshot = sample().snapshot
    ids = tuple(each.id for each in snapshot.maps())
    written = powerpoint.write(snapshot, ids, Choices(), lambda _: None)
    assert {loss.what for loss in written.losses} == {"card.picture", "persona.photo"}
    assert powerpoint.write(snapshot, ids, Choices(), sample().pictures.get).losses == ()


def test_maps_without_steps_or_lanes_become_slides() -> None:
    assert slides(data_of(small_maps(1, 0, 0).snapshot))
    made = Builder()
    made.add("map")
    assert slides(data_of(made.snapshot()))


STYLE = TextStyle("regular", 14, 18)


@pytest.mark.parametrize("kind", ["text", "divider", "curve"])
@pytest.mark.parametrize("shape", ["stages", "map"])
def test_what_the_head_of_a_lane_leaves_out_stands_in_the_notes(kind: str, shape: str) -> None:
    made = Builder()
    the_map = made.add("map", title="Lanes")
    stages = [made.add("stage", the_map, title=f"Stage {n}") for n in range(2)]
    steps = [made.add("step", each, title=f"Step {n} " * 40) for n in range(3) for each in stages]
    long = " ".join(f"word{n}" for n in range(80))
    made.add("lane", the_map, kind=kind, title="Short", owner="Ann of the empty lane")
    made.add("lane", the_map, kind=kind, title=long, owner="Bob " * 60 + "of the long one")
    full = made.add("lane", the_map, kind="text", title="Full", owner="Cleo")
    for step in steps:
        made.add("card", full, step, text="Here")
    data = data_of(made.snapshot(), shape)
    shown = everything(data)
    assert "Ann of the empty lane" in shown
    assert long in shown
    assert "Bob " * 60 + "of the long one" in shown
    assert "Step 2 " * 39 in shown
    assert "Cleo" in shown
    assert "Cleo" not in "".join(notes_on(slide) for slide in slides(data))


@pytest.mark.parametrize("shape", ["stages", "map"])
def test_connections_are_arrows_that_hold_on_to_their_cards(shape: str) -> None:
    made = Builder()
    the_map = made.add("map", title="Arrows")
    stage = made.add("stage", the_map, title="Stage")
    steps = [made.add("step", stage, title=f"Step {n}") for n in range(4)]
    lanes = [made.add("lane", the_map, title=f"Lane {n}", kind="text") for n in range(3)]
    cards = {
        (row, column): made.add("card", lane, step, text=f"Card {row} {column}")
        for row, lane in enumerate(lanes)
        for column, step in enumerate(steps)
    }
    ways = {
        "beside": ((0, 0), (1, 1)), "below": ((0, 1), (1, 1)), "over one": ((0, 3), (2, 3)),
        "along": ((1, 0), (1, 2)), "back": ((2, 2), (2, 1)), "far": ((0, 0), (2, 3)),
    }  # fmt: skip
    for label, (one, two) in ways.items():
        made.add("connection", source=cards[one], target=cards[two], label=label)
    (slide,) = (each for each in slides(data_of(made.snapshot(), shape)) if tables_on(each))
    held = {each.shape_id: each.name for each in slide.shapes}
    found = {}
    for each in slide.shapes:
        ends = [end.get("id") for end in each._element.iter() if end.tag.endswith("Cxn")]
        if ends:
            found[each.name] = tuple(held[int(end)] for end in ends)
    wanted = {
        label: tuple("Card {} {}".format(*end) for end in ends) for label, ends in ways.items()
    }
    around = {label: wanted.pop(label) for label in ("far", "along")}
    assert found == wanted
    drawn = [each for each in slide.shapes if each.name in around]
    for path in drawn:
        about = '{}: from "{}" to "{}"'.format(path.name, *around[path.name])
        assert path._element.xpath(".//p:cNvPr/@descr") == [about]
    assert len(drawn) == len(around)
    assert all(label in words_on(slide) for label in ways), "said on the cards, too"


def tables_on(slide: Any) -> list[Any]:
    return [each for each in slide.shapes if each.has_table]


@pytest.mark.parametrize("register", ["text", "owner"])
def test_a_word_of_thousands_of_signs_goes_on_slide_by_slide(register: str) -> None:
    made = Builder()
    the_map = made.add("map", title="Endless")
    stage = made.add("stage", the_map, title="Stage")
    steps = [made.add("step", stage, title=f"Step {n}") for n in range(4)]
    lane = made.add("lane", the_map, title="Lane", kind="text")
    endless = "".join(f"sign{n}" for n in range(700))
    made.add("card", lane, steps[0], **{register: endless})
    shown = everything(data_of(made.snapshot()))
    assert can_be_read(endless, bare(shown))
    assert all(f"sign{n}" in bare(shown) for n in range(0, 700, 50))


@pytest.mark.parametrize("room", [18, 40, 100, 500])
def test_text_that_is_parted_loses_no_word(room: float) -> None:
    text = (
        "One two three-and-four five.\nSix sevensevensevensevensevenseven eight \u2013 nine\n\nten"
    )
    paras, found = [Para(text, STYLE, "#000000"), Para("end", STYLE, "#000000", 4)], ""
    while paras:
        kept, paras = parted(paras, 90, room)
        assert kept
        assert height(kept, 90) <= max(room, 18)
        found += " ".join(para.text for para in kept) + " "
    assert "".join(found.split()) == "".join((text + "end").split())


def crowded(words: int, cards: int, lanes: int = 3) -> MapView:
    """A map with long cards in narrow columns."""
    made = Builder()
    the_map = made.add("map", title="Crowded")
    stage = made.add("stage", the_map, title="A stage with a rather long name", goal="Goal " * 60)
    steps = [
        made.add("step", stage, title=f"Step {n}", description="why " * 50 * n) for n in range(6)
    ]
    for number in range(lanes):
        lane = made.add("lane", the_map, kind="pain", title=f"Lane {number} " * 12)
        for step in steps[::2]:
            for card in range(cards):
                text = " ".join(f"w{number}x{card}x{n}" for n in range(words))
                made.add("card", lane, step, text=text, span=1 + card % 2)
    return view_of(made.snapshot(), the_map, load_theme("light"))


def plans(view: MapView) -> list[Board]:
    sheet = Sheet()
    return [
        board
        for first, end in spans(view)
        for board in boards(view, first, end, sheet, frozenset())
    ]


@pytest.mark.parametrize(("words", "cards"), [(5, 1), (40, 2), (400, 1), (10, 30), (3000, 1)])
def test_no_slide_is_fuller_than_it_can_be(words: int, cards: int) -> None:
    view = crowded(words, cards)
    made = plans(view)
    for board in made:
        used = TOP + board.stages + board.step + sum(row.height for row in board.rows)
        assert used <= board.sheet.height - FOOT + 0.5
        assert min(board.types.card.size, board.types.note.size) * 0.75 >= 7.5
    said = " ".join(
        para.text for board in made for row in board.rows for t in row.tiles for para in t.paras
    )
    shown = set(said.split())
    missing = [word for card in view.cards() for word in card.text.split() if word not in shown]
    assert missing == []


def test_small_stages_share_a_slide_and_large_ones_take_several() -> None:
    made = Builder()
    the_map = made.add("map", title="Stages")
    made.add("lane", the_map, kind="text")
    for count in (1, 2, 1, 14, 3):
        stage = made.add("stage", the_map, title=f"With {count}")
        for n in range(count):
            made.add("step", stage, title=f"Step {n}")
    view = view_of(made.snapshot(), the_map, load_theme("light"))
    assert list(spans(view)) == [(0, 4), (4, 9), (9, 13), (13, 18), (18, 21)]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What LibreOffice makes of slides: a PDF."""
    home = tmp_path_factory.mktemp("office")

    def printed(data: bytes) -> PdfReader:
        source = home / "slides.pptx"
        source.write_bytes(data)
        settings = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        subprocess.run(
            [str(OFFICE), "--headless", settings, "--convert-to", "pdf", "--outdir", home, source],
            check=True,
            timeout=180,
            capture_output=True,
        )
        return PdfReader(io.BytesIO((home / "slides.pdf").read_bytes()))

    return printed


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@needs_office
def test_an_office_program_shows_every_word_on_its_slide(office: Any) -> None:
    data = sample_data()
    shown = office(data).pages
    assert len(shown) == len(slides(data))
    for page, slide in zip(shown, slides(data), strict=True):
        printed = _plain(page.extract_text())
        lost = [w for w in words_on(slide).split() if _plain(w) not in printed]
        assert lost == []


@needs_office
def test_an_office_program_makes_no_row_higher_than_was_planned(office: Any) -> None:
    """The last line of a crowded slide lies above its foot: nothing was pushed down."""
    made = Builder()
    the_map = made.add("map", title="Crowded")
    stage = made.add("stage", the_map, title="A stage")
    steps = [made.add("step", stage, title=f"Step {n}") for n in range(6)]
    for number in range(3):
        lane = made.add("lane", the_map, kind="pain", title=f"Lane {number}")
        for step in steps:
            text = " ".join(f"w{number}x{n}" for n in range(60))
            made.add("card", lane, step, text=text)
    heights: list[float] = []

    def seen(text: str, _matrix: Any, place: Any, _font: Any, _size: Any) -> None:
        if re.match(r"w\d+x", text.strip()):
            heights.append(float(place[5]))

    for page in office(data_of(made.snapshot())).pages:
        page.extract_text(visitor_text=seen)
    assert heights
    assert min(heights) >= FOOT * 0.75 - 2  # points from the bottom of a page
